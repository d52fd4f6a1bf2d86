"""The form that every demo sheet shares: letterhead, headings, body, total, signatures."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.demo.posts import read
from analysis.words import Words

LAYOUT = Path(__file__).with_name("layout.yml")
ORIGIN_PROPERTY, SIMULATED = "origin", "simulated"
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"border": 1, "text_wrap": True},
    "middle": {"border": 1, "align": "center"},
    "group": {"border": 1, "bold": True},
    "group_middle": {"border": 1, "bold": True, "align": "center"},
    "heading": {"border": 1, "bold": True, "align": "center", "text_wrap": True},
    "numbering": {"border": 1, "italic": True, "align": "center", "font_size": 9},
    "issuer": {"bold": True, "align": "center"},
    "party": {"bold": True, "align": "center", "underline": True},
    "mark": {"bold": True, "align": "center", "font_color": "#C00000"},
    "title": {"bold": True, "align": "center", "font_size": 14},
    "aside": {"italic": True, "align": "center"},
    "signature": {"bold": True, "align": "center"},
}
_LEFT = {"name", "title", "unit", "kind", "tier", "note"}


def text(key: str, **values: object) -> str:
    """Return a wording of ``layout.yml`` with its fields filled."""
    return Words("vi").say(LAYOUT, key, **values)


@contextmanager
def workbook(path: Path, title: str) -> Any:
    """Open a workbook marked as simulated; yields it with its cell formats; closes it written."""
    options = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(path, options) as book:
        # A fixed date of creation: the same history gives the same bytes.
        facts = {"title": f"{title} – {text('text.mark')}", "subject": text("text.subject")}
        comments = {"comments": f"{text('text.mark')} (simulated data)"}
        book.set_properties({**facts, **comments, "created": datetime(2016, 1, 1)})
        book.set_custom_property(ORIGIN_PROPERTY, SIMULATED)
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        yield book, {name: book.add_format({**base, **style}) for name, style in _STYLES.items()}


class Sheet:
    """A sheet that is filled from the top: it knows its columns, formats and next free row."""

    def __init__(
        self, sheet: Worksheet, formats: Mapping[str, Format], columns: list[list[Any]]
    ) -> None:
        self._sheet, self._formats, self._columns, self._row = sheet, formats, columns, 0
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        for at, (*_, width) in enumerate(columns):
            sheet.set_column(at, at, width)

    def letterhead(self, title: str, scope: str, note: str) -> None:
        """Write who issues the list, that it is simulated, and what it is."""
        last = len(self._columns) - 1
        self._merge(0, 2, text("text.issuer"), "issuer")
        self._merge(last - 4, last, text("text.party"), "party")
        self._row += 1
        for line, style in (
            (text("text.mark"), "mark"),
            (title, "title"),
            (scope, "aside"),
            (note, "aside"),
        ):
            self._merge(0, last, line, style)
            self._row += 1
        self._row += 1

    def headings(self) -> None:
        """Write the headings, merged across and down, and the row that numbers the columns."""
        top, deep = self._row, any(under for _, _, under, _ in self._columns)
        last_row = top + deep
        for heading, cells in groupby(enumerate(self._columns), key=lambda pair: pair[1][1]):
            places = [(at, under) for at, (_, _, under, _) in cells]
            first, last = places[0][0], places[-1][0]
            if places[0][1]:
                self._merge(first, last, heading, "heading")
                for at, under in places:
                    self._sheet.write_string(last_row, at, under, self._formats["heading"])
            elif deep:
                style = self._formats["heading"]
                self._sheet.merge_range(top, first, last_row, last, heading, style)
            else:
                self._sheet.write_string(top, first, heading, self._formats["heading"])
        self._row = last_row + 1
        self._line({name: at + 1 for at, (name, *_) in enumerate(self._columns)}, "numbering")
        self._sheet.repeat_rows(top, last_row + 1)
        self._sheet.freeze_panes(last_row + 2, 3)

    def rows(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Write one row per record; a field that is missing from it stays empty."""
        for row in rows:
            self._line(row, None)

    def heading_row(self, row: Mapping[str, object]) -> None:
        """Write a row in bold: the name of a group, a subtotal or the total."""
        self._line(row, "group")

    def signatures(self, day: date) -> None:
        """Write place and date, and who compiled and who signs."""
        last = len(self._columns) - 1
        words = {"day": day.day, "month": f"{day.month:02d}", "year": day.year}
        self._row += 1
        self._merge(last - 4, last, text("text.place_and_date", **words), "aside")
        self._row += 1
        self._merge(0, 2, text("text.compiler"), "signature")
        for key in ("text.on_behalf", "text.head", "text.signed"):
            self._merge(last - 4, last, text(key), "aside" if "signed" in key else "signature")
            self._row += 1

    def _merge(self, first: int, last: int, value: str, style: str) -> None:
        self._sheet.merge_range(self._row, first, self._row, last, value, self._formats[style])

    def _line(self, row: Mapping[str, object], style: str | None) -> None:
        for at, (name, *_) in enumerate(self._columns):
            left = name in _LEFT
            if style == "group":
                cell = self._formats["group" if left else "group_middle"]
            else:
                cell = self._formats[style or ("plain" if left else "middle")]
            value = row.get(name)
            if value is None:
                self._sheet.write_blank(self._row, at, None, cell)
            elif isinstance(value, int):
                self._sheet.write_number(self._row, at, value, cell)
            else:
                self._sheet.write_string(self._row, at, str(value), cell)
        self._row += 1


def columns(table: str) -> list[list[Any]]:
    """Return the columns of a table in ``layout.yml``: field, heading, lower heading, width."""
    return read("layout.yml")["columns"][table]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as records: field to value."""
    return [{str(name): row[name] for name in row} for row in frame.to_dict("records")]


def identity(number: int) -> dict[str, str]:
    """Return the plainly artificial staff number and name of a person."""
    return {
        "number": text("text.number", number=number),
        "name": text("text.name", number=number),
    }
