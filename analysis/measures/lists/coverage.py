"""Of which units and years are there lists, and who on a list is in no result?"""

import numpy as np
import pandas as pd

from analysis import vocabulary
from analysis.counts import Population
from analysis.counts.states.states import NOT_RATED, WITHHELD

SENT, NOBODY, MISSING, UNTOLD = vocabulary.codes("list_states")
_STATE = pd.CategoricalDtype([SENT, NOBODY, MISSING, UNTOLD], ordered=True)


def coverage(people: Population) -> pd.DataFrame:
    """Return which units sent a list for which year, and whose is missing.

    Parameters
    ----------
    people : Population
        Its tiers and units count; other conditions do not change which lists there are.

    Returns
    -------
    DataFrame
        One row per unit and year: ``unit`` (missing where a list names none), ``year``,
        ``listed`` (people, whatever their state), ``list`` (*sent*; *nobody*, there is none and
        none was expected; *missing*, where one was; *untold*, there is one, but it does not say
        whose tier it is, so that its people are not among those looked at), ``of``, ``origin``.
        Of several tiers a list is missing where that of one of them is.
    """
    parts = {"listed": "sum", "reported": "all", "untold": "any"}
    table = people.lists().groupby(["unit", "year"], dropna=False).agg(parts).reset_index()
    told = [table["untold"], ~table["reported"], table["listed"] > 0]
    state = np.select(told, [UNTOLD, MISSING, SENT], NOBODY)
    table = table.assign(list=pd.Series(state, table.index, dtype="str").astype(_STATE))
    types = {"unit": "str", "year": "Int64", "listed": "Int64"}
    table = table.drop(columns=["reported", "untold"]).astype(types)
    return table.assign(of=people.of_whom, origin=people.origin)


def units_reporting(lists: pd.DataFrame) -> pd.DataFrame:
    """Return of how many units there is a list in each year, and of how many one was expected.

    Parameters
    ----------
    lists : DataFrame
        `coverage`; lists that name no unit are left aside.

    Returns
    -------
    DataFrame
        One row per year: ``year``, ``reporting`` and ``expected`` (units with a list; those, the
        units whose list is missing and those in ``untold``, whose list does not say whose tier it
        is), ``nobody`` (units with none, of which none was expected), ``listed`` (people on the
        lists), ``of``, ``origin``.
    """
    named = lists[lists["unit"].notna()]
    state = named["list"]
    counted = named[["year", "listed"]].assign(
        reporting=state == SENT,
        expected=state != NOBODY,
        untold=state == UNTOLD,
        nobody=state == NOBODY,
    )
    table = counted.groupby("year").sum().astype("Int64").reset_index()
    told = {name: lists[name].iloc[0] if len(lists) else None for name in ("of", "origin")}
    return table[["year", "reporting", "expected", "untold", "nobody", "listed"]].assign(**told)


def outside(people: Population) -> pd.DataFrame:
    """Return who stands on a list and is not of the people looked at, and why.

    The people of other units are left aside: those are on the pages of their own.

    Returns
    -------
    DataFrame
        One row per year and reason: ``year``, ``condition`` (the first that is not met),
        ``value`` (what stands there; missing where nothing does), ``listed`` (people),
        ``rated`` (of them), ``of``, ``origin``. No row where everybody is inside.
    """
    told = people.outside().rename(columns={"column": "condition"})
    told = told[(told["condition"] != "unit") | told["value"].isna()]
    rated = ~told["state"].isin([NOT_RATED, WITHHELD])
    counts = told[["year", "condition", "value"]].assign(
        listed=told["n"], rated=told["n"].where(rated, 0)
    )
    table = counts.groupby(["year", "condition", "value"], dropna=False).sum().reset_index()
    table = table.astype({"listed": "Int64", "rated": "Int64"})
    return table.assign(of=people.of_whom, origin=people.origin)
