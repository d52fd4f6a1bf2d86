"""Which lists a review expects and its source does not hold."""

from collections.abc import Collection, Iterable

import pandas as pd

from analysis.counts.history import History
from analysis.counts.states.coverage import coverage


def missing_lists(
    source: History, years: Iterable[int], tiers: Collection[str], units: Collection[str] = ()
) -> pd.DataFrame:
    """Return the lists that were expected and are not there (see `counts.coverage`).

    Parameters
    ----------
    source : History
        What was read, with or without its people: what each sheet holds is enough.
    years : iterable of int
        Those under review.
    tiers : collection of str
        Those that its notebooks look at; where no list tells a tier, all are looked at.
    units : collection of str
        Those under review; all by default.

    Returns
    -------
    DataFrame
        ``unit``, ``year``, by unit and year.
    """
    held = source.contents
    held = held[(held["table"] == "evaluations") & (held["n"] > 0)]
    told = held.rename(columns={"n": "count"}).dropna(subset="year")
    lists = coverage(told, sorted(set(years)), source.units)
    gone = lists[~lists["reported"] & ~lists["untold"] & lists["unit"].notna()]
    if told["tier"].notna().any():
        gone = gone[gone["tier"].isin([*tiers]) | gone["tier"].isna()]
    if units:
        gone = gone[gone["unit"].isin([*units])]
    return gone[["unit", "year"]].drop_duplicates().sort_values(["unit", "year"])
