"""The rows of one table, of one year and class of staff, by the reader of their kind."""

from collections.abc import Callable

from analysis.sources.ballots.ballots import read_votes
from analysis.sources.events.events import read_outcomes
from analysis.sources.mapping.asks import asking
from analysis.sources.problems import problem
from analysis.sources.ratings.levels_down import read_levels
from analysis.sources.ratings.people import read_people
from analysis.sources.ratings.returns import read_return
from analysis.sources.ratings.women_unused import women_in_brackets, women_not_used
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body
from analysis.sources.rows.subtotals import people_subtotals, return_subtotals
from analysis.sources.rows.totals import take_totals
from analysis.sources.tables.kinds import key_of, tells_who
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import cell_name
from analysis.sources.workbook.context import Context
from analysis.sources.workbook.hidden import withhold_rows, withhold_unknown
from analysis.sources.workbook.part_of_year import not_counted
from analysis.sources.workbook.return_problems import figures_of_a_return
from analysis.sources.workbook.sheet_problems import (
    blank_units,
    no_one_year,
    of_near_headings,
    of_unused,
    ratings_not_used,
    refused_table,
    units_with_posts,
    unused_columns,
)
from analysis.sources.workbook.some_alone import some_alone
from analysis.vocabulary import fold

_READERS: dict[str, Callable[[Body, Context], Reading]] = {
    "people": read_people,
    "outcomes": read_outcomes,
    "votes": read_votes,
    "return": read_return,
    "levels": read_levels,
}
# Rows that would have been read.
_UNREAD = ("line", "women", "refused")


def read_part(context: Context, kind: str, body: Body) -> Reading:
    """Return what the rows of a table hold, and what is wrong with it as a whole.

    Parameters
    ----------
    context : Context
        What its titles and heading say.
    kind : str
        The kind of the table: ``people``, ``outcomes``, ``proposed``, ``votes``, ``return`` or
        ``levels``.
    body : Body
        Its rows by what they are; those that are not counted are noted in its `kinds`.
    """
    sheet, header = context.sheet, context.header
    if kind in ("people", "return", "levels"):
        why, others = not_counted(context, kind)
        if others:
            body.kinds |= {row: why for row, what in body.kinds.items() if what in _UNREAD}
            return Reading(problems=others)
    count = len(body.lines)
    refused = refused_table(header, kind, sheet, count) if body.lines or body.astray else []
    told = figures_of_a_return(body, context) if kind == "return" and not refused else []
    refused += [each for each in told if each["severity"] == "error"]
    if kind == "people" and body.lines and all(line.section for line in body.lines):
        # The headings of its sections are its ratings.
        refused = [each for each in refused if each["cause"] != "missing_rating_column"]
    if refused and not tells_who(header, kind):
        return Reading(problems=refused)
    dated = header.has("year") or any(line.year for line in body.lines)
    if kind in ("people", "return") and not dated and len(context.years) != 1:
        return Reading(problems=refused or [no_one_year(context)])
    if refused:
        rows = (withheld(row) for row in _read_body(kind, context, body).evaluations)
        return Reading(evaluations=list(filter(None, rows)), problems=refused)
    reading = _read_body(kind, context, body)
    reading.problems += told
    if kind in ("people", "return", "levels"):
        met = {each["rating"] for each in reading.evaluations if each["count"]}
        reading.problems += some_alone(context, met)
    return reading


def _read_body(kind: str, context: Context, body: Body) -> Reading:
    sheet, header = context.sheet, context.header
    key = "rating" if kind == "levels" else key_of(header)
    if not body.lines and not body.astray:
        return Reading(problems=[_no_rows(context)])
    found, doubtful = _totals_by_figures(body, context) if kind == "return" else ([], set())
    if key is None and len(body.lines) > 1:
        lone = context.problem("error", "rows_without_key", body.lines[0].row, 0)
        asks = (of_unused(path, len(body.lines)) for _, path in header.unused)
        return Reading(problems=[asking(lone, *asks)])
    reading = _READERS[kind](body, context)
    withhold_unknown(reading, body, context)
    withhold_rows(reading, doubtful)
    reading.problems += [*found, *blank_units(body, context)]
    reading.problems += units_with_posts(body, context)
    reading.problems += ratings_not_used(body, context) if kind == "people" else []
    if kind == "return":
        reading.problems += [*women_in_brackets(body, context), *women_not_used(body, context)]
    reading.titles.update(map(fold, context.titles))
    subtotals = {"people": people_subtotals, "return": return_subtotals}.get(kind)
    reading.problems += subtotals(body, context) if subtotals else []
    reading.problems += [
        context.problem("warning", "unplaced_row", row, _written_at(row, key, context))
        for row in body.astray
    ]
    if header.unused and kind != "levels":
        place = (sheet.file, sheet.name)
        unused = problem("note", "unused_columns", *place, columns=unused_columns(header))
        reading.problems.append(asking(unused, *of_near_headings(header, len(body.lines))))
    return reading


def _totals_by_figures(body: Body, context: Context) -> tuple[list[Record], set[int]]:
    """Return what is told of rows that their figures make totals, and the rows that may be one."""
    found = take_totals(body, context.header)
    at = context.header.index("unit")
    told = [
        context.problem("warning" if key == "taken_for_total" else "error", key, line.row, at)
        for key, lines in found.items()
        for line in lines
    ]
    return told, {line.row for line in (*found["total_or_unit"], *found["block_or_unit"])}


def _written_at(row: int, key: str | None, context: Context) -> int | None:
    """Return the column whose cell is to be looked at: the key's, or the first that is filled."""
    texts, at = context.sheet.texts(row), context.header.index(key or "")
    if at is not None and texts[at]:
        return at
    return next((column for column, told in enumerate(texts) if told), at)


def _no_rows(context: Context) -> Record:
    years = context.years if len(context.years) == 1 else (None,)
    cell = cell_name(context.header.first, 0)
    place = (context.sheet.file, context.sheet.name, cell)
    return problem("warning", "no_rows", *place, year=years[0])
