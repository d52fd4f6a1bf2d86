"""A table on a slide: its head on a dark ground, numbers to the right, large enough for a room."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from analysis.charts.draw import style
from analysis.documents.briefing.sections import Source
from analysis.documents.cards import card
from analysis.documents.layout import laid_out, nothing_told
from analysis.documents.slides.slide import ACROSS, EDGE, ROOM, TEXT_TOP, rgb, write
from analysis.documents.story import Slide
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord
from analysis.words import Words

ROW = Cm(0.85)
FOOT = TEXT_TOP + ROOM
# Below three findings of two lines.
TABLE_TOP = TEXT_TOP + Cm(8.4)
# Below a table that is cut a line says so.
CUT_LINE, CUT_SIZE = Cm(0.9), 14
_POINTS = 14
_BESIDE, _ABOVE = Cm(0.25), Cm(0.08)
# A bold character and a line: the font may be another, and wider, where a slide is shown.
_CHARACTER, _LINE = Pt(_POINTS * 0.6), Pt(_POINTS * 1.2)
# What numbers the rows is narrow, and so is not what names them.
_SERIAL, _NAME = 0.06, 0.22


def put_table(
    slide: Any, rows: Sequence[Sequence[str]], shares: Sequence[float], top: int, names: int = 1
) -> None:
    """Put rows on a slide, the first of them the head, across its width.

    Parameters
    ----------
    shares
        What part of the width each column has.
    names
        How many columns say what a row is of; those behind them hold numbers.
    """
    heights = _heights(rows, [share * ACROSS for share in shares])
    table = slide.shapes.add_table(len(rows), len(shares), EDGE, top, ACROSS, sum(heights)).table
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(share * ACROSS)
    for at, row in enumerate(rows):
        table.rows[at].height = heights[at]
        for across, text in enumerate(row):
            _cell(table.cell(at, across), text, head=at == 0, number=across >= names)


def laid_out_for(
    asked: Slide, bundles: Sequence[tuple[Source, BundleRecord]], words: Words
) -> Iterator[tuple[list[list[str]], int]]:
    """Give the rows of the table of a slide, its head first, where a run has it, and how many.

    Where not all of them fit above the foot, they are the last, which keep their numbers; the
    number is that of all rows, without the head.
    """
    for source, bundle in bundles:
        for kept in bundle["tables"]:
            layout = card(kept["id"]).word
            if kept["id"] != asked.table or layout is None:
                continue
            frame = read_table(source.folder / kept["csv"])
            if not nothing_told(frame, layout):
                heads, rows = laid_out(frame, layout, words)
                yield _fitting([heads, *([text for text, _ in row] for row in rows)]), len(rows)
                return


def height_of(rows: Sequence[Sequence[str]], shares: Sequence[float]) -> int:
    """Return how high a table becomes, with the lines that its texts need in its columns."""
    return sum(_heights(rows, [share * ACROSS for share in shares]))


def over_the_foot(slide: Any) -> bool:
    """Return whether a table of a slide runs over its foot, which has its mark and its sources."""
    return any(
        shape.top + sum(_heights(_texts(shape.table), [c.width for c in shape.table.columns]))
        > FOOT
        for shape in slide.shapes
        if shape.has_table
    )


def _fitting(rows: list[list[str]]) -> list[list[str]]:
    (head, *others), shares, room = rows, shares_of(rows), FOOT - TABLE_TOP
    if height_of(rows, shares) > room:
        room -= CUT_LINE
    while others and height_of([head, *others], shares) > room:
        others = others[1:]
    return [head, *others]


def _heights(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> list[int]:
    room = [max(int((width - 2 * _BESIDE) / _CHARACTER), 1) for width in widths]
    lines = (
        max(len(textwrap.wrap(text, most)) for text, most in zip(row, room, strict=True))
        for row in rows
    )
    return [max(ROW, 2 * _ABOVE + each * _LINE) for each in lines]


def shares_of(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the parts of the width for columns that are a number, a name and figures."""
    figures = len(rows[0]) - 2
    return [_SERIAL, _NAME, *[(1 - _SERIAL - _NAME) / figures] * figures]


def table_rows(slide: Any) -> list[list[str]]:
    """Return the rows of the tables of a slide as they stand there."""
    return [row for shape in slide.shapes if shape.has_table for row in _texts(shape.table)]


def _texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _cell(cell: Any, text: str, *, head: bool, number: bool) -> None:
    cell.margin_top = cell.margin_bottom = _ABOVE
    cell.margin_left = cell.margin_right = _BESIDE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(style.LATER if head else "#ffffff")
    write(paragraph, text, _POINTS, "#ffffff" if head else style.INK, bold=head)
