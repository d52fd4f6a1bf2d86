from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import records
from analysis.measures.caps import excellent_cap

BASES = ["good", "good_or_better", "all"]


def cells(year=2018, origin="recorded", **counts):
    return [
        {"year": year, "rating": rating, "count": count, "origin": origin}
        for rating, count in counts.items()
    ]


def evaluations(*groups):
    return records.frame(records.EVALUATIONS, [cell for group in groups for cell in group])


def one(base="good_or_better", **counts):
    return excellent_cap(evaluations(cells(**counts)), by=["year"], base=base).iloc[0]


def test_2011_as_published_would_be_200_beyond_the_cap():
    # 318 + 276 = 594; a fifth is 118.8, so 118 people; 318 - 118 = 200 beyond it.
    row = one(year=2011, excellent=318, good=276, completed=14, not_completed=2)
    assert row[["excellent", "base", "allowed", "excess"]].tolist() == [318, 594, 118, 200]
    assert not row["in_force"]


def test_each_base_by_hand():
    counts = {"excellent": 30, "good": 69, "completed": 21, "not_completed": 3}
    by_hand = {"good": [69, 13, 17], "good_or_better": [99, 19, 11], "all": [123, 24, 6]}
    for base, expected in by_hand.items():
        assert one(base, **counts)[["base", "allowed", "excess"]].tolist() == expected


def test_the_not_rated_are_in_no_base():
    rows = evaluations(cells(excellent=1, good=4), [{**cells(good=100)[0], "rating": None}])
    for base in BASES:
        assert excellent_cap(rows, by=["year"], base=base)["base"].iloc[0] <= 5


def test_fewer_than_allowed_is_no_negative_excess():
    assert one(excellent=1, good=99)["excess"] == 0


@pytest.mark.parametrize(("year", "in_force"), [(2015, False), (2017, False), (2018, True)])
def test_in_force_from_2018_on(year, in_force):
    assert bool(one(year=year, good=5)["in_force"]) is in_force


def test_without_a_year_nothing_is_said_of_force():
    assert "in_force" not in excellent_cap(evaluations(cells(good=5)), by=["unit"])


def test_nobody_in_the_base_leaves_allowed_and_excess_missing():
    row = one("good", excellent=3)
    assert (row["excellent"], row["base"]) == (3, 0)
    assert pd.isna(row["allowed"])
    assert pd.isna(row["excess"])


@given(
    st.fractions(0, 1, max_denominator=1000),
    st.integers(0, 3_000_000),
    st.integers(1, 3_000_000),
)
def test_allowed_is_the_largest_whole_number_within_the_limit(limit, excellent, good):
    row = excellent_cap(
        evaluations(cells(excellent=excellent, good=good)), by=["year"], limit=limit, base="good"
    ).iloc[0]
    allowed = int(row["allowed"])
    assert Fraction(allowed, good) <= limit < Fraction(allowed + 1, good)
    assert row["excess"] == max(0, excellent - allowed)


def test_tenths_are_exact_where_floats_fall_short():
    # In floats 100 * 0.29 is 28.999999999999996.
    table = excellent_cap(
        evaluations(cells(good=100)), by=["year"], limit=Fraction(29, 100), base="good"
    )
    assert table["allowed"].tolist() == [29]


def test_renaming_the_units_changes_nothing_else():
    rows = evaluations(cells(excellent=5, good=6), cells(excellent=2, good=9))
    rows["unit"] = ["A", "A", "B", "B"]
    renamed = rows.assign(unit=rows["unit"].map({"A": "X", "B": "Y"}))
    first, second = (excellent_cap(table, by=["unit", "year"]) for table in (rows, renamed))
    pd.testing.assert_frame_equal(first.drop(columns="unit"), second.drop(columns="unit"))
    assert first["excess"].tolist() == [3, 0]


def test_nobody_gives_an_empty_table_with_all_columns():
    empty = excellent_cap(evaluations(), by=["year"])
    assert len(empty) == 0
    assert list(empty) == [
        *("year", "excellent", "base", "allowed", "excess", "withheld", "in_force", "of"),
        "origin",
    ]


def test_an_unknown_base_and_mixed_origins_are_refused():
    with pytest.raises(ValueError, match="good_or_better, good, all"):
        excellent_cap(evaluations(cells(good=1)), by=["year"], base="rated")
    with pytest.raises(ValueError, match="origins"):
        excellent_cap(evaluations(cells(good=1), cells(good=1, origin="published")), by=["year"])


def test_the_callers_table_is_unchanged():
    rows = evaluations(cells(excellent=5, good=6))
    before = rows.copy(deep=True)
    excellent_cap(rows, by=["year"])
    pd.testing.assert_frame_equal(rows, before)
