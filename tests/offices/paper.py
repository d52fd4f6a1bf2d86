"""A sheet on which offices write, and the files that hold it."""

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
) | {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}  # fmt: skip
_TONES = {"\u0300": 0, "\u0301": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}


@dataclass
class Cell:
    """What a cell holds; a formula with `value` None was never calculated."""

    value: object
    formula: str | None = None
    font: str | None = None
    struck: bool = False
    struck_part: str | None = None
    date_format: bool = False


@dataclass
class Paper:
    """One sheet: its cells by place, merges, and what it hides."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    at: int = 0
    left: int = 0

    def put(self, row: int, column: int, value: object, **more: object) -> None:
        if value not in (None, ""):
            self.cells[row, column + self.left] = Cell(value, **more)  # type: ignore[arg-type]

    def line(self, *values: object) -> int:
        """Write a row below the last, and return its number."""
        for column, value in enumerate(values):
            self.put(self.at, column, value)
        self.at += 1
        return self.at - 1

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merges.append((top, left + self.left, bottom, right + self.left))


def save(papers: list[Paper], path: Path) -> None:
    """Write the sheets of a workbook as .xlsx, or the first as .csv by the name's ending."""
    if path.suffix == ".csv":
        path.write_bytes(_separated(papers[0]).encode("utf-8-sig"))
        return
    with xlsxwriter.Workbook(str(path)) as book:
        for paper in papers:
            _write(book, book.add_worksheet(paper.name), paper)


def _write(book: xlsxwriter.Workbook, sheet: object, paper: Paper) -> None:
    for top, left, bottom, right in paper.merges:
        cell = paper.cells.get((top, left))
        sheet.merge_range(top, left, bottom, right, "" if cell is None else "")
    for (row, column), cell in paper.cells.items():
        look = {"font_name": cell.font} if cell.font else {}
        look |= {"font_strikeout": True} if cell.struck else {}
        look |= {"num_format": "dd/mm/yyyy"} if cell.date_format else {}
        style = book.add_format(look) if look else None
        if cell.formula:
            # Without a value the library writes 0, as programs do that calculate nothing.
            sheet.write_formula(row, column, cell.formula, style, cell.value or 0)
        elif cell.struck_part:
            gone = book.add_format({"font_strikeout": True})
            sheet.write_rich_string(row, column, gone, cell.struck_part, f" {cell.value}")
        elif cell.date_format:
            sheet.write_datetime(row, column, cell.value, style)
        elif isinstance(cell.value, str):
            sheet.write_string(row, column, cell.value, style)
        else:
            sheet.write(row, column, cell.value, style)
    for row in paper.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in paper.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if paper.hidden:
        sheet.hide()


def _separated(paper: Paper) -> str:
    rows = max(row for row, _ in paper.cells) + 1
    wide = max(column for _, column in paper.cells) + 1
    body = io.StringIO()
    writer = csv.writer(body)
    for row in range(rows):
        cells = [paper.cells.get((row, column)) for column in range(wide)]
        writer.writerow(["" if cell is None else _as_text(cell) for cell in cells])
    return body.getvalue()


def _as_text(cell: Cell) -> str:
    return f"{cell.value:%d/%m/%Y}" if cell.date_format else str(cell.value)


def in_old_letters(paper: Paper, encoding: str, columns: set[int] | None, first: int) -> None:
    """Type the texts of some columns (all for None) from a row on in an old font."""
    font = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[encoding]
    for (row, column), cell in paper.cells.items():
        if row >= first and isinstance(cell.value, str) and (columns is None or column in columns):
            capital = "H" if encoding == "tcvn3" and cell.value.isupper() else ""
            cell.value, cell.font = old(cell.value, encoding), font + capital


def old(text: str, encoding: str) -> str:
    """Return a text as it was typed before Unicode."""
    plain = unicodedata.normalize("NFC", text)
    if encoding == "tcvn3":
        # The capital font makes these capitals; a list typed in .VnTime has them small.
        return "".join(TCVN3.get(sign) or TCVN3.get(sign.lower(), sign) for sign in plain)
    return "".join(_vni(sign) for sign in plain)


def _vni(sign: str) -> str:
    alone = dict(zip("ìíỉĩịơưđỵ", "ìíæóòôöñî", strict=True))
    if sign.lower() in alone:
        found = alone[sign.lower()]
        return found.upper() if sign.isupper() else found
    letter, *marks = unicodedata.normalize("NFD", sign)
    if not marks:
        return sign
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), None)
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[letter.lower()]
        found = base + ("" if tone is None else "øùûõï"[tone])
    elif "\u0302" in marks:
        found = letter.lower() + ("â" if tone is None else "àáåãä"[tone])
    elif "\u0306" in marks:
        found = letter.lower() + ("ê" if tone is None else "èéúüë"[tone])
    else:
        found = letter.lower() + "øùûõï"[tone or 0]
    return found.upper() if sign.isupper() else found
