"""How many may be rated excellent, and how many are?"""

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from analysis import rules
from analysis.measures.shares import grouped
from analysis.tables import single_origin

_RULE = rules.excellent_cap_rule()
_LEVELS = {"good": ["good"], "good_or_better": ["good", "excellent"]}


def excellent_cap(
    evaluations: pd.DataFrame,
    by: Sequence[str],
    limit: Fraction = _RULE["limit"],
    base: str = "good_or_better",
) -> pd.DataFrame:
    """Return how many may be rated excellent under the cap, and how many are beyond it.

    Content with cells: sums ``count``.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns that make the groups; missing values are a group of their own.
    limit : Fraction
        The share of the base that may be excellent, an exact fraction.
    base : {"good_or_better", "good", "all"}
        Those rated good or better, those rated good, or all who are rated; offices differ.

    Returns
    -------
    DataFrame
        One row per group: by…, ``excellent``, ``base``, ``allowed`` (the whole part of limit times
        base), ``excess`` (excellent beyond allowed, at least 0; both missing where the base is 0),
        ``in_force`` where ``year`` is in by: whether the cap bound that year, ``origin``. Before
        it was in force the numbers are a supposition.

    Raises
    ------
    ValueError
        The base is none of the three, `by` is empty, or the rows are of several origins.

    Notes
    -----
    The rule is ``excellent_cap`` in ``rules.yml``.

    Examples
    --------
    >>> from analysis import tables
    >>> cells = [dict(year=2018, rating=rating, count=count, origin="published")
    ...          for rating, count in [("excellent", 30), ("good", 69)]]
    >>> table = excellent_cap(tables.frame(tables.EVALUATIONS, cells), by=["year"])
    >>> table[["base", "allowed", "excess"]].iloc[0].tolist()
    [99, 19, 11]
    """
    if base not in _RULE["bases"]:
        raise ValueError(f"the cap has no base {base!r}; known: {', '.join(_RULE['bases'])}")
    origin, by = single_origin(evaluations), list(by)
    rating, count = evaluations["rating"], evaluations["count"]
    inside = rating.notna() if base == "all" else rating.isin(_LEVELS[base])
    counts = evaluations[by].assign(
        excellent=count.where(rating == "excellent", 0), base=count.where(inside, 0)
    )
    table = grouped(counts, by)
    # Whole numbers throughout: a float product of 1/5 can fall just short of the next person.
    allowed = (table["base"] * limit.numerator // limit.denominator).where(table["base"] > 0)
    excess = (table["excellent"] - allowed).clip(lower=0)
    capped = table.assign(allowed=allowed, excess=excess)
    if "year" in by:
        capped = capped.assign(in_force=(capped["year"] >= _RULE["first_year"]).astype("boolean"))
    return capped.assign(origin=origin)
