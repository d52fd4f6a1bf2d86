"""The headings that stand above each column of a table, one below another."""

from collections.abc import Iterator
from itertools import pairwise

from analysis.sources.words.headers import field_of, header_words
from analysis.sources.workbook.grid import Sheet


def paths(sheet: Sheet, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """Yield of each column the headings above it, from above, each once."""
    rows = [list(sheet.texts(row)) for row in range(first, last + 1)]
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
