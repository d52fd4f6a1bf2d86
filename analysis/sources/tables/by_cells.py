"""Columns whose headings leave open what they hold, told by the cells below."""

import re

from analysis.sources.words.headers import Column, year_in
from analysis.sources.words.levels import level_of
from analysis.sources.workbook.grid import Sheet

_LOOKED_AT = 12
_LEAST_LEVELS = 3
_LONE_YEAR = re.compile(r"(?:năm\s*)?(?:19|20)\d{2}", re.IGNORECASE)
# "3 (30,0%)" is a count with its share; "30,0%" is a share.
_COUNT_AND_SHARE = re.compile(r"\d{1,5}\s*[(;/=–-]\s*\d{1,3}(?:[.,]\d{1,2})?\s*%\s*\)?")


def by_cells(
    sheet: Sheet, last: int, path: tuple[str, ...], column: Column | None
) -> Column | None:
    """Return the ratings of a year, or counts with their shares, where the cells are such.

    Parameters
    ----------
    last : int
        The last row of the header.
    path : tuple of str
        The headings of the column, from above.
    column : Column or None
        What the headings alone tell.
    """
    if column is not None and column.field == "share":
        levels = [level for text in path if (level := level_of(text.replace("%", "")))]
        cells = [text for text in _below(sheet, last, column.index) if text not in ("0", "-")]
        if levels and cells and all(map(_COUNT_AND_SHARE.fullmatch, cells)):
            return Column(column.index, "rating_mark", path[-1], levels[-1])
    return column


def ratings_of_years(
    sheet: Sheet, last: int, unused: list[tuple[int, tuple[str, ...]]]
) -> list[Column]:
    """Return the columns headed by a year alone in which ratings stand, and little else."""
    found = []
    for index, path in unused:
        if len(path) == 1 and year_in(path[0]) and _LONE_YEAR.fullmatch(path[0]):
            cells = _below(sheet, last, index)
            if cells and 2 * sum(level_of(text) is not None for text in cells) > len(cells):
                found.append(Column(index, "rating", path[0]))
    return found


def ballots_cast(sheet: Sheet, last: int, columns: list[Column]) -> list[Column]:
    """Return the columns by levels that count the ballots on somebody whose result stands beside.

    Their cells hold figures, of which no list has more than one a person; the result is a level.
    """
    marks = [column for column in columns if column.field == "rating_mark"]
    results = [column.index for column in columns if column.field == "rating"]
    named = any(column.field == "name" for column in columns)
    if not named or len(marks) < _LEAST_LEVELS or len(results) != 1:
        return []
    counts = [text for column in marks for text in _below(sheet, last, column.index)]
    cast = all(map(str.isdigit, counts)) and any(text not in ("0", "1") for text in counts)
    rated = [level_of(text) for text in _below(sheet, last, results[0])]
    return marks if cast and any(rated) else []


def _below(sheet: Sheet, last: int, index: int) -> list[str]:
    rows = range(last + 1, min(last + 1 + _LOOKED_AT, len(sheet.rows)))
    return [text for row in rows if (text := sheet.texts(row)[index])]
