"""Subtotal rows against the rows that they sum."""

import re
from collections.abc import Callable
from functools import partial

from analysis.sources.reading import Record
from analysis.sources.rows.body import Body, Line, Subtotal
from analysis.sources.rows.sums import SUMMED
from analysis.sources.words.cells import text, whole_number
from analysis.sources.words.headers import folded
from analysis.sources.words.quoting import figure
from analysis.sources.words.rating_words import NOT_RATED, code_in
from analysis.sources.workbook.context import Context, is_marked
from analysis.vocabulary import fold

_OF_PEOPLE = re.compile(r"\d+(?=\s*(?:người|đồng chí|đ/c|cán bộ))", re.IGNORECASE)
_MARKED = (
    "rating_mark",
    "not_rated",
    "birth_female",
    "birth_male",
    "female",
    "male",
    "committee_member",
)
_SUMMED = (*SUMMED, "female", "male")


def people_subtotals(body: Body, context: Context) -> list[Record]:
    """Return a warning for each figure of a subtotal that differs from the marks above it."""
    columns = [column.index for column in context.header.columns if column.field in _MARKED]
    levels = {column.index for column in context.header.of("rating_mark")}
    return _differing(body, context, columns, partial(_count_marks, levels))


def return_subtotals(body: Body, context: Context) -> list[Record]:
    """Return a warning for each figure of a total row that differs from the units' sum."""
    columns = [column.index for column in context.header.columns if column.field in _SUMMED]
    return _differing(body, context, columns, _sum_counts)


def _count_marks(levels: set[int], lines: list[Line], column: int) -> int:
    marked = (cell for line in lines if is_marked(cell := line.text(column)))
    # "Không đánh giá" in the column of a level is no mark for it.
    return sum(column not in levels or code_in(cell) != NOT_RATED for cell in marked)


def _sum_counts(lines: list[Line], column: int) -> int:
    return sum(_number(line.text(column)) or 0 for line in lines)


def _differing(
    body: Body, context: Context, columns: list[int], count: Callable[[list[Line], int], int]
) -> list[Record]:
    problems = []
    for subtotal in body.subtotals:
        stated = _stated(subtotal, columns, context)
        for column, said, counted in _mismatches(subtotal, stated, body, count):
            values = {
                "stated": figure(said, counted),
                "counted": figure(counted, said),
                "column": context.heading(column),
            }
            found = context.problem("warning", "subtotal_differs", subtotal.row, column, **values)
            problems.append(found)
    return problems


def _mismatches(
    subtotal: Subtotal,
    stated: dict[int, tuple[int, bool]],
    body: Body,
    count: Callable[[list[Line], int], int],
) -> list[tuple[int, int, int]]:
    """Return column, stated and counted where no span of rows gives the whole subtotal."""
    by_start = {}
    # A total may stand above all that it sums.
    first = not subtotal.covers and all(line.row > subtotal.row for line in body.lines)
    below = [(subtotal.row, max((line.row for line in body.lines), default=0) + 1)]
    for start, end in below if first else _spans(subtotal, body):
        lines = [line for line in body.lines if start <= line.row < end]
        counted = {
            column: len(lines) if of_rows else count(lines, column)
            for column, (_, of_rows) in stated.items()
        }
        by_start[start] = [
            (column, said, counted[column])
            for column, (said, _) in stated.items()
            if said != counted[column]
        ]
        # Offices write "Cộng" under a group and under a whole table alike: the span that fits.
        if not by_start[start]:
            return []
    if first or subtotal.covers:
        return next(iter(by_start.values()))
    whole = fold(subtotal.label) in folded("whole_sheet_subtotals")
    return by_start[subtotal.table_start if whole else subtotal.group_start]


def _spans(subtotal: Subtotal, body: Body) -> list[tuple[int, int]]:
    if subtotal.covers:
        return [subtotal.covers]
    starts = [subtotal.group_start, subtotal.tier_start, subtotal.table_start]
    # What stands behind the sum before it may be a group without a heading.
    starts += [each.row + 1 for each in body.subtotals if each.row < subtotal.row][-1:]
    return [(start, subtotal.row) for start in starts]


def _stated(
    subtotal: Subtotal, columns: list[int], context: Context
) -> dict[int, tuple[int, bool]]:
    """Return the figures of a subtotal row by column, and whether they count rows."""
    stated = {}
    for column, value in enumerate(map(text, subtotal.cells)):
        said = _number(value)
        if column in columns and said is not None:
            stated[column] = (said, False)
            continue
        of_people = column == context.header.index("name") or fold(value).startswith("cộng")
        in_words = _OF_PEOPLE.search(value) or re.search(r"\d+", value)
        labelled = len(subtotal.label) > 2 and fold(subtotal.label) in fold(value)
        if in_words and (of_people or labelled):
            stated[column] = (int(in_words[0]), True)
    return stated


def _number(value: str) -> int | None:
    try:
        return whole_number(value)
    except ValueError:
        return None
