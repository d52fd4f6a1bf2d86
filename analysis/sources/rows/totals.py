"""Which rows of a return sum others: by the style of their numbers, their place, their figures."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from analysis.sources.rows.blocks import called_blocks, is_of_one
from analysis.sources.rows.body import Body, Line, Subtotal
from analysis.sources.rows.sums import (
    LEAST_COVERED,
    counts_all,
    figures_of,
    is_counted,
    people_of,
    rows_summed,
    sum_of,
)
from analysis.sources.words.head_words import is_part_of_unit, year_of_head
from analysis.sources.words.headers import Header, folded
from analysis.sources.words.persons import begins, behind
from analysis.sources.words.tier_words import tier_of_head
from analysis.vocabulary import fold

# Of rows of three to twelve people, without a row of totals, one in thirty tables holds a unit that
# equals its neighbours; with fewer people than this it would be one in six: those are told only.
_LEAST_PEOPLE = 10
# A row without a number in a numbered table, as large as this share of all others together.
_NEARLY = 0.9
# Beside fewer units one is often as large as all the others.
_LEAST_OTHERS = 3


def take_totals(body: Body, header: Header) -> dict[str, list[Line]]:
    """Move the rows that sum others from the lines of a return to its subtotals.

    A row whose number stands higher (I over 1) sums the rows below it. Another row is a total
    where its figures equal the sum of what it covers: all other rows of its year and tier for
    the first and the last row that have no number of their own in a numbered table, which need
    only be as large (what differs is told then); for a row such as *Khối Đảng* the rows below it
    or above it.

    Returns
    -------
    dict of str to list of Line
        What to tell, with its rows: ``taken_for_total``, those that their figures alone make
        totals; ``total_or_unit``, those that may be one, and may be a unit as large as some others
        by chance; ``block_or_unit``, those that are called as a block and sum nothing. The last two
        stay lines.
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
    unsure = [line for line in doubtful if line in body.lines]
    unsure = [line for line in unsure if not is_counted(line, body, header)]
    blocks = [line for line in _take_empty(body, header) if line not in unsure]
    return {"taken_for_total": taken, "total_or_unit": unsure, "block_or_unit": blocks}


def _take_empty(body: Body, header: Header) -> list[Line]:
    """Move the blocks of nobody; return the others that sum nothing."""
    blocks = called_blocks(body, header)
    empty = [line for line in blocks if figures_of(line, header) and not people_of(line, header)]
    for line in empty:
        _move(body, line, (line.row, line.row + 1))
    return [line for line in blocks if line not in empty]


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
    taken, blocks = [], False
    for line in list(body.lines):
        name = line.text(header.index("unit"))
        if line.depth is not None or not (numbered or _speaks_of_sum(name)):
            continue
        if covers := rows_summed(line, body.lines, header):
            _move(body, line, covers)
            is_block = begins(name, "groups_of_units")
            taken += [] if is_block else [line]
            blocks |= is_block
    return taken + (_blocks_of_one(body, header) if blocks else [])


def _blocks_of_one(body: Body, header: Header) -> list[Line]:
    """Move the blocks that are as large as their one unit, where others sum several.

    Those without a letter are returned, to be told, unless a total of the table bears them out.
    """
    pairs = pairwise(body.lines)
    found = [(line, below) for line, below in pairs if is_of_one(line, below, body, header)]
    for line, below in found:
        _move(body, line, (line.row, below.row + 1))
    if counts_all(body, header):
        return []
    return [line for line, _ in found if not line.text(header.index("ordinal"))]


def _speaks_of_sum(name: str) -> bool:
    said = {*fold(name).split()} & folded("words_of_sums")
    return bool(said) or is_part_of_unit(name)


def _bare_sums(lines: list[Line], body: Body, header: Header) -> tuple[list[Line], list[Line]]:
    """Return the rows of an unnumbered table, named as units are, that sum others; and the unsure.

    A unit may equal its neighbours by chance. Such rows are sums where they are large and they and
    what they cover are all rows; none is where another sum counts it as a unit.
    """
    if any(line.depth is not None for line in lines):
        return [], []
    found = {
        line.row: covers
        for line in lines
        if _may_sum(line, body, header) and (covers := rows_summed(line, lines, header))
    }
    sums = [line for line in lines if line.row in found]
    large = [line for line in sums if people_of(line, header) >= _LEAST_PEOPLE]
    covered = {row for line in large for row in (line.row, *range(*found[line.row]))}
    if not {line.row for line in lines} <= covered:
        return [], sums
    for line in large:
        _move(body, line, found[line.row])
    return large, []


def _may_sum(line: Line, body: Body, header: Header) -> bool:
    name = line.text(header.index("unit"))
    bare = not begins(name, "unit_beginnings") and not is_counted(line, body, header)
    return header.has("unit") and bare


def _ends(lines: list[Line], body: Body, header: Header) -> list[Line]:
    numbered = any(line.depth is not None for line in lines)
    for line in (lines[-1], lines[0]):
        others = [each for each in lines if each is not line]
        own = line.depth is not None if numbered else is_counted(line, body, header)
        if len(others) < LEAST_COVERED or own:
            continue
        said, total = figures_of(line, header), sum_of(others, header)
        if not said or not any(said) or total is None:
            continue
        # With a row struck out, or a figure wrong, a total is no sum, and still no unit.
        if total == said or (numbered and sum(said) >= _NEARLY * sum(total)):
            _move(body, line, (others[0].row, others[-1].row + 1))
            return [line]
    return []


def _near_sums(lines: list[Line], body: Body, header: Header) -> list[Line]:
    """Return the first or last row that is as large as all others: it may be their total.

    In an unnumbered table it need only be nearly so, whatever it is called: a figure may be wrong.
    """
    numbered = any(line.depth is not None for line in lines)
    if not header.has("unit") or (not numbered and len(lines) <= _LEAST_OTHERS):
        return []
    is_whole = _is_whole if numbered else _is_nearly_whole
    return [
        line
        for line in (lines[0], lines[-1])
        if line in body.lines
        and _may_be_whole(line, lines, header)
        and is_whole(line, [each for each in lines if each is not line], header)
        and not is_counted(line, body, header)
    ]


def _is_whole(line: Line, others: list[Line], header: Header) -> bool:
    large = people_of(line, header) >= _LEAST_PEOPLE
    name = line.text(header.index("unit"))
    large |= _speaks_of_sum(name) or _is_district(name)
    exact = figures_of(line, header) == sum_of(others, header)
    return large and exact and len(others) >= LEAST_COVERED


def _is_nearly_whole(line: Line, others: list[Line], header: Header) -> bool:
    own, people = people_of(line, header), sum(people_of(each, header) for each in others)
    return own >= _LEAST_PEOPLE and _NEARLY <= own / max(people, 1) <= 1 / _NEARLY


def _may_be_whole(line: Line, lines: list[Line], header: Header) -> bool:
    """Say whether a row may be of all others by its name: bare, or alone that of a district."""
    name, *others = (each.text(header.index("unit")) for each in (line, *lines))
    if not begins(name, "unit_beginnings"):
        return True
    return _is_district(name) and sum(map(_is_district, others)) == 1


def _is_district(name: str) -> bool:
    """Say whether a name is of a whole district, and not of a body of it (*Huyện đoàn*)."""
    districts = folded("whole_districts")
    rest = next(behind(name, districts), None)
    return rest is not None and rest == next(behind(name, districts | folded("unit_beginnings")))


def _alike(lines: list[Line], header: Header) -> dict[tuple[object, ...], list[Line]]:
    groups: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        year, tier = (line.text(header.index(name)) for name in ("year", "tier"))
        groups[year or line.year, tier or line.tier].append(line)
    return groups


def _move(body: Body, line: Line, covers: tuple[int, int]) -> None:
    body.lines.remove(line)
    body.kinds[line.row] = "total"
    start = covers[0]
    body.subtotals.append(
        Subtotal(line.row, line.texts[0], line.cells, start, start, start, covers)
    )
