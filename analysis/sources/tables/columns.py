"""Where the header of a table stands on a sheet, and what each of its columns holds."""

from dataclasses import replace
from functools import lru_cache

from analysis.sources.tables.by_cells import ballots_cast, by_cells, ratings_of_years
from analysis.sources.tables.fields import (
    beside_stronger,
    column_of,
    is_of_somebody,
    is_sub_header,
    part_named,
    sexes_of_members,
)
from analysis.sources.tables.heading_paths import paths
from analysis.sources.words.headers import (
    Column,
    Header,
    field_of,
    header_words,
    is_numbering,
    role_of,
    year_in,
)
from analysis.sources.words.levels import known_in, level_of
from analysis.sources.workbook.grid import Sheet

_MOST_HEADER_ROWS = 3
_LEAST_FIELDS = 2
_LEAST_LEVELS = 3
_LEAST_BESIDE = 2
_DIGITS_OF_YEAR = 4
_FIGURES = ("rating", "rating_mark", "women_mark", "men_mark", "not_rated")
_OF_A_YEAR = (*_FIGURES, "total", "rated", "female", "male", "share")
# A table is of people, units, posts, years or tiers: its header has one of these.
_KEYS = frozenset({"name", "unit", "post_group", "staff_class", "year", "tier"})

Texts = tuple[str, ...]


def find_header(sheet: Sheet, start: int = 0, end: int | None = None) -> Header | None:
    """Return the first header from a row on, or None where no row looks like one.

    Parameters
    ----------
    start : int
        0 for the first table of a sheet. Behind another table two known words are no header yet:
        a row of data holds *Nữ* and *HTTNV*.
    end : int, optional
        The row behind the last one searched.
    """
    for row in range(start, min(end or len(sheet.rows), len(sheet.rows))):
        texts = sheet.texts(row)
        # Most rows behind the first header are data: told by one look at each cell.
        if start and not _may_head(texts):
            continue
        known = _known(texts)
        if len(known) >= _LEAST_FIELDS and (not start or _is_sure(texts, known)):
            first = _first_row(sheet, start, row) if start else row
            return described(sheet, first, _last_row(sheet, first))
    return None


def _may_head(texts: list[str]) -> bool:
    told = set(map(_key_or_level, filter(None, texts)))
    return "key" in told or (len(told) >= _LEAST_LEVELS and _levels_in(texts))


@lru_cache(maxsize=8192)
def _key_or_level(text: str) -> str | None:
    return "key" if field_of(text) in _KEYS | {"rating"} else level_of(text)


def _levels_in(texts: list[str]) -> bool:
    """Say whether a row names so many levels, and so little else, that it is a header."""
    levels = [level_of(text) for text in texts if text]
    others = (text for text in texts if text and not level_of(text) and not field_of(text))
    # Somebody's own rating, the collective's and the competent level's may be three levels too.
    return len({*levels} - {None}) >= _LEAST_LEVELS and len(list(others)) <= 1


def _first_row(sheet: Sheet, start: int, row: int) -> int:
    """Return where a header begins whose levels stand below *Tổng số* and *Kết quả xếp loại*."""
    above = sheet.texts(row - 1) if row > start and _levels_in(sheet.texts(row)) else []
    return row - 1 if known_in(above) and not any(map(_is_count, above)) else row


def _is_count(text: str) -> bool:
    return text.isdigit() and len(text) < _DIGITS_OF_YEAR


def _known(texts: list[str]) -> set[str]:
    """Return what a row names: fields, levels, whose rating, and years if several."""
    years = {str(year) for text in texts if (year := year_in(text)) and field_of(text) is None}
    whose = {role_of(text) or "" for text in texts if text and is_of_somebody(text)}
    return known_in(texts) | whose | (years if len(years) > 1 else set())


def _is_sure(texts: list[str], known: set[str]) -> bool:
    fields = {field_of(text) for text in texts if text} - {None, "female", "male", "sex"}
    levels = known - fields
    if _levels_in(texts):
        return True
    # Levels below one another: "Mức xếp loại" beside "Số lượng", or beside years.
    down = "rating" in fields and (fields & {"count", "total"} or len(levels) > 1)
    return bool(down) or (bool(fields & _KEYS) and (len(fields) > 1 or len(levels) > 1))


def _last_row(sheet: Sheet, first: int) -> int:
    last = first
    while last + 1 < min(first + _MOST_HEADER_ROWS, len(sheet.rows)):
        above = (tuple(sheet.texts(row)) for row in range(first, last + 1))
        if not _continues(tuple(above), tuple(sheet.texts(last + 1))):
            break
        last += 1
    # A known header that is merged downwards says how deep the others are.
    deep = (bottom for (top, _), (bottom, _) in sheet.merges if first <= top <= last)
    return max([last, *(row for row in deep if row < first + _MOST_HEADER_ROWS)])


# Hundreds of sheets share their headings.
@lru_cache(maxsize=1024)
def _continues(above: tuple[Texts, ...], below: Texts) -> bool:
    heads = known_in(below) or any(is_sub_header(text) for text in below)
    heads = heads or _are_sub_headers(above[0], below)
    if is_numbering(below) or not heads or any(map(_is_count, below)):
        return False
    parents = {*header_words()["may_have_sub_headers"]}
    for index, text in enumerate(below):
        fields = {field_of(upper[index]) for upper in above if upper[index]} - {None}
        # "Số phiếu" stands over levels; any other word below it is data.
        if text and fields - parents - ({"count"} if known_in([text]) else set()):
            return False
    return True


def _are_sub_headers(above: Texts, below: Texts) -> bool:
    """Say whether a row holds words under columns that are not known, and nothing elsewhere."""
    filled = [(upper, text) for upper, text in zip(above, below, strict=True) if text]
    words = [text for upper, text in filled if field_of(upper) is None and level_of(upper) is None]
    marks = header_words()["marks"]
    return len(words) == len(filled) > 1 and all(
        len(text) > 1 and text[0].isalpha() and text.casefold() not in marks for text in words
    )


def described(sheet: Sheet, first: int, last: int) -> Header:
    """Return the header that stands in some rows of a sheet."""
    columns, unused, headed = [], [], {}
    for index, path in enumerate(paths(sheet, first, last)):
        told = _headed(index, path) if path else None
        column = by_cells(sheet, last, path, told)
        headed[index] = path
        if column is not None:
            columns.append(column if column is told else _of_whom_and_when(column, path))
        elif path:
            unused.append((index, path))
    if any(column.field == "name" for column in columns) and not _rates(columns):
        years = ratings_of_years(sheet, last, unused)
        columns += [_of_whom_and_when(column, headed[column.index]) for column in years]
        unused = [each for each in unused if each[0] not in {column.index for column in years}]
    cast = ballots_cast(sheet, last, columns)
    unused += [(column.index, headed[column.index]) for column in cast]
    columns = [column for column in columns if column not in cast]
    weak = beside_stronger(columns, headed) | sexes_of_members(columns, headed)
    unused += [(index, headed[index]) for index in weak]
    columns = [column for column in columns if column.index not in weak]
    columns, others = _official(_beside_each_other(_women_of_levels(columns)))
    left = [(column.index, headed[column.index]) for column in others]
    return Header(first, last, tuple(columns), tuple(sorted([*unused, *left])), tuple(others))


def _rates(columns: list[Column]) -> bool:
    return any(column.field in ("rating", "rating_mark") for column in columns)


# Hundreds of sheets share their headings.
@lru_cache(maxsize=8192)
def _headed(index: int, path: tuple[str, ...]) -> Column | None:
    column = column_of(index, path)
    return None if column is None else _of_whom_and_when(column, path)


def _of_whom_and_when(column: Column, path: tuple[str, ...]) -> Column:
    years = [year for text in path if (year := year_in(text))]
    roles = [role for text in path if (role := role_of(text))]
    heads = path if column.field in (*_FIGURES, "total", "rated") else path[:-1]
    parts = [part for text in heads if (part := part_named(text))]
    return replace(
        column,
        year=years[-1] if years and column.field in _OF_A_YEAR else None,
        role=roles[-1] if roles and column.field in _FIGURES else None,
        part=parts[-1] if parts and column.field in _OF_A_YEAR else None,
    )


def _women_of_levels(columns: list[Column]) -> list[Column]:
    """Return the columns with each *trong đó nữ* behind a level as the women of that level."""
    by_place = {column.index: column for column in columns}
    before = {
        column.index: by_place.get(column.index - 1)
        for column in columns
        if column.field == "female"
    }
    levels = {at: left for at, left in before.items() if left and left.field == "rating_mark"}
    # One alone may be the women of all levels.
    if len(levels) < _LEAST_BESIDE:
        return columns
    return [
        replace(column, field="women_mark", level=levels[column.index].level)
        if column.index in levels
        else column
        for column in columns
    ]


def _beside_each_other(columns: list[Column]) -> list[Column]:
    """Return the columns with years and parts that stand side by side; one alone is no such."""
    rated = [column for column in columns if column.field in _FIGURES]
    if len({column.year for column in rated} - {None}) < _LEAST_BESIDE:
        columns = [replace(each, year=None) if each.year else each for each in columns]
    parts = {column.part for column in rated} - {None}
    # A class within a tier is neither of them.
    if len(parts) < _LEAST_BESIDE or len({field for field, _ in filter(None, parts)}) > 1:
        columns = [replace(each, part=None) if each.part else each for each in columns]
    return columns


def _official(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """Return the columns that count, and the ratings beside that of the competent level."""
    rated = [column for column in columns if column.field in _FIGURES]
    roles = {column.role for column in rated}
    if not roles - {None, "competent"}:
        return columns, []
    # Beside one's own rating a column that says of nobody whose it is holds the result.
    chosen = "competent" if "competent" in roles else None
    others = [column for column in rated if column.role != chosen and column.field != "not_rated"]
    return [column for column in columns if column not in others], others
