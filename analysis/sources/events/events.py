"""A list of what followed: one record of outcomes per row."""

import re
from datetime import date

from analysis.sources.events.event_dates import date_decided
from analysis.sources.events.event_kinds import kind_of_event, kinds_untold
from analysis.sources.events.list_periods import period_of
from analysis.sources.events.outcome_lists import list_of
from analysis.sources.people.sexes import Sexes
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.words.cells import partial_date, text
from analysis.sources.words.withdrawn import is_withdrawn
from analysis.sources.workbook.context import Context, implausible_dates, tier_of, unit_of, year_of
from analysis.sources.workbook.row_persons import identity
from analysis.vocabulary import fold

_WHOLE_DATE = len("2013-12-10")
_PERIOD = re.compile(r"\s*(?:[-–—]|\bđến\b)\s*", re.IGNORECASE)
_QUARTER = re.compile(r"quý\s+(?:I{1,3}|IV|[1-4])\s*(?:/|-|năm|\s)\s*(\d{4})", re.IGNORECASE)


def read_outcomes(body: Body, context: Context) -> Reading:
    """Return the outcomes of a list of events, and what is wrong with it.

    Rows that are not to be counted are among them, each with its ``account`` (see
    `outcome_accounts`), until the whole source is read.
    """
    reading, sexes = Reading(), Sexes(body, context)
    for line in body.lines:
        reading.outcomes.append(_outcome(line, sexes, context, reading))
    reading.problems += kinds_untold(body.lines, context)
    reading.problems += sexes.problems()
    dated = [row for row in reading.outcomes if "account" not in row]
    kept = [*dated]
    reading.problems += implausible_dates(kept, "first_year", context)
    for row in dated:
        if row not in kept:
            row["account"] = "refused"
    reading.problems += _withdrawn(reading.outcomes, context)
    if reading.outcomes and (period := period_of(context)):
        reading.periods[list_of(reading.outcomes[0])] = period
    return reading


def _outcome(line: Line, sexes: Sexes, context: Context, reading: Reading) -> Record:
    kind = kind_of_event(line, context, reading)
    year, day = _when(line, context, reading)
    sex, birth, known = sexes.of(line, reading)
    unit = unit_of(line, context)
    record = {
        **context.place(line.row, context.header.index("name")),
        **identity(line, context, birth),
        **_decision(line, context),
        "list": context.header.first,
        "first_year": year,
        "last_year": year,
        "date": day,
        **unit,
        "unit_told": unit["unit"] is not None,
        "unit_of_list": unit["unit"] is not None and unit["unit"] == context.unit,
        "tier": tier_of(line, context, reading),
        "sex": sex,
        "kind": kind,
        "count": 1,
        "origin": context.origin,
    }
    if kind is None or year is None or not known:
        return {**record, "account": "refused"}
    return {**record, "account": "withdrawn"} if _taken_back(line, context) else record


def _decision(line: Line, context: Context) -> Record:
    """Return what tells one decision on somebody from another; it stays behind."""
    at = context.header.index
    decided = at("decided")
    cell = None if decided is None else line.cells[decided]
    when = _start(cell) or date_decided(cell)
    post = line.text(at("post"))
    return {"number": line.text(at("number")), "decided": when, "post": fold(post)}


def _taken_back(line: Line, context: Context) -> bool:
    fields = ("note", "status", "rating")
    columns = (column for name in fields for column in context.header.of(name))
    return is_withdrawn(line.text(column.index) for column in columns)


def _withdrawn(rows: list[Record], context: Context) -> list[Record]:
    gone = [row for row in rows if row.get("account") == "withdrawn"]
    if not gone:
        return []
    return [problem("warning", "withdrawn_events", *place_of(gone[0]), count=len(gone))]


def _start(value: object) -> str | None:
    """Return the date of a cell, of a period its start; of a quarter the year."""
    if (when := partial_date(value)) is not None:
        return when
    if quarter := _QUARTER.fullmatch(text(value)):
        return quarter[1]
    begun, *rest = _PERIOD.split(text(value), maxsplit=1)
    return partial_date(begun.strip()) if rest and partial_date(rest[0].strip()) else None


def _when(line: Line, context: Context, reading: Reading) -> tuple[int | None, date | None]:
    columns = [context.header.index("date"), context.header.index("decided")]
    # In the columns of kinds stand marks, or the dates themselves.
    marked = (column.index for column in context.header.of("kind_mark"))
    columns += [at for at in marked if _start(line.cells[at])]
    column = next((each for each in columns if line.text(each)), None)
    if column is None:
        return year_of(line, context, reading), None
    when = _start(line.cells[column]) or date_decided(line.cells[column])
    if when is None:
        found = context.problem("error", "unparseable_date", line.row, column)
        reading.problems.append(found)
        return None, None
    return int(when[:4]), date.fromisoformat(when) if len(when) == _WHOLE_DATE else None
