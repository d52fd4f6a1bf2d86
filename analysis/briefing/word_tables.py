"""Tables in a Word document: columns as wide as what stands in them."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table

_MOST = 30
_PADDING = 2


def fit_columns(document: Document, width: Length) -> None:
    """Give the columns of each table with a repeated head the share of the width that they need.

    Parameters
    ----------
    document
        The document; its other tables, such as the head of a letter, stay as they are.
    width
        The width of the text.
    """
    for table in document.tables:
        if table._tbl.find(f".//{qn('w:tblHeader')}") is not None:
            _fit(table, width)


def _fit(table: Table, width: Length) -> None:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    needed = [_needed(list(column)) for column in zip(*rows, strict=True)]
    widths = [Length(int(width * part / sum(needed))) for part in needed]
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = wide


def _needed(column: list[str]) -> int:
    """Return the characters that a column needs: a cell's in one line, of its head the words'."""
    head, *cells = column
    longest = max([len(cell) for cell in cells] + [len(word) for word in head.split()], default=1)
    return min(longest, _MOST) + _PADDING
