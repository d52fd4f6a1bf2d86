"""What a history and a population say of themselves where a notebook shows them: numbers alone."""

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


def history_html(history: "History", words: Words) -> str:
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
        "problems": _say("problems_told", words, **severities),
        "missing": _missing(history.people().lists(), words) if len(evaluations) else None,
    }
    sheets = _n(len(history.sheets), words)
    head = _say("history", words, sheets=sheets, files=files)
    return _table(head, ((_say(name, words), told or "–") for name, told in rows.items()))


def population_html(people: "Population", words: Words) -> str:
    """Return of whom a population is, how many there are each year, and which lists are missing."""
    counted = people.count("year")
    by_year = counted.pivot_table(index="year", columns="state", values="n", aggfunc="sum")
    states = [state for state in _STATES if state in by_year]
    heads = ["years", *states]
    rows = [
        (str(year), *(_n(by_year[state].get(year, 0), words) for state in states))
        for year in people.years
    ]
    lists = people.lists()
    about = [
        (_say("units", words), _n(people.count("unit")["unit"].nunique(), words)),
        (_say("missing", words), _missing(lists, words)),
    ]
    told = of_whom(people.of_whom, words)
    yearly = _table(told[:1].upper() + told[1:], [[_say(each, words) for each in heads], *rows])
    return yearly + _table("", about)


def _missing(lists: pd.DataFrame, words: Words) -> str:
    short = lists[~lists["reported"]]
    if short.empty:
        return _say("missing_none", words)
    named = [
        _say("unit_year", words, unit="–" if pd.isna(row.unit) else row.unit, year=row.year)
        for row in short.head(_MOST_NAMED).itertuples()
    ]
    if (more := len(short) - len(named)) > 0:
        named.append(_say("and_more", words, n=_n(more, words)))
    return _say("missing_told", words, n=_n(len(short), words), where=", ".join(named))


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    told = f"<p><strong>{html.escape(head)}</strong></p>" if head else ""
    return f"{told}<table><tbody>{lines}</tbody></table>"


def _n(number: float, words: Words) -> str:
    return words.number(0 if pd.isna(number) else number)


def _say(key: str, words: Words, **values: object) -> str:
    return words.say(TEXTS, key, **values)
