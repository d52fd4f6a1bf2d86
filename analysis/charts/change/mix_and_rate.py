"""From one year's share to another's: what the mix of groups did, and what the ratings did."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw import style
from analysis.charts.draw.breaks import rules_between
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import group_label, level_word
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.steps import link, share_dot, share_limits, step, step_names
from analysis.findings.change.movement import open_split
from analysis.findings.parts import adding_up
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_MIX, _RATE, _GROUP = "#8a6d3b", "#0b3560", "#8fb3d3"
_MOST_GROUPS = 8
# Rows: the groups begin a little under the step that they add up to.
_GROUPS_FROM = 2.85
_GROUPS_TOLD = ("post_group", "tier", "unit", "sex")


@styled
def mix_and_rate(
    table: pd.DataFrame,
    *,
    before: float,
    after: float,
    first_year: int,
    last_year: int,
    by: str,
    people: int,
    level: str = "excellent",
    **head: Unpack[Head],
) -> Axes:
    """Draw the change of a share as a bridge of two steps, and what each group adds to the second.

    Parameters
    ----------
    table : DataFrame
        `measures.kitagawa` by the column `by`.
    before, after : float
        The whole's share in the first and the last year, 0-1.
    by : str
        The column that makes the groups.
    people : int
        How many were rated in the smaller of the two years: fewer than 20 are not split.
    level : str
        The rating that the share is of.
    """
    if first_year == last_year:
        return without_second_year(last_year, table, **head)
    known = table.dropna(subset=["mix", "rate"])
    why = _why_not(known, by, people, before, after)
    height = EMPTY_CM if why else 3.6 + 0.42 * min(len(known), _MOST_GROUPS)
    with page(table, height=height, **head) as chart:
        years = first_year, last_year
        word = level_word(level, chart.words)
        chart.about("mix_and_rate", table, level=word, first=first_year, last=last_year)
        if why:
            chart.nothing(why)
        else:
            groups = _groups(known, by, chart.words)
            mix = float(known["mix"].sum())
            _draw(chart.ax, float(before), mix, float(after), groups, years, chart.words)
            _notes(chart, by, years)
            chart.alt = _alt(known, before, after, chart.subtitle, chart.words)
    return chart.ax


def _why_not(known: pd.DataFrame, by: str, people: int, before: float, after: float) -> str | None:
    """Return why a change is not drawn in its two parts (a text's key); None where it is."""
    if 0 < people < SMALLEST_TESTED_UNIT:
        return "bridge_few"
    if known[by].isna().all():
        return "no_data"
    if open_split(known, by):
        return "bridge_open"
    return "no_data" if pd.isna(before) or pd.isna(after) else None


def _groups(known: pd.DataFrame, by: str, words: Words) -> list[tuple[str, float]]:
    """Return the names of the groups and what each adds, the largest first, the rest as one."""
    ordered = known.sort_values("rate", key=abs, ascending=False, kind="stable")
    named = [
        (group_label(None if pd.isna(group) else str(group), by, words), float(rate))
        for group, rate in zip(ordered[by], ordered["rate"], strict=True)
    ]
    if len(named) <= _MOST_GROUPS:
        return named
    rest = sum(rate for _, rate in named[_MOST_GROUPS - 1 :])
    return [*named[: _MOST_GROUPS - 1], (say("other_groups", words), rest)]


def _draw(
    ax: Axes,
    before: float,
    mix: float,
    after: float,
    groups: list[tuple[str, float]],
    years: tuple[int, int],
    words: Words,
) -> None:
    """Draw the rows from the top: first year, mix, rate, its groups, last year."""
    reached = before + mix
    last = _GROUPS_FROM + 0.35 + 0.55 * len(groups)
    written = adding_up([mix, after - reached], before, after)
    share_dot(ax, 0, before, words)
    step(ax, 1, before, mix, written[0], words, colour=_MIX)
    step(ax, 2, reached, after - reached, written[1], words, colour=_RATE)
    ends, place = [before, reached, after], reached
    for number, ((_, rate), told) in enumerate(
        zip(groups, _written(groups, written[1]), strict=True)
    ):
        row = _GROUPS_FROM + 0.55 * number
        step(ax, row, place, rate, told, words, colour=_GROUP, height=0.26, size=7)
        place += rate
        ends.append(place)
    share_dot(ax, last, after, words)
    link(ax, before, 0, 1)
    link(ax, reached, 1, _GROUPS_FROM)
    link(ax, after, 2, last)
    share_limits(ax, ends, last)
    _rows(ax, groups, years, last, words)


def _written(groups: list[tuple[str, float]], rate: float) -> list[float]:
    """Return what each group adds, as written: they add up to their step as written."""
    return adding_up([part for _, part in groups], 0, rate)


def _rows(
    ax: Axes, groups: list[tuple[str, float]], years: tuple[int, int], last: float, words: Words
) -> None:
    places = [0, 1, 2, *(_GROUPS_FROM + 0.55 * number for number in range(len(groups))), last]
    names = [
        say("transition_rows", words, year=years[0]),
        say("mix_step", words),
        say("rate_step", words),
        *(name for name, _ in groups),
        say("transition_rows", words, year=years[1]),
    ]
    step_names(ax, places, names)
    for tick in ax.get_yticklabels()[3:-1]:
        tick.set(fontsize=7, color=style.MUTED)


def _notes(chart: Page, by: str, years: tuple[int, int]) -> None:
    told = by if by in _GROUPS_TOLD else "other"
    chart.note("note_bridge", group=say(f"bridge_group.{told}", chart.words))
    chart.note("note_not_from_zero", chart.ax.get_xlim()[0] > 0)
    chart.notes += rules_between(*years, chart.words)


def _alt(drawn: pd.DataFrame, before: float, after: float, what: str, words: Words) -> str:
    mix, rate = adding_up([float(drawn[part].sum()) for part in ("mix", "rate")], before, after)
    return say(
        "alt_bridge",
        words,
        what=what,
        before=words.percent(before),
        after=words.percent(after),
        mix=words.points(mix),
        rate=words.points(rate),
    )
