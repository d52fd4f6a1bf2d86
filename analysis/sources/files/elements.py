"""The XML of an .xlsx, looked through for what is wanted of it, without building a tree."""

import re
from collections.abc import Iterator
from html import unescape

from analysis.sources.files.formulas import Cell, Formula
from analysis.sources.files.limits import column_of

_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)")
_END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")


def elements(xml: bytes) -> Iterator[tuple[Cell, dict[bytes, bytes], bytes | None]]:
    """Yield each row (without body) and cell with its attributes, and its body."""
    row = column = -1
    for found in _ROW_OR_CELL.finditer(xml):
        told = attributes(found[2])
        if found[1] == b"row":
            row, column = int(told.get(b"r", b"%d" % (row + 2))) - 1, -1
            yield (row, -1), told, None
            continue
        place = _REFERENCE.fullmatch(told.get(b"r", b""))
        column = column_of(place[1]) if place else column + 1
        row = int(place[2]) - 1 if place else row
        end = None if found[3] else _END_OF_CELL.search(xml, found.end())
        yield (row, column), told, xml[found.end() : end.start()] if end else b""


def attributes(text: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a tag by their names."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(text)}


def formula_of(body: bytes, cell: Cell, masters: dict[bytes, tuple[str, Cell]]) -> Formula | None:
    """Return the formula of a cell, which may be shared with those met before; None for none."""
    found = _FORMULA.search(body)
    if found is None:
        return None
    told, text = attributes(found[1]), (found[2] or b"").decode("utf-8", "replace")
    text = unescape(text)
    number = told.get(b"si", b"")
    if told.get(b"t") != b"shared":
        return text, 0, 0
    if text:
        masters[number] = (text, cell)
    master, (row, column) = masters.get(number, ("?", cell))
    return master, cell[0] - row, cell[1] - column


def section(xml: bytes, name: bytes) -> bytes:
    """Return the first element of a name, with all in it."""
    found = re.search(rb"<(?:\w+:)?%s\b.*?</(?:\w+:)?%s>" % (name, name), xml, re.DOTALL)
    return found[0] if found else b""
