"""Women of a return that no record holds: empty places, sums, another part, brackets."""

from analysis.sources.reading import Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.rows.row_kinds import part_of
from analysis.sources.words.cells import NOBODY, tells_women
from analysis.sources.workbook.context import Context

_NOUGHTS = {"0", *NOBODY} - {""}
_COUNTED = ("rating_mark", "not_rated", "women_mark", "total", "rated")


def rows_untold(body: Body, context: Context) -> set[int]:
    """Return the rows whose places for women are all empty, and no noughts.

    An office that leaves noughts out leaves such places empty. They tell nothing where it writes
    noughts, or where no row of the table tells of women.
    """
    marks, apart = (_columns(context, *names) for names in (_COUNTED, ("women_mark", "female")))
    below = {above: line for line, above in body.women}
    places = {
        line.row: _texts(below[line.row], marks) if line.row in below else _texts(line, apart)
        for line in body.lines
        if line.row in below or apart
    }
    lines = (*body.lines, *below.values())
    written = any(text.casefold() in _NOUGHTS for line in lines for text in _texts(line, marks))
    told = any(map(any, places.values()))
    return {row for row, texts in places.items() if not any(texts) and (written or not told)}


def _columns(context: Context, *fields: str) -> list[int]:
    return [each.index for field in fields for each in context.header.of(field)]


def _texts(line: Line, columns: list[int]) -> list[str]:
    return [line.texts[column] for column in columns]


def women_not_used(body: Body, context: Context) -> list[Record]:
    """Return the notes of women of whom nothing is counted: whose they are is not sure, or none.

    They stand below a sum, or below another part of a row.
    """
    sheet, header = context.sheet, context.header
    at = header.index("unit") or 0
    apart = [
        row
        for row, kind in body.kinds.items()
        if kind == "part" and part_of(sheet.texts(row), header, at) == "women"
        # Those of a sum are told by its units.
        if not (body.women and body.kinds.get(row - 1) == "total")
    ]
    blank = sorted(rows_untold(body, context))
    told = {"women_not_used": apart, "women_left_blank": blank}
    return [
        context.problem("note", cause, rows[0], at, n=len(rows))
        for cause, rows in told.items()
        if rows
    ]


def women_in_brackets(body: Body, context: Context) -> list[Record]:
    """Return the note of figures that tell their women in brackets, which no record holds."""
    cells = [
        (line.row, column)
        for line in body.lines
        for column, text in enumerate(line.texts)
        if tells_women(text)
    ]
    return [context.problem("note", "women_in_brackets", *cells[0], n=len(cells))] if cells else []
