"""How many events, and of how many people: over the years on record, and over no others."""

from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of, one, table

from analysis import records
from analysis.measures.outcomes.outcomes import outcome_counts, outcomes_elsewhere

YEARS = range(2011, 2016)


def events(*rows, **common):
    """Return outcomes; an event is (person, year, kind)."""
    events = [
        {"person": person, "first_year": year, "last_year": year, "kind": kind}
        for person, year, kind in rows
    ]
    return records.frame(
        records.OUTCOMES, [{"count": 1, "origin": "recorded", **row, **common} for row in events]
    )


def published(**counts):
    rows = [{"kind": kind, "count": count} for kind, count in counts.items()]
    period = {"first_year": 2011, "last_year": 2015, "origin": "published"}
    return records.frame(records.OUTCOMES, [{**period, **row} for row in rows])


def counts(outcomes, by, recorded=None, years=YEARS, rows=()):
    """Return the counts of outcomes; `recorded` is the years of each kind on record."""
    levels = frozenset((None, kind, y) for kind, told in (recorded or {}).items() for y in told)
    people = asked_of(table(rows), outcomes=outcomes, recorded_outcomes=levels, years=tuple(years))
    return outcome_counts(people, by)


def whole(value):
    return None if pd.isna(value) else int(value)


SMALL_EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(YEARS),
        st.sampled_from(["appointed", "reappointed", "appointed_or_reappointed", "masters"]),
    ),
    max_size=9,
)


def test_a_parent_kind_counts_its_people_once():
    outcomes = events(
        ("a", 2011, "masters"),
        ("a", 2012, "advanced_theory"),
        ("b", 2012, "intermediate_theory"),
        ("b", 2013, "training"),
        ("c", 2012, "planned"),
    )
    told = counts(outcomes, "kind").set_index("kind")
    assert told.loc["training", ["events", "people"]].tolist() == [4, 2]
    assert told.loc["masters", ["events", "people"]].tolist() == [1, 1]
    assert told.loc["planned", "events"] == 1
    assert told["events"].sum() == 4 + 3 + 1
    assert "appointed_or_reappointed" not in told.index


def test_without_kind_nothing_is_counted_twice():
    outcomes = events(("a", 2011, "masters"), ("a", 2011, "planned"), ("b", 2012, "appointed"))
    told = counts(outcomes, "year")
    assert told[["year", "events", "people"]].to_numpy().tolist() == [[2011, 2, 1], [2012, 1, 1]]


def test_published_counts_of_a_period_have_no_year_no_people_and_no_sum():
    outcomes = published(appointed_or_reappointed=240, masters=33, advanced_theory=20)
    told = counts(outcomes, ["year", "kind"])
    assert dict(zip(told["kind"], told["events"], strict=True)) == {
        "appointed_or_reappointed": 240,
        "masters": 33,
        "advanced_theory": 20,
    }, "the source counts people, one of whom may have been on two courses"
    assert told["year"].isna().all()
    assert told["people"].isna().all()
    assert told["origin"].eq("published").all()
    assert counts(outcomes, "kind")["covered"].isna().all()


def test_one_row_without_a_person_leaves_the_people_of_its_group_unknown():
    outcomes = events(("a", 2011, "appointed"), (None, 2011, "masters"), ("b", 2011, "planned"))
    told = counts(outcomes, "kind").set_index("kind")["people"]
    assert [whole(told[kind]) for kind in ("appointed", "masters", "training", "planned")] == [
        1,
        None,
        None,
        1,
    ]


def test_a_missing_sex_is_a_group_of_its_own():
    outcomes = pd.concat(
        [
            events(("a", 2011, "appointed"), sex="female"),
            events(("b", 2011, "appointed"), ("c", 2011, "appointed"), sex=None),
        ]
    )
    told = counts(outcomes, "sex")
    assert dict(zip(told["sex"].fillna("?"), told["people"], strict=True)) == {
        "female": 1,
        "?": 2,
    }


RECORDED = st.dictionaries(
    st.sampled_from(["appointed", "reappointed", "masters", "rotated"]),
    st.frozensets(st.sampled_from(range(2010, 2017)), min_size=1),
)
PARENTS = {"masters": ["training"], "appointed_or_reappointed": [], "rotated": []}


@given(SMALL_EVENTS, RECORDED)
def test_counts_are_those_of_a_loop_over_the_years_on_record(rows, recorded):
    """An event is on record where it happened: each kind's years hold those of its events."""
    recorded = {kind: set(years) for kind, years in recorded.items()}
    for _, year, kind in rows:
        recorded.setdefault(kind, set()).add(year)
    parts = defaultdict(list)
    for kind, years in recorded.items():
        for over in [kind, *PARENTS.get(kind, ["appointed_or_reappointed"])]:
            parts[over].append(years)
    covered = {kind: set.intersection(*each) & set(YEARS) for kind, each in parts.items()}
    had = defaultdict(list)
    for person, year, kind in rows:
        for over in [kind, *PARENTS.get(kind, ["appointed_or_reappointed"])]:
            if year in covered[over]:
                had[year, over].append(person)
    places = {(year, kind) for kind, years in covered.items() for year in years}
    told = counts(events(*rows), ["year", "kind"], recorded)
    found = {(row.year, row.kind): (row.events, row.people) for row in told.itertuples()}
    assert found == {place: (len(had[place]), len(set(had[place]))) for place in places}
    told = counts(events(*rows), "kind", recorded)
    found = {row.kind: (row.events, row.people) for row in told.itertuples()}
    by_kind = {
        kind: [person for year in years for person in had[year, kind]]
        for kind, years in covered.items()
        if years
    }
    assert found == {kind: (len(who), len(set(who))) for kind, who in by_kind.items()}


def test_the_years_covered_are_told_and_those_not_asked_about_are_not():
    recorded = {"rotated": (2011, 2012, 2013, 2015), "planned": (2009, 2010), "masters": (2014,)}
    told = counts(events(), "kind", recorded, rows=[one()]).set_index("kind")["covered"]
    assert told.to_dict() == {"rotated": "2011–2013, 2015", "masters": "2014", "training": "2014"}


def test_counts_in_the_millions_are_summed():
    assert counts(published(masters=3_000_000), "kind")["events"].tolist() == [3_000_000]


def test_origins_are_not_counted_together():
    mixed = pd.concat([published(masters=33), events(("a", 2011, "masters"))])
    with pytest.raises(ValueError, match="never summed"):
        counts(mixed, "kind")


def test_a_wrong_request_says_what_to_do():
    with pytest.raises(ValueError, match="name at least one column"):
        counts(events(), [])
    with pytest.raises(ValueError, match="no column 'kinds'; did you mean kind"):
        counts(events(), "kinds")


@pytest.mark.parametrize("by", ["kind", ["year", "kind"]])
def test_nobody_gives_an_empty_table_with_every_column(by):
    some = counts(events(("a", 2011, "masters")), by, {"masters": (2011,)})
    nobody = counts(events(), by)
    assert nobody.empty and list(nobody) == list(some)


def test_a_recorded_kind_that_nobody_had_is_a_zero_of_the_origin_of_its_people():
    for by in (["year", "kind"], ["kind"]):
        told = counts(events(), by, {"masters": (2011, 2012), "rotated": ()}, rows=[one()])
        assert told["events"].eq(0).all() and told["people"].eq(0).all()
        assert set(told["origin"]) == {"recorded"}
    assert told["kind"].tolist() == ["masters", "training"]


def test_a_zero_of_a_unit_with_nobody_on_the_list_has_the_origin_of_the_lists():
    # On the page of such a unit the chart said "Source: no data" under its zeros.
    city = events(("p", 2011, "replenished"), unit="A", tier="city")
    covered = frozenset(("city", "replenished", year) for year in YEARS)
    rows = table([one(), one(person="q", unit="B"), one(person="c", tier="city")])
    people = asked_of(rows, outcomes=city, recorded_outcomes=covered, years=tuple(YEARS))
    told = outcome_counts(people.where(tier="city", unit="B"), ["year", "kind"])
    assert told["events"].tolist() == [0] * 5 and set(told["origin"]) == {"recorded"}


def test_what_people_had_under_another_tier_or_in_another_unit_is_counted_apart():
    rows = table([one(), one(person="q"), one(person="r", unit="B")])
    own = ("p", 2011, "appointed")
    had = pd.concat(
        [
            events(own, unit="A", tier="district"),
            events(("q", 2012, "appointed"), ("x", 2012, "appointed"), unit="A", tier="city"),
            events(("q", 2013, "masters"), unit="B", tier="district"),
            events(("p", 2010, "appointed"), unit="A", tier="city"),
        ],
        ignore_index=True,
    )
    people = asked_of(rows, outcomes=had, years=tuple(YEARS)).where(tier="district", unit="A")
    told = outcomes_elsewhere(people).set_index("kind")["events"].to_dict()
    assert told == {"appointed": 1, "appointed_or_reappointed": 1, "masters": 1, "training": 1}
    assert outcomes_elsewhere(people.where(unit="A", sex="female"))["events"].empty


def test_a_wide_kind_is_summed_over_the_years_in_which_all_of_it_was_recorded():
    rows = events(
        ("p", 2011, "appointed"), ("q", 2012, "appointed"), ("r", 2012, "reappointed"),
        ("s", 2012, "rotated"),
    )  # fmt: skip
    recorded = {"appointed": (2011, 2012), "reappointed": (2012,), "rotated": (2012,)}
    told = counts(rows, ["year", "kind"], recorded)
    wide = told[told["kind"] == "appointed_or_reappointed"]
    assert wide[["year", "events"]].to_numpy().tolist() == [[2012, 2]]
    assert told.loc[told["year"] == 2011, "kind"].tolist() == ["appointed"]
    period = counts(rows, "kind", recorded).set_index("kind")
    assert period.loc["appointed_or_reappointed", ["events", "covered"]].tolist() == [2, "2012"]
    assert period.loc["appointed", ["events", "covered"]].tolist() == [2, "2011–2012"]
