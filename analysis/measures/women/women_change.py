"""How did the share of women change, in the same units first, and then as a whole?"""

import numpy as np
import pandas as pd

from analysis.counts import Population, as_population
from analysis.measures.change.change import year_over_year
from analysis.measures.change.pairs import LikeForLike, like_for_like
from analysis.measures.comparison import detectable, one_unit
from analysis.measures.shares import FEWEST_JUDGED, newcombe
from analysis.measures.women.women import women_share


def women_change(
    people: Population | pd.DataFrame, first_year: int, last_year: int
) -> pd.DataFrame:
    """Return how the share of women changed between two years.

    Where lists of units are missing in one of the years, or a kind of posts is on the lists of one
    alone, the change is first that of the part that is alike (`pairs.like_for_like`), and then
    that of the whole, which is described: what the years do not share would look like a change.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    first_year, last_year : int

    Returns
    -------
    DataFrame
        One row per year, and part where there are two: ``like_for_like``, the columns of
        `year_over_year` of `women_share` by ``year``, ``women_more``, ``men_more`` (people, the
        later year minus the earlier, below zero where there are fewer; none where those of unknown
        sex could turn it), ``units`` (with all their
        lists of the year, or of both), ``units_in_all``, ``set_aside`` (post groups that only one
        year has, separated by spaces), ``detectable`` (the change, 0-1, that these numbers would
        have shown 4 times in 5), ``judged``. Judged is the last year of the part that is alike, if
        both years have 20 people of known sex or more, and those of unknown sex could not turn
        what is said of it; of a single unit none is. What doubtful people could turn is told
        by `doubts`.
    """
    ends = as_population(people).of_years([first_year, last_year])
    like = like_for_like(ends, first_year, last_year)
    lists = ends.lists()
    sent = {year: _units(lists, year) for year in ends.years}
    judges = not one_unit(ends)
    # Where a year has no list, nothing is like it.
    alike = like.is_whole and all(sent.values())
    whole = _changes(ends, sent, like, alike=alike, judges=judges and like.is_whole)
    if like.is_whole or not like.units_both:
        return whole
    both = dict.fromkeys(sent, like.units_both)
    # One unit that sent both lists is one unit, on the district's pages too.
    alone = one_unit(like.people)
    part = _changes(like.people, both, like, alike=True, judges=judges and not alone)
    return pd.concat([part, whole], ignore_index=True)


def _changes(
    part: Population, units: dict[int, int], like: LikeForLike, *, alike: bool, judges: bool
) -> pd.DataFrame:
    table = year_over_year(women_share(part, by="year"))
    rows = table.to_dict("records")
    earlier = [None, *rows][: len(rows)]
    pairs = [(None if pd.isna(row["previous_year"]) else before, row)
             for before, row in zip(earlier, rows, strict=True)]  # fmt: skip
    return table.assign(
        like_for_like=alike,
        **{f"{sex}_more": [_more(*pair, sex) for pair in pairs] for sex in ("women", "men")},
        units=table["year"].map(units),
        units_in_all=like.units,
        set_aside=" ".join(like.set_aside),
        detectable=[_detectable(*pair) for pair in pairs],
        judged=[judges and _judged(*pair) for pair in pairs],
    ).astype(dict.fromkeys(["women_more", "men_more"], "Int64"))


def _more(before: dict | None, after: dict, sex: str) -> int | None:
    """Return how many more there are, if those of unknown sex could not make them fewer."""
    if before is None:
        return None
    more = after[sex] - before[sex]
    could_be = (more - before["unknown"], more, more + after["unknown"])
    return more if len({np.sign(each) for each in could_be}) == 1 else None


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
