"""The figures of a vote: what is not possible, and what an empty cell can be."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.rows import Line
from analysis.sources.words.headers import header_words
from analysis.sources.words.quoting import figure, name_of
from analysis.sources.workbook.context import Context

_ALL = 100
VOTES = ("high", "confident", "low")
# Each is no more than those before it.
BALLOTS = ("summoned", "issued", "returned")
COUNTS = (*BALLOTS, *VOTES)

Figures = dict[str, int | None]


def impossible(line: Line, figures: Figures, context: Context) -> list[Record]:
    """Return what the figures of a row contradict: more votes than ballots, more than before."""
    named = _names(context)
    known = [name for name in reversed(BALLOTS) if figures[name] is not None]
    for more, fewer in pairwise(["votes", *known]):
        key = "too_many_votes" if more == "votes" else "too_many_ballots"
        value = cast(figures) if more == "votes" else figures[more] or 0
        if value > (most := figures[fewer] or 0):
            column = context.header.index(fewer if more == "votes" else more)
            values = {"more_count": figure(value), "fewer_count": figure(most)}
            names = {"more": named.get(more, ""), "fewer": named[fewer]}
            return [context.problem("error", key, line.row, column, **values, **names)]
    return []


def _names(context: Context) -> dict[str, str]:
    # A figure of a title has no column of its own.
    names = {name: header_words()["fields"][name][0] for name in COUNTS}
    return names | {column.field: name_of(column) for column in context.header.columns}


def cast(figures: Figures) -> int:
    """Return the votes of the three levels that are known."""
    return sum(figures[name] or 0 for name in VOTES)


def zeros(figures: Figures) -> list[str]:
    """Return the levels without a figure that must be zero: the others are all the ballots."""
    known = (figures[name] for name in reversed(BALLOTS))
    most = next((n for n in known if n is not None), None)
    return [name for name in VOTES if figures[name] is None] if cast(figures) == most else []


class Blanks:
    """The cells of a table without a figure: taken for zero, or not known."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], list[int]] = defaultdict(list)

    def fill(self, line: Line, figures: Figures, context: Context) -> Figures:
        """Return the figures with the zeros that their sum shows, and note what is empty."""
        shown = dict.fromkeys(zeros(figures), 0)
        for name in COUNTS:
            if figures[name] is None and context.header.has(name):
                self._cells["blank_is_zero" if name in shown else "blank_vote", name] += [line.row]
        return figures | shown

    def tell(self, context: Context, reading: Reading) -> None:
        """Add a problem for each column with empty cells, at the first of them."""
        for (key, name), rows in self._cells.items():
            severity = "note" if key == "blank_is_zero" else "warning"
            told = context.problem(severity, key, rows[0], context.header.index(name),
                                   column=_names(context)[name], count=len(rows))  # fmt: skip
            reading.problems.append(told)


def shares_above(lines: Iterable[Line], context: Context) -> list[Record]:
    """Return a problem for each column of the office's own shares with one above 100%."""
    told = list(lines)
    above = {
        column.index: [line.row for line in told if _percent(line.text(column.index)) > _ALL]
        for column in context.header.of("share")
    }
    return [
        context.problem("warning", "share_above_all", rows[0], column, count=len(rows))
        for column, rows in above.items()
        if rows
    ]


def _percent(written: str) -> float:
    """Return what a cell states in percent; 0 where it is no number."""
    try:
        return float(written.rstrip("% ").replace(",", "."))
    except ValueError:
        return 0.0


def without_rule(context: Context) -> Record:
    """Return the problem of a list that names neither whose vote it was nor a rule."""
    return problem("warning", "no_vote_rule", context.sheet.file, context.sheet.name)
