"""Who left and who entered between two years, and what can that explain of a change?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.counts import Population, as_population
from analysis.counts.engine import RATED
from analysis.measures.change.composition import composition_bounds
from analysis.measures.change.pairs import RATINGS, like_for_like, moves_between
from analysis.measures.percent_meaning import PercentMeaning
from analysis.measures.shares import check_level

# More tell nothing that these do not, and a district of millions would leave a file of 170 MB.
_MOST_ROWS = 1001


@dataclass(frozen=True)
class Turnover:
    """Two years' people at a level, and what must hold of those who left and came.

    Attributes
    ----------
    level : str
    before : tuple of int
        Year, people rated, people at the level; of the units with lists of both years.
    after : tuple
        Year, people rated, and the list of counts at the level that are possible: one where it
        was counted, several where only a percentage was published, taken as rounded half up.
    truncated : list of int
        The counts that are possible if that percentage was cut off; empty where it was counted.
    base_year : int or None
        The year whose published number of cadres stands for the later total, where the
        percentage was published without its own: a reading, not the stated base.
    bounds : DataFrame
        `composition_bounds` over every possible number of stayers, one table per possible count
        under the other, with that count as ``after_k``, and ``origin``. A count has at most 1001
        rows: the ends, the numbers where a range bends, begins or stops, and between them others
        evenly spaced, so that all ranges are straight from one row to the next.
    truncated_bounds : DataFrame
        The same of each count of `truncated`, with the most stayers alone with whom nobody's
        rating need have changed.
    followed : bool
        Whether somebody is known in both years, so that `decomposition` tells more.
    units, units_both : int
        Units with people in either year, and of them those with lists of both: the counts are of
        these, since who is on a list that is missing has not left.
    set_aside : str
        Post groups that only one year has, separated by spaces: the counts are without them.
    origin : str or None
    """

    level: str
    before: tuple[int, int, int]
    after: tuple[int, int, list[int]]
    truncated: list[int]
    base_year: int | None
    bounds: pd.DataFrame
    truncated_bounds: pd.DataFrame
    followed: bool
    units: int
    units_both: int
    set_aside: str
    origin: str | None

    @property
    def table(self) -> pd.DataFrame:
        """The bounds, the other numbers being what they are drawn with."""
        return self.bounds


def turnover(
    people: Population | pd.DataFrame,
    year: int,
    next_year: int,
    level: str = "excellent",
    meaning: Sequence[PercentMeaning] = (),
) -> Turnover:
    """Return two years' people at a level, and what must hold of those who left and came.

    For counts of which nobody is followed; of persons `decomposition` tells what became of them.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin and one tier; a plain table of evaluations will do.
    year, next_year : int
    level : str
    meaning : sequence of PercentMeaning
        That of the later year stands in for it where nothing of it is counted and its percentage
        was published without a total, and no other one for the same.
    """
    check_level(level)
    people = as_population(people)
    like = like_for_like(people, year, next_year)
    rated = like.people.of_years([year, next_year]).count(["year", "rating"])
    rated = rated[rated["state"] == RATED]
    before = _counted(rated, year, level)
    after_n, after_k = _counted(rated, next_year, level)
    counts, truncated, base_year = [after_k] if after_n else [], list[int](), None
    read = [each for each in meaning if each.year == next_year and not each.others]
    if not after_n and read:
        after_n, counts, base_year = read[0].total or 0, read[0].half_up, read[0].total_year
        truncated = read[0].truncate
    tables = [_bounds(before, after_n, count) for count in (counts if before[0] else [])]
    cut_off = [_most_stayed(before, after_n, count) for count in truncated if before[0]]
    origin = people.origin
    return Turnover(
        level=level,
        before=(year, *before),
        after=(next_year, after_n, counts),
        truncated=truncated,
        base_year=base_year,
        bounds=_joined(tables, origin),
        truncated_bounds=_joined(cut_off, origin),
        followed=_is_followed(people, year, next_year),
        units=like.units,
        units_both=like.units_both,
        set_aside=" ".join(like.set_aside),
        origin=origin,
    )


def _is_followed(people: Population, year: int, next_year: int) -> bool:
    if not people.whole:
        return False
    moves = moves_between(people, year, next_year)
    return bool(all(moves[end].isin(RATINGS).any() for end in ("from", "to")))


def _joined(tables: list[pd.DataFrame], origin: str | None) -> pd.DataFrame:
    none = composition_bounds(0, 0, 0, 0)[:0].assign(after_k=0)
    return pd.concat(tables or [none], ignore_index=True).assign(origin=origin)


def _most_stayed(before: tuple[int, int], after_n: int, after_k: int) -> pd.DataFrame:
    bounds = _bounds(before, after_n, after_k)
    feasible = bounds[bounds["feasible"].astype(bool)]
    return feasible[feasible["stayers"] == feasible["stayers"].max()]


def _bounds(before: tuple[int, int], after_n: int, after_k: int) -> pd.DataFrame:
    stayers = _told_stayers(*before, after_n, after_k)
    return composition_bounds(*before, after_n, after_k, stayers).assign(after_k=after_k)


def _told_stayers(before_n: int, before_k: int, after_n: int, after_k: int) -> list[int] | None:
    """Return the numbers of stayers that tell of all; None where there are few enough for all."""
    most = min(before_n, after_n)
    if most < _MOST_ROWS:
        return None
    # Where the number at the level that must, and that can, be among the stayers bends or meet.
    others = (before_n - before_k, after_n - after_k)
    level = min(before_k, after_k)
    corners = [*others, level, *(level + other for other in others)]
    near = {place + step for place in corners for step in (-1, 0, 1)}
    bends = {place for place in near if 0 <= place <= most}
    evenly = np.linspace(0, most, _MOST_ROWS - len(bends)).astype(int).tolist()
    return sorted(bends | set(evenly))


def _counted(rated: pd.DataFrame, year: int, level: str) -> tuple[int, int]:
    of_year = rated[rated["year"] == year]
    at_level = of_year.loc[of_year["rating"] == level, "n"]
    return int(of_year["n"].sum()), int(at_level.sum())
