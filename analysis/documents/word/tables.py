"""Tables in a Word document: columns as wide as what stands in them."""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.run import Run

# A table of so many rows stands on one page.
_TOGETHER = 15
_MOST = 30
_INDENT = Mm(4)
_PADDING = 2
# A character of the tables' 10 points, on average; bold letters are wider, figures narrower.
_CHARACTER = Mm(1.95)
_BOLD, _FIGURE, _WIDER = 1.25, 0.9, 1.5
_NUMBER = re.compile(r"[+−<\d]")
# Points of a table, and of one that is too wide for these.
_POINTS, _SMALL = 10, 8.5
# The characters that keep words whole, that keep numbers in one line, and that keep all in one.
_Needed = tuple[float, float, float]


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
            _set_off(table)
            if len(table.rows) <= _TOGETHER:
                _keep_together(table)


def _fit(table: Table, width: Length) -> None:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    needed = [_needed(column) for column in columns]
    small = sum(numbers for _, numbers, _ in needed) * _CHARACTER > width
    if small:
        _set_small(table)
    widths = _shared(needed, width, _CHARACTER * (_SMALL / _POINTS if small else 1))
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = wide


def _set_small(table: Table) -> None:
    for run in table._tbl.iter(qn("w:r")):
        Run(run, table).font.size = Pt(_SMALL)


def _shared(needed: Sequence[_Needed], width: Length, character: float) -> list[Length]:
    """Return the columns' widths: as much as they want, else all words whole, else less."""
    words, numbers, wanted = (
        [character * part for part in parts] for parts in zip(*needed, strict=True)
    )
    for least, most in ((numbers, wanted), (words, numbers)):
        if sum(least) <= width:
            room, gap = width - sum(least), sum(most) - sum(least)
            given = min(1.0, room / gap) if gap else 0.0
            wide = [low + given * (high - low) for low, high in zip(least, most, strict=True)]
            return _filling(wide, width)
    return _filling(words, width)


def _filling(parts: Sequence[float], width: Length) -> list[Length]:
    return [Length(int(part * width / sum(parts))) for part in parts]


def _set_off(table: Table) -> None:
    """Centre the rows' numbers, indent what is part of another, and make the total bold."""
    for row in table.rows[1:]:
        number, name, *_ = [cell.paragraphs[0] for cell in row.cells]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if number.text:
            continue
        if name.text.startswith("–"):
            name.paragraph_format.left_indent = _INDENT
        else:
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    run.font.bold = True


def _keep_together(table: Table) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _breadth(word: str) -> float:
    """Return how many characters of average width a word is as wide as."""
    return len(word) + (_WIDER - 1) * sum(letter in "mw" or letter.isupper() for letter in word)


def _needed(column: list[str]) -> _Needed:
    """Return the characters that a column needs: for words whole, for numbers in one line, for all.

    A number in two lines is no number; names can stand in two. Heads are bold, which is wider.
    """
    head, *cells = column
    heads = max(map(_breadth, head.split()), default=1) * _BOLD
    words = max((_breadth(word) for cell in cells for word in cell.split()), default=1)
    numbers = max((len(cell) for cell in cells if _NUMBER.match(cell)), default=1)
    every = min(max(map(len, cells), default=1), _MOST)
    least = max(heads, words) + _PADDING
    whole = max(least, numbers * _FIGURE + _PADDING)
    return least, whole, max(whole, every + _PADDING)
