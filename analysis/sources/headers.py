"""Which column holds what: headers are found by their meaning, wherever they stand."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.catalogue import read_catalogue
from analysis.sources.grid import Sheet
from analysis.vocabulary import code_of, fold, is_not_rated

_SEARCHED_ROWS = 40
_MOST_HEADER_ROWS = 3
_LEAST_FIELDS = 2
_REMARK = re.compile(r"\([^)]*\)|\bnăm\s+\d{4}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(\d{1,2}|[A-Ea-e])\)?(=.*)?")


@dataclass(frozen=True)
class Column:
    """One column: what it holds, the rating level of a marked column, its own header text.

    `level` of a ``rating_mark`` column is None where its header is no known level.
    """

    index: int
    field: str
    header: str
    level: str | None = None


@dataclass(frozen=True)
class Header:
    """The header of a sheet's table: its rows, the columns known and those not used."""

    first: int
    last: int
    columns: tuple[Column, ...]
    unused: tuple[tuple[int, tuple[str, ...]], ...]

    def index(self, field: str) -> int | None:
        """Return where a field stands, or None."""
        return next((column.index for column in self.columns if column.field == field), None)

    def has(self, *fields: str) -> bool:
        """Say whether any of the fields has a column."""
        return any(self.index(field) is not None for field in fields)

    def of(self, field: str) -> list[Column]:
        """Return the columns of a field."""
        return [column for column in self.columns if column.field == field]


@cache
def header_words() -> dict[str, Any]:
    """Return the header synonyms and row wordings of ``headers.yml``."""
    return read_catalogue(Path(__file__).with_suffix(".yml"))


@cache
def folded(section: str) -> frozenset[str]:
    """Return a list of ``headers.yml`` in folded form."""
    return frozenset(fold(wording) or wording for wording in header_words()[section])


@cache
def field_of(header: str) -> str | None:
    """Return the field that a header text names, or None.

    Examples
    --------
    >>> field_of("HỌ VÀ TÊN (chữ in hoa)"), field_of("Xếp loại năm 2012"), field_of("Quê quán")
    ('name', 'rating', None)
    """
    # A sign such as % folds to nothing, and is then compared as it stands.
    bare = without_remarks(header)
    return _fields().get(fold(bare) or bare.strip())


def without_remarks(header: str) -> str:
    """Return a header text without what stands in brackets, and without a year."""
    return _REMARK.sub(" ", header)


@cache
def _fields() -> dict[str, str]:
    fields = header_words()["fields"].items()
    return {fold(text) or text: field for field, texts in fields for text in texts}


def find_header(sheet: Sheet) -> Header | None:
    """Return the header of a sheet's table, or None where no row looks like one."""
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        if len(_known(sheet.texts(row))) >= _LEAST_FIELDS:
            last = _last_row(sheet, row)
            return _described(sheet, row, last)
    return None


def is_numbering(texts: list[str]) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 … or (1), (2) … or A, B, 1, 2 …."""
    filled = [_NUMBERED.fullmatch(text.replace(" ", "")) for text in texts if text]
    if len(filled) < _LEAST_FIELDS + 1 or not all(filled):
        return False
    numbers = [int(found[1]) for found in filled if found and found[1].isdigit()]
    return numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1


def repeated(header: Header) -> list[Column]:
    """Return the columns that claim one and the same thing, or an empty list."""
    known = [column for column in header.columns if column.field not in ("note", "share", "date")]
    counts = Counter((column.field, column.level or column.header) for column in known)
    singles = Counter(column.field for column in known if column.field != "rating_mark")
    return [
        column
        for column in known
        if counts[column.field, column.level or column.header] > 1 or singles[column.field] > 1
    ]


def _known(texts: list[str]) -> set[str]:
    fields = (field_of(text) or _level(text) for text in texts if text)
    return {field for field in fields if field}


def _level(text: str) -> str | None:
    return code_of("ratings", text) or ("not_rated" if is_not_rated(text) else None)


def _last_row(sheet: Sheet, first: int) -> int:
    last = first
    while last + 1 < min(first + _MOST_HEADER_ROWS, len(sheet.rows)):
        if not _continues(sheet, first, last + 1):
            break
        last += 1
    return last


def _continues(sheet: Sheet, first: int, row: int) -> bool:
    below = sheet.texts(row)
    if is_numbering(below) or not _known(below):
        return False
    parents = header_words()["may_have_sub_headers"]
    above = [sheet.texts(upper) for upper in range(first, row)]
    for index, text in enumerate(below):
        fields = {field_of(upper[index]) for upper in above if upper[index]}
        if text and any(field and field not in parents for field in fields):
            return False
    return True


def _described(sheet: Sheet, first: int, last: int) -> Header:
    columns, unused = [], []
    for index, path in enumerate(_paths(sheet, first, last)):
        column = _column(index, path) if path else None
        if column is not None:
            columns.append(column)
        elif path:
            unused.append((index, path))
    return Header(first, last, tuple(columns), tuple(unused))


def _paths(sheet: Sheet, first: int, last: int) -> Iterator[tuple[str, ...]]:
    rows = [sheet.texts(row) for row in range(first, last + 1)]
    for (top, left), (bottom, right) in sheet.merges:
        for row in range(max(top, first), min(bottom, last) + 1):
            if top >= first:
                rows[row - first][left : right + 1] = [rows[top - first][left]] * (right - left + 1)
    for upper, lower in pairwise(rows):
        _inherit(upper, lower)
    for path in zip(*rows, strict=True):
        yield tuple(dict.fromkeys(text for text in path if text))


def _inherit(upper: list[str], lower: list[str]) -> None:
    # Without merges the parent's text stands over its first sub-header alone.
    parents = header_words()["may_have_sub_headers"]
    for index in range(1, len(upper)):
        parent = upper[index - 1]
        orphan = lower[index] and lower[index - 1] and not upper[index]
        if orphan and parent and (field_of(parent) is None or field_of(parent) in parents):
            upper[index] = parent


def _column(index: int, path: tuple[str, ...]) -> Column | None:
    fields = [field_of(text) for text in path]
    leaf, header = fields[-1], path[-1]
    if leaf == "share" or any(_speaks_of_share(text) for text in path):
        return Column(index, "share", header)
    levels = [level for text in path if (level := _level(text))]
    if levels:
        # Women under a level would be counted twice among all; only the level itself is used.
        return None if leaf in ("female", "male") else _of_level(index, header, levels[-1])
    if leaf in ("female", "male"):
        return Column(index, f"birth_{leaf}" if "birth" in fields[:-1] else leaf, header)
    if leaf == "count" or leaf is None:
        return _under_parent(index, path, fields)
    return Column(index, leaf, header)


def _speaks_of_share(header: str) -> bool:
    return "%" in header or fold(header).startswith((fold("tỷ lệ"), fold("tỉ lệ")))


def _of_level(index: int, header: str, level: str) -> Column:
    if level == "not_rated":
        return Column(index, "not_rated", header)
    return Column(index, "rating_mark", header, level)


def _under_parent(index: int, path: tuple[str, ...], fields: list[str | None]) -> Column | None:
    parent = next((field for field in reversed(fields[:-1]) if field), None)
    if fields[-1] == "count":
        return Column(index, parent, path[-1]) if parent else None
    return Column(index, "rating_mark", path[-1]) if parent == "rating" else None
