"""The tables of a sheet, one below another: each with its header and its own titles."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.sources.rows.feet import begins_foot
from analysis.sources.rows.row_kinds import NUMERAL_AND_NAME, subtotal_in
from analysis.sources.tables.columns import find_header
from analysis.sources.words.headers import Header, folded
from analysis.sources.words.persons import begins, is_person
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

_FIRST_ROWS = 40
# The issuing body stands left of the motto, and neither is data.
_MOST_CELLS_IN_TITLE = 2


@dataclass(frozen=True)
class Table:
    """A table on a sheet: its header, where it begins and ends, and the titles above it.

    Attributes
    ----------
    header : Header
        Its rows and columns.
    title_rows : tuple of int
        The rows directly above the header that tell what the table is of.
    end : int
        The row behind its last.
    titles, sheet_titles : tuple of str
        Its own titles, and those of the first table, which hold where its own are silent.
    unit : str or None
        The unit that heads it, where tables of several units stand side by side.
    """

    header: Header
    title_rows: tuple[int, ...]
    end: int
    titles: tuple[str, ...]
    sheet_titles: tuple[str, ...]
    unit: str | None = None


def tables_on(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet from above; none where no row looks like a header.

    A header that is repeated on the next page, with the same titles or none, starts no table.
    """
    found = find_header(sheet, 0, _FIRST_ROWS)
    if found is None:
        return []
    begun = [(found, _held(sheet, range(found.first)))]
    while found := find_header(sheet, found.last + 1):
        titles = _titles_above(sheet, begun[-1][0], found)
        if not _is_next_page(sheet, begun, found, titles):
            begun.append((found, titles))
    return list(_bounded(sheet, begun))


def _bounded(sheet: Sheet, begun: list[tuple[Header, tuple[int, ...]]]) -> Iterator[Table]:
    sheet_titles = _texts(sheet, begun[0][1])
    starts = [titles[0] if titles else header.first for header, titles in begun]
    for (header, titles), end in zip(begun, [*starts[1:], len(sheet.rows)], strict=True):
        yield Table(header, titles, end, _texts(sheet, titles), sheet_titles)


def _held(sheet: Sheet, rows: range) -> tuple[int, ...]:
    return tuple(row for row in rows if any(sheet.texts(row)))


def _texts(sheet: Sheet, rows: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(value for row in rows for value in sheet.texts(row) if value)


def _titles_above(sheet: Sheet, before: Header, header: Header) -> tuple[int, ...]:
    """Return the rows between a table's last and the next header that are titles of the next."""
    titles = []
    for row in range(header.first - 1, before.last, -1):
        filled = [value for value in sheet.texts(row) if value]
        if filled and not _is_title(filled):
            break
        titles += [row] if filled else []
    return tuple(reversed(titles))


def _is_title(filled: list[str]) -> bool:
    if len(filled) > _MOST_CELLS_IN_TITLE or begins_foot(filled) or subtotal_in(filled):
        return False
    return any(map(_speaks_as_title, filled)) or not any(map(is_person, filled))


def _speaks_as_title(value: str) -> bool:
    padded = f" {fold(value)} "
    return any(f" {word} " in padded for word in folded("title_words"))


def _is_next_page(
    sheet: Sheet,
    begun: list[tuple[Header, tuple[int, ...]]],
    header: Header,
    titles: tuple[int, ...],
) -> bool:
    before = begun[-1][0]
    if header.last - header.first != before.last - before.first:
        return False
    rows = zip(_rows(before), _rows(header), strict=True)
    if any(sheet.texts(upper) != sheet.texts(lower) for upper, lower in rows):
        return False
    between = range(before.last + 1, titles[0] if titles else header.first)
    if any(begins_foot([each for each in sheet.texts(row) if each]) for row in between):
        return False
    known = {text for _, above in begun for text in _texts(sheet, above)}
    return all(text in known or _is_head(text) for text in _texts(sheet, titles))


def _is_head(text: str) -> bool:
    # The head of a group that stands last on a page; a page number.
    numbered = NUMERAL_AND_NAME.fullmatch(text)
    if ":" in text or begins(numbered[1] if numbered else text, "title_beginnings"):
        return False
    return bool(numbered) or begins(text, "unit_beginnings") or len(text.split()) < 2


def _rows(header: Header) -> range:
    return range(header.first, header.last + 1)
