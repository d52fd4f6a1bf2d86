"""How soon the event came: cumulative incidence as steps, with the people still followed."""

from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import Normal, Stroke

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import group_colour, group_label, group_order, of_group, whom
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.scale import apart, percent_axis
from analysis.words import Words

_LINE_POINTS = 10
_DIGIT_POINTS = 4.6
_TAIL = 0.06
# The axes are about 150 points high; a label of 7.5 points needs this part of it to itself.
_LABEL_SHARE = 0.075


@styled
def cumulative_incidence(
    table: pd.DataFrame,
    *,
    by: str,
    **head: Unpack[Head],
) -> Axes:
    """Draw the cumulative incidence of an event in each group, and the people still followed.

    Parameters
    ----------
    table : DataFrame
        `measures.incidence` of one kind by the column `by`.
    by : str
        The column that makes the lines (``rating``, ``sex``, …); a group of which nobody was
        followed for a year has none.
    """
    curves = _curves(table, by)
    drawn = any(not _is_small(curve) for curve in curves.values())
    height = 6.4 + 0.36 * len(curves) if drawn else EMPTY_CM
    with page(table, height=height, **head) as chart:
        chart.subtitle = _subtitle(table, chart.words)
        _tell(chart, curves, by)
        if drawn:
            _draw(chart.ax, curves, by, chart.words)
            chart.note("note_competing")
            chart.note("note_still_followed")
            chart.note("note_small_curves", any(_is_small(curve) for curve in curves.values()))
        else:
            chart.nothing("incidence_few" if curves else "no_data")
    return chart.ax


def _curves(table: pd.DataFrame, by: str) -> dict[str | None, pd.DataFrame]:
    """Return of each group that is followed the years in which it still is, and its start."""
    known = table[table["incidence"].notna() & (table["at_risk"] > 0)]
    return {
        group: _from_start(of_group(known, by, group).sort_values("time"))
        for group in group_order(known[by], by)
    }


def _from_start(curve: pd.DataFrame) -> pd.DataFrame:
    start = curve.head(1)
    start = start.assign(time=0, incidence=0.0, at_risk=start["people"])
    return pd.concat([start, curve])


def _draw(ax: Axes, curves: dict[str | None, pd.DataFrame], by: str, words: Words) -> None:
    # Of two people one is 50%: a group of few has its row of people, and no line.
    large = {g: curve[curve["judged"]] for g, curve in curves.items() if not _is_small(curve)}
    last = max(int(curve["time"].max()) for curve in curves.values())
    highest = max(float(curve["incidence"].max()) for curve in large.values())
    # The room on the right holds the last step and the thin line that leads to its name.
    ax.set_xlim(0, last * (1 + _TAIL) + 0.04 * last)
    ax.set_ylim(0, max(1.12 * highest, 0.1))
    for group, curve in large.items():
        _steps(ax, curve, group_colour(group, by), tail=_TAIL * last)
    _label_ends(ax, large, by, words)
    step = -(-last // 12)
    ax.set_xticks(range(0, last + 1, step))
    ax.set_xlabel(say("years_since_rated", words))
    percent_axis(ax.yaxis)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    _people_followed(ax, curves, by, step, words)


def _is_small(curve: pd.DataFrame) -> bool:
    return not curve["judged"].any()


def _steps(ax: Axes, curve: pd.DataFrame, colour: str, tail: float) -> None:
    look: dict[str, Any] = {"color": colour, "linewidth": 2.2}
    # The palest rating would be lost on white paper without an edge.
    look["path_effects"] = [Stroke(linewidth=3.2, foreground=style.MUTED), Normal()]
    # A step at the last year observed is seen only if the line goes on a little after it.
    time = [*curve["time"].astype(float), float(curve["time"].iloc[-1]) + tail]
    incidence = [*curve["incidence"], curve["incidence"].iloc[-1]]
    ax.step(time, incidence, where="post", zorder=3, clip_on=False, **look)


def _label_ends(ax: Axes, curves: dict[str | None, pd.DataFrame], by: str, words: Words) -> None:
    """Name each line beside its end; names that would meet are moved apart."""
    ends = {group: float(curve["incidence"].iloc[-1]) for group, curve in curves.items()}
    right, top = ax.get_xlim()[1], ax.get_ylim()[1]
    levels = apart(list(ends.values()), _LABEL_SHARE * top)
    for (group, end), level in zip(ends.items(), levels, strict=True):
        last = float(curves[group]["time"].iloc[-1]) + right * _TAIL / (1.04 + _TAIL)
        ax.plot([last, right], [end, level], color=style.MUTED, linewidth=0.5, clip_on=False)
        ax.annotate(
            f"{group_label(group, by, words)}: {words.percent(end)}", (1, level),
            xycoords=ax.get_yaxis_transform(), xytext=(3, 0), textcoords="offset points",
            ha="left", va="center", fontsize=8, annotation_clip=False,
        )  # fmt: skip


def _people_followed(
    ax: Axes, curves: dict[str | None, pd.DataFrame], by: str, step: int, words: Words
) -> None:
    """Write under the axis how many people of each group are still followed at each time."""
    _under(ax, 0, 0, say("still_followed", words), ha="left", color=style.MUTED)
    widest = max(len(words.number(curve["at_risk"].iloc[0])) for curve in curves.values())
    left = 8 + widest * _DIGIT_POINTS / 2
    for line, (group, curve) in enumerate(curves.items(), start=1):
        _under(ax, 0, line, group_label(group, by, words), ha="right", left=left)
        shown = curve[curve["time"].astype(int) % step == 0]
        for time, people in zip(shown["time"].astype(int), shown["at_risk"], strict=True):
            _under(ax, time, line, words.number(people), ha="center")


def _under(
    ax: Axes, time: int, line: int, text: str, *, ha: str, left: float = 0, color: str = style.INK
) -> None:
    below = 32 + _LINE_POINTS * line
    ax.annotate(
        text, (time, 0), xycoords=ax.get_xaxis_transform(), xytext=(-left, -below),
        textcoords="offset points", ha=ha, va="top", fontsize=7.5, color=color,
        annotation_clip=False,
    )  # fmt: skip


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    if table.empty:
        return say("incidence_none", words)
    kind = words.label("outcome_kinds", table["kind"].iloc[0])
    return say("cumulative_incidence", words, kind=kind, whom=whom(table, words))


def _tell(chart: Page, curves: dict[str | None, pd.DataFrame], by: str) -> None:
    ends = {group: _last_judged(curve) for group, curve in curves.items()}
    names = [
        say("after_years", chart.words, group=group_label(group, by, chart.words),
            years=end["time"])
        for group, end in ends.items()
    ]  # fmt: skip
    chart.tell_shares(
        [end["incidence"] for end in ends.values()],
        names,
        people=[curve["people"].iloc[0] * curve["judged"].any() for curve in curves.values()],
    )


def _last_judged(curve: pd.DataFrame) -> pd.Series:
    judged = curve[curve["judged"]]
    return (judged if len(judged) else curve).iloc[-1]
