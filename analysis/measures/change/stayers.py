"""How did the people rated in both years change?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.stats.contingency_tables import mcnemar

from analysis.counts import Population
from analysis.counts.states.states import WITHHELD
from analysis.measures.change.pairs import RATINGS, counts_alone, moves_between
from analysis.measures.comparison import errors_to_show
from analysis.measures.shares import check_level, not_judged, tango


@dataclass(frozen=True)
class StayersChange:
    """The change on the people rated in both years.

    Attributes
    ----------
    year, next_year : int
    level : str
    stayers : int
        People rated in both years.
    share_before, share_after, difference, low, high : float
        Shares of the stayers at the level; Tango's 95% interval of after minus before.
    gained, lost : int
        Stayers at the level only after, only before.
    p_value : float
        Exact McNemar test, two-sided.
    detectable : float
        The difference (0-1) that would have shown 4 times in 5, were as many to change.
    rated_before, rated_after : int
        People rated in each year.
    unnamed_before, unnamed_after : int
        Of them those counted without telling who they are: nobody can say what became of them.
    not_judged : str or None
        Why no change is judged: ``few`` (under 20 stayers), ``one_unit``, ``withheld`` (people
        rated in one year and withheld in the other could turn it); None where one is.
    of : str
    origin : str or None
    """

    year: int
    next_year: int
    level: str
    stayers: int
    share_before: float
    share_after: float
    difference: float
    low: float
    high: float
    gained: int
    lost: int
    p_value: float
    detectable: float
    rated_before: int
    rated_after: int
    unnamed_before: int
    unnamed_after: int
    not_judged: str | None
    of: str
    origin: str | None


def change_on_stayers(
    people: Population, year: int, next_year: int, level: str = "excellent"
) -> StayersChange:
    """Return the change of the share at a level on the people rated in both years.

    Content with people of whom some are counted without telling who they are: those are left
    aside, and told. Sources: Tango (1998) for the interval, McNemar's exact test (statsmodels).
    """
    check_level(level)
    moves = moves_between(people, year, next_year)
    pairs = moves[moves["from"].isin(RATINGS) & moves["to"].isin(RATINGS)]
    n, (kept, gained, lost) = int(pairs["n"].sum()), _at_level(pairs, level)
    low, high = tango(gained, lost, n)
    unnamed = counts_alone(people, year, next_year, moves)
    named = [int(moves.loc[moves[end].isin(RATINGS), "n"].sum()) for end in ("from", "to")]
    turnable = _turnable(moves, level, gained, lost, n)
    return StayersChange(
        year=year,
        next_year=next_year,
        level=level,
        stayers=n,
        share_before=_share(kept + lost, n),
        share_after=_share(kept + gained, n),
        difference=_share(kept + gained, n) - _share(kept + lost, n),
        low=low,
        high=high,
        gained=gained,
        lost=lost,
        p_value=_mcnemar(gained, lost, n),
        detectable=_detectable(gained + lost, n),
        rated_before=named[0] + unnamed[0],
        rated_after=named[1] + unnamed[1],
        unnamed_before=unnamed[0],
        unnamed_after=unnamed[1],
        not_judged=not_judged(people.of_whom, n) or (WITHHELD if turnable else None),
        of=people.of_whom,
        origin=people.origin,
    )


def _at_level(pairs: pd.DataFrame, level: str) -> tuple[int, int, int]:
    """Return the stayers at the level in both years, only after, and only before."""
    first, last = pairs["from"] == level, pairs["to"] == level
    ways = (first & last, ~first & last, first & ~last)
    kept, gained, lost = (int(pairs.loc[at, "n"].sum()) for at in ways)
    return kept, gained, lost


def _turnable(moves: pd.DataFrame, level: str, gained: int, lost: int, pairs: int) -> bool:
    """Say whether people withheld in one of the years could turn the verdict."""
    went = moves[moves["from"].isin(RATINGS) & (moves["to"] == WITHHELD)]
    came = moves[moves["to"].isin(RATINGS) & (moves["from"] == WITHHELD)]
    # Those at the level in the year that is known can only have lost it since, or gained it since.
    at_before, at_after = (
        int(part.loc[part[end] == level, "n"].sum()) for part, end in ((went, "from"), (came, "to"))
    )
    others_before = int(went["n"].sum()) - at_before
    others_after = int(came["n"].sum()) - at_after
    every = pairs + int(went["n"].sum() + came["n"].sum())
    extremes = [
        (gained, lost, pairs),
        (gained + others_before + at_after, lost, every),
        (gained, lost + at_before + others_after, every),
    ]
    return len({_verdict(*tango(*each)) for each in extremes}) > 1


def _verdict(low: float, high: float) -> int:
    return int(low > 0) - int(high < 0)


def _mcnemar(gained: int, lost: int, pairs: int) -> float:
    return float(mcnemar([[0, gained], [lost, 0]], exact=True).pvalue) if pairs else np.nan


def _detectable(changed: int, pairs: int) -> float:
    """Return how many errors of a difference of pairs, none apart, show it (Connor 1987)."""
    return errors_to_show() * float(np.sqrt(changed)) / pairs if changed else np.nan


def _share(count: int, people: int) -> float:
    return count / people if people else np.nan
