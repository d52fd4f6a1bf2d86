"""From which rating on somebody is at risk of an event, until when, and what ended it: one answer.

A start is a rated year that belongs. What follows it ends in the first of: the event, in a later
year; leaving, in the year after the last list that the person is on, of whatever tier or unit;
the end of what is known. Nobody who had the event is dropped for leaving later. A year runs from
the day after an evaluation to the next.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.counts.states.states import ABSENT, NOT_REPORTED

EVENT, LEFT, END_KNOWN = "event", "left", "end_known"
NOT_COVERED, NOT_SENT, DAYS_MISSING = "not_covered", "not_sent", "days_missing"
# Of these nobody was followed for any time.
NOWHERE = (NOT_COVERED, NOT_SENT, DAYS_MISSING)
ENDS = (EVENT, LEFT, END_KNOWN, *NOWHERE)
END = pd.CategoricalDtype(list(ENDS), ordered=True)
NONE, HAD, CAME, UNKNOWN = "none", "had", "came", "unknown"


def ends(
    starts: pd.DataFrame,
    states: pd.DataFrame,
    events: pd.DataFrame,
    covered: pd.DataFrame,
    sent: Collection[int],
    but_days: pd.DataFrame,
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
    covered : DataFrame
        Whether events of each person (the index) are recorded in each year (the columns, without
        a gap).
    sent : collection of int
        The years in which they are recorded of some unit.
    but_days : DataFrame
        As `covered`, of years from 1 January: the days from the evaluation before may be missing.

    Returns
    -------
    DataFrame
        Indexed as `starts`: ``after``, years from the start to its end, and ``ended``: `EVENT`,
        `LEFT`, `END_KNOWN`; where the year after the start is not recorded, `NOT_SENT` if it is
        of other units, `DAYS_MISSING` if only the days up to 31 December are not, else
        `NOT_COVERED`, as where no list of that year could name the person.
        An event of the year of leaving still counts.
    """
    begun, who = starts["year"].to_numpy(), starts["person"]
    reach = _at(_reach(covered), who, begun)
    last = np.maximum(_at(_last_listed(states, covered.columns), who, reach), begun)
    after_last = _at(states.reindex(columns=covered.columns), who, np.minimum(last + 1, reach))
    leaves = (after_last == ABSENT) & (last < reach)
    until = last + leaves
    happened = _next_event(starts, events).to_numpy()
    # Who can be looked for on no list of the next year is not followed: an event counts no more
    # than having none.
    known, event = reach > begun, happened <= until
    unseen = known & (until == begun)
    after = np.where(event, happened, until) - begun
    within = begun + 1 <= covered.columns.max()
    others = ~known & within & np.isin(begun + 1, list(sent))
    days = ~known & within & _at(but_days, who, begun + 1)
    ended = np.select(
        [others, days, ~known | unseen, event, leaves],
        [NOT_SENT, DAYS_MISSING, NOT_COVERED, EVENT, LEFT],
        default=END_KNOWN,
    )
    answer = {"after": np.where(known, after, 0).astype("int64"), "ended": ended}
    return pd.DataFrame(answer, index=starts.index).astype({"ended": END})


def earlier(starts: pd.DataFrame, events: pd.DataFrame, covered: pd.DataFrame) -> pd.Series:
    """Return whether an event is on record up to each start; missing where none could be."""
    first = starts["person"].map(events.groupby("person")["year"].min()).astype("float64")
    had = (first <= starts["year"]).astype("boolean")
    known = _at(covered, starts["person"], starts["year"].to_numpy()) | had.fillna(False)
    return had.where(known.astype(bool))


def that_year(
    starts: pd.DataFrame, events: pd.DataFrame, listed: pd.DataFrame, covered: pd.DataFrame
) -> pd.Series:
    """Return who had the event in the year of the start, up to its evaluation.

    Parameters
    ----------
    listed : DataFrame
        ``person`` and ``year`` of every list that anybody is on.
    covered : DataFrame
        As in `ends`.

    Returns
    -------
    Series
        `HAD`; `CAME` where it brought the person on to the lists, being on none of an earlier
        year though there are some; `NONE`, or `UNKNOWN` where none could be on record.
    """
    pairs = pd.MultiIndex.from_frame(starts[["person", "year"]].astype({"year": "int64"}))
    met = pairs.isin(pd.MultiIndex.from_frame(events[["person", "year"]].drop_duplicates()))
    first = starts["person"].map(listed.groupby("person")["year"].min())
    new = (first == starts["year"]) & (first > listed["year"].min())
    known = _at(covered, starts["person"], starts["year"].to_numpy()).astype(bool)
    told = np.select([met & new.to_numpy(), met, known], [CAME, HAD, NONE], UNKNOWN)
    return pd.Series(told, starts.index, dtype="str")


def _at(table: pd.DataFrame, people: pd.Series, years: np.ndarray) -> np.ndarray:
    """Return the value of each person in a year."""
    rows = table.index.get_indexer(people)
    return table.to_numpy()[rows, table.columns.get_indexer(years)]


def _reach(covered: pd.DataFrame) -> pd.DataFrame:
    """Return, of each year, the last up to which all years after it are covered."""
    reach, until = {}, pd.Series(covered.columns.max(), covered.index)
    for year in reversed(covered.columns):
        reach[year] = until
        until = until.where(covered[year], year - 1)
    return pd.DataFrame(reach)[list(covered.columns)]


def _last_listed(states: pd.DataFrame, years: pd.Index) -> pd.DataFrame:
    """Return, of each year, the last up to it in which a person is on a list; 0 without one."""
    there = ~states.isin([ABSENT, NOT_REPORTED])
    met = there.mul(states.columns, axis=1).reindex(columns=years, fill_value=0)
    return met.cummax(axis=1)


def _next_event(starts: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the year of the first event after each start, infinite where there is none."""
    ordered = starts.reset_index(names="start").sort_values("year", kind="stable")
    later = events.assign(happened=events["year"].astype("float64")).sort_values("year")
    joined = pd.merge_asof(
        ordered, later, on="year", by="person", direction="forward", allow_exact_matches=False
    )
    return joined.set_index("start")["happened"].reindex(starts.index).fillna(np.inf)
