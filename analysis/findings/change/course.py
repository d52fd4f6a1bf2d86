"""What a sentence on the first and the last year says of the years between."""

from itertools import pairwise
from typing import Any

from analysis.findings.finding import say
from analysis.measures.change.course import Course, Stop
from analysis.words import Words

# Shapes that say more of a change only where that change is said.
_EVERY_YEAR = {"rose": "rose_every_year", "fell": "fell_every_year"}


def in_course(
    told: Course | None, said: str, years: tuple[int, int], words: Words
) -> tuple[str, dict[str, Any]]:
    """Return the variant that the whole series is told in, and what it names of its years.

    Parameters
    ----------
    told : Course or None
        `measures.share_course`; without it, or where it has no shape or is of other years, the
        change is told as it is.
    said : str
        The variant of the change from the first year to the last.
    years : tuple of int
    """
    if told is None or told.shape is None or (told.years[0], told.years[-1]) != years:
        return said, {}
    if told.shape in _EVERY_YEAR:
        return _EVERY_YEAR[told.shape] if told.shape == said else said, {}
    return told.shape, {
        "stops": words.listing([_counted(stop, words) for stop in told.stops]),
        **_stops(told, words),
        "ends": say(f"ends_of_course.{said}", words, first=years[0], last=years[1]),
        "steps": _steps(told, words),
    }


def _stops(told: Course, words: Words) -> dict[str, Any]:
    """Return the years that stand out, and their shares."""
    *_, turn, last = told.stops
    one, other = (turn, last) if told.shape == "uneven" else (turn, None)
    values = {"turn": one.year, "turn_share": words.percent(one.share)}
    if other:
        values |= {"other": other.year, "other_share": words.percent(other.share)}
    return values


def _counted(stop: Stop, words: Words) -> str:
    return "/".join(words.number(n) for n in (stop.n, stop.total))


def _steps(told: Course, words: Words) -> str:
    steps = [
        say(
            "step_of_course",
            words,
            first=then.year,
            last=now.year,
            low=words.points(low),
            high=words.points(high),
        )
        for (then, now), (low, high) in zip(pairwise(told.stops), told.steps, strict=True)
    ]
    confidence = words.percent(told.confidence, 1)
    return say("steps_of_course", words, confidence=confidence, steps=words.listing(steps))
