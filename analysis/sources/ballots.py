"""A list of confidence votes: one record of votes per person and ballot."""

import re
from datetime import date

from analysis.rules import council_rule
from analysis.sources.body import Body, Line
from analysis.sources.cells import partial_date
from analysis.sources.context import Context, identity, implausible_dates, number, unit_of
from analysis.sources.headers import header_words
from analysis.sources.persons import is_post
from analysis.sources.problems import problem
from analysis.sources.quoting import figure, name_of
from analysis.sources.reading import Reading, Record

COUNTS = ("summoned", "issued", "returned", "high", "confident", "low")
_FULL_DATE = re.compile(
    r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}\b"
    r"|\bngày\s+\d{1,2},?\s+tháng\s+\d{1,2},?\s+năm\s+\d{4}\b",
    re.IGNORECASE,
)
# Nor is the day of the rule, behind its number.
_DATED_RULE = re.compile(
    r"\b\d{1,4}[-/](?:\d{4}/)?(?:QĐ/TW|QH\d+|[^\W\d_-]{2,5}(?:[-/][^\W\d_]{2,5})?),?\s+"
    r"ngày\s+(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})",
    re.IGNORECASE,
)
# The day on which a form was written is none of a ballot: "Mẫu Sơn, ngày … tháng … năm …".
_SIGNED = re.compile(r"^[^\d,(]{2,40},\s*ngày\b", re.IGNORECASE)
_RULE = re.compile(r"\b\d{1,4}[-/](?:\d{4}/)?(?:QĐ/TW|QH\d+)", re.IGNORECASE)
_COUNCIL = re.compile(r"\bHĐND\b|\bhội đồng nhân dân\b", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(?:huyện|quận|thị|thành|tỉnh|đảng)\s+(?:ủy|uỷ)\b|\bchấp hành\b", re.IGNORECASE
)
# No rule is called so: what it leads to stays open.
_NOT_KNOWN = "HĐND"
_LONGEST = 500
# What a title counts of all rows: "Tổng số đại biểu: 32; số phiếu phát ra: 29".
_COUNTED = {
    "summoned": re.compile(r"(?:tổng số đại biểu|triệu tập)\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
    "issued": re.compile(r"phát ra\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
    "returned": re.compile(r"thu về\s*:?\s*(\d{1,4})\b", re.IGNORECASE),
}
_BALLOT = re.compile(r"lấy phiếu|bỏ phiếu|kiểm phiếu", re.IGNORECASE)


def read_votes(body: Body, context: Context) -> Reading:
    """Return the votes of a list, and what is wrong with it."""
    reading, held = Reading(), _held(context)
    if held is None and not context.header.has("date"):
        place = (context.sheet.file, context.sheet.name)
        reading.problems.append(problem("error", "missing_ballot_date", *place))
        return reading
    named = next((found[0].upper() for found in map(_RULE.search, context.titles) if found), None)
    of_council = any(map(_COUNCIL.search, context.titles)) and not any(
        map(_PARTY.search, context.titles)
    )
    for line in body.lines:
        record = _vote(line, held, named, context, reading)
        if record is not None:
            if of_council and named is None:
                # Without it the party's rule of that day would be taken.
                day = date.fromisoformat(str(record["date"]))
                record["rule"] = council_rule(day) or _NOT_KNOWN
            reading.votes.append(record)
    reading.problems += implausible_dates(reading.votes, "date", context)
    return reading


def _vote(
    line: Line, held: date | None, rule: str | None, context: Context, reading: Reading
) -> Record | None:
    before = len(reading.problems)
    day = _day(line, held, context, reading)
    counts = {name: number(line, context.header.index(name), context, reading) for name in COUNTS}
    counts |= {name: n for name, n in _counted(context).items() if not context.header.has(name)}
    if len(reading.problems) == before:
        reading.problems.extend(_impossible(line, counts, context))
    if len(reading.problems) > before:
        return None
    return {
        **context.place(line.row, context.header.index("name")),
        **identity(line, context, None),
        "date": day,
        **unit_of(line, context),
        "post": _post(line, context, reading),
        **counts,
        "rule": rule,
        "origin": context.origin,
    }


def _counted(context: Context) -> dict[str, int]:
    """Return the counts that one title each tells of all rows."""
    found = {
        name: {int(n) for title in context.titles for n in pattern.findall(title[:_LONGEST])}
        for name, pattern in _COUNTED.items()
    }
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


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


def _impossible(line: Line, counts: dict[str, int | None], context: Context) -> list[Record]:
    votes = sum(counts[name] or 0 for name in ("high", "confident", "low"))
    returned = counts["returned"]
    if returned is not None and votes > returned:
        column = context.header.index("returned")
        stated = {"votes": figure(votes), "returned": figure(returned)}
        return [context.problem("error", "too_many_votes", line.row, column, **stated)]
    # A figure of a title has no column of its own.
    headers = {name: header_words()["fields"][name][0] for name in COUNTS}
    headers |= {column.field: name_of(column) for column in context.header.columns}
    for more, fewer in (("returned", "issued"), ("issued", "summoned")):
        more_count, fewer_count = counts[more], counts[fewer]
        if more_count is not None and fewer_count is not None and more_count > fewer_count:
            stated = {"more_count": figure(more_count), "fewer_count": figure(fewer_count)}
            names = {"more": headers[more], "fewer": headers[fewer]}
            column = context.header.index(more)
            return [
                context.problem("error", "too_many_ballots", line.row, column, **stated, **names)
            ]
    return []


def _held(context: Context) -> date | None:
    """Return the day of the ballot that the titles name: one that speaks of it before others."""
    of_ballot = [title for title in context.titles if _BALLOT.search(title)]
    unsigned = [title for title in context.titles if not _SIGNED.search(title)]
    for titles in (of_ballot, unsigned):
        bare = (_DATED_RULE.sub(" ", title[:_LONGEST]) for title in titles)
        written = (found[0] for title in bare for found in _FULL_DATE.finditer(title))
        days = {when for when in map(partial_date, written) if when}
        if days:
            return date.fromisoformat(days.pop()) if len(days) == 1 else None
    return None
