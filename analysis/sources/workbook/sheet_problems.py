"""What is wrong with a table as a whole, or has to be said of it."""

from collections.abc import Iterator
from functools import cache, lru_cache

from analysis.sources.mapping.asks import (
    Ask,
    asking,
    nearest_heading,
    of_cell,
    of_heading,
    of_sheet,
)
from analysis.sources.problems import problem
from analysis.sources.reading import Record
from analysis.sources.rows.body import Body
from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import (
    Header,
    folded,
    header_words,
    is_limited,
    repeated,
    role_of,
)
from analysis.sources.words.levels import level_of
from analysis.sources.words.quoting import heading, heading_told, name_of, rating_words
from analysis.sources.workbook.context import Context, unit_of
from analysis.sources.workbook.grid import Sheet
from analysis.sources.workbook.school_years import SUGGESTED
from analysis.vocabulary import code_of, fold

# Of a list, to see what a column holds.
_LOOKED_AT = 12


def two_scales(header: Header, sheet: Sheet) -> list[Record]:
    """Return a note where the third levels of two legal scales stand side by side."""
    third = [column for column in header.of("rating_mark") if column.level == "completed"]
    if len({is_limited(column.header) for column in third}) < 2:
        return []
    cells = [cell_name(header.last, column.index) for column in third]
    place = (sheet.file, sheet.name, cells[0])
    return [problem("note", "two_scales", *place, cells=", ".join(cells))]


def not_cadres(context: Context, kind: str) -> list[Record]:
    """Return the warning of a table of others than cadres: party members, party cells, bodies.

    Its titles say of whom the evaluation is, behind *đánh giá, xếp loại*, or a total in its header.
    """
    titles = [title for title in context.table_titles if ":" not in title]
    padded = f" {fold(' '.join(titles))} "
    begun = [padded.find(f" {word} ") for word in sorted(folded("evaluation_words"))]
    said = padded[min((at for at in begun if at >= 0), default=len(padded)) :]
    heads = [fold(text) for _, path in context.header.unused for text in path]
    if any(f" {word} " in padded for word in folded("words_of_cadres")):
        return []
    listed = fold("danh sách")
    members = any(f" {listed} {word} " in padded for word in folded("words_of_party_members"))
    members = members or _any_in(said, "words_of_party_members")
    others = "others" if _any_in(padded, "words_of_others") else None
    found = "party_members" if members else others
    if kind in ("return", "levels"):
        found = found or ("bodies" if _any_in(said, "words_of_bodies") else None)
        totals = [head for head in heads if head in folded("totals_of_others")]
        found = found or ("others" if totals else None)
    if found is None:
        return []
    place = (context.sheet.file, context.sheet.name)
    return [problem("warning", f"not_cadres_{found}", *place)]


def _any_in(said: str, words: str) -> bool:
    return any(f" {word} " in said for word in folded(words))


def whose_rating(header: Header, sheet: Sheet) -> Record:
    """Return which of several ratings of one person is taken, or the error that none can be."""
    chosen = [column for column in header.columns if column.field in ("rating", "rating_mark")]
    place = (sheet.file, sheet.name)
    others = ", ".join(cell_name(header.last, column.index) for column in header.others)
    if not chosen:
        cell = cell_name(header.last, header.others[0].index)
        return problem("error", "no_official_rating", *place, cell, cells=others)
    cell = cell_name(header.last, chosen[0].index)
    return problem("note", "official_rating", *place, cell, cell_used=cell, cells=others)


def refused_table(header: Header, kind: str, sheet: Sheet, rows: int) -> list[Record]:
    """Return the errors for which a whole table of some rows is withheld."""
    twice = repeated(header)
    place = (sheet.file, sheet.name)
    if kind == "proposed":
        return [problem("error", "events_proposed", *place, cell_name(header.first, 0))]
    if twice:
        cells = [cell_name(header.last, column.index) for column in twice]
        values = {"header": name_of(twice[0]), "cells": ", ".join(cells)}
        found = problem("error", "repeated_header", *place, cells[0], **values)
        return [asking(found, *(of_cell(sheet, cell) for cell in cells))]
    marks = ("rating_mark", "women_mark") if kind == "return" else ("rating_mark", "rating")
    rated = header.has(*marks)
    if header.others and not rated:
        return [whose_rating(header, sheet)]
    if kind not in ("people", "return") or rated:
        return []
    cell = cell_name(header.first, 0)
    if kind == "return" and header.has("share"):
        column = header.of("share")[0]
        cell = cell_name(header.last, column.index)
        found = problem("error", "percentage_without_base", *place, cell, column=name_of(column))
        return [found]
    events = [path for _, path in header.unused if code_of("outcome_kinds", path[-1])]
    if kind == "return" and len(events) > 1:
        return [problem("error", "events_counted", *place, cell_name(header.last, 0))]
    lone = header.of("rating")
    key = "rating_without_names" if lone else "missing_rating_column"
    cell = cell_name(header.last, lone[0].index) if lone else cell
    found = problem("error", key, *place, cell)
    return [asking(found, *(of_unused(path, rows) for _, path in header.unused))]


def of_unused(path: tuple[str, ...], count: int) -> Ask | None:
    """Return the question what a column of some rows holds that is not used, by its heading."""
    if fold(path[-1]) in known_unused():
        return None
    return of_heading(path[-1], nearest_heading(path[-1]), count)


def of_near_headings(header: Header, count: int) -> list[Ask]:
    """Return the questions of columns of some rows whose headings are nearly known."""
    asks = (of_unused(path, count) for _, path in header.unused)
    return [ask for ask in asks if ask and ask.near]


@cache
def known_unused() -> frozenset[str]:
    """Return the headings of columns that need not be understood, folded."""
    return frozenset(fold(each) for each in header_words()["not_used"])


def ratings_not_used(body: Body, context: Context) -> Iterator[Record]:
    """Yield the warning of each unused column of a list that holds ratings too, nobody knows whose.

    The result may be there: *Xếp loại sau thẩm định* beside *Xếp loại*.
    """
    lines = body.lines[:_LOOKED_AT]
    for at, path in context.header.unused if context.header.ratings else ():
        texts = [line.text(at) for line in lines if line.text(at)]
        rated = sum(level_of(text) is not None for text in texts)
        if 2 * rated > len(texts) and not _is_of_another(path):
            column = heading(path[-1], at)
            found = context.problem("warning", "ratings_not_used", lines[0].row, at, column=column)
            yield asking(found, of_unused(path, len(body.lines)))


@lru_cache(maxsize=8192)
def _is_of_another(path: tuple[str, ...]) -> bool:
    """Say whether headings are known as those of another rating, or of another time."""
    if fold(path[-1]) in known_unused() or any(role_of(text) for text in path):
        return True
    padded = f" {fold(' '.join(path))} "
    return any(f" {word} " in padded for word in folded("words_of_another_rating"))


def unused_columns(header: Header) -> str:
    """Return the columns not used by their cells, with their headings where these are known."""
    columns = []
    for index, path in header.unused:
        told = " › ".join(filter(None, map(_heading_told, path)))
        cell = cell_name(header.last, index)
        columns.append(f"{told} ({cell})" if told else cell)
    return "; ".join(columns)


# Hundreds of sheets share their headings.
@lru_cache(maxsize=8192)
def _heading_told(text: str) -> str | None:
    """Return a heading as far as it may be repeated: levels may stand below *Đảng viên*."""
    return heading_told(text, rating_words())


def no_one_year(context: Context) -> Record:
    """Return the error of a table that names no year, or several."""
    place = (context.sheet.file, context.sheet.name)
    if context.school_years:
        begun = context.school_years[0]
        found = problem("error", "school_year", *place, begun=begun, ended=begun + 1)
        return asking(found, Ask(("school_year",), "school_year", SUGGESTED))
    if not context.years:
        found = problem("error", "missing_year", *place)
    else:
        told = ", ".join(map(str, context.years))
        found = problem("error", "unclear_year", *place, years=told)
    return asking(found, of_sheet(found, "year"))


def units_with_posts(body: Body, context: Context) -> list[Record]:
    """Return the warning of a list whose units stand behind the posts, in one column."""
    at = context.header.index("post_and_unit")
    if at is None:
        return []
    lacking = [line for line in body.lines if unit_of(line, context)["unit"] is None]
    if not lacking:
        return []
    count = len(lacking)
    return [context.problem("warning", "unit_within_post", lacking[0].row, at, count=count)]


def blank_units(body: Body, context: Context) -> list[Record]:
    """Return a warning where some rows of a table leave the unit blank that others name."""
    at = context.header.index("unit")
    blank = [line for line in body.lines if not line.text(at)]
    if at is None or not 0 < len(blank) < len(body.lines):
        return []
    if any(unit_of(line, context)["unit"] for line in blank):
        return []
    return [context.problem("warning", "blank_units", blank[0].row, at, count=len(blank))]
