"""What a history and a population say of themselves where a notebook shows them: numbers alone."""

import html
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis import wording
from analysis.counts.words import of_whom

if TYPE_CHECKING:
    from analysis.counts.history import History
    from analysis.counts.population import Population

TEXTS = Path(__file__).with_name("summary.yml")
_STATES = ("rated", "not_rated", "withheld")
_MOST_NAMED = 5
_SEVERITIES = ("error", "warning", "note")


def history_html(history: "History", language: str) -> str:
    """Return what was read: sheets, years, people, units, events, votes, claims, problems."""
    evaluations = history.evaluations
    met = history.problems["severity"].value_counts()
    severities = {name: _n(met.get(name, 0), language) for name in _SEVERITIES}
    files = _n(history.sheets["file"].nunique(), language)
    rows = {
        "years": wording.years([int(year) for year in evaluations["year"].dropna().unique()]),
        "units": _n(evaluations["unit"].nunique(), language),
        "listed": _n(evaluations["count"].sum(), language),
        "outcomes": _n(history.outcomes["count"].sum(), language),
        "votes": _n(len(history.votes), language),
        "claims": _n(len(history.claims), language),
        "problems": _say("problems_told", language, **severities),
        "missing": _missing(history.people().lists(), language) if len(evaluations) else None,
    }
    sheets = _n(len(history.sheets), language)
    head = _say("history", language, sheets=sheets, files=files)
    return _table(head, ((_say(name, language), told or "–") for name, told in rows.items()))


def population_html(people: "Population", language: str) -> str:
    """Return of whom a population is, how many there are each year, and which lists are missing."""
    counted = people.count("year")
    by_year = counted.pivot_table(index="year", columns="state", values="n", aggfunc="sum")
    states = [state for state in _STATES if state in by_year]
    heads = ["years", *states]
    rows = [
        (str(year), *(_n(by_year[state].get(year, 0), language) for state in states))
        for year in people.years
    ]
    lists = people.lists()
    about = [
        (_say("units", language), _n(people.count("unit")["unit"].nunique(), language)),
        (_say("missing", language), _missing(lists, language)),
    ]
    told = of_whom(people.of_whom, language)
    yearly = _table(told[:1].upper() + told[1:], [[_say(each, language) for each in heads], *rows])
    return yearly + _table("", about)


def _missing(lists: pd.DataFrame, language: str) -> str:
    short = lists[~lists["reported"]]
    if short.empty:
        return _say("missing_none", language)
    named = [
        _say("unit_year", language, unit="–" if pd.isna(row.unit) else row.unit, year=row.year)
        for row in short.head(_MOST_NAMED).itertuples()
    ]
    if (more := len(short) - len(named)) > 0:
        named.append(_say("and_more", language, n=_n(more, language)))
    return _say("missing_told", language, n=_n(len(short), language), where=", ".join(named))


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    told = f"<p><strong>{html.escape(head)}</strong></p>" if head else ""
    return f"{told}<table><tbody>{lines}</tbody></table>"


def _n(number: float, language: str) -> str:
    return wording.number(0 if pd.isna(number) else number, language)


def _say(key: str, language: str, **values: object) -> str:
    return wording.say(TEXTS, key, language, **values)
