"""From which rating on somebody is at risk of an event, until when, and what ended it: one answer.

A start is a rated year that belongs. What follows it ends in the first of: the event, in a later
year; leaving, in the year after the last list that the person is on, of whatever tier or unit;
the end of what is known. Nobody who had the event is dropped for leaving later.
"""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from analysis.counts.states import ABSENT, NOT_REPORTED

EVENT, LEFT, END_KNOWN, NOT_COVERED = "event", "left", "end_known", "not_covered"
ENDS = (EVENT, LEFT, END_KNOWN, NOT_COVERED)
END = pd.CategoricalDtype(list(ENDS), ordered=True)


def ends(
    starts: pd.DataFrame, states: pd.DataFrame, events: pd.DataFrame, recorded: Collection[int]
) -> pd.DataFrame:
    """Return when and how each start ended.

    Parameters
    ----------
    starts : DataFrame
        ``person`` and ``year`` of each start.
    states : DataFrame
        The state of each person (the index) in each year that is known of (see `states_by_year`).
    events : DataFrame
        ``person`` and ``year`` of each event, of whatever tier and unit.
    recorded : collection of int
        The years in which events are recorded, without a gap.

    Returns
    -------
    DataFrame
        Indexed as `starts`: ``after``, years from the start to its end, and ``ended``: `EVENT`,
        `LEFT`, `END_KNOWN`, or `NOT_COVERED` where the year after the start is not recorded.
        An event of the year in which somebody leaves still counts.
    """
    years = [int(year) for year in states.columns if year <= max(recorded, default=0)]
    if not years:
        return pd.DataFrame({"after": 0, "ended": NOT_COVERED}, starts.index).astype({"ended": END})
    last = _last_listed(starts, states, years)
    leaves = _absent_after(starts, states, years, last)
    until = (last + leaves).to_numpy()
    begun = starts["year"].to_numpy()
    happened = _next_event(starts, events).to_numpy()
    covered = np.isin(begun + 1, list(recorded))
    event = happened <= until
    after = np.where(event, happened, until) - begun
    ended = np.select([~covered, event, leaves], [NOT_COVERED, EVENT, LEFT], default=END_KNOWN)
    told = {"after": np.where(covered, after, 0).astype("int64"), "ended": ended}
    return pd.DataFrame(told, index=starts.index).astype({"ended": END})


def earlier(starts: pd.DataFrame, events: pd.DataFrame, recorded: Collection[int]) -> pd.Series:
    """Return whether an event is on record up to each start; missing where none could be."""
    first = starts["person"].map(events.groupby("person")["year"].min()).astype("float64")
    had = (first <= starts["year"]).astype("boolean")
    known = starts["year"].isin(list(recorded)) | had.fillna(False)
    return had.where(known.astype(bool))


def latest_stretch(years: Collection[int]) -> Sequence[int]:
    """Return the years, in order, after the latest one that is missing among them."""
    start = max(years, default=0)
    while start - 1 in years:
        start -= 1
    return [year for year in sorted(years) if year >= start]


def _last_listed(starts: pd.DataFrame, states: pd.DataFrame, years: list[int]) -> pd.Series:
    """Return the last year in which each start's person is on a list, of those years."""
    gone = states[years].isin([ABSENT, NOT_REPORTED])
    last = (~gone).mul(years, axis=1).max(axis=1)
    of_start = starts["person"].map(last).astype("int64")
    return of_start.clip(lower=starts["year"])


def _absent_after(
    starts: pd.DataFrame, states: pd.DataFrame, years: list[int], last: pd.Series
) -> np.ndarray:
    """Return whose list of the year after their last is known, and without them."""
    after = [
        years.index(year + 1) if year + 1 in years else -1 for year in last.to_numpy().tolist()
    ]
    rows = states.index.get_indexer(starts["person"])
    found = states[years].to_numpy(dtype=object)[rows, after]
    return (found == ABSENT) & (np.array(after) >= 0)


def _next_event(starts: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the year of the first event after each start, infinite where there is none."""
    ordered = starts.reset_index(names="start").sort_values("year", kind="stable")
    later = events.assign(happened=events["year"].astype("float64")).sort_values("year")
    joined = pd.merge_asof(
        ordered, later, on="year", by="person", direction="forward", allow_exact_matches=False
    )
    return joined.set_index("start")["happened"].reindex(starts.index).fillna(np.inf)
