"""Tables in a Word document: columns as wide as what stands in them."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table

# A table of so many rows stands on one page.
_TOGETHER = 15
_MOST = 30
_PADDING = 2
# A character of the tables' 10 points, on average.
_CHARACTER = Mm(1.8)


def fit_columns(document: Document, width: Length) -> None:
    """Give the columns of each table with a repeated head the share of the width that they need.

    A short table is kept on one page.

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
            if len(table.rows) <= _TOGETHER:
                _keep_together(table)


def _fit(table: Table, width: Length) -> None:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    needed = [_needed(column) for column in columns]
    if sum(needed) * _CHARACTER > width:
        # Names can stand in two lines; a number in two is no number.
        needed[0] = _least(columns[0])
    widths = [Length(int(width * part / sum(needed))) for part in needed]
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = wide


def _keep_together(table: Table) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _needed(column: list[str]) -> int:
    """Return the characters that a column needs: a cell's in one line, of its head the words'."""
    head, *cells = column
    longest = max([len(cell) for cell in cells] + [len(word) for word in head.split()], default=1)
    return min(longest, _MOST) + _PADDING


def _least(column: list[str]) -> int:
    """Return the characters that a column of names needs: half of its longest, or its words."""
    words = max((len(word) for cell in column for word in cell.split()), default=1)
    return min(max(words, _needed(column) // 2), _MOST) + _PADDING
