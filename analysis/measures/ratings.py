"""How are ratings spread?"""

from collections.abc import Sequence

import pandas as pd

from analysis import vocabulary
from analysis.measures.shares import grouped, with_wilson
from analysis.tables import single_origin


def rating_distribution(evaluations: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return how many and what share of the rated cadres are at each level.

    Content with cells: sums ``count``.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns of `evaluations` that make the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per group and rating, levels never used included: by…, ``rating`` (ordered),
        ``n`` (people), ``total`` (people rated), ``not_rated`` (people), ``share`` of total with
        Wilson's 95% interval ``low``, ``high`` (0-1; missing where nobody is rated), ``origin``.

    Raises
    ------
    ValueError
        The rows are of several origins.

    Examples
    --------
    >>> from analysis import tables
    >>> cells = [dict(year=2011, rating="excellent", count=318, origin="published"),
    ...          dict(year=2011, rating="good", count=292, origin="published")]
    >>> table = rating_distribution(tables.frame(tables.EVALUATIONS, cells), by=["year"])
    >>> round(float(table.set_index("rating").share["excellent"]), 3)
    0.521
    """
    origin, by = single_origin(evaluations), list(by)
    sizes = _rated_and_not(evaluations, by)
    scale = pd.Series(pd.Categorical(_levels(), _levels(), ordered=True), name="rating")
    grid = sizes.merge(scale.to_frame(), how="cross")
    counted = (
        evaluations.dropna(subset=["rating"])
        .groupby([*by, "rating"], observed=True, dropna=False)["count"]
        .sum()
        .rename("n")
        .reset_index()
    )
    merged = grid.merge(counted, on=[*by, "rating"], how="left", validate="one_to_one")
    table = merged.assign(n=merged["n"].fillna(0).astype("Int64"))
    columns = [*by, "rating", "n", "total", "not_rated", "share", "low", "high"]
    return with_wilson(table, "n", "total")[columns].assign(origin=origin)


def _levels() -> list[str]:
    return list(vocabulary.rating_order())


def _rated_and_not(evaluations: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    rated = evaluations["rating"].notna()
    counts = evaluations[by].assign(
        total=evaluations["count"].where(rated, 0),
        not_rated=evaluations["count"].where(~rated, 0),
    )
    return grouped(counts, by)
