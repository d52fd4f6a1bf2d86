"""What a history can tell of outcomes, and what it cannot."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import load, tables
from analysis.history import History, empty_history


def history(people=("p1", "p2"), events=("p1",), kinds=("masters",)) -> History:
    evaluations = [{"year": 2011, "person": p, "count": 1, "origin": "recorded"} for p in people]
    outcomes = [
        {
            "first_year": 2012,
            "last_year": 2012,
            "person": person,
            "kind": "masters",
            "count": 1,
            "origin": "recorded",
        }
        for person in events
    ]
    return replace(
        empty_history(),
        evaluations=tables.frame(tables.EVALUATIONS, evaluations),
        outcomes=tables.frame(tables.OUTCOMES, outcomes),
        recorded_outcomes=frozenset((None, kind) for kind in kinds),
    )


@pytest.mark.parametrize("kind", ["masters", "training"])
def test_a_recorded_kind_is_followed_and_so_is_its_parent(kind):
    assert len(history().followed(kind).evaluations) == 2


def test_a_unit_in_which_nobody_had_the_event_is_followed():
    assert len(history(events=()).followed("masters").evaluations) == 2


@pytest.mark.parametrize(
    "untold",
    [
        history(events=(), kinds=("appointed",)),
        history(people=("p1", None)),
        history(events=("p1", None)),
    ],
    ids=["kind never recorded", "a counted cell", "an event of nobody known"],
)
def test_nobody_is_followed_where_a_share_would_be_a_wrong_zero(untold):
    followed = untold.followed("masters")
    assert followed.evaluations.empty
    assert followed.outcomes.empty
    assert list(followed.evaluations) == list(untold.evaluations)


def test_years_of_outcomes_are_those_of_the_lists_read():
    sheets = pd.DataFrame(
        [
            {
                "file": "a",
                "sha256": "0",
                "table": "outcomes",
                "first_year": 2011,
                "last_year": 2013,
            },
            {"file": "b", "sha256": "0", "table": "votes", "first_year": 2014, "last_year": 2014},
        ]
    )
    rows = [{**row, "rows": 1, "origin": "recorded"} for row in sheets.to_dict("records")]
    told = replace(empty_history(), sheets=tables.frame(tables.SHEETS, rows))
    assert told.outcome_years == (2011, 2012, 2013)
    assert empty_history().outcome_years == ()


def test_the_demo_tells_its_kinds_whatever_part_of_it_is_taken():
    part = load("data/demo", years=[2013], unit="Chi bộ đoàn thể mẫu 5")
    assert {"appointed", "masters", "replenished"} <= set(part.outcome_kinds)
    assert part.outcome_years == tuple(range(2011, 2016))
    assert part.of_tier("city").outcome_kinds == ("replenished",)
    assert "replenished" not in part.of_tier("district").outcome_kinds
