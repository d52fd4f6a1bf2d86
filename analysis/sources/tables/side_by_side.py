"""Tables that stand side by side under one row of headings, each as a sheet of its own columns."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.sources.tables.columns import described
from analysis.sources.tables.layout import Table
from analysis.sources.words.headers import Header
from analysis.sources.workbook.grid import Range, Sheet
from analysis.sources.workbook.unit_titles import named_unit

_RATED = ("rating", "rating_mark")
_KEYS = ("name", "unit", "post_group", "tier", "year", "rating", "total")


def parts_of(sheet: Sheet, table: Table) -> list[tuple[Sheet, Table]]:
    """Return the tables that stand side by side in a table's columns; itself where it is one.

    A new one begins where the first heading stands again; each has ratings and whose they are.
    """
    spans = _spans(table.header, len(sheet.rows[0]))
    if len(spans) < 2:
        return [(sheet, table)]
    parts = [_part(sheet, table, spans, number) for number in range(len(spans))]
    if not all(_is_whole(part.header) for _, part in parts):
        return [(sheet, table)]
    return parts


def _spans(header: Header, wide: int) -> list[range]:
    columns = sorted((*header.columns, *header.others), key=lambda column: column.index)
    if not columns:
        return []
    first = columns[0]
    starts = [each.index for each in columns if each.field == first.field != "rating_mark"]
    ends = [*starts[1:], wide]
    return [range(start, end) for start, end in zip(starts, ends, strict=False)]


def _is_whole(header: Header) -> bool:
    return header.has(*_RATED) and header.has(*_KEYS)


def _part(sheet: Sheet, table: Table, spans: list[range], number: int) -> tuple[Sheet, Table]:
    span, header = spans[number], table.header
    merges = [merge for merge in sheet.merges if merge[0][1] in span and merge[1][1] in span]
    rows = [
        [value if at in span else "" for at, value in enumerate(row)]
        if header.first <= number_of_row < table.end
        else row
        for number_of_row, row in enumerate(sheet.rows)
    ]
    for row in table.title_rows:
        own = _own_titles(sheet, row, spans, number)
        rows[row] = [value if at in own else "" for at, value in enumerate(sheet.rows[row])]
    masked = replace(sheet, rows=rows, merges=merges)
    titles = tuple(text for row in table.title_rows for text in masked.texts(row) if text)
    of_sheet = titles if table.sheet_titles == table.titles else table.sheet_titles
    part = replace(
        table,
        header=described(masked, header.first, header.last),
        titles=titles,
        sheet_titles=of_sheet,
        unit=_unit_above(sheet, table, spans, number),
    )
    return masked, part


def _unit_above(sheet: Sheet, table: Table, spans: list[range], number: int) -> str | None:
    """Return the unit of one of several tables, where a row of titles names one of each."""
    for row in table.title_rows:
        own = [
            [text for text in sheet.texts(row)[span.start : span.stop] if text] for span in spans
        ]
        units = [named_unit(texts[0]) if len(texts) == 1 else None for texts in own]
        if all(units):
            return units[number]
    return None


def _own_titles(sheet: Sheet, row: int, spans: list[range], number: int) -> set[int]:
    """Return the cells of a row of titles that are of one of the tables, or of all of them."""
    filled = [at for at, text in enumerate(sheet.texts(row)) if text]
    wide = dict(_wide(sheet.merges, row))
    of_one = len({_span_of(at, spans) for at in filled}) > 1
    return {
        at
        for at in filled
        if _span_of(at, spans) == number
        or wide.get(at, at) not in spans[_span_of(at, spans)]
        or (not of_one and _span_of(at, spans) == 0)
    }


def _wide(merges: list[Range], row: int) -> Iterator[tuple[int, int]]:
    return ((left, right) for (top, left), (_, right) in merges if top == row)


def _span_of(column: int, spans: list[range]) -> int:
    return max((at for at, span in enumerate(spans) if span.start <= column), default=0)
