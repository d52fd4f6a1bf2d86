"""Who left and who entered between two years, and what can that explain of a change?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.composition import composition_bounds
from analysis.measures.published import PercentMeaning
from analysis.tables import single_origin

# More tell nothing that these do not, and a district of millions would leave a file of 170 MB.
_MOST_ROWS = 1001


@dataclass(frozen=True)
class Turnover:
    """Two years' people at a level, and what is known of those who left and entered.

    Attributes
    ----------
    level : str
    before : tuple of int
        Year, people rated, people at the level.
    after : tuple
        Year, people rated, and the list of counts at the level that are possible: one where it
        was counted, several where only a percentage was published, taken as rounded half up.
    truncated : list of int
        The counts that are possible if that percentage was cut off; empty where it was counted.
    base_year : int or None
        The year whose published number of cadres stands for the later total, where the
        percentage was published without its own: a reading, not the stated base.
    actual : dict or None
        Where people are followed: ``stayers``, ``entrants``, ``leavers``, and of the last two
        those at the level, ``entrants_k`` and ``leavers_k``.
    bounds : DataFrame
        `composition_bounds` over every possible number of stayers, one table per possible count
        under the other, with that count as ``after_k``, and ``origin``. A count has at most 1001
        rows: the ends, the numbers where a range bends, begins or stops, and between them others
        evenly spaced, so that all ranges are straight from one row to the next.
    origin : str or None
    """

    level: str
    before: tuple[int, int, int]
    after: tuple[int, int, list[int]]
    truncated: list[int]
    base_year: int | None
    actual: dict[str, int] | None
    bounds: pd.DataFrame
    origin: str | None


def turnover(
    evaluations: pd.DataFrame,
    year: int,
    next_year: int,
    level: str = "excellent",
    meaning: PercentMeaning | None = None,
) -> Turnover:
    """Return who left and entered between two years, as far as that is known.

    Content with cells, of which nobody is followed.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin and one tier.
    year, next_year : int
    level : str
    meaning : PercentMeaning, optional
        Stands in for the later year where nothing of it is counted and its percentage was
        published without a total.

    Raises
    ------
    ValueError
        The rows are of several origins.
    """
    rated = evaluations[evaluations["rating"].notna()]
    before = _counted(rated, year, level)
    after_n, after_k = _counted(rated, next_year, level)
    counts, truncated, base_year = [after_k] if after_n else [], list[int](), None
    if not after_n and meaning is not None and meaning.year == next_year:
        after_n, counts, base_year = meaning.total or 0, meaning.half_up, meaning.total_year
        truncated = meaning.truncate
    tables = [
        _thinned(composition_bounds(*before, after_n, count)).assign(after_k=count)
        for count in (counts if before[0] else [])
    ]
    origin = single_origin(rated)
    bounds = pd.concat(tables, ignore_index=True) if tables else composition_bounds(0, 0, 0, 0)[:0]
    return Turnover(
        level=level,
        before=(year, *before),
        after=(next_year, after_n, counts),
        truncated=truncated,
        base_year=base_year,
        actual=_followed(rated, year, next_year, level),
        bounds=bounds.assign(origin=origin),
        origin=origin,
    )


def _thinned(bounds: pd.DataFrame) -> pd.DataFrame:
    if len(bounds) <= _MOST_ROWS:
        return bounds
    kept = np.zeros(len(bounds), dtype=bool)
    for column in ("k_low", "k_high"):
        slopes = np.diff(bounds[column].to_numpy(dtype="float64", na_value=-1))
        kept[1:-1] |= slopes[1:] != slopes[:-1]
    evenly = np.linspace(0, len(bounds) - 1, _MOST_ROWS - int(kept.sum()))
    kept[evenly.astype(int)] = True
    return bounds[kept]


def _counted(rated: pd.DataFrame, year: int, level: str) -> tuple[int, int]:
    of_year = rated[rated["year"] == year]
    at_level = of_year.loc[of_year["rating"] == level, "count"]
    return int(of_year["count"].sum()), int(at_level.sum())


def _followed(rated: pd.DataFrame, year: int, next_year: int, level: str) -> dict[str, int] | None:
    both = rated[rated["year"].isin([year, next_year])]
    if both.empty or both["person"].isna().any():
        return None
    first, last = (both[both["year"] == y].set_index("person")["rating"] for y in (year, next_year))
    left, entered = first[~first.index.isin(last.index)], last[~last.index.isin(first.index)]
    return {
        "stayers": len(first) - len(left),
        "entrants": len(entered),
        "leavers": len(left),
        "entrants_k": int((entered == level).sum()),
        "leavers_k": int((left == level).sum()),
    }
