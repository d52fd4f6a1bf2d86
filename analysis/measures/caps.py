"""How many may be rated excellent, and how many are?"""

from fractions import Fraction

import pandas as pd

from analysis import rules
from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.counts.states.states import WITHHELD
from analysis.measures.shares import columns_of, grouped
from analysis.refused import refuse_unknown

_RULE = rules.excellent_cap_rule()
_LEVELS = {"good": ["good"], "good_or_better": ["good", "excellent"]}


def excellent_cap(
    people: Population | pd.DataFrame,
    by: By,
    limit: Fraction = _RULE["limit"],
    base: str = "good_or_better",
) -> pd.DataFrame:
    """Return how many may be rated excellent under the cap, and how many are beyond it.

    Parameters
    ----------
    people, by
        As for `rating_distribution`: whom, and the columns that make the groups.
    limit : Fraction
        The share of the base that may be excellent, an exact fraction.
    base : {"good_or_better", "good", "all"}
        Those rated good or better, those rated good, or all who are rated; offices differ.

    Returns
    -------
    DataFrame
        One row per group: by…, ``excellent``, ``base``, ``allowed`` (the whole part of limit times
        base; 0 in a group too small for one), ``excess`` (excellent beyond allowed, at least 0;
        both missing where the base is 0), ``withheld`` (people with rows refused for an error, in
        no number), ``in_force`` where ``year`` is in by: whether the cap bound that year, ``of``,
        ``origin``. Before it was in force the numbers are a supposition.

    Raises
    ------
    ValueError
        The base is none of the three, `by` is empty, or the rows are of several origins.

    Notes
    -----
    The rule is ``excellent_cap`` in ``rules.yml``.

    Examples
    --------
    >>> from analysis import records
    >>> cells = [dict(year=2018, rating=rating, count=count, origin="published")
    ...          for rating, count in [("excellent", 30), ("good", 69)]]
    >>> table = excellent_cap(records.frame(records.EVALUATIONS, cells), by=["year"])
    >>> table[["base", "allowed", "excess"]].iloc[0].tolist()
    [99, 19, 11]
    """
    refuse_unknown("base", base, _RULE["bases"])
    people, by = as_population(people), columns_of(by)
    told = people.count([*by, "rating"])
    rating, n = told["rating"], told["n"].where(told["state"] == RATED, 0).astype("Int64")
    inside = rating.notna() if base == "all" else rating.isin(_LEVELS[base])
    counts = told[by].assign(excellent=n.where(rating == "excellent", 0), base=n.where(inside, 0))
    held = told["n"].where(told["state"] == WITHHELD, 0).astype("Int64")
    table = grouped(counts.assign(withheld=held), by)
    # Whole numbers throughout: a float product of 1/5 can fall just short of the next person.
    allowed = (table["base"] * limit.numerator // limit.denominator).where(table["base"] > 0)
    excess = (table["excellent"] - allowed).clip(lower=0)
    capped = table.assign(allowed=allowed, excess=excess)
    capped = capped[[*by, "excellent", "base", "allowed", "excess", "withheld"]]
    if "year" in by:
        capped = capped.assign(in_force=(capped["year"] >= _RULE["first_year"]).astype("boolean"))
    return capped.assign(of=people.of_whom, origin=people.origin)
