"""A workbook as sheets of cells, with merged ranges and the mark of simulated data."""

import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.xml.functions import fromstring
from python_calamine import CalamineWorkbook

from analysis.signs import holds_signs, without_signs
from analysis.sources.cells import take_signs, text
from analysis.vocabulary import fold, words

_CUSTOM_PROPERTIES = "docProps/custom.xml"
_TITLE_ROWS = 15

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells from A1 on, all rows of equal length, and its merged ranges.

    `signs` names the cells that held signs which nobody sees, and the sheet's own name as "".
    """

    file: str
    name: str
    rows: list[list[object]]
    merges: list[Range]
    signs: tuple[str, ...] = ()

    def texts(self, row: int) -> list[str]:
        """Return a row's cells as text."""
        return self._texts[row]

    @cached_property
    def _texts(self) -> list[list[str]]:
        return [[text(value) for value in row] for row in self.rows]

    def is_blank(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(map(any, self._texts))


def read_sheets(path: Path, file: str) -> list[Sheet]:
    """Return the sheets of a workbook; `file` is the name that problems give it.

    Raises
    ------
    python_calamine.CalamineError, OSError
        The file is no workbook, is damaged, or is protected with a password.
    """
    workbook = CalamineWorkbook.from_path(path)
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        signs = [""] if holds_signs(name) else []
        signs += take_signs(rows)
        merges = list(sheet.merged_cell_ranges or [])
        sheets.append(Sheet(file, without_signs(name), rows, merges, tuple(signs)))
    return sheets


def is_simulated(path: Path, sheets: list[Sheet]) -> bool:
    """Say whether a workbook marks itself simulated: by its ``origin`` property or a title."""
    return _origin_property(path) == "simulated" or any(map(_has_mark, sheets))


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


def _origin_property(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        if _CUSTOM_PROPERTIES not in archive.namelist():
            return None
        properties = CustomPropertyList.from_tree(fromstring(archive.read(_CUSTOM_PROPERTIES)))
    values = {item.name: item.value for item in properties.props}
    return values.get("origin")


def _has_mark(sheet: Sheet) -> bool:
    marks = [fold(mark) for mark in words()["simulated_marks"]]
    titles = (fold(value) for row in sheet.rows[:_TITLE_ROWS] for value in row if text(value))
    return any(mark in title for title in titles for mark in marks)
