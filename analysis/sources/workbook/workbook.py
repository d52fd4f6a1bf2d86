"""One workbook: each table of a sheet is read as the kind that its header makes it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analysis.sources.all_files.contents import stated
from analysis.sources.all_files.headings import headings_of
from analysis.sources.events.event_dates import with_date_of_kind
from analysis.sources.events.event_kinds import with_kinds
from analysis.sources.mapping.answers import answered
from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.people.pseudonym import key_for
from analysis.sources.problems import problem, signs_met
from analysis.sources.ratings.levels_down import has_levels_down, take_summary
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body
from analysis.sources.rows.rows import sort_rows
from analysis.sources.tables.given_names import with_given_names
from analysis.sources.tables.kinds import (
    KIND_TOLD,
    is_table,
    key_of,
    kind_by_title,
    kind_of,
    rates_too,
)
from analysis.sources.tables.layout import Table, tables_on
from analysis.sources.tables.side_by_side import parts_of
from analysis.sources.words.persons import is_label_of_person
from analysis.sources.workbook import grid
from analysis.sources.workbook.context import context_of
from analysis.sources.workbook.hidden import as_shown
from analysis.sources.workbook.sheet_problems import (
    two_scales,
    whose_rating,
)
from analysis.sources.workbook.table_rows import read_part

if TYPE_CHECKING:
    from analysis.sources.mapping.model import Mapping

# Rows that are read for what they are, and not counted.
_OTHERS = {"not_cadres", "part_of_year", "not_decided", "no_evaluation"}


def read_workbook(
    told: dict[str, Any], file: str, said: "Mapping | None" = None, tier: str | None = None
) -> Reading:
    """Return what a workbook of lists and returns holds, and what is wrong with it.

    Parameters
    ----------
    told : dict
        The workbook's sheets (see `files.parent.Child.read`).
    file : str
        The name by which records and problems call it.
    said : Mapping, optional
        What the office's mapping file says.
    tier : str, optional
        The tier where nothing says it.
    """
    sheets = answered(grid.sheets_of(told, file), said, tier)
    simulated = grid.is_simulated(told, sheets)
    reading = Reading(answered=set().union(*(sheet.answers.met for sheet in sheets)))
    for sheet in sheets:
        reading.add(as_shown(_read_sheet(sheet, simulated), sheet))
        if is_label_of_person(sheet.name):
            named = problem("warning", "name_like_a_person", file, sheet.name)
            reading.problems.append(named)
        if sheet.signs:
            reading.problems.append(signs_met(sheet.signs, file, sheet.name))
    errors = any(found["severity"] == "error" for found in reading.problems)
    errors = errors or any(sheet.answers.skip for sheet in sheets)
    others = any(_OTHERS & {*kinds.values()} for kinds in reading.rows.values())
    if not reading.has_records() and not errors and not others:
        reading.problems = _nothing_in(file, reading.problems)
    return reading


def _nothing_in(file: str, problems: list[Record]) -> list[Record]:
    """Return the problems of a workbook of which no row is read; a list without rows says why."""
    if not any(found["cause"] == "no_rows" for found in problems):
        return [*problems, problem("error", "empty_workbook", file)]
    return [
        {**found, "severity": "error"} if found["cause"] == "no_rows" else found
        for found in problems
    ]


def _read_sheet(sheet: grid.Sheet, simulated: bool) -> Reading:
    if sheet.is_blank():
        return Reading() if sheet.hidden else _only("warning", "empty_sheet", sheet)
    if sheet.answers.skip:
        reading = _only("note", "skipped_sheet", sheet)
        reading.note_rows(sheet.file, sheet.name, dict.fromkeys(_held(sheet), "left_out"))
        return reading
    if sheet.hidden:
        reading = _only("warning", "hidden_sheet", sheet)
        reading.note_rows(sheet.file, sheet.name, dict.fromkeys(_held(sheet), "hidden"))
        return reading
    tables = [part for table in tables_on(sheet) for part in parts_of(sheet, table)]
    if not any(_holds(*part) for part in tables):
        empty = problem("warning", "no_table", sheet.file, sheet.name)
        reading = Reading(problems=[asking(empty, of_sheet(empty, "skip"))])
        reading.note_rows(sheet.file, sheet.name, dict.fromkeys(_held(sheet), "no_table"))
        return reading
    reading = Reading()
    for part, table in tables:
        found = _read_table(part, table, simulated)
        if not table.titles and has_levels_down(part, table.header, table.end):
            take_summary(found, reading)
        reading.add(found)
    return reading


def _held(sheet: grid.Sheet, start: int = 0, end: int | None = None) -> list[int]:
    last = len(sheet.rows) if end is None else end
    return [row for row in range(start, last) if any(sheet.texts(row))]


def _holds(sheet: grid.Sheet, table: Table) -> bool:
    return is_table(table.header) or has_levels_down(sheet, table.header, table.end)


def _read_table(sheet: grid.Sheet, table: Table, simulated: bool) -> Reading:
    header = with_kinds(with_given_names(table.header, sheet))
    table = replace(table, header=header)
    above = dict.fromkeys(table.title_rows, "title")
    above |= dict.fromkeys(_held(sheet, header.first, header.last + 1), "header")
    reading = Reading()
    down = has_levels_down(sheet, header, table.end)
    key = "rating" if down else key_of(header)
    if not down and not is_table(header):
        reading = _only("warning", "no_table", sheet)
        kinds = dict.fromkeys(_held(sheet, header.last + 1, table.end), "no_table")
    else:
        body = sort_rows(sheet, header, key, table.end, table.title_rows)
        reading = _read_parts(sheet, table, body, simulated, "levels" if down else kind_of(header))
        kinds = body.kinds
    reading.note_rows(sheet.file, sheet.name, above | kinds)
    return reading


def _read_parts(sheet: grid.Sheet, table: Table, body: Body, simulated: bool, kind: str) -> Reading:
    """Return what a table holds, once for each year and part that stand side by side."""
    header = table.header
    reading = Reading()
    for own, year, part in header.beside(by_part=kind == "return"):
        context = context_of(sheet, replace(table, header=own), simulated, key_for(simulated))
        context = replace(context, part=part)
        context = replace(context, years=(year,)) if year else context
        kind = kind_by_title(kind, context, body)
        if kind == "outcomes":
            header = with_date_of_kind(header, context.table_titles)
            own = with_date_of_kind(own, context.table_titles)
            context = replace(context, header=own)
        for each in (kind, "people") if kind == "votes" and rates_too(body, own) else (kind,):
            reading.add(read_part(context, each, body))
            reading.contents += stated(context, KIND_TOLD.get(each, each))
    told = KIND_TOLD.get(kind, kind)
    reading.headings += headings_of(header, told, sheet.file, sheet.name)
    if header.others and header.has("rating", "rating_mark"):
        reading.problems.append(whose_rating(header, sheet))
    reading.problems += two_scales(header, sheet)
    # Years side by side share what is wrong with a row.
    reading.problems = list({str(each): each for each in reading.problems}.values())
    return reading


def _only(severity: str, key: str, sheet: grid.Sheet) -> Reading:
    return Reading(problems=[problem(severity, key, sheet.file, sheet.name)])
