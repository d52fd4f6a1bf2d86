"""Cells and sheets of an Excel workbook: how they look, what they are called, what Excel takes."""

import math
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.documents.printable import printable
from analysis.documents.result_tables import cell, is_number
from analysis.words import Words

# Excel takes no formula, link or number from text then.
SETTINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_POINTS = "+0.0;-0.0;0.0"
_FORMATS = {
    "percent": "0.0%",
    "points": _POINTS,
    "in_points": _POINTS,
    "p_value": "0.000",
    "whole": "#,##0",
    "decimal": "#,##0.00",
    "year": "0",
    "date": "d/m/yyyy",
    "": "0.000",
}
_LONGEST_TEXT = 32767
_LONGEST_NAME = 31
# Letters of the text are narrower than the digits that a column's width is given in.
_NARROW = 1.15
# Points of a line of text, and of the highest row that Excel takes.
_LINE, _HIGHEST = 15.5, 409


# Characters of a page across whose letters can still be read.
_ACROSS = 180
# The widest that a column of words gets, and what stands free beside them, in characters.
_WIDEST, _BESIDE = 48, 3
# What `result_tables.cell` shows where nothing is told: the cell stays empty.
_EMPTY = "–"

Looks = dict[str, Format]


def write_table(
    sheet: Worksheet,
    name: str,
    rows: Sequence[Sequence[str]],
    columns: Sequence[tuple[str, str]],
    looks: Looks,
    words: Words,
    mark: str = "",
    top: int = 0,
) -> None:
    """Write a table under its head, which stays in sight, is repeated in print and filters.

    Parameters
    ----------
    name, mark
        What stands over each printed page, and a mark of what the rows are.
    top
        The row of the head; those above it are repeated with it.
    rows
        Its cells as a CSV file holds them.
    columns
        The heading of each column, and how its cells are written (`result_tables.kind_of`).
    """
    heads, kinds = [text for text, _ in columns], [kind for _, kind in columns]
    least = [head_width(text) for text in heads]
    widths = _write_rows(sheet, rows, kinds, least, looks, words, top + 1)
    set_widths(sheet, widths)
    sides = [looks["head_right" if is_number(kind) else "head"] for kind in kinds]
    write_line(sheet, top, heads, widths, sides)
    across = math.ceil(sum(widths) / _ACROSS)
    for_print(sheet, name, mark, across)
    named = _naming(kinds, widths)
    sheet.freeze_panes(top + 1, named)
    sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
    sheet.repeat_rows(0, top)
    if across > 1:
        sheet.repeat_columns(0, named - 1)
    # A published figure is told as its source writes it, "52,1%" or "610".
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _naming(kinds: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many columns say what a row is of: those before its first number, if narrow."""
    first = next((at for at, kind in enumerate(kinds) if is_number(kind)), 1)
    return next((at for at in range(first, 1, -1) if sum(widths[:at]) <= _WIDEST), 1)


def _write_rows(
    sheet: Worksheet,
    rows: Sequence[Sequence[str]],
    kinds: Sequence[str],
    least: Sequence[int],
    looks: Looks,
    words: Words,
    top: int,
) -> list[int]:
    """Write the cells, long words in several lines, and return how wide each column is."""
    shown = [
        [cell(value, kind, words) for value, kind in zip(row, kinds, strict=True)] for row in rows
    ]
    longest = [max(map(len, texts)) for texts in zip(*shown, strict=True)] or least
    widths = [min(max(pair), _WIDEST) + _BESIDE for pair in zip(least, longest, strict=True)]
    wrapped = {**looks, "text": looks["wrapped"]}
    for at, (row, texts) in enumerate(zip(rows, shown, strict=True), top):
        for column, (value, word, kind) in enumerate(zip(row, texts, kinds, strict=True)):
            look = wrapped if longest[column] > _WIDEST else looks
            write_cell(sheet, (at, column), value, word, kind, look)
        if max(longest) > _WIDEST:
            set_height(sheet, at, texts, [width - _BESIDE for width in widths])
    return widths


def write_cell(
    sheet: Worksheet, place: tuple[int, int], value: str, shown: str, kind: str, looks: Looks
) -> None:
    """Write a cell of a bundle's table as what it is, a number or words.

    Parameters
    ----------
    place
        Row and column.
    value, shown
        As it stands in the CSV file, and as it is read (see `result_tables.cell`).
    kind
        How its column is written (see `result_tables.kind_of`).
    """
    number = _number(value, kind)
    if isinstance(number, date):
        sheet.write_datetime(*place, datetime.combine(number, time()), looks[kind])
    elif number is not None:
        sheet.write_number(*place, number, looks[kind])
    elif value or shown != _EMPTY:
        write_text(sheet, place, shown, looks["text"])


def _number(value: str, kind: str) -> float | date | None:
    """Return what Excel can compute with, None where the cell is words."""
    if kind not in _FORMATS or (kind == "" and "." not in value):
        return None
    try:
        if kind == "date":
            return date.fromisoformat(value[:10])
        number = float(value)
    except ValueError:
        return None
    # Points are kept as a difference of shares and shown as points.
    return (100 * number if kind == "points" else number) if math.isfinite(number) else None


def write_text(sheet: Worksheet, place: tuple[int, int], text: str, look: Format) -> None:
    """Write words as words, whatever they begin with, as long as Excel holds them."""
    sheet.write_string(*place, printable(text)[:_LONGEST_TEXT], look)


def write_line(
    sheet: Worksheet,
    row: int,
    texts: Sequence[str],
    widths: Sequence[int],
    looks: Sequence[Format],
) -> None:
    """Write a row of words, as high as the longest of them needs in its column.

    Not every program finds the height itself when it opens a workbook.
    """
    for at, (text, look) in enumerate(zip(texts, looks, strict=True)):
        write_text(sheet, (row, at), text, look)
    set_height(sheet, row, texts, widths)


def set_height(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as the longest of its texts needs in its column."""
    lines = max(
        len(textwrap.wrap(text, max(int(wide * _NARROW), 1)))
        for text, wide in zip(texts, widths, strict=True)
    )
    sheet.set_row(row, min(_LINE * max(lines, 1), _HIGHEST))


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Give the columns their widths, in characters."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)


def head_width(text: str) -> int:
    """Return the characters that a column's heading needs, in three lines where it is long."""
    return max([len(word) for word in text.split()] + [math.ceil(len(text) / 3)], default=1)


def for_print(sheet: Worksheet, name: str = "", mark: str = "", across: int = 1) -> None:
    """Make a sheet print on A4 across, headed by its name and a mark, `across` pages wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(across, 0)
    sheet.set_footer("&C&P/&N")
    # Of 255 characters that a header holds; & begins what is a field.
    named = printable(name)[:150].replace("&", "&&")
    sheet.set_header((f"&L{named}" if named else "") + (f"&C&B{mark}" if mark else ""))


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return names that Excel takes for sheets: short, without its signs, no two alike."""
    given: list[str] = []
    for name in names:
        allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in printable(name))
        whole = " ".join(allowed.split()).strip("' ") or "_"
        number, unlike = 1, _shortened(whole, _LONGEST_NAME)
        while unlike.casefold() in {other.casefold() for other in given}:
            number += 1
            unlike = f"{_shortened(whole, _LONGEST_NAME - len(str(number)) - 1)} {number}"
        given.append(unlike)
    return given


def _shortened(name: str, longest: int) -> str:
    """Return a name cut after a word, with a sign that it was cut."""
    if len(name) <= longest:
        return name
    words = name[:longest].rpartition(" ")[0] or name[: longest - 1]
    return f"{words[: longest - 1].rstrip(chr(39) + ' ,')}…"


def cell_looks(book: xlsxwriter.Workbook) -> Looks:
    """Return the looks of cells by the kind of their column, and those of words."""
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    looks = {kind: book.add_format({**base, "num_format": form}) for kind, form in _FORMATS.items()}
    bold = {**base, "bold": True, "text_wrap": True}
    head = {**bold, "bg_color": "#E8EDF3", "bottom": 1}
    # Words keep off the number in the column before; without `align` an indent counts for nothing.
    words = {"align": "left", "indent": 1}
    return {
        **looks,
        "text": book.add_format({**base, **words, "num_format": "@"}),
        "plain": book.add_format({**base, **words}),
        "wrapped": book.add_format({**base, **words, "text_wrap": True}),
        "link": book.add_format({**base, **words, "font_color": "#0000EE", "underline": 1}),
        "strong": book.add_format({**bold, **words}),
        "title": book.add_format({**base, **words, "bold": True, "font_size": 14}),
        "head": book.add_format({**head, **words}),
        "head_right": book.add_format({**head, "align": "right"}),
        "whole_left": book.add_format({**base, **words, "num_format": "#,##0"}),
    }
