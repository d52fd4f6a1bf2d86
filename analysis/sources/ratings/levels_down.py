"""A return whose levels stand below one another: a row a level, its counts in the columns."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.rows.row_kinds import is_figure, section_of
from analysis.sources.tables.heading_paths import paths
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import Header, field_of, is_limited, year_in
from analysis.sources.words.persons import begins
from analysis.sources.words.quoting import figure, quoted, rating_words
from analysis.sources.words.rating_words import NOT_RATED
from analysis.sources.workbook.context import Context, number, tier_of, unit_of, year_of
from analysis.sources.workbook.grid import Sheet
from analysis.words import Words

_FEWEST_LEVELS = 2
_ASIDE = ("share", "note", "skip", "ordinal")
_SEXES = ("female", "male")


@dataclass(frozen=True)
class _Counts:
    """A column of counts: where it stands, and the year, unit or sex that its heading names."""

    index: int
    year: int | None
    unit: str | None
    sex: str | None
    known: bool


def has_levels_down(sheet: Sheet, header: Header, end: int) -> bool:
    """Say whether a table's ratings are the names of its rows and not of somebody's cells."""
    at = header.index("rating")
    if at is None or header.has("name") or len(header.of("rating")) > 1:
        return False
    rows = (sheet.texts(row) for row in range(header.last + 1, end))
    levels = [row for row in rows if row[at] and section_of(row[at])]
    beside = sum(any(map(is_figure, row[at + 1 :])) for row in levels)
    return beside >= _FEWEST_LEVELS


def read_levels(body: Body, context: Context) -> Reading:
    """Return the counts of a table with a row a level, and what is wrong with it."""
    reading = Reading()
    columns = list(_columns(context))
    told = _without_sums(columns, body, context, reading)
    for column in told:
        _read_column(column, body, context, reading)
    if not told:
        place = (context.sheet.file, context.sheet.name)
        reading.problems.append(problem("error", "missing_rating_column", *place))
    return reading


def take_summary(found: Reading, above: Reading) -> None:
    """Take the counts out of a small table without titles below a list: they are of its people.

    Where they are others than the list's, a warning says so; the list is counted.
    """
    people = [row for row in above.evaluations if "name" in row]
    if not people or not found.evaluations:
        return
    said: Counter[object] = Counter()
    for row in found.evaluations:
        said[row["rating"]] += int(str(row["count"]))
    counted = Counter(row["rating"] for row in people if not row.get("withheld"))
    wrong = [row for row in found.evaluations if said[row["rating"]] != counted[row["rating"]]]
    for row in wrong[:1]:
        stated, rows = said[row["rating"]], counted[row["rating"]]
        figures = {"stated": figure(stated, rows), "counted": figure(rows, stated)}
        column = Words("vi").label("ratings", str(row["rating"])) if row["rating"] else ""
        values: dict[str, Any] = {**figures, "column": column}
        found.problems.append(problem("warning", "subtotal_differs", *place_of(row), **values))
    found.evaluations.clear()
    for rows_of_sheet in found.rows.values():
        lines = (row for row, kind in rows_of_sheet.items() if kind == "line")
        rows_of_sheet.update(dict.fromkeys(list(lines), "repeated"))


def _columns(context: Context) -> Iterator[_Counts]:
    header = context.header
    at = header.index("rating") or 0
    known = {column.index: column.field for column in header.columns}
    others = {"unit", "year", "tier", "post_group", *_ASIDE}
    for index, path in enumerate(paths(context.sheet, header.first, header.last)):
        fields = {field_of(text) for text in path} - {None}
        if index <= at or not path or known.get(index) in others or fields & {*_ASIDE}:
            continue
        year = next((year for text in path if (year := year_in(text))), None)
        unit = next((text for text in path if begins(text, "unit_beginnings")), None)
        sex = next((sex for sex in _SEXES if sex in fields), None)
        yield _Counts(index, year, unit, sex, bool(year or unit or sex or fields))


def _without_sums(
    columns: list[_Counts], body: Body, context: Context, reading: Reading
) -> list[_Counts]:
    """Return the columns that are counted: not women beside all, and no sum of the others."""
    known = [column for column in columns if column.known]
    for column in columns:
        if not column.known and any(is_figure(line.text(column.index)) for line in body.lines):
            place = (context.sheet.file, context.sheet.name)
            heading = context.heading(column.index)
            reading.problems.append(problem("warning", "counts_not_used", *place, column=heading))
    parted = [column for column in known if column.year or column.unit]
    return parted or [column for column in known if not column.sex] or known


def _read_column(column: _Counts, body: Body, context: Context, reading: Reading) -> None:
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    before = len(reading.problems)
    for line in body.lines:
        if record := _record(line, column, context, reading):
            groups[record["year"], record["unit"], record["tier"]].append(record)
    counted = sum(int(str(row["count"])) for rows in groups.values() for row in rows)
    refused = len(reading.problems) > before
    for row, said in _totals(column, body, context) if not refused else ():
        sums = {sum(int(str(row["count"])) for row in rows) for rows in groups.values()}
        if said not in sums | {counted}:
            stated = {"stated": figure(said, counted), "counted": figure(counted, said)}
            at = column.index
            found = context.problem("error", "return_total_differs", row, at, **stated)
            reading.problems.append(found)
            refused = True
    for rows in groups.values():
        kept = [withheld(row) if refused else row for row in _of_two_scales(rows, body, context)]
        reading.evaluations += [row for row in kept if row is not None]


def _of_two_scales(rows: list[Record], body: Body, context: Context) -> Iterator[Record]:
    """Yield the counts, the third levels of two legal scales as the one level that they are."""
    at = context.header.index("rating")
    limited = {cell_name(line.row, 0)[1:]: is_limited(line.text(at)) for line in body.lines}
    third = [row for row in rows if row["rating"] == "completed"]
    scales = {limited.get(re.sub(r"\D", "", str(row["cell"]))) for row in third}
    if len(third) == len(scales) > 1:
        rows = [row for row in rows if row not in third[1:]]
        third[0]["count"] = sum(int(str(row["count"])) for row in third)
    yield from rows


def _record(line: Line, column: _Counts, context: Context, reading: Reading) -> Record | None:
    at = context.header.index("rating")
    count = number(line, column.index, context, reading)
    if not count:
        return None
    level = section_of(line.text(at))
    if level is None:
        word = quoted(line.text(at), rating_words())
        found = context.problem("error", "unknown_rating", line.row, at, word=word)
        reading.problems.append(found)
    year = column.year or year_of(line, context, reading)
    if year is None:
        return None
    named = {"unit": column.unit, "unit_cell": None} if column.unit else unit_of(line, context)
    return {
        **context.place(line.row, column.index),
        "year": year,
        **named,
        "tier": tier_of(line, context, reading),
        "post_group": None,
        "origin": context.origin,
        "rating": None if level == NOT_RATED else level,
        "sex": column.sex,
        "count": count,
    }


def _totals(column: _Counts, body: Body, context: Context) -> Iterator[tuple[int, int]]:
    for subtotal in body.subtotals:
        value = subtotal.cells[column.index]
        whole = Line(subtotal.row, subtotal.cells, [str(value)], None, None, None)
        if (said := number(whole, column.index, context, Reading())) is not None:
            yield subtotal.row, said
