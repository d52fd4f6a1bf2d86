"""A list of confidence votes: one record of votes per person and ballot."""

from collections.abc import Iterator
from datetime import date

from analysis.rules import council_rule
from analysis.sources.ballots.ballot_figures import (
    COUNTS,
    Blanks,
    impossible,
    shares_above,
    without_rule,
)
from analysis.sources.ballots.ballot_titles import (
    body_in,
    body_named,
    counted,
    held,
    round_in,
    round_named,
    rule_named,
)
from analysis.sources.mapping.asks import asking
from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.words.cells import cell_name, partial_date
from analysis.sources.words.persons import is_post
from analysis.sources.workbook.context import Context, implausible_dates, number, unit_of
from analysis.sources.workbook.row_persons import identity
from analysis.sources.workbook.sheet_problems import of_unused

# No rule is called so: what it leads to stays open.
_NOT_KNOWN = "HĐND"
_LEVELS = ("high", "confident", "low")


def read_votes(body: Body, context: Context) -> Reading:
    """Return the votes of a list, and what is wrong with it."""
    reading, day, blanks = Reading(), held(context), Blanks()
    if wrong := [*_no_day(day, context), *_no_levels(len(body.lines), context)]:
        return Reading(problems=wrong)
    named = rule_named(context.titles)
    whose, which = body_named(context, named), round_named(context)
    for line in body.lines:
        record = _vote(line, day, blanks, context, reading)
        if record is not None:
            reading.votes.append(record | _ballot(line, record, (named, whose, which), context))
    blanks.tell(context, reading)
    reading.problems += shares_above(body.lines, context)
    reading.problems += implausible_dates(reading.votes, "date", context)
    if any(record["body"] is None and record["rule"] is None for record in reading.votes):
        reading.problems.append(without_rule(context))
    return reading


def _no_day(day: date | None, context: Context) -> Iterator[Record]:
    """Yield the error of a list that says no day of its ballot."""
    if day is None and not context.header.has("date"):
        yield problem("error", "missing_ballot_date", context.sheet.file, context.sheet.name)


def _no_levels(rows: int, context: Context) -> Iterator[Record]:
    """Yield the error of a list without a column of any level; its columns are asked about."""
    header, place = context.header, (context.sheet.file, context.sheet.name)
    if not header.has(*_LEVELS):
        found = problem("error", "missing_vote_levels", *place, cell_name(header.last, 0))
        yield asking(found, *(of_unused(path, rows) for _, path in header.unused))


def _vote(
    line: Line, held: date | None, blanks: Blanks, context: Context, reading: Reading
) -> Record | None:
    before = len(reading.problems)
    day = _day(line, held, context, reading)
    figures = {name: number(line, context.header.index(name), context, reading) for name in COUNTS}
    figures |= {name: n for name, n in counted(context).items() if not context.header.has(name)}
    if len(reading.problems) == before:
        reading.problems.extend(impossible(line, figures, context))
    if len(reading.problems) > before:
        return None
    return {
        **context.place(line.row, context.header.index("name")),
        **identity(line, context, None),
        "date": day,
        **unit_of(line, context),
        "post": _post(line, context, reading),
        **blanks.fill(line, figures, context),
        "origin": context.origin,
    }


def _ballot(
    line: Line, record: Record, of_list: tuple[str | None, str | None, int | None], context: Context
) -> Record:
    """Return which ballot a row is of: body, round and rule, by its columns before its titles."""
    rule, body, number = of_list
    own = body_in(line.text(context.header.index("body"))) or body
    rule, body = (rule if own == body else None), own
    number = round_in(f"lần {_last_word(line.text(context.header.index('round')))}") or number
    if body == "council" and rule is None:
        # Without it the party's rule of that day would be taken.
        rule = council_rule(date.fromisoformat(str(record["date"]))) or _NOT_KNOWN
    return {"body": body, "round": number, "rule": rule}


def _last_word(written: str) -> str:
    return written.rpartition(" ")[2]


def _post(line: Line, context: Context, reading: Reading) -> str | None:
    column = context.header.index("post")
    title = line.text(column)
    if not title or is_post(title):
        return title or None
    reading.problems.append(context.problem("warning", "no_post", line.row, column))
    return None


def _day(line: Line, held: date | None, context: Context, reading: Reading) -> date | None:
    column = context.header.index("date")
    word = line.text(column)
    if column is None or not word:
        if held is None:
            found = context.problem("error", "missing_ballot_date", line.row, column)
            reading.problems.append(found)
        return held
    when = partial_date(line.cells[column])
    try:
        return date.fromisoformat(when or "")
    except ValueError:
        found = context.problem("error", "unparseable_date", line.row, column)
        reading.problems.append(found)
        return None
