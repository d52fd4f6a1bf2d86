"""What those who left and came can explain of counts, against the published figures."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of

from analysis import load, measures, records


def people(year, **ratings):
    return [
        {"year": year, "person": name, "rating": rating, "count": 1, "origin": "recorded"}
        for name, rating in ratings.items()
    ]


def test_whether_somebody_is_known_in_both_years():
    rows = [*people(2011, a="good"), *people(2015, b="good")]
    known = records.frame(records.EVALUATIONS, rows)
    cells = known.assign(person=None).astype(known.dtypes)
    for evaluations, followed in ((known, True), (cells, False), (known[:1], False)):
        asked = asked_of(evaluations, years=(2011, 2015))
        assert measures.turnover(asked, 2011, 2015).followed is followed
    assert not measures.turnover(known, 2011, 2015).followed, "a plain table follows nobody"


@pytest.fixture
def published(read_once):
    """The ledger's evaluations of the district, and what its percentages can mean."""
    ledger = load("data/published")
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    return ledger.of_tier("district").evaluations, meaning


def test_published_figures_give_every_count_that_the_percentage_can_mean(published):
    evaluations, meaning = published
    told = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    assert told.before == (2011, 610, 318)
    assert told.after == (2015, 417, [257, 258, 259, 260])
    assert told.base_year == 2016
    nobody_entered = told.bounds[told.bounds["entrants"] == 0]
    assert list(nobody_entered["leavers_low"]) == [61, 60, 59, 58]
    assert set(told.bounds["origin"]) == {"published"}


def test_a_year_without_data_leaves_the_bounds_empty():
    told = measures.turnover(records.frame(records.EVALUATIONS, people(2011, a="good")), 2011, 2015)
    assert told.after == (2015, 0, [])
    assert told.bounds.empty
    nobody = measures.turnover(records.frame(records.EVALUATIONS), 2011, 2015)
    assert nobody.bounds.empty


def test_the_level_asked_for_is_the_one_counted():
    rows = [
        *people(2011, a="excellent", b="good", c="excellent"),
        *people(2015, b="good", c="good", d="good"),
    ]
    evaluations = records.frame(records.EVALUATIONS, rows)
    told = measures.turnover(evaluations, 2011, 2015, level="good")
    assert (told.level, told.before, told.after) == ("good", (2011, 3, 1), (2015, 3, [3]))


def test_a_percentage_cut_off_stands_for_other_counts_than_one_rounded(published):
    evaluations, meaning = published
    told = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    by_hand = [k for k in range(418) if 62 <= 100 * k / 417 < 63]
    assert told.truncated == by_hand == [259, 260, 261, 262]
    assert measures.turnover(evaluations, 2010, 2011).truncated == []


def counted(year, **ratings):
    return [
        {"year": year, "rating": rating, "count": n, "origin": "published"}
        for rating, n in ratings.items()
    ]


@given(sizes=st.tuples(*[st.integers(0, 40_000)] * 4).filter(lambda n: n[0] + n[1] and n[2] + n[3]))
def test_thousands_of_stayers_are_told_by_a_thousand_rows_that_lose_nothing(sizes):
    rows = counted(2011, excellent=sizes[0], good=sizes[1])
    rows += counted(2015, excellent=sizes[2], good=sizes[3])
    told = measures.turnover(records.frame(records.EVALUATIONS, rows), 2011, 2015).bounds
    n, m = sizes[0] + sizes[1], sizes[2] + sizes[3]
    whole = measures.composition_bounds(n, sizes[0], m, sizes[2])
    assert len(told) <= min(len(whole), 1001)
    known = told.set_index("stayers")
    for column in ("leavers_low", "leavers_high", "entrants_low", "entrants_high"):
        fits = whole[whole["feasible"]].set_index("stayers")[column].astype(float)
        kept = known.loc[known["feasible"], column].astype(float)
        between = np.interp(fits.index, kept.index, kept) if len(kept) else fits
        np.testing.assert_allclose(between, fits, atol=1e-6)
    assert told["feasible"].any() == whole["feasible"].any()
    assert {0, min(n, m)} <= set(told["stayers"])


def test_a_million_people_are_a_small_file_that_reads_as_the_whole_one():
    rows = counted(2011, excellent=520_000, good=480_000)
    rows += counted(2015, excellent=610_000, good=330_000)
    told = measures.turnover(records.frame(records.EVALUATIONS, rows), 2011, 2015).bounds
    whole = measures.composition_bounds(1_000_000, 520_000, 940_000, 610_000)
    assert len(told.to_csv(index=False)) < 100_000 < 10_000_000 < len(whole.to_csv(index=False))
    fits, kept = (table[table["feasible"].astype(bool)] for table in (whole, told))
    for end in (0, -1):
        assert list(kept[whole.columns].iloc[end]) == list(fits.iloc[end])
    # At most 520,000 of the 610,000 were rated so before: the others entered.
    assert kept.loc[kept["entrants"].idxmin(), "entrants_low"] == 90_000


@pytest.mark.usefixtures("read_once")
def test_each_possible_count_keeps_its_own_thousand_rows():
    ledger = load("data/published")
    (meaning,) = measures.percent_meaning(ledger.claims, tier="district")
    large = dataclasses.replace(meaning, total=50_000, half_up=[30_900, 31_000])
    rows = records.frame(records.EVALUATIONS, counted(2011, excellent=30_000, good=30_000))
    told = measures.turnover(rows, 2011, 2015, meaning=[large]).bounds
    assert told["after_k"].value_counts().between(990, 1001).all()
    assert sorted(set(told["after_k"])) == [30_900, 31_000]
    assert told.loc[told["entrants"] == 0, "feasible"].tolist() == [False, False]
    fits = told[told["feasible"].astype(bool)].groupby("after_k")["entrants"].min()
    # 30,000 were at the level before: the others must have entered.
    assert fits.to_dict() == {30_900: 900, 31_000: 1_000}
