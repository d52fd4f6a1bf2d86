"""A table on a slide: its head on a dark ground, numbers to the right, large enough for a room."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm

from analysis.bundle import BundleRecord
from analysis.charts.draw import style
from analysis.documents.briefing.sections import Source
from analysis.documents.cards import card
from analysis.documents.layout import laid_out, nothing_told
from analysis.documents.slides.slide import ACROSS, EDGE, TEXT_TOP, rgb, write
from analysis.documents.story import Slide
from analysis.formats.csv_tables import read_table
from analysis.words import Words

ROW = Cm(0.85)
# Below three findings of two lines.
TABLE_TOP = TEXT_TOP + Cm(8.4)
_POINTS, _MOST_ROWS = 14, 6
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
    height = ROW * len(rows)
    table = slide.shapes.add_table(len(rows), len(shares), EDGE, top, ACROSS, height).table
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(share * ACROSS)
    for at, row in enumerate(rows):
        table.rows[at].height = ROW
        for across, text in enumerate(row):
            _cell(table.cell(at, across), text, head=at == 0, number=across >= names)


def laid_out_for(
    asked: Slide, bundles: Sequence[tuple[Source, BundleRecord]], words: Words
) -> Iterator[list[list[str]]]:
    """Give the rows of the table of a slide, its head first, where a run has it and it fits."""
    for source, bundle in bundles:
        for kept in bundle["tables"]:
            layout = card(kept["id"]).word
            if kept["id"] != asked.table or layout is None:
                continue
            frame = read_table(source.folder / kept["csv"])
            if not nothing_told(frame, layout) and len(frame) <= _MOST_ROWS:
                heads, rows = laid_out(frame, layout, words)
                yield [heads, *([text for text, _ in row] for row in rows)]
                return


def shares_of(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the parts of the width for columns that are a number, a name and figures."""
    figures = len(rows[0]) - 2
    return [_SERIAL, _NAME, *[(1 - _SERIAL - _NAME) / figures] * figures]


def table_rows(slide: Any) -> list[list[str]]:
    """Return the rows of the tables of a slide as they stand there."""
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def _cell(cell: Any, text: str, *, head: bool, number: bool) -> None:
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(style.LATER if head else "#ffffff")
    write(paragraph, text, _POINTS, "#ffffff" if head else style.INK, bold=head)
