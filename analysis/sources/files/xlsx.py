"""What an .xlsx says beside its values: what is hidden or struck out, formulas, old fonts."""

import re
import zipfile

from analysis.sources.files.cell_values import Marks, Rows, calculate, holding, put
from analysis.sources.files.elements import attributes, elements, formula_of, section
from analysis.sources.files.formulas import Cell, Formula
from analysis.sources.files.limits import Refused, check_extent
from analysis.sources.files.struck_parts import rest_of, without_struck

_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*?)/?>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_NO_INDEX = re.compile(rb't="s"[^>]*><v>(?!\d{1,9}<)')
_SIGNS = (b"hidden=", b't="e"', b"strike")
# Looked for together, since most sheets have neither "<f" nor ":f".
_FORMULAS = {b"<f": (b"<f>", b"<f "), b":f": (b":f>", b":f ")}
_CALCULATES = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)""")
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s*/>|\s*>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?!\s+val\s*=\s*["'](?:0|false))""")
_FONT_NAME = re.compile(rb"""<(?:\w+:)?name\s+val\s*=\s*["']([^"']*)""")
_XF = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_TRUE = (b"1", b"true")
_CUSTOM, _SHARED = "docProps/custom.xml", "xl/sharedStrings.xml"
_SIMULATED = re.compile(
    rb"""<(?:\w+:)?property\b[^>]*\bname\s*=\s*["']origin["'][^>]*>\s*<[^>]*>\s*simulated\s*<"""
)
_MOST_PROPERTIES = 1_000_000


def sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the parts that hold cells."""
    return [name for name in archive.namelist() if name.startswith("xl/worksheets/")]


def is_simulated(archive: zipfile.ZipFile) -> bool:
    """Say whether the file's property ``origin`` is ``simulated``."""
    if _CUSTOM not in archive.namelist():
        return False
    with archive.open(_CUSTOM) as part:
        return bool(_SIMULATED.search(part.read(_MOST_PROPERTIES)))


class Extras:
    """The parts of a workbook that calamine tells nothing of, looked at where there is a sign."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.xml = {name: archive.read(name) for name in sheet_parts(archive)}
        for xml in self.xml.values():
            check_extent(xml)
            # calamine reads a text that is not in the list of texts as an empty cell.
            if _NO_INDEX.search(xml):
                raise Refused("damaged_file")
        self.struck, self.fonts = self._styles()
        texts = archive.read(_SHARED) if _SHARED in archive.namelist() else b""
        self.partly = without_struck(texts)

    def marks(self, sheets: dict[str, Rows]) -> dict[str, Marks]:
        """Return the marks of each sheet, and put what is known of formulas into the cells.

        Parameters
        ----------
        sheets : dict
            The rows of each sheet, in the order of the workbook.
        """
        if not any(map(self._has_signs, self.xml.values())):
            return {}
        parts, calculates = self._parts(len(sheets))
        marks: dict[str, Marks] = {}
        formulas: dict[str, dict[Cell, Formula]] = {}
        zeros: dict[str, dict[Cell, Formula]] = {}
        for (name, rows), part in zip(sheets.items(), parts, strict=False):
            xml = self.xml.get(part, b"")
            if self._has_signs(xml):
                marks[name], formulas[name], zeros[name] = self._of_sheet(xml, rows, calculates)
        calculate(sheets, formulas, zeros, marks)
        return marks

    def _has_signs(self, xml: bytes) -> bool:
        if self.struck or self.fonts or self.partly or any(sign in xml for sign in _SIGNS):
            return True
        begun = (ends for begin, ends in _FORMULAS.items() if begin in xml)
        return any(end in xml for ends in begun for end in ends)

    def _parts(self, count: int) -> tuple[list[str], bool]:
        """Return the part of each sheet in order, and whether values wait to be calculated."""
        workbook = self.archive.read("xl/workbook.xml")
        relations = self.archive.read("xl/_rels/workbook.xml.rels")
        targets = {}
        for found in re.finditer(rb"<(?:\w+:)?Relationship\b([^>]*)>", relations):
            told = attributes(found[1])
            target = told.get(b"Target", b"").decode("utf-8", "replace")
            targets[told.get(b"Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
        sheets = [attributes(each) for each in re.findall(rb"<(?:\w+:)?sheet\b([^>]*)>", workbook)]
        ids = [next((v for k, v in s.items() if k.endswith(b":id")), b"") for s in sheets]
        found_parts = [targets.get(each, "") for each in ids]
        return found_parts if len(ids) == count else [], bool(_CALCULATES.search(workbook))

    def _styles(self) -> tuple[set[bytes], dict[bytes, str]]:
        """Return the styles that strike out, and those of old fonts with the font's name."""
        if "xl/styles.xml" not in self.archive.namelist():
            return set(), {}
        xml = self.archive.read("xl/styles.xml")
        if b"strike" not in xml and b".Vn" not in xml and b"VNI" not in xml:
            return set(), {}
        fonts = [found[1] or b"" for found in _FONT.finditer(section(xml, b"fonts"))]
        struck = {number for number, font in enumerate(fonts) if _STRIKE.search(font)}
        names = {n: found[1] for n, font in enumerate(fonts) if (found := _FONT_NAME.search(font))}
        old = {n: name.decode() for n, name in names.items() if name.startswith((b".Vn", b"VNI"))}
        styles = [attributes(each) for each in _XF.findall(section(xml, b"cellXfs"))]
        used = [int(style.get(b"fontId", b"0")) for style in styles]
        return (
            {str(number).encode() for number, font in enumerate(used) if font in struck},
            {str(number).encode(): old[font] for number, font in enumerate(used) if font in old},
        )

    def _of_sheet(
        self, xml: bytes, rows: Rows, calculates: bool
    ) -> tuple[Marks, dict[Cell, Formula], dict[Cell, Formula]]:
        """Return a sheet's marks, its formulas without value, and those whose 0 may be none."""
        found = _Found(calculates)
        for cell, told, body in elements(xml):
            if body is None:
                if told.get(b"hidden") in _TRUE:
                    found.hidden.append(cell[0])
                continue
            style = told.get(b"s", b"")
            if style in self.struck:
                found.struck.append(cell)
            if style in self.fonts:
                found.fonts[cell] = self.fonts[style]
            found.look_at(cell, told.get(b"t", b""), body)
            if rest := self._rest(told, body):
                found.partly.append(cell)
                put(rows, cell, rest)
        marks: Marks = {
            "hidden_rows": holding(rows, found.hidden),
            "hidden_columns": _hidden_columns(xml, rows),
            "struck": found.struck,
            "struck_parts": found.partly,
            "fonts": found.fonts,
            "errors": found.errors,
        }
        # A program that calculates nothing writes 0 everywhere.
        return marks, found.formulas, {} if found.calculated else found.zeros

    def _rest(self, told: dict[bytes, bytes], body: bytes) -> str | None:
        """Return what is left of a cell's text of which a part is struck out, None for another."""
        if told.get(b"t") == b"inlineStr":
            return rest_of(body)
        value = _VALUE.search(body) if self.partly and told.get(b"t") == b"s" else None
        return self.partly.get(value[1].strip()) if value else None


class _Found:
    def __init__(self, calculates: bool) -> None:
        self.calculates, self.calculated = calculates, False
        self.formulas: dict[Cell, Formula] = {}
        self.zeros: dict[Cell, Formula] = {}
        self.masters: dict[bytes, tuple[str, Cell]] = {}
        self.hidden: list[int] = []
        self.struck: list[Cell] = []
        self.partly: list[Cell] = []
        self.errors: list[Cell] = []
        self.fonts: dict[Cell, str] = {}

    def look_at(self, cell: Cell, kind: bytes, body: bytes) -> None:
        """Note a cell that is an error, or a formula without a value of its own."""
        if kind == b"e":
            self.errors.append(cell)
            return
        formula = formula_of(body, cell, self.masters)
        # An empty text is the value of many a calculated formula.
        if formula is None or kind == b"str":
            return
        value = found[1].strip() if (found := _VALUE.search(body)) else b""
        if not value:
            self.formulas[cell] = formula
        elif self.calculates and value == b"0":
            self.zeros[cell] = formula
        else:
            self.calculated = True


def _hidden_columns(xml: bytes, rows: Rows) -> list[int]:
    wide = max(map(len, rows), default=0)
    hidden: list[int] = []
    for found in _COLUMN.finditer(xml[: xml.find(b"sheetData")]):
        told = attributes(found[1])
        if told.get(b"hidden") in _TRUE:
            first, last = int(told.get(b"min", b"1")), int(told.get(b"max", b"1"))
            hidden += range(first - 1, min(last, wide))
    return [column for column in hidden if any(row[column : column + 1] != [""] for row in rows)]
