"""What an .ods says beside its values: merged ranges, old fonts, what is hidden or struck out."""

import zipfile
from xml.parsers import expat

from analysis.sources.files.cell_values import Marks, Rows, put_unknown
from analysis.sources.files.limits import MOST_CELLS, Refused

_HIDDEN = ("collapse", "filter")


def check_ods(archive: zipfile.ZipFile) -> bytes:
    """Return the content part of an .ods.

    Raises
    ------
    Refused
        It declares entities, which may unfold without end.
    """
    content = archive.read("content.xml")
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
        raise Refused("xml_entities")
    return content


class Spans:
    """Merges and marks of each sheet of an .ods, by its name.

    Parameters
    ----------
    content : bytes
        ``content.xml``.
    sheets : dict
        The rows of each sheet: what is hidden is told only where they hold anything.
    """

    def __init__(self, content: bytes, sheets: dict[str, Rows]) -> None:
        self.sheets = sheets
        self.merges: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
        self.marks: dict[str, Marks] = {}
        self.struck_styles: set[str] = set()
        self.fonts: dict[str, str] = {}
        self.style, self.name, self.row, self.column = "", "", 0, 0
        self.columns = self.nested = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(content, True)
        for name, marks in self.marks.items():
            errors = marks["errors"]
            assert isinstance(errors, list)
            marks["errors"] = put_unknown(sheets.get(name, []), errors)

    def _start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "style:style":
            self.style = told.get("style:name", "")
        elif tag == "style:text-properties":
            through = (told.get(f"style:text-line-through-{n}", "none") for n in ("style", "type"))
            if any(value != "none" for value in through):
                self.struck_styles.add(self.style)
            font = (told.get("style:font-name") or told.get("fo:font-family", "")).strip("'")
            if font.startswith((".Vn", "VNI")):
                self.fonts[self.style] = font
        elif tag == "table:table":
            self.nested += 1
            if self.nested == 1:
                self._begin(told.get("table:name", ""))
        elif tag == "table:table-column":
            self._hide("hidden_columns", self.columns, told, "columns")
            self.columns += _repeated(told, "columns")
        elif tag == "table:table-row":
            self._hide("hidden_rows", self.row, told, "rows")
            self.column, self.height = 0, _repeated(told, "rows")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(told)

    def _end(self, tag: str) -> None:
        if tag == "table:table":
            self.nested -= 1
        elif tag == "table:table-row":
            self.row += self.height

    def _begin(self, name: str) -> None:
        self.name, self.row, self.columns, self.height = name, 0, 0, 1
        self.merges[name] = []
        self.marks[name] = {
            **{"hidden_rows": [], "hidden_columns": []},
            **{"struck": [], "errors": [], "fonts": {}},
        }

    def _hide(self, kind: str, first: int, told: dict[str, str], what: str) -> None:
        if told.get("table:visibility") not in _HIDDEN or self.name not in self.marks:
            return
        rows = self.sheets.get(self.name, [])
        wide = len(rows) if what == "rows" else max(map(len, rows), default=0)
        found = self.marks[self.name][kind]
        assert isinstance(found, list)
        for number in range(first, min(first + _repeated(told, what), wide)):
            cells = rows[number] if what == "rows" else [row[number] for row in rows]
            if any(value not in ("", None) for value in cells):
                found.append(number)

    def _cell(self, told: dict[str, str]) -> None:
        wide, high = _spanned(told, "columns"), _spanned(told, "rows")
        if (wide > 1 or high > 1) and self.name in self.merges:
            if wide * high > MOST_CELLS:
                raise Refused("too_far_cells", rows=high, columns=wide)
            place = (self.row, self.column)
            end = (self.row + high - 1, self.column + wide - 1)
            self.merges[self.name].append((place, end))
        struck = told.get("table:style-name") in self.struck_styles
        if struck and "office:value-type" in told and self.name in self.marks:
            found = self.marks[self.name]["struck"]
            assert isinstance(found, list)
            found.append((self.row, self.column))
        font = self.fonts.get(told.get("table:style-name", ""))
        if font and told.get("office:value-type") == "string" and self.name in self.marks:
            fonts = self.marks[self.name]["fonts"]
            assert isinstance(fonts, dict)
            fonts[self.row, self.column] = font
        if told.get("calcext:value-type") == "error" and self.name in self.marks:
            errors = self.marks[self.name]["errors"]
            assert isinstance(errors, list)
            errors.append((self.row, self.column))
        self.column += _repeated(told, "columns")


def _repeated(told: dict[str, str], what: str) -> int:
    return int(told.get(f"table:number-{what}-repeated", 1))


def _spanned(told: dict[str, str], what: str) -> int:
    return int(told.get(f"table:number-{what}-spanned", 1))
