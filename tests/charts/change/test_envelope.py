"""The ranges over several counts, against the plain minimum and maximum of every row."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.change.envelope import envelope
from analysis.measures import composition_bounds

ENDS = {"leavers_low": "min", "leavers_high": "max", "entrants_low": "min", "entrants_high": "max"}
PEOPLE = ["entrants", "leavers"]


def bounds(before, after, counts):
    return pd.concat([composition_bounds(*before, after, count) for count in counts])


def plain(table):
    of_stayers = table[table["feasible"]].groupby("stayers")
    return of_stayers.agg(dict.fromkeys(PEOPLE, "first") | ENDS).astype("int64")


@st.composite
def two_years(draw):
    n, after = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    k, low = draw(st.integers(0, n)), draw(st.integers(0, after))
    return (n, k), after, range(low, draw(st.integers(low, min(low + 5, after))) + 1)


@settings(max_examples=60, deadline=None)
@given(two_years())
def test_of_few_people_every_row_is_the_widest_of_its_counts(years):
    table = bounds(*years)
    pd.testing.assert_frame_equal(envelope(table).set_index("stayers"), plain(table))


GREAT = bounds((61_000, 31_800), 41_700, [25_700, 25_800, 25_900])


def test_of_many_people_some_400_rows_are_kept_exactly_and_the_others_lie_between():
    found, whole = envelope(GREAT).set_index("stayers"), plain(GREAT)
    assert len(found) <= 420
    pd.testing.assert_frame_equal(found, whole.loc[found.index])
    between = found.reindex(whole.index).interpolate("index")
    pd.testing.assert_frame_equal(between, whole, check_dtype=False)


def test_counts_that_are_told_at_different_stayers_are_read_between():
    # Each count keeps its corners and every 7th, 11th … row: together nearly no row is shared.
    tables = []
    for step, count in ((7, 257), (11, 259), (13, 260)):
        table = composition_bounds(610, 318, 417, count)
        rows = table[table["feasible"]].astype("int64")
        corner = pd.Series(False, index=rows.index)
        for end in ENDS:
            slope = rows[end].diff()
            corner |= slope.ne(slope.shift(-1))
        tables.append(table.loc[rows.index[corner | (rows.index % step == 0)]])
    thin = envelope(pd.concat(tables)).set_index("stayers")
    whole = plain(bounds((610, 318), 417, [257, 259, 260]))
    assert len(thin) < len(whole)
    pd.testing.assert_frame_equal(thin, whole.loc[thin.index])


@pytest.mark.parametrize(
    "table", [composition_bounds(1, 1, 1, 1)[:0], composition_bounds(1, 1, 1, 1, stayers=0)]
)
def test_none_or_one_row_is_no_error(table):
    assert len(envelope(table)) == len(table)
