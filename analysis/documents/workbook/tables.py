"""Which tables a workbook holds: each once, under its question, without what all its rows share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.documents.cards import card
from analysis.documents.result_tables import table_name
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord
from analysis.words import Words

# What stands above a table if all its rows have the same: the unit asked, of whom, from where.
ABOVE = ("_unit", "of", "origin")


@dataclass(frozen=True)
class Kept:
    """A finished run: its unit as it is called, its notebook's question, its bundle."""

    unit: str
    question: str
    folder: Path


@dataclass(frozen=True)
class Table:
    """A result table of all units, and the table in whose sheet its rows stand.

    Attributes
    ----------
    question
        The first that shows it.
    sheet
        What its sheet is to be called; empty where it has none of its own.
    shared
        What all its rows have of `ABOVE`, which `rows` then lack.
    home
        The id of the table that holds all its rows, or its own; empty where it has no row.
    """

    id: str
    name: str
    sheet: str
    question: str
    rows: pd.DataFrame
    shared: dict[str, str]
    home: str


def tables_of(bundles: Iterable[tuple[Kept, BundleRecord]], words: Words) -> list[Table]:
    """Return the tables of runs, in the order in which their questions show them."""
    parts: dict[str, list[pd.DataFrame]] = {}
    titles: dict[str, str] = {}
    questions: dict[str, str] = {}
    for run, bundle in bundles:
        titles.update({chart["table"]: chart["title"] for chart in bundle["charts"]})
        for kept in bundle["tables"]:
            rows = read_table(run.folder / kept["csv"])
            rows.insert(0, "_unit", run.unit)
            questions.setdefault(kept["id"], run.question)
            known = parts.setdefault(kept["id"], [])
            if not any(rows.equals(other) for other in known):
                known.append(rows)
    whole = {id: pd.concat(each).fillna("") for id, each in parts.items()}
    order = [*dict.fromkeys(questions.values())]
    return [
        _table(id, table_name(id, titles.get(id), words), questions[id], whole, words)
        for id in sorted(whole, key=lambda id: order.index(questions[id]))
    ]


def _table(
    id: str, name: str, question: str, whole: dict[str, pd.DataFrame], words: Words
) -> Table:
    rows = whole[id]
    shared = {
        column: str(rows[column].iloc[0]) for column in ABOVE if len({*rows.get(column, [])}) == 1
    }
    short = card(id).sheet
    return Table(
        id,
        name,
        words.of(short) if short else name,
        question,
        rows.drop(columns=[*shared]),
        shared,
        _home(id, whole),
    )


def _home(id: str, whole: dict[str, pd.DataFrame]) -> str:
    """Return which table holds all rows of one: the largest, of equal ones the first."""
    own = _rows(whole[id])
    if not own:
        return ""
    holds = [
        (-len(rows), other)
        for other, rows in whole.items()
        if list(rows) == list(whole[id]) and own <= _rows(rows)
    ]
    most = min(size for size, _ in holds)
    return next(other for size, other in holds if size == most)


def _rows(table: pd.DataFrame) -> set[tuple[str, ...]]:
    return {*table.itertuples(index=False, name=None)}


def printed_once(tables: Sequence[Table]) -> list[Table]:
    """Return the tables that have a sheet: those whose rows stand in no other."""
    return [table for table in tables if table.home == table.id]
