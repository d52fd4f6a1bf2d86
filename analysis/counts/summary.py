"""What a history and a population say of themselves where they are shown: numbers alone."""

import html
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis import wording
from analysis.counts.words import of_whom
from analysis.words import Words

if TYPE_CHECKING:
    from analysis.counts.history import History
    from analysis.counts.population import Population

TEXTS = Path(__file__).with_name("summary.yml")
_STATES = ("rated", "not_rated", "withheld")
_MOST_NAMED = 5
_SEVERITIES = ("error", "warning", "note")


# A head, which may be empty, and the rows under it.
Block = tuple[str, list[tuple[str, ...]]]


def of_history(history: "History", words: Words) -> list[Block]:
    """Return what was read: sheets, years, people, units, events, votes, claims, problems."""
    evaluations = history.evaluations
    met = history.met["severity"].value_counts()
    severities = {name: _n(met.get(name, 0), words) for name in _SEVERITIES}
    files = _n(history.sheets["file"].nunique(), words)
    rows = {
        "years": wording.years([int(year) for year in evaluations["year"].dropna().unique()]),
        "units": _n(evaluations["unit"].nunique(), words),
        "listed": _n(evaluations["count"].sum(), words),
        "outcomes": _n(history.outcomes["count"].sum(), words),
        "votes": _n(len(history.votes), words),
        "claims": _n(len(history.claims), words),
        "problems": say("problems_told", words, **severities),
        "missing": missing(history.people(), words) if len(evaluations) else None,
    }
    sheets = _n(len(history.sheets), words)
    head = say("history", words, sheets=sheets, files=files)
    return [(head, [(say(name, words), told or "–") for name, told in rows.items()])]


def of_population(people: "Population", words: Words) -> list[Block]:
    """Return of whom a population is, how many there are each year, and which lists are missing."""
    counted = people.count("year")
    by_year = counted.pivot_table(index="year", columns="state", values="n", aggfunc="sum")
    states = [state for state in _STATES if state in by_year]
    heads = tuple(say(each, words) for each in ("years", *states))
    yearly = [
        (str(year), *(_n(by_year[state].get(year, 0), words) for state in states))
        for year in people.years
    ]
    about: list[tuple[str, ...]] = [
        (say("units", words), _n(people.count("unit")["unit"].nunique(), words)),
        (say("missing", words), missing(people, words)),
    ]
    told = of_whom(people.of_whom, words)
    return [(told[:1].upper() + told[1:], [heads, *yearly]), ("", about)]


def as_html(blocks: Iterable[Block]) -> str:
    """Return a summary as a notebook shows it."""
    return "".join(_table(head, rows) for head, rows in blocks)


def as_plain(blocks: Iterable[Block]) -> str:
    """Return a summary as a terminal shows it, and who reads a notebook's file."""
    lines = [[head, *(": ".join((row[0], ", ".join(row[1:]))) for row in r)] for head, r in blocks]
    return "\n".join(line for block in lines for line in block if line)


def missing(people: "Population", words: Words) -> str:
    """Return which lists of a population are missing, the first of them by name.

    Those that are there and do not say whose tier they are of stand apart.
    """
    lists = people.lists()
    short = lists[~lists["reported"]]
    untold = short[short["untold"]]
    told = [_lists("missing_told", short.drop(untold.index), words)]
    told.append(_lists("untold_told", untold, words))
    return "; ".join(filter(None, told)) or say("missing_none", words)


def _lists(key: str, short: pd.DataFrame, words: Words) -> str:
    if short.empty:
        return ""
    named = [
        str(row.year)
        if pd.isna(row.unit)
        else say("unit_year", words, unit=row.unit, year=row.year)
        for row in short.head(_MOST_NAMED).itertuples()
    ]
    if (more := len(short) - len(named)) > 0:
        named.append(say("and_more", words, n=_n(more, words)))
    return say(key, words, n=_n(len(short), words), where=", ".join(named))


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    told = f"<p><strong>{html.escape(head)}</strong></p>" if head else ""
    return f"{told}<table><tbody>{lines}</tbody></table>"


def _n(number: float, words: Words) -> str:
    return words.number(0 if pd.isna(number) else number)


def say(key: str, words: Words, **values: object) -> str:
    """Return a text of ``summary.yml``."""
    return words.say(TEXTS, key, **values)
