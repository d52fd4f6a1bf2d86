"""To which group of posts a row belongs: by its title, or its title and unit; the rest is asked."""

from collections import defaultdict
from functools import cache

from analysis.sources.mapping.asks import asking, nearest_post, of_word
from analysis.sources.reading import Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.words.headers import folded, header_words
from analysis.sources.words.persons import begins, behind, is_post
from analysis.sources.words.quoting import quoted
from analysis.sources.workbook.context import Context, unit_of
from analysis.sources.workbook.row_persons import name_written
from analysis.vocabulary import code_of, fold, is_post_of_commune, post_group_of, wordings

_REST = "other"
# Few titles, many rows: each title is looked up once.
is_post_told = cache(is_post)
_group_of_title = cache(post_group_of)


def title_of(line: Line, context: Context) -> str:
    """Return the title of a row's post as it is written, in a column of its own or with another."""
    place = context.header.index
    written = line.text(place("post")) or line.text(place("post_and_unit"))
    return written or name_written(line, context)[1]


def group_of(line: Line, context: Context) -> str | None:
    """Return the group of posts of a row, None where nothing surely says it."""
    answers = context.sheet.answers
    stated = line.text(context.header.index("post_group"))
    if stated:
        return answers.code("posts", stated) or code_of("post_groups", stated) or stated
    title = line.text(context.header.index("post")) or name_written(line, context)[1]
    group = answers.code("posts", title) or _group_of_title(title)
    if group not in (None, _REST):
        return group
    unit = _unit(line, context)
    own = answers.code("posts", _in_a_commune(title)) if _is_commune(unit) else None
    return own or answers.code("posts", title) or _group_at(title, unit)


def posts_to_ask(body: Body, groups: list[str | None], context: Context) -> list[Record]:
    """Return the notes of posts of no known group, and of posts of communes among the others."""
    column = context.header.index("post")
    unknown: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    for line, group in zip(body.lines, groups, strict=True):
        title = line.text(column)
        if title and group is None:
            unknown[title].append(line.row)
        elif title and group == _REST and _is_open(line, title, context):
            others[_in_a_commune(title)].append(line.row)
    asked = [("unknown_title", unknown), ("other_in_commune", others)]
    return [
        _note(why, title, rows, column, context)
        for why, titles in asked
        for title, rows in titles.items()
    ]


def _is_open(line: Line, title: str, context: Context) -> bool:
    """Say whether a post is a commune's of which the office has not said where it belongs."""
    said = (context.sheet.answers.code("posts", each) for each in (title, _in_a_commune(title)))
    stated = line.text(context.header.index("post_group"))
    return not stated and not any(said) and _is_commune(_unit(line, context))


def _note(why: str, title: str, rows: list[int], column: int | None, context: Context) -> Record:
    shown = title if is_post_told(title) else quoted(title, wordings("post_groups"))
    found = context.problem("note", why, rows[0], column, title=shown, count=len(rows))
    near = nearest_post(title) if why == "unknown_title" else None
    return asking(found, of_word("posts", title, near, len(rows)))


def _unit(line: Line, context: Context) -> str:
    return str(unit_of(line, context)["unit"] or "")


@cache
def held_at(title: str, unit: str) -> str:
    """Return the title of a post with the unit at which it is held; words of both stand once.

    Examples
    --------
    >>> held_at("Trưởng ban", "Ban Tổ chức Huyện ủy")
    'Trưởng ban Tổ chức Huyện ủy'
    """
    post, place = title.split(), unit.split()
    alike = (n for n in range(len(place), 0, -1) if fold(post[-n:]) == fold(place[:n]))
    return " ".join([*post, *place[next(alike, 0) :]])


@cache
def _group_at(title: str, unit: str) -> str | None:
    group = post_group_of(held_at(title, unit))
    commune = group is None and is_post_of_commune(title) and _is_commune(unit)
    return "communes" if commune else group


def _is_commune(unit: str) -> bool:
    # "TT" is a town, or a centre.
    if begins(unit, "doubtful_beginnings"):
        return False
    bodies, kinds = folded("bodies_of_communes"), folded("commune_beginnings")
    beside = tuple(f"{body} " for body in header_words()["bodies_beside_communes"])
    names = (unit, *behind(unit, bodies))
    called = [f"{rest} " for name in names for rest in behind(name, kinds)]
    return bool(called) and not any(rest.startswith(beside) for rest in called)


@cache
def _in_a_commune(title: str) -> str:
    """Return a title as the mapping file calls it of communes: the district has posts so called."""
    words = title.split()
    ends = (" ".join(words[at:]) for at in range(len(words)))
    return title if any(begins(end, "commune_beginnings") for end in ends) else f"{title} xã"
