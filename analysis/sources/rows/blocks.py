"""Which rows of a return are called as blocks of units: *Khối Đảng*, *Cụm 1*."""

from analysis.sources.rows.body import Body, Line
from analysis.sources.rows.sums import figures_of, is_counted
from analysis.sources.words.head_words import is_part_of_unit
from analysis.sources.words.headers import Header
from analysis.sources.words.persons import begins


def is_of_one(line: Line, below: Line, body: Body, header: Header) -> bool:
    """Say whether a row is called as a block and as large as the unit below it, the last of it."""
    at = header.index("unit")
    if not is_bare_block(line, header) or is_part_of_unit(below.text(at)):
        return False
    if figures_of(line, header) != figures_of(below, header) or is_counted(line, body, header):
        return False
    following = next((each for each in body.lines if each.row > below.row), None)
    if following is None or is_bare_block(following, header):
        return True
    between = range(below.row + 1, following.row)
    return any(body.kinds.get(row) in ("total", "group") for row in between)


def is_bare_block(line: Line, header: Header) -> bool:
    """Say whether a row without a number is called as a block of units."""
    return line.depth is None and begins(line.text(header.index("unit")), "groups_of_units")


def called_blocks(body: Body, header: Header) -> list[Line]:
    """Return the rows without a number that are called as blocks, beside units, and sum nothing.

    A block may be a unit of its own: of the offices of a district beside its communes. Beside
    numbered units that say their kind, whatever does not is called as a block.
    """
    at = header.index("unit")
    named = [line for line in body.lines if is_part_of_unit(line.text(at))]
    if at is None or len(named) == len(body.lines):
        return []
    numbered = [line for line in body.lines if line.depth is not None]
    kinds = bool(numbered) and all(begins(each.text(at), "unit_beginnings") for each in numbered)
    blocks = [each for each in body.lines if each.depth is None and _is_block(each.text(at), kinds)]
    return [each for each in blocks if not is_counted(each, body, header)]


def _is_block(name: str, beside_kinds: bool) -> bool:
    bare = beside_kinds and not begins(name, "unit_beginnings")
    return bare or begins(name, "groups_of_units")
