"""Of which kind a table is, by its header and its titles."""

from typing import TYPE_CHECKING

from analysis.sources.ballots.ballot_figures import COUNTS
from analysis.sources.events.event_kinds import kinds_in
from analysis.sources.rows.body import Body
from analysis.sources.words.headers import Header, repeated
from analysis.sources.workbook.context import Context

if TYPE_CHECKING:
    pass


# A return whose levels stand below one another is a return.
KIND_TOLD = {"levels": "return"}

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
    """Return the kind of a table: a list without ratings may be of the events that it names.

    Its title names them, the heads of its groups, or several of its columns.
    """
    header = context.header
    if kind != "people" or header.has("rating", "rating_mark", "not_rated") or header.others:
        return kind
    told = kinds_in(context.table_titles) or any(line.kind for line in body.lines)
    return "outcomes" if told or header.has("kind_mark") else kind


def tells_who(header: Header, kind: str) -> bool:
    """Say whether a list whose columns claim one thing twice still tells who is on it."""
    twice = {column.field for column in repeated(header)}
    return kind == "people" and bool(twice) and twice <= {"rating", "rating_mark", "not_rated"}
