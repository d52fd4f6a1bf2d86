"""Every measure on what a real office may send: it neither fails, nor warns, nor invents a zero."""

import dataclasses
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import asked_of

from analysis import records
from analysis.counts import Population
from analysis.counts.history import empty_history
from analysis.measures.caps import excellent_cap
from analysis.measures.change.change import change_between, year_over_year
from analysis.measures.change.composition import composition_bounds
from analysis.measures.change.course import share_course
from analysis.measures.change.decomposition import decomposition
from analysis.measures.change.kitagawa import kitagawa
from analysis.measures.change.persistence import persistence
from analysis.measures.change.scope import scope_change
from analysis.measures.change.stayers import change_on_stayers
from analysis.measures.change.transitions import rating_transitions, symmetry
from analysis.measures.compatible import compatible_counts
from analysis.measures.compression import compression
from analysis.measures.outcomes.incidence import incidence
from analysis.measures.outcomes.incidence_difference import incidence_difference
from analysis.measures.outcomes.outcomes import outcome_counts
from analysis.measures.outcomes.trained import training_before
from analysis.measures.ratings import rating_distribution
from analysis.measures.trend import cochran_armitage, share_trend
from analysis.measures.units import unit_funnel
from analysis.measures.units_apart import units_apart
from analysis.measures.units_pooled import units_pooled
from analysis.measures.votes.votes import confidence
from analysis.measures.women.adjusted import adjusted_rating_gap
from analysis.measures.women.gap_over_years import gap_over_years
from analysis.measures.women.superiority import superiority
from analysis.measures.women.women import rating_gap, women_share
from analysis.measures.women.women_change import women_change

YEARS = (2013, 2014, 2015)
RATINGS = ["not_completed", "completed", "good", "excellent"]
UNITS = ["an", "bình", "châu"]


def people(many=90, years=YEARS, levels=RATINGS, sexes=("female", "male")):
    """Return evaluations of persons whose ratings, units and sexes go round at different paces."""
    return records.frame(
        records.EVALUATIONS,
        [
            {
                "year": year,
                "person": f"p{number}",
                "unit": UNITS[number % 3],
                "sex": sexes[number % len(sexes)],
                "rating": levels[(number // 2 + number * (year - 2013)) % len(levels)],
                "count": 1,
                "origin": "recorded",
            }
            for year in years
            for number in range(many)
        ],
    )


def cells(count, sexes=("female", "male")):
    """Return evaluations of counted cells, one of each year, unit, sex and rating."""
    index = pd.MultiIndex.from_product(
        [YEARS, UNITS, sexes, RATINGS], names=["year", "unit", "sex", "rating"]
    )
    rows = index.to_frame(index=False).assign(origin="recorded")
    numbers = [count and count + 7 * place for place in range(len(rows))]
    return records.frame(records.EVALUATIONS, rows.assign(count=numbers).to_dict("records"))


def events(evaluations, count=1):
    """Return one event a year for every fifth row of the evaluations."""
    rows = evaluations[::5].to_dict("records")
    return records.frame(
        records.OUTCOMES,
        [
            {
                **{column: row[column] for column in ("person", "unit", "sex", "origin")},
                "first_year": row["year"],
                "last_year": row["year"],
                "kind": ("appointed", "reappointed", "masters")[place % 3],
                "count": count,
            }
            for place, row in enumerate(rows)
        ],
    )


def ballots(evaluations, low=2, summoned=9):
    """Return a ballot for every seventh row of the evaluations."""
    rows = evaluations[::7].to_dict("records")
    return records.frame(
        records.VOTES,
        [
            {
                "date": pd.Timestamp(date(row["year"], 12, 1)),
                "person": row["person"],
                "unit": row["unit"],
                "summoned": summoned,
                "issued": summoned,
                "returned": summoned,
                "high": summoned - 2 * low,
                "confident": low,
                "low": low,
                "origin": "recorded",
            }
            for row in rows
        ],
    )


PERSONS = {
    "ordinary": people(),
    "one year": people(years=[2015]),
    "one person": people(many=1),
    "nobody": people(many=0),
    "all at one level": people(levels=["excellent"]),
    "a level never used": people(levels=["completed", "good"]),
    "unknown sex": people(sexes=[None]),
    "nobody rated": people(levels=[None]),
}
COUNTED = {
    "a total of zero": cells(0),
    "millions": cells(1_000_000),
    "millions, some of unknown sex": cells(1_000_000, ("female", None, "male")),
}


def levels_of(evaluations, year):
    return rating_distribution(evaluations, ["year", "unit"]).pipe(
        lambda table: table[(table["year"] == year) & (table["rating"] == "excellent")]
    )


def trend(evaluations):
    table = rating_distribution(evaluations, ["year"])
    excellent = table[table["rating"] == "excellent"]
    return cochran_armitage(excellent["n"], excellent["total"], excellent["year"])


def asked(evaluations, outcomes, votes):
    """Return the people of these records, all kinds of outcome being recorded in all years."""
    kinds = ("appointed", "reappointed", "masters")
    rows = evaluations
    return Population(
        replace(
            empty_history(),
            evaluations=rows,
            outcomes=outcomes,
            votes=votes,
            recorded_outcomes=frozenset((None, kind, year) for kind in kinds for year in YEARS),
        ),
        YEARS,
    )


# Each takes the evaluations, with the events and ballots that belong to them.
OF_CELLS = {
    "rating_distribution": lambda e, o, v: rating_distribution(e, ["year", "unit"]),
    "compression": lambda e, o, v: compression(e, ["year", "unit"]),
    "women_share": lambda e, o, v: women_share(e, ["year"]),
    "rating_gap": lambda e, o, v: rating_gap(e, ["year", "unit"]),
    "year_over_year of ratings": lambda e, o, v: year_over_year(
        rating_distribution(e, ["year", "unit"])
    ),
    "year_over_year of women": lambda e, o, v: year_over_year(women_share(e, ["year"])),
    "unit_funnel": lambda e, o, v: unit_funnel(rating_distribution(e, ["unit"])),
    "excellent_cap": lambda e, o, v: excellent_cap(e, ["year", "unit"]),
    "adjusted_rating_gap": lambda e, o, v: adjusted_rating_gap(e[e["year"] == 2015], ["unit"]),
    "superiority": lambda e, o, v: superiority(e, ["year"]),
    "women_change": lambda e, o, v: women_change(e, 2013, 2015),
    "units_apart": lambda e, o, v: units_apart(e[e["year"] == 2015], ["excellent", "female"]),
    "cochran_armitage": lambda e, o, v: trend(e),
    "kitagawa": lambda e, o, v: kitagawa(levels_of(e, 2013), levels_of(e, 2015), by=["unit"]),
    "outcome_counts": lambda e, o, v: outcome_counts(asked(e, o, v), ["year", "kind", "unit"]),
    "confidence": lambda e, o, v: confidence(asked(e, o, v), ["date", "post", "unit"]),
    "confidence of all": lambda e, o, v: confidence(asked(e, o, v), "date", base="valid"),
    "incidence": lambda e, o, v: incidence(asked(e, o, v), "appointed", by="rating"),
    "incidence by sex": lambda e, o, v: incidence(asked(e, o, v), "appointed", by="sex"),
    "training_before": lambda e, o, v: training_before(asked(e, o, v), "appointed", 2013),
    "incidence_difference": lambda e, o, v: incidence_difference(
        incidence(asked(e, o, v), "appointed_or_reappointed", by="rating"), "rating", 1
    ),
}
# Who is counted without a name is left aside there, and refused by the others.
OF_POPULATIONS = {
    "change_on_stayers": lambda e, o, v: change_on_stayers(asked_of(e, years=YEARS), 2014, 2015),
    "rating_transitions": lambda e, o, v: rating_transitions(asked_of(e, years=YEARS), 2014, 2015),
    "symmetry": lambda e, o, v: symmetry(rating_transitions(asked_of(e, years=YEARS), 2014, 2015)),
    "decomposition": lambda e, o, v: decomposition(asked_of(e, years=YEARS), 2014, 2015),
    "change_between": lambda e, o, v: change_between(asked_of(e, years=YEARS), 2014, 2015),
    "scope_change": lambda e, o, v: scope_change(asked_of(e, years=YEARS), 2014, 2015),
    "persistence": lambda e, o, v: persistence(asked_of(e, years=YEARS)),
    "gap_over_years": lambda e, o, v: gap_over_years(asked_of(e, years=YEARS)),
    "units_pooled": lambda e, o, v: units_pooled(asked_of(e, years=YEARS)),
    "share_course": lambda e, o, v: share_course(asked_of(e, years=YEARS)),
    "share_trend": lambda e, o, v: share_trend(asked_of(e, years=YEARS)),
}
EVERY = {**OF_CELLS, **OF_POPULATIONS}
CASES = [
    *((name, edge) for name in [*OF_CELLS, *OF_POPULATIONS] for edge in [*PERSONS, *COUNTED]),
]
# What a share is of: where it is nobody, the share is not known.
WHOLES = {
    "share": ("total", "at_risk"),
    "share_women": ("total_women",),
    "share_men": ("total_men",),
    "share_low": ("base",),
    "excess": ("base",),
}
NO_FIGURES = ["groups", "horizon", "judged", "not_judged", "of"]
_NOBODY = pd.Series([True])
INTERVALS = ("low", "high")
SHARES = (
    "share",
    "share_of_rated",
    "share_of_all",
    "share_women",
    "share_men",
    "share_low",
    "incidence",
)


@cache
def rows(edge):
    """Return the evaluations of an edge, with the events and ballots that belong to them."""
    evaluations = {**PERSONS, **COUNTED}[edge]
    size = 1_000_000 if "millions" in edge else 0 if edge == "a total of zero" else 1
    return evaluations, events(evaluations, size), ballots(evaluations, 2 * size, 9 * size)


@cache
def result(name, edge):
    return EVERY[name](*rows(edge))


@pytest.mark.parametrize(("name", "edge"), CASES)
def test_columns_are_always_the_same_and_shares_are_of_somebody(name, edge):
    found = result(name, edge)
    if not isinstance(found, pd.DataFrame):
        assert not np.isinf([v for v in vars(found).values() if isinstance(v, float)]).any()
        return
    assert found.columns.tolist() == result(name, "ordinary").columns.tolist()
    numbers = found.select_dtypes("number").astype("float64")
    assert not np.isinf(numbers).any().any()
    # The low of a ballot is a number of votes.
    bounds = INTERVALS if "confident" not in found else ()
    for share in {*SHARES, *bounds} & set(found):
        assert found[share].dropna().between(0, 1).all()
    for share, wholes in WHOLES.items():
        for whole in set(wholes) & set(found) if share in found else ():
            nobody = found[whole].isna() | (found[whole] == 0).fillna(False)
            assert found.loc[nobody, share].isna().all()
            assert found.loc[~nobody, share].notna().all()


@pytest.mark.parametrize("name", EVERY)
def test_nobody_is_no_row_or_nothing_known(name):
    found = result(name, "nobody")
    if name == "adjusted_rating_gap":
        assert found["why"].item() == "nobody" and not found["judged"].item()
        assert found[["odds_ratio", "expected", "more", "p_value"]].isna().all().all()
        return
    if name == "gap_over_years":
        assert found["why"].item() == "nobody" and not found["judged"].item()
        assert (
            found[["difference", "difference_low", "difference_high", "p_value"]].isna().all().all()
        )
        return
    if isinstance(found, pd.DataFrame):
        figures = found.drop(columns=NO_FIGURES, errors="ignore")
        # Nobody who stayed is a row, so that who came and went stands beside it.
        assert figures.dropna(how="all").empty or not figures.get("n", _NOBODY).any()
        return
    known = [v for v in vars(found).values() if isinstance(v, float)]
    assert np.isnan(known).all()


@pytest.mark.parametrize("name", ["women_share", "rating_gap", "adjusted_rating_gap"])
def test_of_unknown_sex_nothing_is_said(name):
    found = result(name, "unknown sex")
    if name == "rating_gap":
        assert found[["difference", "share_women", "share_men", "p_value"]].isna().all().all()
        assert (found["unknown"] == 30).all() and not found["judged"].any()
    elif name == "women_share":
        assert found["share"].isna().all()
        assert (found["unknown"] == 90).all()
    else:
        assert np.isnan(found["odds_ratio"].item())
        assert (found["strata_used"].item(), found["why"].item()) == (0, "no_sex")


def test_millions_are_not_rounded_and_shares_do_not_depend_on_size():
    few, many = (result("rating_distribution", edge) for edge in ("a total of zero", "millions"))
    assert (few["n"] == 0).all()
    assert many["n"].sum() == COUNTED["millions"]["count"].sum()
    assert many.groupby(["year", "unit"])["share"].sum().to_numpy() == pytest.approx(1)


@pytest.mark.parametrize(
    ("women", "men", "method"),
    [(100, 1_001, "boschloo"), (2, 2_001, "boschloo"), (150, 90_000, "boschloo")],
)
def test_a_few_beside_thousands_are_not_waited_for(women, men, method):
    few = [
        {"year": 2015, "sex": sex, "rating": rating, "count": count, "origin": "recorded"}
        for sex, total in (("female", women), ("male", men))
        for rating, count in (("excellent", total // 2), ("good", total - total // 2))
    ]
    found = rating_gap(records.frame(records.EVALUATIONS, few), ["year"])
    assert found["method"].tolist() == [method]
    assert found["p_value"].between(0.5, 1).all()


def test_of_millions_those_of_unknown_sex_are_counted_apart_group_by_group():
    people = COUNTED["millions, some of unknown sex"]
    found = women_share(people, ["year", "unit"])
    assert len(found) == 9
    for group in found.to_dict("records"):
        of_group = people[(people["year"] == group["year"]) & (people["unit"] == group["unit"])]
        of_sex = of_group["count"].groupby(of_group["sex"].fillna("unknown")).sum()
        assert group["unknown"] == of_sex["unknown"] > 4_000_000
        share = of_sex["female"] / (of_sex["female"] + of_sex["male"])
        assert group["share"] == pytest.approx(share, rel=1e-12)
    known = people[people["sex"].notna()]
    aside = ["unknown", "judged"]
    every, sure = (rating_gap(e, ["year", "unit"]).drop(columns=aside) for e in (people, known))
    pd.testing.assert_frame_equal(every, sure)


def test_moves_in_the_millions():
    moves = result("rating_transitions", "ordinary")
    few, many = symmetry(moves), symmetry(moves.assign(n=moves["n"] * 1_000_000))
    assert many.pairs == 1_000_000 * few.pairs
    assert many.statistic == pytest.approx(1_000_000 * few.statistic)
    assert many.marginal_statistic == pytest.approx(1_000_000 * few.marginal_statistic)


def test_whole_numbers_in_the_millions_and_at_zero():
    assert compatible_counts("62", 0) == []
    assert compatible_counts("0", 3_000_000, decimals=4) == [0, 1]
    assert len(compatible_counts("62", 3_000_000)) == 30_000
    table = composition_bounds(3_000_000, 1_500_000, 2_000_000, 1_300_000)
    assert len(table) == 2_000_001
    assert table.loc[2_000_000, "leavers_low"] == 200_000
    assert composition_bounds(0, 0, 0, 0)["stayers"].tolist() == [0]


def renamed(table, names):
    return table.assign(unit=table["unit"].replace(names))


def comparable(found, back):
    """Return a result with the units' first names again, rows in an order that no name decides."""
    if not isinstance(found, pd.DataFrame):
        return pd.DataFrame([dataclasses.asdict(found)]).astype("str")
    if "unit" in found:
        found = found.assign(unit=found["unit"].replace(back))
    keys = [
        c for c in ("unit", "year", "date", "post", "kind", "rating", "from", "to") if c in found
    ]
    return found.sort_values(keys).reset_index(drop=True) if keys else found


unit_names = st.text("aáạbđw 1,'.", min_size=1, max_size=6)


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=6)
@given(names=st.lists(unit_names, min_size=3, max_size=3, unique=True))
def test_renaming_units_changes_no_figure(name, names):
    there = dict(zip(UNITS, names, strict=True))
    back = {new: old for old, new in there.items()}
    measure = EVERY[name]
    one = result(name, "ordinary")
    other = measure(*(renamed(table, there) for table in rows("ordinary")))
    pd.testing.assert_frame_equal(comparable(one, {}), comparable(other, back), rtol=1e-12)
