"""Who had the event within so many years: a dot with its interval a group, one panel a window."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.draw import style
from analysis.charts.draw.frame import panels, say, styled
from analysis.charts.draw.groups import (
    counts_of,
    group_colour,
    group_label,
    group_order,
    of_group,
    whom,
)
from analysis.charts.draw.marks import label
from analysis.charts.draw.page import Page, Told, page
from analysis.charts.draw.scale import beside, percent_axis
from analysis.spoken import Message
from analysis.words import Words


@styled
def outcome_rates(
    table: pd.DataFrame,
    *,
    by: str,
    windows: Sequence[int] = (1, 2, 3),
    **head: Unpack[Told],
) -> Figure:
    """Draw the share of each group that had the event within 1, 2, … years of being rated.

    Parameters
    ----------
    table : DataFrame
        `measures.incidence` of one kind by the column `by`.
    by : str
        The column that makes the rows (``rating``, ``sex``, …).
    windows : sequence of int
        Years since the rating, a panel each; those that the table does not reach have none.

    Raises
    ------
    ValueError
        A group has several rows for the same window: the table holds several kinds.
    """
    _one_row_each(table, by)
    drawn = table[table["time"].isin(windows) & (table["people"] > 0)]
    windows = sorted(int(years) for years in drawn["time"].unique())
    groups = group_order(drawn[by], by)
    axes = panels(1, max(len(windows), 1), 1.5 + 0.78 * len(groups))
    # The counts stand beside their own panel, clear of the next one's first dots.
    if grid := axes[0].get_gridspec():
        grid.update(wspace=0.09)
    with page(table, axes=axes, **head) as chart:
        chart.subtitle = _subtitle(table, chart.words)
        _tell(chart, drawn, by)
        for ax, years in zip(axes, windows, strict=False):
            ax.set_xlim(-0.04 * _ceiling(drawn), _ceiling(drawn))
            _panel(ax, drawn[drawn["time"] == years], groups, by, chart.words)
            ax.set_title(_within(years, chart.words), loc="left")
        if windows:
            names = [_named(drawn, group, by, chart.words) for group in groups]
            axes[0].set_yticks(range(len(groups)), names)
        else:
            chart.nothing()
        _notes(chart, drawn, table)
    return chart.figure


def _one_row_each(table: pd.DataFrame, by: str) -> None:
    repeated = table[table.duplicated([by, "time"])]
    if len(repeated):
        group, years = repeated.iloc[0][[by, "time"]]
        raise ValueError(Message("refused.rates_twice", by=by, group=group, years=years))


def _named(drawn: pd.DataFrame, group: str | None, by: str, words: Words) -> str:
    people = words.number(of_group(drawn, by, group)["people"].iloc[0])
    return say("group_of_people", words, group=group_label(group, by, words), people=people)


def _panel(ax: Axes, part: pd.DataFrame, groups: list[str | None], by: str, words: Words) -> None:
    for position, group in enumerate(groups):
        row = of_group(part, by, group).iloc[0].to_dict()
        if pd.notna(row["incidence"]):
            _dot(ax, position, row, group_colour(group, by), words)
        else:
            label(
                ax, say("nobody_followed", words), 0, position, right=4, size=7.5,
                color=style.MUTED, style="italic",
            )  # fmt: skip
    percent_axis(ax.xaxis)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]))
    ax.spines["left"].set_visible(False)
    ax.set_ylim(len(groups) - 0.4, -0.7)
    ax.set_yticks([])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def _dot(ax: Axes, position: int, row: dict, colour: str, words: Words) -> None:
    share, edge = row["incidence"], ax.get_xlim()[1]
    # The palest rating would be lost on white paper without an edge.
    ax.plot(
        share, position, "o", markerfacecolor=colour if row["judged"] else "white",
        markeredgecolor=style.MUTED, markeredgewidth=0.7, markersize=6.5, zorder=3, clip_on=False,
    )  # fmt: skip
    # Of two people one is 50%: of few the counts are told, and no share or interval.
    if not row["judged"]:
        beside(ax, position, counts_of(row["had"], row["people"], words), points=5, size=7)
        return
    ax.plot([row["low"], row["high"]], [position] * 2, color=style.MUTED, linewidth=1, zorder=2)
    near_edge = share < 0.12 * edge
    label(
        ax, words.percent(share), share, position, right=-3 if near_edge else 0, up=5,
        size=7.5, ha="left" if near_edge else "center",
    )  # fmt: skip


def _ceiling(table: pd.DataFrame) -> float:
    """Return the end of the axis: room for every dot and for every interval that is drawn."""
    drawn = (table["incidence"].max(), table.loc[table["judged"], "high"].max())
    known = [float(value) for value in drawn if not pd.isna(value)]
    return max(1.12 * max(known), 0.1) if known else 1.0


def _within(years: int, words: Words) -> str:
    return say("within_one_year" if years == 1 else "within_years", words, years=years)


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    if table.empty:
        return say("outcome_rates_none", words)
    kind = words.label("outcome_kinds", table["kind"].iloc[0])
    return say("outcome_rates", words, kind=kind, whom=whom(table, words))


def _tell(chart: Page, table: pd.DataFrame, by: str) -> None:
    names = [
        f"{group_label(None if pd.isna(row[by]) else row[by], by, chart.words)}, "
        f"{_within(row['time'], chart.words).lower()}"
        for row in table.to_dict("records")
    ]
    people = table["people"].where(table["judged"], 0)
    chart.tell_shares(table["incidence"], names, people=people)


def _notes(chart: Page, drawn: pd.DataFrame, table: pd.DataFrame) -> None:
    followed = drawn[drawn["incidence"].notna()]
    lost = drawn.groupby("time")["not_followed"].sum()
    told = [
        say("not_followed", chart.words, n=chart.words.number(people),
            window=_within(int(str(years)), chart.words).lower())
        for years, people in lost[lost > 0].items()
    ]  # fmt: skip
    once = table[table["time"] == 1]
    days = int(once["days_missing"].sum())
    uncovered = int(once["not_covered"].sum()) - days
    chart.note("note_rate_counts", len(followed))
    chart.note("note_rate", followed["judged"].any())
    chart.note("note_small_dots", not followed["judged"].all())
    chart.note("note_not_followed", told, counts="; ".join(told))
    chart.note("note_not_covered", uncovered, n=chart.words.number(uncovered))
    chart.note("note_days_missing", days, n=chart.words.number(days))
