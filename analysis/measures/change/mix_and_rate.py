"""How a share changed between two years, split into mix and rate, with what the split is of."""

from dataclasses import dataclass

import pandas as pd

from analysis.counts import Population
from analysis.measures.change.kitagawa import kitagawa
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import check_level


@dataclass(frozen=True)
class MixAndRate:
    """A split and what it is of.

    Attributes
    ----------
    table : DataFrame
        `kitagawa` of the two years.
    by, level : str
        The column that makes the groups, and the level of which it is the share.
    before, after : float
        The share of all of them in the first year and in the last, 0-1; missing of nobody.
    people : int
        Rated in the year that has fewer.
    """

    table: pd.DataFrame
    by: str
    level: str
    before: float
    after: float
    people: int


def mix_and_rate(
    people: Population, first_year: int, last_year: int, by: str, level: str = "excellent"
) -> MixAndRate:
    """Return the change of the share at a level, split into mix and rate by `kitagawa`.

    Only units that sent lists of both years belong: who is on a list that is missing has not left.

    Parameters
    ----------
    people : Population
    first_year, last_year : int
    by : str
        The column that makes the groups, for example ``post_group``.
    level : str
    """
    check_level(level)
    alike = people.reporting(first_year, last_year)
    groups = rating_distribution(alike, by=["year", by])
    groups = groups[groups["rating"] == level]
    first, last = (groups[groups["year"] == year] for year in (first_year, last_year))
    whole = rating_distribution(alike, by="year")
    ends = whole[whole["rating"] == level].set_index("year").reindex([first_year, last_year])
    before, after = ends["share"]
    fewest = int(ends["total"].fillna(0).min())
    return MixAndRate(kitagawa(first, last, by=[by]), by, level, before, after, fewest)
