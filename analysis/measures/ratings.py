"""How are ratings spread?"""

import pandas as pd

from analysis import vocabulary
from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.counts.states.states import NOT_RATED, WITHHELD
from analysis.measures.shares import FEWEST_JUDGED, columns_of, grouped, with_wilson


def rating_distribution(people: Population | pd.DataFrame, by: By) -> pd.DataFrame:
    """Return how many and what share of the rated cadres are at each level.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    by : str or sequence of str
        Columns that make the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per group and rating, levels never used included: by…, ``rating`` (ordered),
        ``n`` (people), ``total`` (people rated), ``not_rated``, ``withheld`` (people on the
        lists, the latter with rows refused for an error), ``share`` of total with Wilson's 95%
        interval ``low``, ``high`` (0-1; missing where nobody is rated), ``judged`` (whether
        enough are rated to compare), ``of`` (of whom), ``origin``.

    Examples
    --------
    >>> from analysis import records
    >>> cells = [dict(year=2011, rating="excellent", count=318, origin="published"),
    ...          dict(year=2011, rating="good", count=292, origin="published")]
    >>> table = rating_distribution(records.frame(records.EVALUATIONS, cells), by="year")
    >>> round(float(table.set_index("rating").share["excellent"]), 3)
    0.521
    """
    people, by = as_population(people), columns_of(by)
    told = people.count([*by, "rating"])
    sizes = _sizes(told, by)
    scale = pd.Series(pd.Categorical(_levels(), _levels(), ordered=True), name="rating")
    rated = told.loc[told["state"] == RATED, [*by, "rating", "n"]]
    grid = sizes.merge(scale.to_frame(), how="cross")
    table = grid.merge(rated, on=[*by, "rating"], how="left", validate="one_to_one")
    table = table.assign(n=table["n"].fillna(0).astype("Int64"))
    table = with_wilson(table, "n", "total")[[*by, "rating", "n", *_SIZES, "share", "low", "high"]]
    judged = table["total"] >= FEWEST_JUDGED
    return table.assign(judged=judged, of=people.of_whom, origin=people.origin)


_SIZES = {"total": RATED, "not_rated": NOT_RATED, "withheld": WITHHELD}


def _levels() -> list[str]:
    return list(vocabulary.rating_order())


def _sizes(told: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    counts = {name: told["n"].where(told["state"] == state, 0) for name, state in _SIZES.items()}
    return grouped(told[by].assign(**counts).astype(dict.fromkeys(_SIZES, "Int64")), by)
