"""What a sheet does not show, and cells without a value: left out of every figure, and told."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from openpyxl.utils import get_column_letter

from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name
from analysis.sources.words.quoting import heading
from analysis.sources.workbook.context import Context
from analysis.sources.workbook.grid import Sheet

_UNCOUNTED = frozenset({"ordinal", "note", "skip", "share"})
_MOST_NAMED = 8
_KEYS = {"uncalculated": "formula_not_calculated", "errors": "cell_error"}
_TABLES = ("outcomes", "votes", "claims")
_Part = TypeVar("_Part")


def withhold_unknown(reading: Reading, body: Body, context: Context) -> None:
    """Withhold the rows of a table in which a cell that counts has no value, each with an error.

    A mark under *Nữ* that is a formula without a value is no mark, and no mark is no man.
    """
    unknown = context.sheet.unknown
    if not unknown:
        return
    columns = [each.index for each in context.header.columns if each.field not in _UNCOUNTED]
    found = [
        (line.row, column)
        for line in body.lines
        for column in columns
        if (line.row, column) in unknown
    ]
    told = {row["cell"] for row in reading.problems}
    for cell in found:
        if cell_name(*cell) not in told:
            reading.problems.append(_without_value(context.sheet, cell, "error"))
    withhold_rows(reading, {row for row, _ in found})


def as_shown(reading: Reading, sheet: Sheet) -> Reading:
    """Return what a sheet yields without what it hides, with a problem for all that it hides.

    Somebody in a hidden row is listed and withheld: whether the row was put aside or only
    filtered away, nobody can say but the office.
    """
    _name_unknown(reading, sheet)
    _drop_long(reading, sheet)
    hidden = withhold_rows(reading, sheet.hidden_rows) if sheet.hidden_rows else False
    if sheet.hidden_rows:
        shown = (each for each in reading.problems if _row(each) not in sheet.hidden_rows)
        reading.problems[:] = list(shown)
    reading.problems += _told(sheet, hidden)
    reading.note_rows(sheet.file, sheet.name, dict.fromkeys(sheet.struck_rows, "hidden"))
    return reading


def _drop_long(reading: Reading, sheet: Sheet) -> None:
    """Drop the records that stand at a text of so many letters: it names nobody."""
    places = {cell_name(*cell) for cell in sheet.cut}
    found = set()
    for table in ("evaluations", *_TABLES) if places else ():
        records = getattr(reading, table)
        found |= {str(record["cell"]) for record in records} & places
        records[:] = [record for record in records if record["cell"] not in places]
    for cell in sorted(found):
        reading.problems.append(problem("error", "too_long_text", sheet.file, sheet.name, cell))


def _name_unknown(reading: Reading, sheet: Sheet) -> None:
    places = {cell_name(*cell): cell for cell in sheet.unknown}
    for index, met in enumerate(reading.problems):
        if cell := places.get(str(met["cell"])):
            reading.problems[index] = _without_value(sheet, cell, "error")


def _without_value(sheet: Sheet, cell: tuple[int, int], severity: str) -> Record:
    key = _KEYS[sheet.unknown[cell]]
    return problem(severity, key, sheet.file, sheet.name, cell_name(*cell))


def withhold_rows(reading: Reading, rows: Iterable[int]) -> bool:
    """Withhold the evaluations of some rows and drop their other records; say if there were any."""
    numbers, found = set(rows), False
    if not numbers:
        return False
    kept = []
    for record in reading.evaluations:
        stays = record if _row(record) not in numbers else withheld(record)
        found |= stays is not record
        kept += [] if stays is None else [stays]
    reading.evaluations[:] = kept
    for table in _TABLES:
        records = getattr(reading, table)
        shown = [record for record in records if _row(record) not in numbers]
        found |= len(shown) < len(records)
        records[:] = shown
    return found


def _row(record: Record) -> int | None:
    found = re.search(r"\d+$", str(record.get("cell") or ""))
    return int(found[0]) - 1 if found else None


def _told(sheet: Sheet, hidden: bool) -> list[Record]:
    place, found = (sheet.file, sheet.name), []
    if rows := sorted(sheet.hidden_rows):
        severity, key = ("error", "hidden_rows") if hidden else ("note", "hidden_rows_unused")
        named = _listed(rows, lambda row: str(row + 1))
        found.append(problem(severity, key, *place, cell_name(rows[0], 0), rows=named))
    if sheet.struck_rows:
        named = _listed(sheet.struck_rows, lambda row: str(row + 1))
        first = cell_name(sheet.struck_rows[0], 0)
        found.append(problem("warning", "struck_rows", *place, first, rows=named))
    if sheet.struck_cells:
        named = _listed(sheet.struck_cells, lambda cell: cell_name(*cell))
        first = cell_name(*sheet.struck_cells[0])
        found.append(problem("warning", "struck_cells", *place, first, cells=named))
    if sheet.struck_parts:
        named = _listed(sheet.struck_parts, lambda cell: cell_name(*cell))
        first = cell_name(*sheet.struck_parts[0])
        found.append(problem("warning", "struck_parts", *place, first, cells=named))
    if sheet.hidden_columns:
        named = _listed(sorted(sheet.hidden_columns.items()), _column)
        found.append(problem("warning", "hidden_columns", *place, columns=named))
    if sheet.decoded:
        first = cell_name(*sheet.decoded[0])
        found.append(problem("note", "old_letters", *place, first, count=len(sheet.decoded)))
    return found


def _column(column: tuple[int, str]) -> str:
    index, written = column
    letter, told = get_column_letter(index + 1), heading(written, index)
    return letter if told == letter else f"{told} ({letter})"


def _listed(found: Iterable[_Part], name: Callable[[_Part], str]) -> str:
    parts = list(map(name, found))
    return ", ".join(parts[:_MOST_NAMED]) + (", …" if len(parts) > _MOST_NAMED else "")
