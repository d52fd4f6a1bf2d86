"""Which lists a review expects and its source does not hold, and which units are small."""

from collections.abc import Collection, Iterable

import pandas as pd

from analysis.counts.history import History
from analysis.counts.states.coverage import coverage
from analysis.rules import FEWEST_JUDGED


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


def small_units(
    contents: pd.DataFrame, years: tuple[int, int], tiers: Collection[str], units: Iterable[str]
) -> frozenset[str]:
    """Return the units, or ``all``, that have people on their lists, but never 20 in a year.

    Parameters
    ----------
    contents : DataFrame
        What each sheet holds (`records.CONTENTS`).
    years
        The first and the last year under review.
    tiers
        Those that its notebooks look at; a list that tells none counts too.
    units
        Those under review.
    """
    lists = contents[(contents["table"] == "evaluations") & contents["year"].notna()]
    lists = lists[lists["year"].isin(range(years[0], years[1] + 1))]
    lists = lists[lists["tier"].isin([*tiers]) | lists["tier"].isna()]
    of = {unit: lists if unit == "all" else lists[lists["unit"] == unit] for unit in units}
    most = {unit: max(own.groupby("year")["n"].sum(), default=0) for unit, own in of.items()}
    return frozenset(unit for unit, n in most.items() if 0 < n < FEWEST_JUDGED)
