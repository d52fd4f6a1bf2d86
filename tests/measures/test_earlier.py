"""Who had been trained before a rating, against a hand-laid history."""

import pandas as pd
import pytest

from analysis import tables
from analysis.measures import earlier_training, outcome_rate


def evaluations(*rows):
    named = [
        {"year": year, "person": person, "rating": "good", "count": 1, "origin": "recorded"}
        for year, person in rows
    ]
    return tables.frame(tables.EVALUATIONS, named)


def outcomes(*rows):
    named = [
        {"first_year": y, "last_year": y, "person": p, "kind": k, "count": 1, "origin": "recorded"}
        for y, p, k in rows
    ]
    return tables.frame(tables.OUTCOMES, named)


def test_training_counts_from_its_own_year_on_and_other_kinds_do_not():
    people = evaluations((2011, "a"), (2012, "a"), (2013, "a"), (2013, "b"), (2013, "c"))
    events = outcomes((2012, "a", "masters"), (2014, "b", "masters"), (2011, "c", "appointed"))
    told = earlier_training(people, events)
    assert list(told["earlier_training"]) == [
        *("not_trained", "trained", "trained"),
        *("not_trained", "not_trained"),
    ]
    assert "earlier_training" not in people


def test_the_column_makes_the_groups_of_a_rate():
    people = evaluations(*((year, p) for year in (2011, 2012) for p in "abcd"))
    events = outcomes((2011, "a", "masters"), (2011, "b", "masters"), (2012, "a", "appointed"))
    before = earlier_training(people, events)
    rates = outcome_rate(before, events, "appointed", 1, ["earlier_training"])
    shares = rates.set_index("earlier_training")["share"]
    assert shares.to_dict() == {"trained": 0.5, "not_trained": 0.0}


def test_nobody_and_counted_cells():
    none = earlier_training(evaluations(), outcomes())
    assert list(none["earlier_training"]) == []
    cells = evaluations((2011, None)).assign(count=pd.array([5], dtype="Int64"))
    with pytest.raises(ValueError, match="counted cells"):
        earlier_training(cells, outcomes())


def test_before_the_lists_begin_nobody_is_known_to_be_untrained():
    people = evaluations((2012, "a"), (2013, "a"), (2013, "b"), (2014, "b"))
    told = earlier_training(people, outcomes((2013, "a", "masters")), since=2013)
    assert told["earlier_training"].isna().tolist() == [True, False, False, False]
    assert list(told["earlier_training"][1:]) == ["trained", "not_trained", "not_trained"]
