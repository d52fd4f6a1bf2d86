"""What is odd about who sent a list: a like name beside a missing one, a size that jumps."""

import pandas as pd

from analysis.counts.states.coverage import FEWEST_EXPECTED
from analysis.measures.lists.coverage import MISSING, SENT
from analysis.unit_names import may_be_one

# From one list to the next: this many times as many people, or as few.
_JUMP = 2


def near_names(lists: pd.DataFrame) -> pd.DataFrame:
    """Return the units with a list that may be those whose list is missing, by their names.

    Two names may be one unit's where one is the other under another prefix or nearly alike (see
    `unit_names.may_be_one`), and no year has a list of both.

    Parameters
    ----------
    lists : DataFrame
        `coverage`.

    Returns
    -------
    DataFrame
        One row per list that is missing and name: ``unit``, ``year``, ``near`` (the other unit),
        ``listed`` (people on its list of the year), ``of``, ``origin``.
    """
    named = lists[lists["unit"].notna()]
    sent = named[named["list"] == SENT]
    years = sent.groupby("unit")["year"].agg(set).to_dict()
    rows = [
        {**gone, "near": other, "listed": people[other]}
        for year, missing in named[named["list"] == MISSING].groupby("year")
        for people in [sent[sent["year"] == year].set_index("unit")["listed"]]
        for gone in missing[["unit", "year", "of", "origin"]].to_dict("records")
        for other in people.index
        if years.get(gone["unit"], set()).isdisjoint(years[other])
        and may_be_one(gone["unit"], other)
    ]
    return _typed(rows, ["unit", "year", "near", "listed", "of", "origin"])


def size_jumps(lists: pd.DataFrame) -> pd.DataFrame:
    """Return the units whose list is at most half, or at least double, as long as the one before.

    A difference of fewer than 5 people is none. Where a year has no list of the unit, the nearest
    before it is compared with.

    Parameters
    ----------
    lists : DataFrame
        `coverage`.

    Returns
    -------
    DataFrame
        One row per jump: ``unit``, ``previous_year``, ``year``, ``listed_before``, ``listed``
        (people on the two lists), ``of``, ``origin``.
    """
    named = lists[lists["unit"].notna() & (lists["list"] == SENT)].sort_values(["unit", "year"])
    before = named.groupby("unit")[["year", "listed"]].shift()
    pairs = named.assign(previous_year=before["year"], listed_before=before["listed"])
    pairs = pairs[pairs["previous_year"].notna()]
    ends = pairs[["listed_before", "listed"]]
    few, many = ends.min(axis=1), ends.max(axis=1)
    jumped = pairs[(many >= _JUMP * few) & (many - few >= FEWEST_EXPECTED)]
    columns = ["unit", "previous_year", "year", "listed_before", "listed", "of", "origin"]
    return _typed(jumped[columns].to_dict("records"), columns)


def _typed(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    whole = ("year", "previous_year", "listed", "listed_before")
    types = {name: "Int64" if name in whole else "str" for name in columns}
    return pd.DataFrame(rows, columns=columns).astype(types)
