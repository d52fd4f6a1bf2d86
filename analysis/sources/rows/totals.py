"""Which rows of a return sum others: by the style of their numbers, their place, their figures."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from analysis.sources.rows.body import Body, Line, Subtotal
from analysis.sources.words.cells import whole_number
from analysis.sources.words.head_words import is_part_of_unit, year_of_head
from analysis.sources.words.headers import Header, folded
from analysis.sources.words.persons import begins
from analysis.sources.words.tier_words import tier_of_head
from analysis.vocabulary import fold

SUMMED = ("rating_mark", "women_mark", "men_mark", "not_rated", "total", "rated")
# Of fewer rows a sum is too often met by chance.
_LEAST_COVERED = 2
# Of rows of three to twelve people, without a row of totals, one in thirty tables holds a unit that
# equals its neighbours; with fewer people than this it would be one in six.
_LEAST_PEOPLE = 10
# A row without a number in a numbered table, as large as this share of all others together.
_NEARLY = 0.9
# Beside fewer units one is often as large as all the others.
_LEAST_OTHERS = 3

Figures = tuple[int, ...]


def take_totals(body: Body, header: Header) -> tuple[list[Line], list[Line]]:
    """Move the rows that sum others from the lines of a return to its subtotals.

    A row whose number stands higher (I over 1) sums the rows below it. Another row is a total
    where its figures equal the sum of what it covers: all other rows of its year and tier for
    the first and the last row that have no number of their own in a numbered table, which need
    only be as large (what differs is told then); for a row such as *Khối Đảng* the rows below it
    or above it.

    Returns
    -------
    taken, doubtful : list of Line
        The rows that their figures alone make totals: somebody should look at them. And those
        that may be one, and may be a unit as large as some others by chance: they stay lines.
    """
    for line, end in _heads(body.lines):
        _move(body, line, (line.row, end))
        _head_rows(body, line, end, header)
    taken, doubtful = _group_sums(body, header), []
    for lines in _alike(body.lines, header).values():
        sums, unsure = _bare_sums(lines, body, header)
        taken += [*sums, *_ends([line for line in lines if line not in sums], body, header)]
        doubtful += [*unsure, *_near_sums(lines, body, header)]
    whole = {line.row for line, _ in body.women} & body.kinds.keys()
    body.women = [each for each in body.women if body.kinds[each[1]] == "line"]
    for row in whole - {line.row for line, _ in body.women}:
        body.kinds[row] = "part"
    return taken, [line for line in doubtful if line not in taken]


def _heads(lines: list[Line]) -> list[tuple[Line, int]]:
    found = []
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.depth is None or below.depth is None or below.depth <= line.depth:
            continue
        ends = (each.row for each in lines[at + 1 :] if (each.depth or 0) <= line.depth)
        found.append((line, next(ends, lines[-1].row + 1)))
    return found


def _head_rows(body: Body, head: Line, end: int, header: Header) -> None:
    """Give the rows below a head that carries figures the tier or the year that it names."""
    name = head.text(header.index("unit"))
    tier, year = tier_of_head(name), year_of_head(name)
    body.lines[:] = [
        replace(line, tier=tier or line.tier, year=year or line.year)
        if head.row < line.row < end
        else line
        for line in body.lines
    ]


def _group_sums(body: Body, header: Header) -> list[Line]:
    numbered = any(line.depth is not None for line in body.lines)
    taken = []
    for line in list(body.lines):
        name = line.text(header.index("unit"))
        if line.depth is not None or not (numbered or _speaks_of_sum(name)):
            continue
        if covers := _sum_beside(line, body.lines, header):
            _move(body, line, covers)
            taken += [] if begins(name, "groups_of_units") else [line]
    return taken


def _speaks_of_sum(name: str) -> bool:
    said = {*fold(name).split()} & folded("words_of_sums")
    return bool(said) or is_part_of_unit(name)


def _sum_beside(line: Line, lines: list[Line], header: Header) -> tuple[int, int] | None:
    """Return the rows right below a line, or right above it, that add up to its figures."""
    below = [each for each in lines if each.row > line.row]
    above = [each for each in reversed(lines) if each.row < line.row]
    if last := _covered(line, below, header):
        return line.row, last + 1
    first = _covered(line, above, header)
    return (first, line.row) if first else None


def _bare_sums(lines: list[Line], body: Body, header: Header) -> tuple[list[Line], list[Line]]:
    """Return the rows of an unnumbered table, named as units are, that sum others; and the unsure.

    A unit may equal its neighbours by chance. Such rows are sums where they and what they cover
    are all rows; none is where another sum counts it as a unit.
    """
    if any(line.depth is not None for line in lines):
        return [], []
    found = {
        line.row: covers
        for line in lines
        if _may_sum(line, body, header) and (covers := _sum_beside(line, lines, header))
    }
    sums = [line for line in lines if line.row in found]
    covered = {row for first, end in found.values() for row in range(first, end)} | found.keys()
    if not {line.row for line in lines} <= covered:
        return [], sums
    for line in sums:
        _move(body, line, found[line.row])
    return sums, []


def _is_counted(line: Line, body: Body, header: Header) -> bool:
    """Say whether a sum of the table counts a row as one of those that it covers."""
    if any(line.row in range(*each.covers) for each in body.subtotals if each.covers):
        return True
    figures = [_figures(each, header) for each in body.lines]
    if None in figures:
        return False
    total = tuple(map(sum, zip(*filter(None, figures), strict=True)))
    # "Tổng cộng" says so of all rows.
    return any(not each.covers and _figures(each, header) == total for each in body.subtotals)


def _may_sum(line: Line, body: Body, header: Header) -> bool:
    # Of few people a sum is too often met by chance.
    large = _people(line, header) >= _LEAST_PEOPLE
    name = line.text(header.index("unit"))
    bare = not begins(name, "unit_beginnings") and not _is_counted(line, body, header)
    return header.has("unit") and large and bare


def _people(line: Line, header: Header) -> int:
    """Return how many people a row counts, by its levels; 0 where a figure is no number."""
    if _figures(line, header) is None:
        return 0
    levels = [column.index for name in ("rating_mark", "not_rated") for column in header.of(name)]
    return sum(whole_number(line.cells[column]) or 0 for column in levels)


def _covered(line: Line, near: list[Line], header: Header) -> int | None:
    """Return the last of the rows next to a row that add up to its figures, None for none."""
    said = _figures(line, header)
    if said is None or not any(said):
        return None
    total = tuple(0 for _ in said)
    for count, each in enumerate(near, start=1):
        figures = _figures(each, header)
        if figures is None:
            return None
        total = tuple(map(sum, zip(total, figures, strict=True)))
        if total == said and count >= _LEAST_COVERED:
            return each.row
    return None


def _ends(lines: list[Line], body: Body, header: Header) -> list[Line]:
    numbered = any(line.depth is not None for line in lines)
    for line in (lines[-1], lines[0]):
        others = [each for each in lines if each is not line]
        own = line.depth is not None if numbered else _is_counted(line, body, header)
        if len(others) < _LEAST_COVERED or own:
            continue
        figures = [_figures(each, header) for each in others]
        said = _figures(line, header)
        if said and any(said) and None not in figures:
            total = tuple(map(sum, zip(*filter(None, figures), strict=True)))
            # With a row struck out, or a figure wrong, a total is no sum, and still no unit.
            if total == said or (numbered and sum(said) >= _NEARLY * sum(total)):
                _move(body, line, (others[0].row, others[-1].row + 1))
                return [line]
    return []


def _near_sums(lines: list[Line], body: Body, header: Header) -> list[Line]:
    """Return the first or last row of an unnumbered table that is nearly as large as all others.

    It may be their total with a figure wrong, whatever it is called.
    """
    numbered = any(line.depth is not None for line in lines)
    if numbered or not header.has("unit") or len(lines) <= _LEAST_OTHERS:
        return []
    people = {line.row: _people(line, header) for line in lines}
    whole = sum(people.values())
    return [
        line
        for line in (lines[0], lines[-1])
        if line in body.lines
        and _may_be_whole(line, lines, header)
        and people[line.row] >= _LEAST_PEOPLE
        and _NEARLY <= people[line.row] / max(whole - people[line.row], 1) <= 1 / _NEARLY
        and not _is_counted(line, body, header)
    ]


def _may_be_whole(line: Line, lines: list[Line], header: Header) -> bool:
    """Say whether a row may be of all others by its name: bare, or alone that of a district."""
    name, *others = (each.text(header.index("unit")) for each in (line, *lines))
    if not begins(name, "unit_beginnings"):
        return True
    return (
        begins(name, "whole_districts")
        and sum(begins(each, "whole_districts") for each in others) == 1
    )


def _alike(lines: list[Line], header: Header) -> dict[tuple[object, ...], list[Line]]:
    groups: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        year, tier = (line.text(header.index(name)) for name in ("year", "tier"))
        groups[year or line.year, tier or line.tier].append(line)
    return groups


def _figures(line: Line | Subtotal, header: Header) -> Figures | None:
    """Return the figures of a row by column; None where one is no number."""
    columns = [column.index for name in SUMMED for column in header.of(name)]
    try:
        return tuple(whole_number(line.cells[column]) or 0 for column in columns)
    except ValueError:
        return None


def _move(body: Body, line: Line, covers: tuple[int, int]) -> None:
    body.lines.remove(line)
    body.kinds[line.row] = "total"
    start = covers[0]
    body.subtotals.append(
        Subtotal(line.row, line.texts[0], line.cells, start, start, start, covers)
    )
