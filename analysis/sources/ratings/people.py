"""A list of people with their ratings: one record of evaluations per row."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from analysis.sources.mapping.asks import asking, of_heading, of_word
from analysis.sources.people.sexes import Sexes
from analysis.sources.ratings.post_groups import group_of, is_post_told, posts_to_ask, title_of
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.rows.legend import code_key, legend_of
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import Column, header_words
from analysis.sources.words.rating_words import (
    NOT_RATED,
    UNKNOWN,
    said,
    says_not_rated,
    suggestion,
    told,
)
from analysis.sources.workbook.context import (
    Context,
    is_marked,
    tier_of,
    unit_of,
    word_code,
    year_of,
)
from analysis.sources.workbook.row_persons import identity
from analysis.vocabulary import rank_of

# Few titles, many rows: each title is looked up once.
_rank_of_title = cache(rank_of)
# A dash or dots in place of a rating say as much as an empty cell.
_PLACEHOLDER = re.compile(r"[-–—.…_\s]+")


def read_people(body: Body, context: Context) -> Reading:
    """Return the evaluations of a list of people, and what is wrong with it."""
    reading, sexes = Reading(), Sexes(body, context)
    context = _with_legend(body, context, reading)
    groups = [group_of(line, context) for line in body.lines]
    for line, group in zip(body.lines, groups, strict=True):
        record = _evaluation(line, group, sexes, context, reading)
        if record is not None:
            reading.evaluations.append(record)
    reading.problems.extend(sexes.problems())
    reading.problems.extend(posts_to_ask(body, groups, context))
    return reading


def _evaluation(
    line: Line, group: str | None, sexes: Sexes, context: Context, reading: Reading
) -> Record | None:
    year = year_of(line, context, reading)
    sex, birth, known = sexes.of(line, reading)
    rating, readable = _rating(line, context, reading)
    if year is None:
        return None
    member = context.header.index("committee_member")
    title = title_of(line, context)
    record = {
        **context.place(line.row, context.header.index("name")),
        **identity(line, context, birth),
        "year": year,
        **unit_of(line, context),
        "tier": tier_of(line, context, reading),
        "post": title if is_post_told(title) else None,
        "rank": _rank_of_title(title),
        "post_group": group,
        "post_group_cell": cell_name(line.row, context.header.index("post_group") or 0),
        "committee_member": None if member is None else is_marked(line.text(member)),
        "staff_class": word_code("staff_classes", "staff_class", line, context, reading),
        "sex": sex,
        "sex_asked": sexes.asked,
        "birth_year": int(birth[:4]) if birth else None,
        "rating": rating,
        "count": 1,
        "origin": context.origin,
    }
    if known and readable:
        return record
    dated = birth is not None or not context.header.has("birth", "birth_female", "birth_male")
    return withheld(record, () if dated else ("birth_year",))


def _rating(line: Line, context: Context, reading: Reading) -> tuple[str | None, bool]:
    """Return the rating and whether the row may be kept; not rated is None, kept."""
    stated = list(_stated(line, context))
    for column, word, level in stated:
        if level == UNKNOWN:
            reading.problems.append(_unknown_rating(word, line.row, column, context))
            return None, False
    # A mark and the same level in words agree; two marks never do.
    if len({level for _, _, level in stated}) > 1:
        reading.problems.append(context.problem("error", "two_marks", line.row, stated[1][0]))
        return None, False
    if stated and _is_of_another_section(line, stated[0][2], context):
        found = context.problem("warning", "other_section", line.row, stated[0][0])
        reading.problems.append(found)
    if not stated and not _note_says_so(line, context):
        place = next(column.index for column in context.header.ratings)
        reading.problems.append(context.problem("warning", "no_mark", line.row, place))
    return stated[0][2] if stated else None, True


def _is_of_another_section(line: Line, level: str | None, context: Context) -> bool:
    """Say whether the head above a row names another rating than the row, of the same year."""
    beside = any(each.year for each in context.header.ratings)
    known = line.section not in (None, NOT_RATED, UNKNOWN)
    return known and not beside and level is not None and level != line.section


def _note_says_so(line: Line, context: Context) -> bool:
    """Say whether the remark beside an empty rating says that there is none."""
    return any(says_not_rated(line.text(each.index)) for each in context.header.of("note"))


def _with_legend(body: Body, context: Context, reading: Reading) -> Context:
    """Return the context with the legend of its codes, where the list needs one and has it."""
    columns = [column.index for column in context.header.of("rating")]
    rated = [(line.row, line.text(column)) for line in body.lines for column in columns]
    unknown = [(row, word) for row, word in rated if word and said(word).code == UNKNOWN]
    legend = legend_of(context.sheet) if unknown else {}
    if coded := [row for row, word in unknown if code_key(word) in legend]:
        reading.problems.append(context.problem("note", "legend_read", coded[0], columns[0]))
    return replace(context, legend=legend)


def _unknown_rating(word: str, row: int, column: int, context: Context) -> Record:
    found, near = told(word), suggestion(said(word).near)
    values = {"word": found, "near": near} if near else {"word": found}
    key = "unknown_rating_near" if near else "unknown_rating"
    heads = {each.header for each in context.header.of("rating_mark") if each.level is None}
    ask = of_heading(word, near) if word in heads else of_word("ratings", word, near)
    return asking(context.problem("error", key, row, column, **values), ask)


def _stated(line: Line, context: Context) -> Iterator[tuple[int, str, str | None]]:
    if line.section and not context.header.ratings:
        level = None if line.section == NOT_RATED else line.section
        yield context.header.index("name") or 0, line.section, level
    for column in context.header.ratings:
        word = line.text(column.index)
        if not word:
            continue
        if column.field == "not_rated":
            if is_marked(word):
                yield column.index, word, None
        elif said(word).code == NOT_RATED:
            yield column.index, word, None
        elif column.field == "rating_mark":
            known = word.casefold() in header_words()["marks"] or _says_again(word, column)
            yield (
                column.index,
                word if column.level else column.header,
                (column.level or UNKNOWN if known else UNKNOWN),
            )
        elif not _PLACEHOLDER.fullmatch(word):
            answer = context.sheet.answers.code("ratings", word)
            code = answer or context.legend.get(code_key(word)) or said(word).code
            yield column.index, word, None if code == NOT_RATED else code


def _says_again(word: str, column: Column) -> bool:
    """Say whether a cell in the column of a level names that level instead of a mark."""
    return column.level is not None and said(word).code == column.level
