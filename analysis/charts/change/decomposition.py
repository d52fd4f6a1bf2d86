"""From one year's share to another's: those who stayed, those who came, those who went."""

from itertools import accumulate
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw.breaks import rules_between
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import level_word
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.steps import link, share_dot, share_limits, step, step_names
from analysis.findings.change.decomposition import written_points
from analysis.findings.lists.doubts import doubt_clause
from analysis.findings.parts import reason_name
from analysis.measures.change.decomposition import ends
from analysis.words import Words

_COLOURS = {"stayed": "#0b3560", "came": "#8fb3d3", "went": "#8a6d3b"}
# A row's name has two lines, which stand off those of the next.
_ROW_CM, _AXIS_CM = 0.92, 0.4


@styled
def decomposition(
    table: pd.DataFrame,
    *,
    doubts: pd.DataFrame | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw the change of a share as steps: those rated in both years, who came, who went.

    Parameters
    ----------
    table : DataFrame
        `measures.decomposition`; each reason to come or go is a step, and all add up.
    doubts : DataFrame, optional
        `measures.doubts` of its years: told in the alt text, as the sentence beside it does.
    """
    of = table.iloc[0]
    years = int(of["year"]), int(of["next_year"])
    if years[0] == years[1]:
        return without_second_year(years[1], table, **head)
    drawn = bool(table["points"].notna().all())
    height = _AXIS_CM + _ROW_CM * (len(table) + 2) if drawn else EMPTY_CM
    with page(table, height=height, **head) as chart:
        level = level_word(of["level"], chart.words)
        chart.about("decomposition", table, level=level, first=years[0], last=years[1])
        if drawn:
            _draw(chart.ax, table, years, chart.words)
            _notes(chart, table, years)
            chart.alt = _alt(table, chart.subtitle, doubts, chart.words)
        else:
            chart.nothing("nobody_in_both")
    return chart.ax


def _draw(ax: Axes, table: pd.DataFrame, years: tuple[int, int], words: Words) -> None:
    (before_n, before_k), (after_n, after_k) = ends(table)
    before, after = before_k / before_n, after_k / after_n
    reached = list(accumulate(table["points"] / 100, initial=before))
    last = float(len(table) + 1)
    share_dot(ax, 0, before, words)
    rows = zip(table["term"], table["points"], written_points(table), strict=True)
    for row, (term, points, written) in enumerate(rows, start=1):
        begin = reached[row - 1]
        colour = _COLOURS[str(term)]
        step(ax, row, begin, points / 100, written, words, colour=colour)
        link(ax, begin, row - 1, row)
    share_dot(ax, last, after, words)
    link(ax, after, last - 1, last)
    share_limits(ax, reached, last)
    names = [
        _year(years[0], before_k, before_n, words),
        *(_name(row, words) for row in table.to_dict("records")),
        _year(years[1], after_k, after_n, words),
    ]
    step_names(ax, [float(row) for row in range(len(names))], names)


def _year(year: int, count: int, people: int, words: Words) -> str:
    n, total = (words.number(each) for each in (count, people))
    return say("share_row", words, year=year, n=n, total=total)


def _name(row: dict, words: Words) -> str:
    n, k = (words.number(row[name]) for name in ("n", "n_level"))
    if row["term"] == "stayed":
        was = words.number(row["n_level_before"])
        return say("step_stayed", words, n=n, before=was, after=k)
    reason = reason_name(str(row["term"]), str(row["reason"]), words)
    return say("step_moved", words, reason=reason[:1].upper() + reason[1:], n=n, k=k)


def _notes(chart: Page, table: pd.DataFrame, years: tuple[int, int]) -> None:
    level = level_word(table["level"].iloc[0], chart.words)
    unnamed = int(table[["unnamed_before", "unnamed_after"]].iloc[0].sum())
    chart.note("note_decomposition", level=level)
    chart.note("note_unnamed", unnamed)
    chart.note("note_not_from_zero", chart.ax.get_xlim()[0] > 0)
    chart.notes += rules_between(*years, chart.words)


def _alt(table: pd.DataFrame, what: str, doubts: pd.DataFrame | None, words: Words) -> str:
    (before_n, before_k), (after_n, after_k) = ends(table)
    parts = [
        say("alt_step", words, name=_name(row, words).replace("\n", " "),
            points=words.points(written))
        for row, written in zip(table.to_dict("records"), written_points(table), strict=True)
    ]  # fmt: skip
    between = table[["year", "next_year"]].iloc[0].tolist()
    return say(
        "alt_decomposition",
        words,
        what=what,
        before=words.percent(before_k / before_n),
        after=words.percent(after_k / after_n),
        parts="; ".join(parts) + doubt_clause(doubts, "followed", between, words),
    )
