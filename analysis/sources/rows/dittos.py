"""Cells that say *as above*: nt, a pair of quotes or of strokes."""

import re
from collections.abc import Callable
from functools import lru_cache

from analysis.sources.rows.row_kinds import (
    counted_group,
    group_name,
    numbered_unit,
    subtotal_label,
)
from analysis.sources.words.cells import text
from analysis.sources.words.headers import Header, field_of

_AS_ABOVE = re.compile(
    r"[-–.\s]*(?:n\s?\.?\s?t|như trên|[\"“”″〃]|''|,,|//|[\"“”]\s*[\"“”])[-–.\s]*", re.IGNORECASE
)
# What many rows in succession share; a name, a birth or a figure is each row's own.
_SHARED = (
    *("unit", "post", "post_and_unit", "post_group", "staff_class", "tier", "year"),
    *("rating", "kind", "date", "decided", "number"),
)
# Where nothing stands above, these are blank; of the others the row is told by its *as above*.
_BLANK = frozenset({"unit", "post", "post_and_unit", "number"})


def without_dittos(
    rows: list[list[object]], header: Header, printed: Callable[[list[str]], bool]
) -> list[list[object]]:
    """Return the rows of a table with what stands above in the place of each *as above*.

    Parameters
    ----------
    rows : list of list
        The cells below the header; they are changed in place.
    header : Header
        It says which columns hold what rows may share: units, posts, ratings, dates.
    printed : callable
        Says of a row's texts whether they are titles or a header, repeated on the next page.

    Notes
    -----
    An empty cell is above nothing, and so is what stands above the head of a group or a total.
    """
    columns = {column.index: name for name in _SHARED for column in header.of(name)}
    above: dict[int, object] = {}
    for row in rows if any(_says_above(row[at]) for row in rows for at in columns) else ():
        texts = [text(value) for value in row]
        if not any(texts) or printed(texts):
            continue
        if _begins_anew(texts, header):
            above.clear()
            continue
        for at, name in columns.items():
            if _AS_ABOVE.fullmatch(texts[at]):
                row[at] = above.get(at, None if name in _BLANK else row[at])
            elif not texts[at]:
                above.pop(at, None)
            elif not field_of(texts[at]):
                above[at] = row[at]
    return rows


def _says_above(value: object) -> bool:
    return isinstance(value, str) and _is_as_above(value)


# The same words stand in hundreds of rows.
@lru_cache(maxsize=8192)
def _is_as_above(value: str) -> bool:
    return _AS_ABOVE.fullmatch(text(value)) is not None


def _begins_anew(texts: list[str], header: Header) -> bool:
    counted = not header.has("name")
    if group_name(texts, header) or subtotal_label(texts, header, counted):
        return True
    heads = (numbered_unit, counted_group)
    return not counted and any(found(texts, header) is not None for found in heads)
