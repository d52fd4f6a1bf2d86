"""What an .xls says beside its values: what is hidden or struck out, old fonts, errors."""

import io
from contextlib import suppress

import xlrd

from analysis.sources.files.cell_values import Marks, Rows, holding, put_unknown

_OLD = (".Vn", "VNI")


def marks_of(content: bytes, sheets: dict[str, Rows]) -> dict[str, Marks]:
    """Return the marks of each sheet by its name; none where xlrd cannot read what calamine can.

    Parameters
    ----------
    content : bytes
        The file.
    sheets : dict
        The rows of each sheet: what is hidden is told only where they hold anything.
    """
    # What xlrd says of odd files must not go where the answers go.
    with suppress(Exception):
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        return {
            sheet.name: _marks(book, sheet, sheets[sheet.name])
            for sheet in book.sheets()
            if sheet.name in sheets
        }
    return {}


def _marks(book: xlrd.Book, sheet: xlrd.sheet.Sheet, rows: Rows) -> Marks:
    columns = [list(column) for column in zip(*rows, strict=True)]
    hidden = [row for row, told in sheet.rowinfo_map.items() if told.hidden]
    across = [column for column, told in sheet.colinfo_map.items() if told.hidden]
    cells = [(row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row))]
    errors = [cell for cell in cells if sheet.cell_type(*cell) == xlrd.XL_CELL_ERROR]
    fonts = {cell: _font(book, sheet, cell) for cell in cells}
    return {
        "hidden_rows": holding(rows, hidden),
        "hidden_columns": holding(columns, across),
        "struck": [cell for cell, font in fonts.items() if font.struck_out],
        "fonts": {cell: font.name for cell, font in fonts.items() if font.name.startswith(_OLD)},
        "errors": put_unknown(rows, errors),
    }


def _font(book: xlrd.Book, sheet: xlrd.sheet.Sheet, cell: tuple[int, int]) -> xlrd.formatting.Font:
    return book.font_list[book.xf_list[sheet.cell_xf_index(*cell)].font_index]
