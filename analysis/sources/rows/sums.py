"""What the figures of the rows of a return add up to: of a row, of its neighbours, of all."""

from analysis.sources.rows.body import Body, Line, Subtotal
from analysis.sources.words.cells import whole_number
from analysis.sources.words.headers import Header

SUMMED = ("rating_mark", "women_mark", "men_mark", "not_rated", "total", "rated")
# Of fewer rows a sum is too often met by chance.
LEAST_COVERED = 2

Figures = tuple[int, ...]


def figures_of(line: Line | Subtotal, header: Header) -> Figures | None:
    """Return the figures of a row by column; None where one is no number."""
    columns = [column.index for name in SUMMED for column in header.of(name)]
    try:
        return tuple(whole_number(line.cells[column]) or 0 for column in columns)
    except ValueError:
        return None


def people_of(line: Line, header: Header) -> int:
    """Return how many people a row counts, by its levels; 0 where a figure is no number."""
    if figures_of(line, header) is None:
        return 0
    levels = [column.index for name in ("rating_mark", "not_rated") for column in header.of(name)]
    return sum(whole_number(line.cells[column]) or 0 for column in levels)


def sum_of(lines: list[Line], header: Header) -> Figures | None:
    """Return what rows add up to, column by column; None where a figure is no number."""
    figures = [figures_of(each, header) for each in lines]
    if None in figures:
        return None
    return tuple(map(sum, zip(*filter(None, figures), strict=True)))


def is_counted(line: Line, body: Body, header: Header) -> bool:
    """Say whether a sum of the table counts a row as one of those that it covers."""
    if any(line.row in range(*each.covers) for each in body.subtotals if each.covers):
        return True
    return counts_all(body, header)


def counts_all(body: Body, header: Header) -> bool:
    """Say whether a sum of the whole table (*Tổng cộng*) counts all its lines."""
    total = sum_of(body.lines, header)
    return total is not None and any(
        not each.covers and figures_of(each, header) == total for each in body.subtotals
    )


def rows_summed(line: Line, lines: list[Line], header: Header) -> tuple[int, int] | None:
    """Return the rows right below a line, or right above it, that add up to its figures."""
    below = [each for each in lines if each.row > line.row]
    above = [each for each in reversed(lines) if each.row < line.row]
    if last := _covered(line, below, header):
        return line.row, last + 1
    first = _covered(line, above, header)
    return (first, line.row) if first else None


def _covered(line: Line, near: list[Line], header: Header) -> int | None:
    """Return the last of the rows next to a row that add up to its figures, None for none."""
    said = figures_of(line, header)
    if said is None or not any(said):
        return None
    total = tuple(0 for _ in said)
    for count, each in enumerate(near, start=1):
        figures = figures_of(each, header)
        if figures is None:
            return None
        total = tuple(map(sum, zip(total, figures, strict=True)))
        if total == said and count >= LEAST_COVERED:
            return each.row
    return None
