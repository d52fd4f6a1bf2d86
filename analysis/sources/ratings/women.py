"""Women of a return: under each rating, or of a whole row; what contradicts itself is told."""

from collections import Counter, defaultdict
from typing import NamedTuple

from analysis.sources.all_files.checks import MOST_COUNTED
from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Line
from analysis.sources.words.headers import Column, is_limited
from analysis.sources.words.quoting import figure
from analysis.sources.workbook.context import Context, number

Counts = dict[int, int]

SEXES = {"women_mark": "female", "men_mark": "male"}


class Women(NamedTuple):
    """The women of a row of a return.

    `by_count` are those of each count, by its column; `not_rated` those of the rest of a roster.
    `of_row` are those of all counts together whose own women are not told.
    """

    by_count: Counts
    not_rated: int | None = None
    of_row: int | None = None


class Beside(NamedTuple):
    """What tells of a row's women beside its own columns.

    `below` is its row *trong đó nữ*; `untold` says that its empty cells are no noughts.
    """

    below: Line | None
    untold: bool


def women_of(
    line: Line, beside: Beside, counts: Counts, unrated: int, context: Context, reading: Reading
) -> Women:
    """Return the women of a row as its columns, or its row *trong đó nữ*, tell them.

    Parameters
    ----------
    counts : dict
        The row's count in each column.
    unrated : int
        How many of its roster are in none of these.

    Notes
    -----
    Women told of the whole row and under its ratings must agree; if not, that is told and none
    are counted. Empty cells beside a number are noughts.
    """
    below = beside.below
    of_all = _of_all(line, below, unrated, context, reading)
    places = _places(line, below, counts, context)
    empty = not any(row.texts[at] for row, at in places.values())
    untold = empty and (beside.untold or bool(of_all))
    by_count = {} if untold else _by_count(places, counts, context, reading)
    if by_count is None:
        return Women({})
    known = {**_apart(counts, context), **by_count}
    rest = sum(count for index, count in counts.items() if index not in known) + unrated
    if of_all is None:
        return Women(by_count)
    left = of_all - sum(known.values())
    if not 0 <= left <= rest:
        reading.problems.append(_contradicted(line, below, of_all, (known, counts, rest), context))
        return Women({})
    whole = counts.keys() <= known.keys()
    return Women(by_count, not_rated=left) if whole else Women(by_count, of_row=left)


def _of_all(
    line: Line, below: Line | None, unrated: int, context: Context, reading: Reading
) -> int | None:
    header = context.header
    told = _written(line, header.index("female"), context, reading)
    if told is not None or below is None:
        return told
    told = _written(below, header.index("total"), context, reading)
    if told is not None or unrated or header.has("not_rated"):
        return told
    return _written(below, header.index("rated"), context, reading)


def _written(line: Line, column: int | None, context: Context, reading: Reading) -> int | None:
    """Return the number of a cell in which something is written: a dash is nought."""
    before = len(reading.problems)
    found = number(line, column, context, reading)
    is_dash = found is None and line.text(column) and len(reading.problems) == before
    return 0 if is_dash else found


def _places(
    line: Line, below: Line | None, counts: Counts, context: Context
) -> dict[int, tuple[Line, int]]:
    """Return by the column of each count where its women stand, if anywhere."""
    if below is not None:
        return {index: (below, index) for index in counts}
    header = context.header
    marks = {_scaled(column): column.index for column in header.of("women_mark")}
    own = {each.index: marks.get(_scaled(each)) for each in header.of("rating_mark")}
    return {index: (line, at) for index in counts if (at := own.get(index)) is not None}


def _by_count(
    places: dict[int, tuple[Line, int]], counts: Counts, context: Context, reading: Reading
) -> Counts | None:
    """Return the women of each count that has a place for them; None if one is impossible."""
    before, found = len(reading.problems), {}
    for index, (row, column) in places.items():
        found[index] = women = number(row, column, context, reading) or 0
        if women > counts[index]:
            reading.problems.append(_above(row.row, column, women, counts[index], context))
    return found if len(reading.problems) == before else None


def _apart(counts: Counts, context: Context) -> Counts:
    """Return the women of the counts that are of one sex by their heading."""
    fields = {column.index: column.field for column in context.header.columns}
    of_one = {index: SEXES[fields[index]] for index in counts if fields[index] in SEXES}
    return {index: counts[index] if sex == "female" else 0 for index, sex in of_one.items()}


def _scaled(column: Column) -> tuple[str | None, bool]:
    return column.level, is_limited(column.header)


def _contradicted(
    line: Line, below: Line | None, of_all: int, told: tuple[Counts, Counts, int], context: Context
) -> Record:
    known, counts, rest = told
    header = context.header
    in_column = header.has("female") and line.texts[header.index("female") or 0]
    row = line if in_column or below is None else below
    at = header.index("female" if in_column else "total" if header.has("total") else "rated")
    if not known:
        return _above(row.row, at, of_all, sum(counts.values()) + rest, context)
    by_level = sum(known.values())
    stated = {"women": figure(of_all, by_level), "counted": figure(by_level, of_all)}
    return context.problem("error", "women_total_differs", row.row, at, **stated)


def _above(row: int, column: int | None, women: int, total: int, context: Context) -> Record:
    stated = {"women": figure(women, total), "total": figure(total, total)}
    return context.problem("error", "women_above_total", row, column, **stated)


def keep_women_of_rows(reading: Reading) -> None:
    """Write the women of a whole row of a return on its cells, where all of these still count.

    The first cell gets the women, the others 0 (see `records.EVALUATIONS`), and each sheet a note.
    A row of which a cell was refused, or is told elsewhere, has none: of whom they would be is not
    known.
    """
    whole: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in reading.evaluations:
        if "of_row" in row and not row.get("withheld"):
            whole[row["file"], row.get("sheet"), row["of_row"]].append(row)
    counted: Counter[tuple[object, ...]] = Counter()
    for (*place, _), cells in whole.items():
        first, *others = cells
        size = sum(int(str(each["count"])) for each in cells)
        if size == first["row_counts"] and size <= MOST_COUNTED:
            first["women"] = first["row_women"]
            for each in others:
                each["women"] = 0
            counted[tuple(place)] += 1
    for (file, sheet), rows in counted.items():
        told_of = (str(file), None if sheet is None else str(sheet))
        reading.problems.append(problem("note", "women_of_rows", *told_of, count=rows))
