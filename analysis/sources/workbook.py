"""One workbook: each sheet is read as the kind of table that its headers make it."""

from collections.abc import Callable
from typing import Any

from analysis.sources import grid
from analysis.sources.ballots import COUNTS, read_votes
from analysis.sources.cells import cell_name
from analysis.sources.context import Context, context_of
from analysis.sources.events import read_outcomes
from analysis.sources.given_names import with_given_names
from analysis.sources.headers import Header, find_header, repeated
from analysis.sources.people import read_people
from analysis.sources.persons import is_label_of_person
from analysis.sources.problems import problem, signs_met
from analysis.sources.pseudonym import key_for
from analysis.sources.quoting import headings, name_of, quoted
from analysis.sources.reading import Reading, Record
from analysis.sources.returns import read_return
from analysis.sources.rows import Body, sort_rows
from analysis.sources.shown import as_shown, withhold_unknown
from analysis.sources.subtotals import people_subtotals, return_subtotals
from analysis.sources.withheld import withheld
from analysis.vocabulary import fold

# The kind of a sheet, the field without which a row is no row of it, and its reader.
_READERS: dict[str, tuple[str, Callable[[Body, Context], Reading]]] = {
    "people": ("name", read_people),
    "outcomes": ("name", read_outcomes),
    "votes": ("name", read_votes),
    "return": ("unit", read_return),
}


def read_workbook(told: dict[str, Any], file: str) -> Reading:
    """Return what a workbook of lists and returns holds, and what is wrong with it.

    Parameters
    ----------
    told : dict
        The workbook's sheets (see `files.parent.Child.read`).
    file : str
        The name by which records and problems call it.
    """
    sheets = grid.sheets_of(told, file)
    simulated = grid.is_simulated(told, sheets)
    reading = Reading()
    for sheet in sheets:
        reading.add(as_shown(_read_sheet(sheet, simulated), sheet))
        if is_label_of_person(sheet.name):
            named = problem("warning", "name_like_a_person", file, sheet.name)
            reading.problems.append(named)
        if sheet.signs:
            reading.problems.append(signs_met(sheet.signs, file, sheet.name))
    errors = any(found["severity"] == "error" for found in reading.problems)
    if not reading.has_records() and not errors:
        reading.problems.append(problem("error", "empty_workbook", file))
    return reading


def kind_of(header: Header) -> str:
    """Return the kind of a sheet by the fields that its header names."""
    if not header.has("name"):
        return "return"
    if sum(header.has(name) for name in COUNTS) > 1:
        return "votes"
    return "outcomes" if header.has("kind") else "people"


def _read_sheet(sheet: grid.Sheet, simulated: bool) -> Reading:
    if sheet.is_blank():
        return Reading() if sheet.hidden else _only("warning", "empty_sheet", sheet)
    if sheet.hidden:
        return _only("warning", "hidden_sheet", sheet)
    header = find_header(sheet)
    if header is None or not header.has("name", "unit"):
        return _only("warning", "no_table", sheet)
    header = with_given_names(header, sheet)
    kind = kind_of(header)
    refused = _refused(header, kind, sheet)
    if refused and not _tells_who(header, kind):
        return Reading(problems=refused)
    context = context_of(sheet, header, simulated, key_for(simulated))
    if kind in ("people", "return") and not header.has("year") and len(context.years) != 1:
        return Reading(problems=refused or [_no_one_year(context)])
    if refused:
        rows = (withheld(row) for row in _read_table(kind, context).evaluations)
        return Reading(evaluations=list(filter(None, rows)), problems=refused)
    return _read_table(kind, context)


def _read_table(kind: str, context: Context) -> Reading:
    sheet, header = context.sheet, context.header
    key, read = _READERS[kind]
    body = sort_rows(sheet, header, key)
    if not body.lines and not body.astray:
        return _only("warning", "empty_sheet", sheet)
    reading = read(body, context)
    withhold_unknown(reading, body, context)
    reading.titles.update(map(fold, context.titles))
    subtotals = {"people": people_subtotals, "return": return_subtotals}.get(kind)
    reading.problems += subtotals(body, context) if subtotals else []
    reading.problems += [
        context.problem("warning", "unplaced_row", row, header.index(key)) for row in body.astray
    ]
    if header.unused:
        place = (sheet.file, sheet.name)
        reading.problems.append(problem("note", "unused_columns", *place, columns=_unused(header)))
    return reading


def _tells_who(header: Header, kind: str) -> bool:
    """Say whether a list whose columns claim one thing twice still tells who is on it."""
    twice = {column.field for column in repeated(header)}
    return kind == "people" and bool(twice) and twice <= {"rating", "rating_mark", "not_rated"}


def _refused(header: Header, kind: str, sheet: grid.Sheet) -> list[Record]:
    """Return the errors for which a whole sheet is withheld."""
    twice = repeated(header)
    place = (sheet.file, sheet.name)
    if twice:
        cells = [cell_name(header.last, column.index) for column in twice]
        values = {"header": name_of(twice[0]), "cells": ", ".join(cells)}
        return [problem("error", "repeated_header", *place, cells[0], **values)]
    rated = header.has("rating_mark") or (kind == "people" and header.has("rating"))
    if kind not in ("people", "return") or rated:
        return []
    cell = cell_name(header.first, 0)
    if kind == "return" and header.has("share"):
        column = header.of("share")[0]
        cell = cell_name(header.last, column.index)
        found = problem("error", "percentage_without_base", *place, cell, column=name_of(column))
        return [found]
    return [problem("error", "missing_rating_column", *place, cell)]


def _unused(header: Header) -> str:
    """Return the columns not used by their cells, with their headings where these are known."""
    columns = []
    for index, path in header.unused:
        told = " › ".join(filter(None, (quoted(part, headings()) for part in path)))
        cell = cell_name(header.last, index)
        columns.append(f"{told} ({cell})" if told else cell)
    return "; ".join(columns)


def _no_one_year(context: Context) -> Record:
    place = (context.sheet.file, context.sheet.name)
    if not context.years:
        return problem("error", "missing_year", *place)
    return problem("error", "unclear_year", *place, years=", ".join(map(str, context.years)))


def _only(severity: str, key: str, sheet: grid.Sheet) -> Reading:
    return Reading(problems=[problem(severity, key, sheet.file, sheet.name)])
