"""What is wrong with the figures of a return as a whole: shares alone, a level left out."""

import re

from analysis.sources.mapping.asks import asking
from analysis.sources.problems import problem
from analysis.sources.reading import Record
from analysis.sources.rows.body import Body
from analysis.sources.rows.row_kinds import is_figure
from analysis.sources.words.cells import cell_name
from analysis.sources.words.headers import Header, folded
from analysis.sources.words.quoting import name_of
from analysis.sources.workbook.context import Context
from analysis.sources.workbook.sheet_problems import known_unused, of_unused
from analysis.vocabulary import codes, fold
from analysis.words import Words

# Percentages add up to it, but for what is rounded off.
_WHOLE, _ROUNDED = 100, 0.5
_SHARES = (fold("tỷ lệ"), fold("tỉ lệ"))


def figures_of_a_return(body: Body, context: Context) -> list[Record]:
    """Return what is wrong with the figures of a return as a whole: shares, a level left out."""
    return [*_shares_alone(body, context), *_missing_levels(body, context)]


def _shares_alone(body: Body, context: Context) -> list[Record]:
    """Return the error of a return whose figures are shares: by its title, or adding up to 100."""
    marks = context.header.of("rating_mark")
    if not marks or not (_says_shares(context) or _are_shares(body, context.header)):
        return []
    place = (context.sheet.file, context.sheet.name, cell_name(context.header.last, marks[0].index))
    return [problem("error", "percentage_without_base", *place, column=name_of(marks[0]))]


def _missing_levels(body: Body, context: Context) -> list[Record]:
    """Return what is to be said of a return that has no column for a level, and none of totals.

    It is an error where a column that is not understood holds figures: they may be its people.
    Without one it is a warning: that nobody has that rating is taken and not seen.
    """
    header = context.header
    marks = [*header.of("rating_mark"), *header.of("women_mark"), *header.of("men_mark")]
    gone = [code for code in codes("ratings") if code not in {each.level for each in marks}]
    if not marks or not gone or header.has("total", "rated", "male"):
        return []
    figures = [(at, path) for at, path in header.unused if _holds_figures(at, path, body)]
    # Nobody may be at the lowest levels; a column that lacks above another was left out.
    between = any(code not in gone for code in codes("ratings")[codes("ratings").index(gone[0]) :])
    severity = "error" if figures or between else "warning"
    key = "missing_level_perhaps" if figures else "missing_level"
    key = key if figures or not between else "missing_level_between"
    at = figures[0][0] if figures else marks[0].index
    place = (context.sheet.file, context.sheet.name, cell_name(header.last, at))
    levels = "; ".join(Words("vi").label("ratings", code) for code in gone)
    asks = (of_unused(path, len(body.lines)) for _, path in figures)
    return [asking(problem(severity, key, *place, levels=levels), *asks)]


def _holds_figures(at: int, path: tuple[str, ...], body: Body) -> bool:
    values = [line.text(at) for line in body.lines]
    known = known_unused() - folded("rests")
    return fold(path[-1]) not in known and bool(values) and all(map(is_figure, values))


def _says_shares(context: Context) -> bool:
    shares = any(fold(title).startswith(_SHARES) for title in context.table_titles)
    signs = any(re.search(r"\(\s*%\s*\)|:\s*%", title) for title in context.table_titles)
    return (shares or signs) and not context.header.has("total", "rated", "share")


def _are_shares(body: Body, header: Header) -> bool:
    """Say whether the levels of every row, of several, add up to a hundred that no total says."""
    if header.has("total", "rated"):
        return False
    marked = [*header.of("rating_mark"), *header.of("not_rated")]
    sums = [_sum([line.text(each.index) for each in marked]) for line in body.lines]
    return len(sums) > 1 and all(abs(found - _WHOLE) < _ROUNDED for found in sums)


def _sum(figures: list[str]) -> float:
    try:
        return sum(float(each.replace(",", ".").strip(" %") or 0) for each in figures)
    except ValueError:
        return 0
