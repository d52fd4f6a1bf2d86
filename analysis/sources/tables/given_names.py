"""The second column of a name: given names stand beside family names under one header or none."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.sources.rows.feet import begins_foot
from analysis.sources.words.headers import Column, Header, field_of, is_numbering
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

_MOST_SYLLABLES = 2
_MOSTLY = 0.8


def with_given_names(header: Header, sheet: Sheet) -> Header:
    """Return a header in which the column of given names is a part of the name.

    That is the column to the right of the name, blank ones left aside: under the same merged
    header, under *Tên*, or under none where each row that has a name there has one or two
    syllables here.
    """
    name = header.index("name")
    if name is None:
        return header
    beside = _filled_beside(sheet, header, name)
    named = {column.index: column.header for column in header.of("name")}
    merged = named.get(beside) == named[name]
    headed = dict(header.unused).get(beside)
    alone = headed is None and all(column.index != beside for column in header.columns)
    is_given = headed is not None and fold(headed[-1]) == fold("tên")
    by_rows = (merged and _are_given(sheet, header.last, (name, beside), 1)) or (
        alone and _are_given(sheet, header.last, (name, beside), 2)
    )
    if not (is_given or by_rows):
        return header
    columns = [column for column in header.columns if column.index != beside]
    columns.append(Column(beside, "given_name", headed[-1] if headed else ""))
    unused = tuple(each for each in header.unused if each[0] != beside)
    return replace(header, columns=tuple(columns), unused=unused)


def _filled_beside(sheet: Sheet, header: Header, name: int) -> int:
    """Return the first column behind that of the names with a heading, or anything beside one."""
    headed = {column.index for column in header.columns} | {index for index, _ in header.unused}
    if name + 1 in headed:
        return name + 1
    rows = [texts for texts in _rows(sheet, header.last) if texts[name]]
    behind = range(name + 1, len(sheet.rows[0]))
    filled = (at for at in behind if at in headed or any(texts[at] for texts in rows))
    return next(filled, name + 1)


def _are_given(sheet: Sheet, last: int, columns: tuple[int, int], least: int) -> bool:
    name, beside = columns
    pairs = [(row[name], row[beside]) for row in _rows(sheet, last) if beside < len(row)]
    # The header of the next page says nothing of the column.
    named = [given for whole, given in pairs if whole and given and not field_of(whole)]
    given = sum(map(_is_given, named))
    return given >= least and given >= _MOSTLY * len(named)


def _rows(sheet: Sheet, last: int) -> Iterator[list[str]]:
    """Yield the rows below a header, to its foot and without those that number columns."""
    for row in range(last + 1, len(sheet.rows)):
        texts = sheet.texts(row)
        if begins_foot([text for text in texts if text]):
            return
        if not is_numbering(texts):
            yield texts


def _is_given(text: str) -> bool:
    words = text.split()
    return len(words) <= _MOST_SYLLABLES and all(word.isalpha() for word in words)
