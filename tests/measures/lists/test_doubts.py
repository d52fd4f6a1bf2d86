"""Doubtful people against a plain count over persons, and what they could turn."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from person_by_person import belongs, careers, doubted_on_lists
from random_histories import YEARS, filters, on_histories, one, population, table

from analysis import measures, records
from analysis.counts.history import empty_history
from analysis.measures.lists.doubts import could_turn


@on_histories(filters)
def test_doubtful_people_are_counted_person_by_person(rows, of):
    asked = population(rows, of)
    expected = doubted_on_lists(rows, asked.of)
    for own in careers(rows).values():
        for pair in combinations(YEARS, 2):
            sexes = {own[y]["sex"] for y in pair if y in own and belongs(own[y], asked.of)}
            if len(sexes) == 2 and None not in sexes:
                expected[(*pair, "sex_changed")] += 1
    for each in rows:
        if each["withheld"] and belongs(each, asked.of, rating=True):
            expected[each["year"], None, "withheld"] += each["count"]
    told = measures.doubts(asked).astype(object)
    told = told.where(told.notna(), None)
    keys = zip(told["year"], told["next_year"], told["reason"], strict=True)
    assert Counter(dict(zip(keys, told["n"], strict=True))) == +expected


def test_namesakes_are_those_of_the_lists_and_years_asked_for():
    row = {"year": 2011, "next_year": 2014, "reason": "namesake", "n": 2}
    lists = {"unit": "A", "tier": "district", "next_unit": "B", "next_tier": "city"}
    rows = [{**row, **lists}, {**row, **lists, "tier": "city", "year": 2012}]
    history = replace(
        empty_history(),
        evaluations=table([one(), one(person="q", tier="city", unit="B")]),
        doubts=records.frame(records.DOUBTS, rows),
    )
    told = measures.doubts(history.people(YEARS, tier="district"))
    assert told[["year", "next_year", "n"]].to_numpy().tolist() == [[2011, 2014, 2]]
    assert measures.doubts(history.people(YEARS), years=[2012, 2014])["n"].tolist() == [2]
    assert measures.doubts(history.people(YEARS, unit="B"), years=[2011, 2013]).empty


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_what_could_turn_a_share_is_found_by_trying_every_count(total, base, data):
    women = data.draw(st.integers(0, total))
    unsure = data.draw(st.integers(0, min(5, total)))
    width, before = data.draw(st.floats(0, 0.5)), data.draw(st.integers(0, base)) / base
    changes = [(women + more) / total - before for more in range(-unsure, unsure + 1)]
    said = {np.sign(c) * (abs(c) > width) for c in changes}
    middle = women / total - before
    turned = could_turn(middle - width, middle + width, unsure / total)
    assert turned or len(said) == 1


@pytest.mark.parametrize(("low", "high"), [(0.02, 0.1), (-0.1, -0.02), (-0.03, 0.05)])
def test_without_doubt_nothing_turns(low, high):
    assert not could_turn(low, high, 0)
    assert could_turn(low, high, 0.06)
