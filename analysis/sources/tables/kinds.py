"""Of which kind a table is, by its header and its titles."""

from pathlib import PurePath

from analysis.sources.ballots.ballot_figures import COUNTS
from analysis.sources.ballots.ballot_titles import of_confidence
from analysis.sources.events.event_kinds import kinds_in, only_evaluated, only_proposed
from analysis.sources.rows.body import UNKNOWN_KIND, Body
from analysis.sources.words.headers import Header, repeated
from analysis.sources.words.levels import level_of
from analysis.sources.workbook.context import Context

# A return whose levels stand below one another is a return.
KIND_TOLD = {"levels": "return", "proposed": "outcomes"}

_LEAST_LEVELS = 3


def kind_of(header: Header) -> str:
    """Return the kind of a table by the fields that its header names."""
    if not header.has("name"):
        return "return"
    if sum(header.has(name) for name in COUNTS) > 1:
        return "votes"
    return "outcomes" if header.has("kind") else "people"


def key_of(header: Header) -> str | None:
    """Return the field without which a row is no row of a table, None where there is none."""
    if header.has("name"):
        return "name"
    keys = ("unit", "post_group", "staff_class", "tier", "year")
    posts = ("post",) if header.has("rating_mark") else ()
    return next((key for key in (*keys, *posts) if header.has(key)), None)


def is_table(header: Header) -> bool:
    """Say whether a header is of people or counts: by its key, or by its levels alone."""
    levels = {column.level for column in header.of("rating_mark")}
    alone = header.has("rating") and header.has("total")
    return key_of(header) is not None or len(levels) >= _LEAST_LEVELS or alone


def kind_by_title(kind: str, context: Context, body: Body) -> str:
    """Return the kind of a table: a list without ratings may be of events, or of a vote.

    Its title names them, the heads of its groups, or several of its columns. It is ``proposed``
    where the title, the sheet's or the file's name says that they are still to be decided.
    """
    header, titles = context.header, context.table_titles
    rated = header.has("rating", "rating_mark", "not_rated") or bool(header.others)
    if kind not in ("people", "outcomes") or rated:
        return kind
    by_rows = header.has("kind_mark") or any(
        line.kind not in (None, UNKNOWN_KIND) for line in body.lines
    )
    if not (kind == "outcomes" or by_rows or kinds_in(titles)):
        return "votes" if of_confidence(titles) else kind
    names = (context.sheet.name, PurePath(context.sheet.file).stem)
    if only_proposed(titles, names):
        return "proposed"
    return kind if only_evaluated(titles) else "outcomes"


def rates_too(body: Body, header: Header) -> bool:
    """Say whether a list of ballots rates its people in a column beside."""
    columns = [each.index for each in header.of("rating")]
    marked = header.has("rating_mark") and len(header.of("rating_mark")) >= _LEAST_LEVELS
    return marked or any(level_of(line.text(at)) for line in body.lines for at in columns)


def tells_who(header: Header, kind: str) -> bool:
    """Say whether a list whose columns claim one thing twice still tells who is on it."""
    twice = {column.field for column in repeated(header)}
    return kind == "people" and bool(twice) and twice <= {"rating", "rating_mark", "not_rated"}
