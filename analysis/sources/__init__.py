"""Anything to record tables: workbooks of lists and returns, counts files, published figures."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis import records
from analysis.counts.history import History, empty_history
from analysis.counts.question import Question
from analysis.sources.problems import NothingReadable, problem
from analysis.sources.reading import Record
from analysis.sources.state import place_of_source, whole_history
from analysis.vocabulary import fold

__all__ = ["NothingReadable", "load"]

_RECORD_TABLES = ("evaluations", "outcomes", "votes")


def load(
    source: str | Path | None, years: Iterable[int] | None = None, unit: str = "all"
) -> History:
    """Return the history that a source holds: evaluations, outcomes, votes, claims, problems.

    Parameters
    ----------
    source : str, Path or None
        None is no source: an empty history, for a review without published figures. Else a
        folder of workbooks, one workbook, a counts file (CSV, Excel, Parquet), or the ledger
        of published figures. A relative path is taken from the project's folder.
    years : iterable of int, optional
        The years wanted; all by default. A file of other years alone is noted as a problem.
    unit : str
        One unit, in any spelling of its name, or ``all``.

    Returns
    -------
    History
        What could not be read is in ``problems``; the rows that an error concerns are withheld.

    Raises
    ------
    NothingReadable
        There is no such path, no row could be read, or the unit is not in the data.
    ValueError
        The years are an empty range.
    """
    if source is None:
        return empty_history()
    path = place_of_source(source)
    history = whole_history(path)
    known = history if unit == "all" else history.of_unit(_known_unit(unit, history, path))
    if years is None:
        if known is history:
            # For `explore`, which shows how its charts are had.
            history.remembered("source", lambda: str(source))
        return known
    wanted = sorted(set(years))
    if not wanted:
        raise ValueError("no year is asked for: the first year is after the last; swap them")
    return known.with_problems(lambda sheets: _outside(sheets, wanted)).of_years(wanted)


def _known_unit(unit: str, history: History, path: Path) -> str:
    asked = Question("values", {}, by=("unit",), more={"like": unit})
    units = history.answer(asked)["unit"].dropna()
    by_spelling = {fold(name): str(name) for name in units}
    if fold(unit) not in by_spelling:
        by_spelling |= {fold(name): str(name) for name in history.claims["unit"].dropna()}
    if fold(unit) not in by_spelling:
        near = get_close_matches(fold(unit), by_spelling, n=3, cutoff=0.5)
        names = ", ".join(by_spelling[name] for name in near) or "–"
        raise NothingReadable([problem("error", "unknown_unit", unit=unit, near=names)], path)
    return by_spelling[fold(unit)]


def _outside(sheets: pd.DataFrame, wanted: list[int]) -> pd.DataFrame:
    return records.frame(records.PROBLEMS, _files_outside(sheets, wanted))


def _files_outside(sheets: pd.DataFrame, wanted: list[int]) -> Iterator[Record]:
    dated = sheets[sheets["table"].isin(_RECORD_TABLES)].dropna(subset="first_year")
    for file, group in dated.groupby("file", sort=False):
        first, last = int(group["first_year"].min()), int(group["last_year"].max())
        if not set(wanted) & set(range(first, last + 1)):
            values = {"found": _span(first, last), "wanted": _span(wanted[0], wanted[-1])}
            yield problem("note", "outside_years", str(file), **values)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
