"""Clauses on the people of whom it is not sure who they are, or what was said of them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.findings.finding import CONDITION, Finding, finding, say, with_conditions
from analysis.measures.lists.doubts import could_turn, doubtful
from analysis.words import OF_REVIEW, Words

# What each kind of sentence stands on, and so what can be doubtful in it.
_REASONS = {
    "followed": ("namesake", "merged"),
    "sexes": ("sex_changed",),
}

_BETWEEN = ("namesake", "merged", "sex_changed")
_MOST_PAIRS = 3


def doubt_clause(
    doubts: pd.DataFrame | None,
    kind: str,
    years: Sequence[int],
    words: Words = OF_REVIEW,
) -> str:
    """Return what follows a sentence that doubtful people stand behind; nothing without any.

    Parameters
    ----------
    doubts : DataFrame or None
        `measures.doubts`.
    kind : {"followed", "sexes"}
        What the sentence is on: who stayed, left and is new; women and men.
    years : sequence of int
        The year, or the two years, that the sentence speaks of.

    Returns
    -------
    str
        With the mark of a condition before it.
    """
    if doubts is None or doubts.empty:
        return ""
    told = [
        text
        for reason in _REASONS[kind]
        for where in _where(reason, years)
        if (text := _told(doubts, reason, where, words))
    ]
    return CONDITION + "; ".join(told) if told else ""


def beside_doubts(
    said: Finding,
    doubts: pd.DataFrame,
    kind: str,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
    people: int,
) -> Finding:
    """Return a finding on a change with the doubtful people that stand behind it.

    What they could turn is not judged: it is said first that nothing can be concluded, and the
    finding has no interval.

    Parameters
    ----------
    said : Finding
        On a change in points between the two years.
    doubts : DataFrame
        `measures.doubts` of the two years.
    kind : {"followed", "sexes"}
        As in `doubt_clause`.
    people : int
        Of how many people the change is; of two years' numbers the smaller.
    """
    years = (first_year, last_year)
    clause = doubt_clause(doubts, kind, years, words)
    if not clause:
        return said
    if said.low is None or said.high is None:
        return with_conditions(said, clause)
    n = sum(doubtful(doubts, each, *at) for each in _REASONS[kind] for at in _where(each, years))
    # Who is told apart may be one more in both years, whose rating went either way.
    most = 2 * n / (people + n) if kind == "followed" else n / max(people, 1)
    if not could_turn(said.low, said.high, 100 * most):
        return with_conditions(said, clause)
    text = say("doubts_turning.text", words, text=said.text[:1].lower() + said.text[1:])
    title = say("doubts_turning.title", words, text=said.title)
    turned = replace(said, text=text, title=title, low=None, high=None, answered=False)
    return with_conditions(turned, clause)


def doubts_met(doubts: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
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
        reasons = [_told(doubts, each, (year, next_year), words) for each in _BETWEEN]
        between = "; ".join(filter(None, reasons))
        years = {"year": year, "next_year": next_year}
        told.append(say("doubts_between", words, doubts=between, **years))
    if len(pairs) > _MOST_PAIRS:
        told.append(say("doubts_more", words, n=len(pairs) - _MOST_PAIRS))
    held = doubts.loc[doubts["reason"] == "withheld", "year"]
    told += [_told(doubts, "withheld", (year,), words) for year in held]
    between_years = doubts[doubts["reason"] != "withheld"]
    n = float((doubts if between_years.empty else between_years)["n"].max())
    figure, text = (n, None, None, "people"), "; ".join(told)
    return [finding("doubts_met", "some", words, doubts["origin"], figure, told=text)]


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


def _told(doubts: pd.DataFrame, reason: str, where: tuple[int, ...], words: Words) -> str:
    n = doubtful(doubts, reason, *where)
    if not n:
        return ""
    number = words.number(n)
    return say(f"doubt.{reason}", words, n=number, year=where[0], next_year=where[-1])
