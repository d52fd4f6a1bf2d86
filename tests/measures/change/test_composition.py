from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.change.composition import composition_bounds


def towns(before_n, before_k, after_n, after_k):
    """Return, for each number of stayers, at-level people among them in every possible town.

    Every choice of which people stayed, each keeping the rating they had, and of which of those
    who entered are at the level.
    """
    ratings = [True] * before_k + [False] * (before_n - before_k)
    found = {}
    for stayers in range(min(before_n, after_n) + 1):
        found[stayers] = set()
        for who in combinations(range(before_n), stayers):
            stayed = sum(ratings[person] for person in who)
            for at_level in range(after_n - stayers + 1):
                for _ in combinations(range(after_n - stayers), at_level):
                    if stayed + at_level == after_k:
                        found[stayers].add(stayed)
    return found


@given(st.integers(0, 5), st.integers(0, 5), st.data())
def test_bounds_agree_with_every_assignment_of_persons(before_n, after_n, data):
    before_k = data.draw(st.integers(0, before_n))
    after_k = data.draw(st.integers(0, after_n))
    table = composition_bounds(before_n, before_k, after_n, after_k).set_index("stayers")
    possible = towns(before_n, before_k, after_n, after_k)
    assert table.index.tolist() == sorted(possible)
    for stayers, row in table.iterrows():
        found = possible[stayers]
        assert row.feasible == bool(found)
        assert (row.entrants, row.leavers) == (after_n - stayers, before_n - stayers)
        if not found:
            assert pd.isna(row[["k_low", "k_high", "leavers_low", "entrants_high"]]).all()
            continue
        assert (row.k_low, row.k_high) == (min(found), max(found))
        assert (row.leavers_low, row.leavers_high) == (before_k - max(found), before_k - min(found))
        assert (row.entrants_low, row.entrants_high) == (after_k - max(found), after_k - min(found))


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_a_known_number_of_stayers_is_its_row(before_n, after_n, data):
    before_k = data.draw(st.integers(0, before_n))
    after_k = data.draw(st.integers(0, after_n))
    stayers = data.draw(st.integers(0, min(before_n, after_n)))
    every = composition_bounds(before_n, before_k, after_n, after_k)
    alone = composition_bounds(before_n, before_k, after_n, after_k, stayers=stayers)
    pd.testing.assert_frame_equal(alone, every.iloc[[stayers]].reset_index(drop=True))


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_going_back_in_time_exchanges_leavers_and_entrants(before_n, after_n, data):
    before_k = data.draw(st.integers(0, before_n))
    after_k = data.draw(st.integers(0, after_n))
    there = composition_bounds(before_n, before_k, after_n, after_k)
    back = composition_bounds(after_n, after_k, before_n, before_k)
    pairs = (("leavers", "entrants"), ("leavers_low", "entrants_low"), ("k_low", "k_low"))
    for one, other in pairs:
        assert there[one].equals(back[other])


def test_of_610_with_318_and_417_with_258_sixty_leavers_if_nobody_entered():
    row = composition_bounds(610, 318, 417, 258).set_index("stayers").loc[417]
    assert (row.leavers, row.leavers_low, row.leavers_high, row.entrants) == (193, 60, 60, 0)


def test_nobody_before_or_after():
    only = composition_bounds(0, 0, 5, 3).loc[0]
    assert (only.stayers, only.entrants_low, only.entrants_high) == (0, 3, 3)
    assert composition_bounds(0, 0, 0, 0)["feasible"].tolist() == [True]


def test_more_stayers_than_people_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        composition_bounds(3, 1, 5, 1, stayers=4)
