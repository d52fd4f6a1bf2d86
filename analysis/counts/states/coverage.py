"""Which lists were sent: units and tiers by year, and whether a missing one was expected."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.counts.history import History

# Of a unit with fewer people in the nearest year, nobody may have been on the list at all.
FEWEST_EXPECTED = 5
_LIST = ["unit", "tier"]


def coverage(evaluations: pd.DataFrame, years: list[int], units: pd.DataFrame) -> pd.DataFrame:
    """Return which lists of evaluations there are, and which are missing.

    A list is a unit's in a tier and a year. Its absence means that nobody was listed, unless it
    was expected: by the table of units, where that names the unit, else because the unit's list
    of the nearest year with one has at least 5 people, or because there is no list at all of the
    tier in that year.

    Parameters
    ----------
    evaluations : DataFrame
        The record table.
    years : list of int
        The years in question.
    units : DataFrame
        The record table of units, perhaps empty: ``unit``, ``expected_from``, ``expected_to``.

    Returns
    -------
    DataFrame
        One row per list: ``unit``, ``tier`` (missing where none is stated), ``year``, ``listed``
        (people on it, whatever their state), ``reported`` (False: it is missing), ``untold``
        (True: there is a list of the unit, but it does not say whose tier it is).
    """
    listed = evaluations.groupby([*_LIST, "year"], dropna=False, observed=True)["count"].sum()
    found = listed.reset_index(name="listed").astype({"year": "int64", "listed": "int64"})
    lists = pd.concat([found[_LIST].drop_duplicates(), _never_sent(found, units)])
    grid = lists.merge(pd.DataFrame({"year": years}, dtype="int64"), how="cross")
    table = grid.merge(found, how="left", on=[*_LIST, "year"])
    sent = table["listed"].notna()
    expected = _expected(table, found, units) & ~_stated(table)
    table = table.assign(listed=table["listed"].fillna(0).astype("int64"))
    table = table.assign(reported=sent | ~expected, untold=_untold(table, found))
    return table.sort_values([*_LIST, "year"], ignore_index=True)


def lists_of(history: History, years: Iterable[int]) -> pd.DataFrame:
    """Return the coverage of a history in some years, worked out once."""
    wanted = sorted({int(year) for year in years})
    return history.remembered(
        ("coverage", *wanted), lambda: coverage(history.evaluations, wanted, history.units)
    )


def _never_sent(found: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the units that the office names and that are on no list; their tier is not known."""
    named = units[~units["unit"].isin(found["unit"])]
    return named.reindex(columns=_LIST).astype(found[_LIST].dtypes.to_dict())


def _stated(table: pd.DataFrame) -> pd.Series:
    """Return where a unit's list without a tier is wanted of nobody: that year's states its own."""
    whose = table["listed"].notna() & table["tier"].notna()
    sent = whose.groupby([table["unit"], table["year"]], dropna=False).transform("any")
    return table["tier"].isna() & sent


def _untold(table: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """Return where a unit has a list of the year that does not say whose tier it is."""
    blank = found.loc[found["tier"].isna(), ["unit", "year"]].assign(untold=True)
    told = table[["unit", "year"]].merge(blank, how="left", on=["unit", "year"])["untold"]
    return told.notna().set_axis(table.index) & table["tier"].notna()


def _expected(table: pd.DataFrame, found: pd.DataFrame, units: pd.DataFrame) -> np.ndarray:
    nearest, lists = _nearest(table, found), [table["tier"], table["year"]]
    none_of_tier = ~table["listed"].notna().groupby(lists, dropna=False).transform("any")
    expected = ((nearest >= FEWEST_EXPECTED) | (none_of_tier & nearest.notna())).to_numpy()
    if units.empty:
        return expected
    terms = table[["unit", "year"]].merge(units, how="left", on="unit", validate="many_to_one")
    named = terms[["expected_from", "expected_to"]].notna().any(axis=1)
    first = terms["expected_from"].fillna(terms["year"])
    last = terms["expected_to"].fillna(terms["year"])
    inside = (first <= terms["year"]) & (terms["year"] <= last)
    return np.where(named, inside.to_numpy(dtype=bool), expected)


def _nearest(table: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """Return how many people the list of the nearest year with one has, the larger of two."""
    near = table[[*_LIST, "year"]].reset_index().merge(found, on=_LIST, suffixes=("", "_sent"))
    near = near.assign(apart=(near["year"] - near["year_sent"]).abs())
    order = near.sort_values(["apart", "listed"], ascending=[True, False], kind="stable")
    return order.drop_duplicates("index").set_index("index")["listed"].reindex(table.index)
