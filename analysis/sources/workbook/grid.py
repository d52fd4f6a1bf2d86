"""A workbook as sheets of cells, with merged ranges and the mark of simulated data."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from analysis.formats.signs import holds_signs, without_signs
from analysis.sources.files.formulas import Cell
from analysis.sources.files.limits import MOST_LETTERS
from analysis.sources.mapping.answers import NO_ANSWERS, Answers
from analysis.sources.words.cells import spaced, take_signs, text
from analysis.sources.words.old_fonts import decode_cells, may_be_old
from analysis.vocabulary import fold, words

_TITLE_ROWS = 15
# Of a row's cells that hold anything: with half of them struck out, the row is.
_LEAST_STRUCK = 2

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells from A1 on, all rows of equal length, and its merged ranges.

    `signs` names the cells that held signs which nobody sees, and the sheet's own name as "".
    What is `hidden` or struck out stands nowhere in `rows` but in `hidden_rows`, whose records
    are withheld; `unknown` are the cells without a value: ``uncalculated`` or ``errors``. `answers`
    are what the office says of the sheet in its mapping file.
    """

    file: str
    name: str
    rows: list[list[object]]
    merges: list[Range]
    signs: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: dict[int, str] = field(default_factory=dict)
    struck_rows: tuple[int, ...] = ()
    struck_cells: tuple[Cell, ...] = ()
    struck_parts: tuple[Cell, ...] = ()
    unknown: dict[Cell, str] = field(default_factory=dict)
    decoded: tuple[Cell, ...] = ()
    cut: tuple[Cell, ...] = ()
    answers: Answers = NO_ANSWERS

    def texts(self, row: int) -> list[str]:
        """Return a row's cells as text."""
        return self._texts[row]

    @cached_property
    def _texts(self) -> list[list[str]]:
        # Most cells are empty; most others hold texts, which need not pass through `text`.
        return [
            [
                value if value == "" else spaced(value) if type(value) is str else text(value)
                for value in row
            ]
            for row in self.rows
        ]

    def is_blank(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(map(any, self._texts))


def sheets_of(told: dict[str, Any], file: str) -> list[Sheet]:
    """Return the sheets of a file as its reader tells them (see `files.child`).

    Parameters
    ----------
    told : dict
        The answer of `files.parent.Child.read`, with ``sheets``.
    file : str
        The name that problems give the file.
    """
    return [_sheet(each, file) for each in told["sheets"]]


def is_simulated(told: dict[str, Any], sheets: list[Sheet]) -> bool:
    """Say whether a workbook marks itself simulated: by its ``origin`` property or a title."""
    return bool(told["simulated"]) or any(map(_has_mark, sheets))


def _sheet(told: dict[str, Any], file: str) -> Sheet:
    rows, marks, name = told["rows"], told["marks"], told["name"]
    odd, too_long = cut(rows)
    may_be = [(row, column) for row, column in odd if may_be_old(str(rows[row][column]))]
    decoded = decode_cells(rows, may_be, marks.get("fonts", {}))
    signs = [""] if holds_signs(name) else []
    signs += take_signs(rows, odd)
    struck_rows, struck_cells = _take_struck(rows, marks.get("struck", []))
    hidden_columns = {
        column: _take_column(rows, column, told["merges"])
        for column in marks.get("hidden_columns", [])
    }
    unknown = {cell: kind for kind in ("uncalculated", "errors") for cell in marks.get(kind, [])}
    return Sheet(
        file,
        without_signs(name),
        rows,
        _within(told["merges"], rows),
        tuple(signs),
        told["hidden"],
        frozenset(marks.get("hidden_rows", [])),
        hidden_columns,
        struck_rows,
        struck_cells,
        tuple(cell for cell in marks.get("struck_parts", []) if cell[0] not in struck_rows),
        unknown,
        tuple(decoded),
        too_long,
    )


def _within(merges: list[Range], rows: list[list[object]]) -> list[Range]:
    """Return merged ranges as far as there are cells: a file may merge a whole column."""
    last, wide = len(rows) - 1, max(map(len, rows), default=0) - 1
    clipped = [
        ((top, left), (min(bottom, last), min(right, wide)))
        for (top, left), (bottom, right) in merges
    ]
    return [(first, end) for first, end in clipped if first <= end and first[1] <= end[1]]


def cut(rows: list[list[object]]) -> tuple[list[Cell], tuple[Cell, ...]]:
    """Cut texts that are longer than any word of a table.

    Returns
    -------
    tuple
        The cells that need a look: long, or with signs that nobody sees or of an old font; and
        those that were cut.
    """
    odd = [
        (row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value and type(value) is str and _is_odd(value)
    ]
    too_long = [cell for cell in odd if len(str(rows[cell[0]][cell[1]])) > MOST_LETTERS]
    for row, column in too_long:
        rows[row][column] = str(rows[row][column])[:MOST_LETTERS]
    return odd, tuple(too_long)


# The same words stand in hundreds of rows.
@lru_cache(maxsize=8192)
def _is_odd(value: str) -> bool:
    return len(value) > MOST_LETTERS or holds_signs(value) or may_be_old(value)


def _take_struck(
    rows: list[list[object]], struck: list[Cell]
) -> tuple[tuple[int, ...], tuple[Cell, ...]]:
    """Empty the rows that are struck out; return them, and the struck cells of other rows."""
    held = [(row, column) for row, column in struck if text(_at(rows, row, column))]
    counts = Counter(row for row, _ in held)
    whole = {
        row
        for row, count in counts.items()
        if count >= _LEAST_STRUCK and 2 * count >= sum(bool(text(value)) for value in rows[row])
    }
    for row in whole:
        rows[row] = [""] * len(rows[row])
    return tuple(sorted(whole)), tuple(cell for cell in held if cell[0] not in whole)


def _take_column(rows: list[list[object]], column: int, merges: list[Range]) -> str:
    """Empty a column but for what reaches into others; return its first text, its heading."""
    stays = {top for (top, left), (_, right) in merges if left == column < right}
    first = next((found for row in rows if (found := text(_value(row, column)))), "")
    for number, row in enumerate(rows):
        if column < len(row) and number not in stays:
            row[column] = ""
    return first


def _at(rows: list[list[object]], row: int, column: int) -> object:
    return _value(rows[row], column) if row < len(rows) else ""


def _value(row: list[object], column: int) -> object:
    return row[column] if column < len(row) else ""


def with_vertical_merges(sheet: Sheet, first_row: int) -> list[list[object]]:
    """Return the rows from `first_row` on, with cells merged downwards filled in.

    A cell merged across columns is a group's name and stays where it is.
    """
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merges:
        if left == right and top >= first_row:
            for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
                rows[row][left] = rows[top][left]
    return rows[first_row:]


def _has_mark(sheet: Sheet) -> bool:
    return any(_is_mark(value) for row in sheet.rows[:_TITLE_ROWS] for value in row if value)


# Hundreds of sheets begin alike.
@lru_cache(maxsize=8192)
def _is_mark(value: object) -> bool:
    title = fold(value)
    return any(fold(mark) in title for mark in words()["simulated_marks"])
