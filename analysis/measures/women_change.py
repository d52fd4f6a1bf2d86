"""How did the share of women change, in the same units first, and then as a whole?"""

import numpy as np
import pandas as pd

from analysis.counts import Population, as_population
from analysis.measures.change import year_over_year
from analysis.measures.comparison import detectable, one_unit
from analysis.measures.shares import FEWEST_JUDGED, newcombe
from analysis.measures.women import women_share


def women_change(
    people: Population | pd.DataFrame, first_year: int, last_year: int
) -> pd.DataFrame:
    """Return how the share of women changed between two years.

    Where lists of units are missing in one of the years, the change is first that of the units
    with all their lists of both (`like_for_like`), and then that of the whole, which is
    described: what its units do not share would look like a change.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    first_year, last_year : int

    Returns
    -------
    DataFrame
        One row per year, and part where there are two: ``like_for_like``, the columns of
        `year_over_year` of `women_share` by ``year``, ``units`` (with all their lists of the
        year), ``units_in_all``, ``detectable`` (the change, 0-1, that these numbers would have
        shown 4 times in 5), ``judged``. Judged is the last year of the part that is alike, if
        both years have 20 people of known sex or more, and those of unknown sex could not turn
        what is said of it; of a single unit none is. What doubtful people could turn is told
        by `doubts`.
    """
    ends = as_population(people).of_years([first_year, last_year])
    alike = ends.reporting(first_year, last_year)
    whole = _changes(ends, ends, like_for_like=alike is ends)
    if alike is ends or alike.of["unit"] == ():
        return whole
    return pd.concat([_changes(alike, ends, like_for_like=True), whole], ignore_index=True)


def _changes(part: Population, every: Population, *, like_for_like: bool) -> pd.DataFrame:
    table = year_over_year(women_share(part, by="year"))
    rows = table.to_dict("records")
    earlier = [None, *rows][: len(rows)]
    pairs = [(None if pd.isna(row["previous_year"]) else before, row)
             for before, row in zip(earlier, rows, strict=True)]  # fmt: skip
    judges = like_for_like and not one_unit(every)
    lists, in_all = part.lists(), every.lists()["unit"].drop_duplicates()
    return table.assign(
        like_for_like=like_for_like,
        units=[_units(lists, row["year"]) for row in rows],
        units_in_all=len(in_all),
        detectable=[_detectable(*pair) for pair in pairs],
        judged=[judges and _judged(*pair) for pair in pairs],
    )


def _units(lists: pd.DataFrame, year: int) -> int:
    """Return how many units have all their lists of a year, and somebody on one."""
    own = lists[lists["year"] == year].groupby("unit", dropna=False)
    return int((own["reported"].all() & (own["listed"].sum() > 0)).sum())


def _judged(before: dict | None, after: dict) -> bool:
    if before is None or min(before["total"], after["total"]) < FEWEST_JUDGED:
        return False
    least = _direction(_without_unknown(after), _with_unknown(before))
    most = _direction(_with_unknown(after), _without_unknown(before))
    return least == most == _direction(_known(after), _known(before))


def _known(row: dict) -> tuple[int, int]:
    return row["women"], row["total"]


def _with_unknown(row: dict) -> tuple[int, int]:
    return row["women"] + row["unknown"], row["total"] + row["unknown"]


def _without_unknown(row: dict) -> tuple[int, int]:
    return row["women"], row["total"] + row["unknown"]


def _direction(after: tuple[int, int], before: tuple[int, int]) -> int:
    low, high = newcombe(*after, *before)
    return int(low > 0) - int(high < 0)


def _detectable(before: dict | None, after: dict) -> float:
    if before is None or min(before["total"], after["total"]) < FEWEST_JUDGED:
        return np.nan
    return detectable(after["total"], before["total"], before["share"])
