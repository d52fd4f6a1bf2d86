"""Clauses on the people of whom it is not sure who they are, or what was said of them."""

from collections.abc import Sequence

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say
from analysis.measures.doubts import doubtful

# What each kind of sentence stands on, and so what can be doubtful in it.
_REASONS = {
    "followed": ("namesake", "merged", "withheld"),
    "women": ("sex_changed", "withheld"),
    "rated": ("withheld",),
}

_BETWEEN = ("namesake", "merged", "sex_changed")
_MOST_PAIRS = 3


def doubt_clause(
    doubts: pd.DataFrame | None,
    kind: str,
    years: Sequence[int],
    language: str,
    *,
    turning: bool = False,
) -> str:
    """Return what follows a sentence that doubtful people stand behind; nothing without any.

    Parameters
    ----------
    doubts : DataFrame or None
        `measures.doubts`.
    kind : {"followed", "women", "rated"}
        What the sentence is on: who stayed, left and is new; the share of women; ratings.
    years : sequence of int
        The year, or the two years, that the sentence speaks of.
    turning : bool
        They could turn what is said (`measures.doubts.could_turn`): then it is not judged.

    Returns
    -------
    str
        With the semicolon before it.
    """
    if doubts is None or doubts.empty:
        return ""
    told = [
        text
        for reason in _REASONS[kind]
        for where in _where(reason, years)
        if (text := _told(doubts, reason, where, language))
    ]
    if not told:
        return ""
    variant = "turning" if turning else "told"
    return say(f"doubts_behind.{variant}", language, doubts="; ".join(told))


def doubts_met(doubts: pd.DataFrame, *, language: str) -> list[Finding]:
    """Return the finding on who is doubtful from each year to the next, or withheld in a year.

    Parameters
    ----------
    doubts : DataFrame
        `measures.doubts` of a whole period.

    Returns
    -------
    list of Finding
        None where nobody is.
    """
    if doubts.empty:
        return []
    pairs = _pairs(doubts)
    told = []
    for year, next_year in pairs[:_MOST_PAIRS]:
        reasons = [_told(doubts, each, (year, next_year), language) for each in _BETWEEN]
        between = "; ".join(filter(None, reasons))
        years = {"year": year, "next_year": next_year}
        told.append(say("doubts_between", language, doubts=between, **years))
    if len(pairs) > _MOST_PAIRS:
        told.append(say("doubts_more", language, n=len(pairs) - _MOST_PAIRS))
    held = doubts.loc[doubts["reason"] == "withheld", "year"]
    told += [_told(doubts, "withheld", (year,), language) for year in held]
    n = float(doubts.loc[doubts["reason"] != "withheld", "n"].max())
    figure, text = (n, None, None, "people"), "; ".join(told)
    return [finding("doubts_met", "some", language, doubts["origin"], figure, told=text)]


def _pairs(doubts: pd.DataFrame) -> list[list[int]]:
    """Return the pairs of neighbouring years with doubts."""
    between = doubts.loc[doubts["next_year"].notna(), ["year", "next_year"]].drop_duplicates()
    years = {*between["year"], *between["next_year"]}
    return [
        [year, later]
        for year, later in between.to_numpy().tolist()
        if not any(year < each < later for each in years)
    ]


def _where(reason: str, years: Sequence[int]) -> list[tuple[int, ...]]:
    if reason == "withheld":
        return [(year,) for year in dict.fromkeys(years)]
    return [(years[0], years[-1])]


def _told(doubts: pd.DataFrame, reason: str, where: tuple[int, ...], language: str) -> str:
    n = doubtful(doubts, reason, *where)
    if not n:
        return ""
    number = wording.number(n, language)
    return say(f"doubt.{reason}", language, n=number, year=where[0], next_year=where[-1])
