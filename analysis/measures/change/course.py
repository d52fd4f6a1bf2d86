"""How did a share go over the years: one way every year, or with a turn between?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np

from analysis.counts import Population
from analysis.measures.change.change import clear_change
from analysis.measures.change.pairs import like_for_like
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import LEVEL, check_level, newcombe, not_judged


@dataclass(frozen=True)
class Stop:
    """A year of a course: how many were at the level, of how many."""

    year: int
    n: int
    total: int
    share: float


@dataclass(frozen=True)
class Course:
    """What a series of shares shows beyond its first and its last year.

    Attributes
    ----------
    level : str
    years : tuple of int
        The years of which somebody is rated.
    shape : str or None
        ``rose``, ``fell``: every year, and clearly from the first to the last. ``peak``,
        ``trough``: a year between lies clearly above, below both ends. ``uneven``: other years
        differ clearly where the ends do not, or against them. None where nothing of it is so.
    stops : tuple of Stop
        The years that the shape is told by, in their order: the first, the turn and the last, or
        the lowest and the highest.
    steps : tuple of (float, float)
        The interval of the change (0-1) from each stop to the next.
    confidence : float
        Of each of those intervals. All pairs of years are looked at for the one that stands out,
        so that each is taken the more strictly (Bonferroni): 95% for all of them together.
    of : str
    origin : str or None
    """

    level: str
    years: tuple[int, ...]
    shape: str | None
    stops: tuple[Stop, ...]
    steps: tuple[tuple[float, float], ...]
    confidence: float
    of: str
    origin: str | None


def share_course(people: Population, level: str = "excellent") -> Course:
    """Return how the share at a level went from the first year to the last.

    Only years that compare like for like are held against each other, of 20 people and more, and
    where nobody withheld for an error could turn what is told. The intervals take the years as
    independent, as `year_over_year` does.

    Parameters
    ----------
    people : Population
    level : str
    """
    check_level(level)
    table = rating_distribution(people, by="year")
    table = table[(table["rating"] == level) & (table["total"] > 0)].sort_values("year")
    rows = table[["year", "n", "total", "withheld", "share"]].to_dict("records")
    pairs = len(rows) * (len(rows) - 1) // 2
    told = Course(
        level=level,
        years=tuple(int(row["year"]) for row in rows),
        shape=None,
        stops=(),
        steps=(),
        confidence=1 - (1 - LEVEL) / pairs if pairs else np.nan,
        of=people.of_whom,
        origin=people.origin,
    )
    if len(rows) < 3 or not_judged(told.of, *(row["total"] for row in rows)):
        return told
    shape, stops = _shape(people, rows, told.confidence)
    steps = tuple(_step(*pair, told.confidence) for pair in pairwise(stops))
    return replace(told, shape=shape, stops=tuple(map(_stop, stops)), steps=steps)


def _shape(
    people: Population, rows: Sequence[dict], confidence: float
) -> tuple[str | None, list[dict]]:
    """Return the shape, and the years that it is told by."""

    def clear(then: dict, now: dict, confidence: float = confidence) -> int:
        found = clear_change(now, then, confidence)
        return found if found and _alike(people, then, now) else 0

    first, *between, last = rows
    ends = clear(first, last, LEVEL)
    if ends and _every_year(people, rows, ends):
        return ("rose" if ends > 0 else "fell"), [first, last]
    highest, lowest = max(between, key=_share), min(between, key=_share)
    turns = [
        (shape, turn)
        for shape, turn, way in (("peak", highest, 1), ("trough", lowest, -1))
        if clear(first, turn) == way and clear(turn, last) == -way
    ]
    if len(turns) == 1:
        return turns[0][0], [first, turns[0][1], last]
    one, other = sorted((min(rows, key=_share), max(rows, key=_share)), key=_year)
    against = (clear(*pair) not in (0, ends) for pair in combinations(rows, 2))
    return ("uneven", [one, other]) if clear(one, other) and any(against) else (None, [])


def _every_year(people: Population, rows: Sequence[dict], way: int) -> bool:
    """Say whether each year's share surely lies the same way of the year before's."""
    return all(
        now["year"] - then["year"] == 1
        and (now["n"] * then["total"] - then["n"] * now["total"]) * way > 0
        and not (now["withheld"] or then["withheld"])
        and _alike(people, then, now)
        for then, now in pairwise(rows)
    )


def _alike(people: Population, then: dict, now: dict) -> bool:
    return like_for_like(people, int(then["year"]), int(now["year"])).is_whole


def _year(row: dict) -> int:
    return int(row["year"])


def _share(row: dict) -> float:
    return float(row["share"])


def _stop(row: dict) -> Stop:
    return Stop(int(row["year"]), int(row["n"]), int(row["total"]), float(row["share"]))


def _step(then: dict, now: dict, confidence: float) -> tuple[float, float]:
    n, total, k, base = (int(row[name]) for row in (now, then) for name in ("n", "total"))
    return newcombe(n, total, k, base, confidence)
