"""One workbook: each table of a sheet is read as the kind that its header makes it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analysis.sources.ballots.ballots import read_votes
from analysis.sources.events.events import read_outcomes
from analysis.sources.mapping.answers import answered
from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.people.pseudonym import key_for
from analysis.sources.problems import problem, signs_met
from analysis.sources.ratings.levels_down import has_levels_down, read_levels, take_summary
from analysis.sources.ratings.people import read_people
from analysis.sources.ratings.returns import read_return
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body
from analysis.sources.rows.rows import sort_rows
from analysis.sources.rows.subtotals import people_subtotals, return_subtotals
from analysis.sources.rows.totals import take_totals
from analysis.sources.whole.contents import stated
from analysis.sources.whole.headings import headings_of
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name
from analysis.sources.words.persons import is_label_of_person
from analysis.sources.workbook import grid
from analysis.sources.workbook.context import Context, context_of
from analysis.sources.workbook.given_names import with_given_names
from analysis.sources.workbook.kinds import (
    KIND_TOLD,
    is_table,
    key_of,
    kind_by_title,
    kind_of,
    tells_who,
)
from analysis.sources.workbook.layout import Table, tables_on
from analysis.sources.workbook.part_of_year import not_counted
from analysis.sources.workbook.sheet_problems import (
    blank_units,
    figures_of_a_return,
    no_one_year,
    of_near_headings,
    of_unused,
    refused_table,
    two_scales,
    unused_columns,
    whose_rating,
)
from analysis.sources.workbook.shown import as_shown, withhold_unknown
from analysis.sources.workbook.side_by_side import parts_of
from analysis.vocabulary import fold

if TYPE_CHECKING:
    from analysis.sources.mapping.model import Mapping

_READERS: dict[str, Callable[[Body, Context], Reading]] = {
    "people": read_people,
    "outcomes": read_outcomes,
    "votes": read_votes,
    "return": read_return,
    "levels": read_levels,
}


# Rows that are read for what they are, and not counted.
_OTHERS = {"not_cadres", "part_of_year", "not_decided", "no_evaluation"}
# Rows that would have been read.
_UNREAD = ("line", "women", "refused")


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
    reading = Reading()
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
    header = with_given_names(table.header, sheet)
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
    """Return what a table holds, once for each year and class of staff that stand side by side."""
    header = table.header
    reading = Reading()
    for own, year, staff_class in header.beside(by_class=kind == "return"):
        context = context_of(sheet, replace(table, header=own), simulated, key_for(simulated))
        context = replace(context, staff_class=staff_class)
        context = replace(context, years=(year,)) if year else context
        kind = kind_by_title(kind, context)
        reading.add(_read_part(context, kind, body))
        reading.contents += stated(context, KIND_TOLD.get(kind, kind))
    told = KIND_TOLD.get(kind, kind)
    reading.headings += headings_of(header, told, sheet.file, sheet.name)
    if header.others and header.has("rating", "rating_mark"):
        reading.problems.append(whose_rating(header, sheet))
    reading.problems += two_scales(header, sheet)
    # Years side by side share what is wrong with a row.
    reading.problems = list({str(each): each for each in reading.problems}.values())
    return reading


def _read_part(context: Context, kind: str, body: Body) -> Reading:
    sheet, header = context.sheet, context.header
    if kind in ("people", "return", "levels"):
        why, others = not_counted(context, kind)
        if others:
            body.kinds |= {row: why for row, what in body.kinds.items() if what in _UNREAD}
            return Reading(problems=others)
    refused = refused_table(header, kind, sheet) if body.lines or body.astray else []
    told = figures_of_a_return(body, context) if kind == "return" and not refused else []
    refused += [each for each in told if each["severity"] == "error"]
    if kind == "people" and body.lines and all(line.section for line in body.lines):
        # The headings of its sections are its ratings.
        refused = [each for each in refused if each["cause"] != "missing_rating_column"]
    if refused and not tells_who(header, kind):
        return Reading(problems=refused)
    if kind in ("people", "return") and not header.has("year") and len(context.years) != 1:
        return Reading(problems=refused or [no_one_year(context)])
    if refused:
        rows = (withheld(row) for row in _read_body(kind, context, body).evaluations)
        return Reading(evaluations=list(filter(None, rows)), problems=refused)
    reading = _read_body(kind, context, body)
    reading.problems += told
    return reading


def _read_body(kind: str, context: Context, body: Body) -> Reading:
    sheet, header = context.sheet, context.header
    key = "rating" if kind == "levels" else key_of(header)
    if not body.lines and not body.astray:
        return Reading(problems=[_no_rows(context)])
    found = _totals_by_figures(body, context) if kind == "return" else []
    if key is None and len(body.lines) > 1:
        lone = context.problem("error", "rows_without_key", body.lines[0].row, 0)
        return Reading(problems=[asking(lone, *(of_unused(path) for _, path in header.unused))])
    reading = _READERS[kind](body, context)
    withhold_unknown(reading, body, context)
    reading.problems += [*found, *blank_units(body, context)]
    reading.titles.update(map(fold, context.titles))
    subtotals = {"people": people_subtotals, "return": return_subtotals}.get(kind)
    reading.problems += subtotals(body, context) if subtotals else []
    reading.problems += [
        context.problem("warning", "unplaced_row", row, header.index(key or ""))
        for row in body.astray
    ]
    if header.unused and kind != "levels":
        place = (sheet.file, sheet.name)
        unused = problem("note", "unused_columns", *place, columns=unused_columns(header))
        reading.problems.append(asking(unused, *of_near_headings(header)))
    return reading


def _totals_by_figures(body: Body, context: Context) -> list[Record]:
    taken = take_totals(body, context.header)
    at = context.header.index("unit")
    return [context.problem("warning", "taken_for_total", line.row, at) for line in taken]


def _no_rows(context: Context) -> Record:
    years = context.years if len(context.years) == 1 else (None,)
    cell = cell_name(context.header.first, 0)
    place = (context.sheet.file, context.sheet.name, cell)
    return problem("warning", "no_rows", *place, year=years[0])


def _only(severity: str, key: str, sheet: grid.Sheet) -> Reading:
    return Reading(problems=[problem(severity, key, sheet.file, sheet.name)])
