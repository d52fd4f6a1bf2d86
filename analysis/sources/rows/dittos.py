"""Cells that say *as above*: nt, a pair of quotes or of strokes."""

import re

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


def without_dittos(rows: list[list[object]], header: Header) -> list[list[object]]:
    """Return the rows of a table with what stands above in the place of each *as above*.

    Parameters
    ----------
    rows : list of list
        The cells below the header; they are changed in place.
    header : Header
        It says which columns hold what rows may share: units, posts, ratings, dates.
    """
    columns = [column.index for name in _SHARED for column in header.of(name)]
    above: dict[int, object] = {}
    for row in rows:
        for column in columns:
            written = text(row[column])
            # A heading that is repeated on the next page is above nothing.
            if not written or field_of(written):
                continue
            if column in above and _AS_ABOVE.fullmatch(written):
                row[column] = above[column]
            else:
                above[column] = row[column]
    return rows
