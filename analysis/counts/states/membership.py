"""Which rows a filter chooses: a filter chooses person-years."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

Filter = Mapping[str, Collection[Any]]


def inside(table: pd.DataFrame, of: Filter, *, rating: bool = True) -> pd.Series:
    """Return which rows of a record table meet every condition.

    A value of None is a missing one. A table in which no row tells a tier is of one body of
    people: a condition on the tier leaves nobody out.

    Parameters
    ----------
    of : mapping
        Column → values that belong.
    rating : bool
        Whether a condition on the rating counts: for who is followed a rating is a state.
    """
    chosen = pd.Series(True, index=table.index)
    for name, values in of.items():
        if (name == "rating" and not rating) or (name == "tier" and table[name].isna().all()):
            continue
        chosen &= meets(table[name], values)
    return chosen


def meets(column: pd.Series, values: Collection[Any]) -> pd.Series:
    """Return which of a column's values are among some, None being a missing one."""
    named = [value for value in values if value is not None]
    met = column.isin(named).fillna(False).astype("bool")
    return met | column.isna() if None in values else met


def belonging(evaluations: pd.DataFrame, of: Filter, *, rating: bool = True) -> pd.DataFrame:
    """Return the rows that a filter chooses; without `rating` those of every rating."""
    return evaluations[inside(evaluations, of, rating=rating)]
