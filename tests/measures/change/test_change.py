import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of
from scipy.stats import binomtest, norm

from analysis import records
from analysis.measures.change.change import change_between, year_over_year
from analysis.measures.change.composition import composition_bounds
from analysis.measures.change.stayers import change_on_stayers
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import tango
from analysis.measures.women.women import women_share


def cells(*rows):
    return records.frame(records.EVALUATIONS, [{"origin": "recorded", **row} for row in rows])


def years(**excellent_and_total):
    return cells(
        *(
            {"year": int(year[1:]), "rating": rating, "count": count}
            for year, (excellent, total) in excellent_and_total.items()
            for rating, count in (("excellent", excellent), ("good", total - excellent))
        )
    )


def excellent(evaluations):
    table = year_over_year(rating_distribution(evaluations, by=["year"]))
    return table[table["rating"] == "excellent"].set_index("year")


def test_change_against_the_previous_year_present():
    table = excellent(years(y2011=(318, 610), y2013=(56, 70), y2014=(48, 80)))
    assert pd.isna(table.loc[2011, "change_points"])
    assert table.loc[2013, "previous_year"] == 2011
    assert table.loc[2014, "change_points"] == pytest.approx(-20)
    # Newcombe (1998), table II, method 10, the other way round.
    assert table.loc[2014, "points_low"] == pytest.approx(-33.39, abs=5e-3)
    assert table.loc[2014, "points_high"] == pytest.approx(-5.24, abs=5e-3)


def test_breaks_are_marked():
    table = excellent(years(y2011=(1, 100), y2012=(1, 110), y2014=(1, 122), y2015=(1, 122)))
    assert table["gap"].tolist() == [False, False, True, False]
    assert table["base_moved"].tolist() == [False, False, True, False]
    assert table["rule_changed"].tolist() == [False, False, False, True]


def test_a_year_nobody_is_counted_in_is_not_present():
    evaluations = pd.concat(
        [years(y2011=(1, 2), y2013=(2, 2)), cells({"year": 2012, "rating": None, "count": 4})]
    )
    table = excellent(evaluations)
    assert table.loc[2013, "previous_year"] == 2011
    assert table.loc[2013, "gap"]
    assert pd.isna(table.loc[2012, "change_points"])


def test_series_of_groups_do_not_touch_and_women_share_is_taken_too():
    evaluations = cells(
        {"year": 2011, "tier": "city", "sex": "female", "count": 2},
        {"year": 2011, "tier": "district", "sex": "female", "count": 1},
        {"year": 2012, "tier": "city", "sex": "female", "count": 2},
        {"year": 2012, "tier": "city", "sex": "male", "count": 2},
    )
    table = year_over_year(women_share(evaluations, by=["tier", "year"]))
    row = table.set_index(["tier", "year"]).loc[("city", 2012)]
    assert row.change_points == pytest.approx(-50)
    assert not row.rule_changed
    assert table.loc[table["tier"] == "district", "previous_year"].isna().all()


def persons(**ratings):
    return asked_of(rows_of(**ratings), years=(2011, 2013, 2015))


def rows_of(**ratings):
    return cells(
        *(
            {"year": year, "person": person, "rating": rating, "count": 1}
            for person, by_year in ratings.items()
            for year, rating in by_year.items()
        )
    )


def test_stayers_counted_by_hand():
    result = change_on_stayers(
        persons(
            up={2011: "good", 2015: "excellent"},
            up_too={2011: "completed", 2015: "excellent"},
            same={2011: "excellent", 2015: "excellent"},
            down={2011: "excellent", 2015: "good"},
            left={2011: "excellent"},
            entered={2015: "good"},
            unrated={2011: "good", 2015: None},
            between={2013: "good"},
        ),
        2011,
        2015,
    )
    assert (result.stayers, result.rated_before, result.rated_after) == (4, 6, 5)
    assert (result.share_before, result.share_after) == (0.5, 0.75)
    assert (result.gained, result.lost) == (2, 1)
    assert (result.unnamed_before, result.unnamed_after, result.not_judged) == (0, 0, "few")
    assert result.p_value == pytest.approx(binomtest(1, 3).pvalue)


def test_counted_people_are_left_aside_and_turn_nothing_off():
    # Fault 5: one counted row made "nobody is followed" of 94 people.
    people = rows_of(a={2011: "good", 2015: "excellent"}, b={2011: "good", 2015: "good"})
    more = cells({"year": 2015, "rating": "good", "count": 3})
    result = change_on_stayers(
        asked_of(pd.concat([people, more], ignore_index=True), years=(2011, 2015)), 2011, 2015
    )
    assert (result.stayers, result.gained, result.rated_after) == (2, 1, 5)
    assert (result.unnamed_before, result.unnamed_after) == (0, 3)
    alone = change_on_stayers(asked_of(more, years=(2011, 2015)), 2011, 2015)
    assert (alone.stayers, alone.unnamed_after) == (0, 3)


def withheld_in(year, *people):
    table = rows_of(**{name: {2011: a, 2015: b} for name, a, b in people})
    gone = table["person"].isin([name for name, _, _ in people if name.startswith("w")])
    lost = gone & (table["year"] == year)
    return table.assign(rating=table["rating"].mask(lost), withheld=lost)


def test_a_change_that_people_withheld_could_turn_is_not_judged():
    # 12 of 40 rise, nobody falls: clear. 20 more, excellent in 2011, are withheld in 2015.
    sure = [(f"p{i}", "good", "excellent") for i in range(12)]
    sure += [(f"q{i}", "good", "good") for i in range(28)]
    few = [("w0", "excellent", "good")]
    many = [(f"w{i}", "excellent", "good") for i in range(20)]
    told = {
        n: change_on_stayers(asked_of(withheld_in(2015, *sure, *others), years=(2011, 2015)),
                             2011, 2015).not_judged
        for n, others in ((1, few), (20, many))
    }  # fmt: skip
    assert told == {1: None, 20: "withheld"}
    changes = {
        n: change_between(asked_of(withheld_in(2015, *sure, *others), years=(2011, 2015)),
                          2011, 2015).set_index(["rating", "year"])
        for n, others in ((1, few), (20, many))
    }  # fmt: skip
    assert pd.isna(changes[1].loc[("excellent", 2015), "not_judged"])
    assert changes[20].loc[("excellent", 2015), "not_judged"] == "withheld"


def lists(sizes, year):
    """One counted list a unit: (people at the level, people rated)."""
    return [
        {"year": year, "unit": unit, "tier": "district", "rating": rating, "count": n}
        for unit, (k, total) in sizes.items()
        for rating, n in (("excellent", k), ("good", total - k))
    ]


def test_a_change_is_told_first_on_the_units_that_sent_both_lists():
    # Fault 12: three of twelve units sent nothing for 2015.
    every = {f"u{i}": (4, 10) for i in range(9)} | {f"v{i}": (9, 10) for i in range(3)}
    sent = {unit: counts for unit, counts in every.items() if unit[0] == "u"}
    people = asked_of(cells(*lists(every, 2014), *lists(sent, 2015)), years=(2014, 2015))
    told = change_between(people, 2014, 2015).set_index(["basis", "rating", "year"])
    like, whole = (told.loc[(basis, "excellent", 2015)] for basis in ("like_for_like", "whole"))
    assert (like["n"], like["total"], like["change_points"]) == (36, 90, 0)
    assert (whole["previous_share"], whole["share"]) == (63 / 120, 36 / 90)
    assert (like["units"], like["units_before"], like["units_after"], like["units_both"]) == (
        12, 12, 9, 9,
    )  # fmt: skip
    assert like["judged"] and not whole["judged"] and whole["not_judged"] == "not_like"
    complete = asked_of(cells(*lists(every, 2014), *lists(every, 2015)), years=(2014, 2015))
    assert set(change_between(complete, 2014, 2015)["basis"]) == {"whole"}


def test_posts_that_one_year_alone_has_are_set_aside():
    # Fault 15: school heads were delegated between the two years.
    rows = [
        {"year": year, "unit": "u", "tier": "district", "post_group": group, "rating": rating,
         "count": n}
        for year, groups in ((2013, ("schools", "communes")), (2014, ("communes",)))
        for group in groups
        for rating, n in (("excellent", 30 if group == "schools" else 10), ("good", 20))
    ]  # fmt: skip
    told = change_between(asked_of(cells(*rows), years=(2013, 2014)), 2013, 2014)
    like = told[(told["basis"] == "like_for_like") & (told["rating"] == "excellent")]
    assert like["total"].tolist() == [30, 30] and set(like["set_aside"]) == {"schools"}


def test_nobody_stayed():
    result = change_on_stayers(persons(a={2011: "good"}, b={2015: "good"}), 2011, 2015)
    assert result.stayers == 0
    assert np.isnan([result.difference, result.low, result.high, result.p_value]).all()


def test_tango_worked_example():
    # Tango (1998), the crossover trial of soft contact lenses: 44 pairs, 43 (a), 0, 1, 0 and the
    # comparison of Newcombe (1998), Statistics in Medicine 17, 2635-2650.
    assert tango(0, 1, 44) == pytest.approx((-0.118, 0.0599), abs=6e-4)


@given(st.integers(1, 60), st.data())
def test_tango_bounds_are_where_the_profile_likelihood_score_meets_the_quantile(pairs, data):
    gained = data.draw(st.integers(0, pairs))
    lost = data.draw(st.integers(0, pairs - gained))
    low, high = tango(gained, lost, pairs)
    observed = (gained - lost) / pairs
    assert -1 <= low <= observed <= high <= 1
    for bound in (low, high):
        if -0.999 < bound < 0.999 and abs(bound) > 1e-6:
            assert abs(_score(gained, lost, pairs, bound)) == pytest.approx(
                norm.ppf(0.975), rel=2e-3
            )


def _score(gained, lost, pairs, difference):
    """The score at a difference, its nuisance parameter maximised numerically on a grid."""
    from scipy.optimize import minimize_scalar

    def minus_log_likelihood(q):
        chances = np.array([q + difference, q, 1 - 2 * q - difference])
        counts = np.array([gained, lost, pairs - gained - lost])
        used = counts > 0
        return -np.sum(counts[used] * np.log(np.maximum(chances[used], 1e-300)))

    lowest, highest = max(0, -difference), (1 - difference) / 2
    q = minimize_scalar(
        minus_log_likelihood, bounds=(lowest, highest), method="bounded", options={"xatol": 1e-12}
    ).x
    q = min((lowest, q, highest), key=minus_log_likelihood)
    variance = pairs * (2 * q + difference - difference**2)
    return (gained - lost - pairs * difference) / np.sqrt(variance)


@given(st.integers(0, 7), st.integers(0, 7), st.data())
def test_bounds_agree_with_every_possible_town(before_n, after_n, data):
    before_k = data.draw(st.integers(0, before_n))
    after_k = data.draw(st.integers(0, after_n))
    table = composition_bounds(before_n, before_k, after_n, after_k)
    assert table["stayers"].tolist() == list(range(min(before_n, after_n) + 1))
    for row in table.itertuples():
        possible = [
            k
            for k in range(row.stayers + 1)
            if 0 <= before_k - k <= row.leavers and 0 <= after_k - k <= row.entrants
        ]
        assert row.feasible == bool(possible)
        if possible:
            assert (row.k_low, row.k_high) == (possible[0], possible[-1])
            assert (row.leavers_low, row.leavers_high) == (
                before_k - possible[-1],
                before_k - possible[0],
            )
            assert (row.entrants_low, row.entrants_high) == (
                after_k - possible[-1],
                after_k - possible[0],
            )
        else:
            assert pd.isna(row.k_low)


def test_the_articles_numbers():
    leavers = [
        composition_bounds(610, 318, 417, k, stayers=417).iloc[0] for k in (257, 258, 259, 260)
    ]
    assert [row.leavers for row in leavers] == [193] * 4
    assert [(row.leavers_low, row.leavers_high) for row in leavers] == [
        (61, 61), (60, 60), (59, 59), (58, 58),
    ]  # fmt: skip


@pytest.mark.parametrize("numbers", [(5, 6, 5, 1, None), (5, 1, 5, -1, None), (5, 1, 4, 1, 5)])
def test_impossible_numbers_are_refused(numbers):
    with pytest.raises(ValueError, match=r"outside|do not fit"):
        composition_bounds(*numbers)


def test_people_of_unknown_sex_did_not_leave():
    evaluations = cells(
        {"year": 2014, "sex": "female", "count": 50},
        {"year": 2014, "sex": "male", "count": 50},
        {"year": 2015, "sex": "female", "count": 25},
        {"year": 2015, "sex": "male", "count": 25},
        {"year": 2015, "sex": None, "count": 50},
    )
    table = year_over_year(women_share(evaluations, by=["year"])).set_index("year")
    assert table.loc[2015, "base_change"] == 0
    assert not table.loc[2015, "base_moved"]
