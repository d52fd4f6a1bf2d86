"""Who stayed on the lists from each year to the next, who left them, and who came."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.marks import label
from analysis.charts.draw.page import Head, page
from analysis.words import Words

_LEFT = "#d9d9d9"
# Room for a label at either end, as a part of the longest bars together.
_LABEL_ROOM = 0.36


@styled
def flows(table: pd.DataFrame, **head: Unpack[Head]) -> Axes:
    """Draw for each pair of years who stayed, who left and who came, as bars that share a line.

    Parameters
    ----------
    table : DataFrame
        `measures.flows`; without a pair of years that lists are known of it says so.
    """
    height = 0.9 + 0.8 * max(len(table), 1)
    with page(table, height=height, **head) as chart:
        chart.about("flows", table)
        chart.note("note_flows", table.filter(like="otherwise").to_numpy().any())
        if table.empty:
            chart.nothing("no_second_year")
        else:
            _draw(chart.ax, table, chart.words)
            chart.tell(_told(row, chart.words) for row in table.to_dict("records"))
    return chart.ax


def _pair(ax: Axes, place: int, row: dict, words: Words) -> None:
    """Draw who left to the left of the line, who stayed and who came to the right of it."""
    gone, stayed, came = row["left_list"], row["stayed"], row["entered"]
    ax.barh(place, -gone, height=0.62, color=_LEFT, edgecolor=style.MUTED, linewidth=0.6)
    ax.barh(place, stayed, height=0.62, color=style.MUTED)
    ax.barh(place, came, left=stayed, height=0.62, color=style.LATER)
    label(ax, _flow(row, "left_list", words), -gone, place, right=-3)
    label(ax, _flow(row, "entered", words), stayed + came, place, right=3)
    if stayed:
        label(ax, _flow(row, "stayed", words), stayed / 2, place, color="white")


def _flow(row: dict, name: str, words: Words) -> str:
    return say(f"flow.{name}", words, n=words.number(row[name]))


def _draw(ax: Axes, table: pd.DataFrame, words: Words) -> None:
    for place, row in enumerate(table.to_dict("records")):
        _pair(ax, place, row, words)
    names = [f"{row['year']}–{row['next_year']}" for row in table.to_dict("records")]
    ax.set_yticks(range(len(table)), names)
    ax.set_ylim(len(table) - 0.4, -0.6)
    left, right = table["left_list"].max(), (table["stayed"] + table["entered"]).max()
    # Of the whole width: a label is as long beside a short bar as beside a long one.
    room = _LABEL_ROOM * max(left + right, 1)
    ax.set_xlim(-left - room, right + room)
    ax.set_xticks([])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=style.INK, linewidth=0.8)


def _told(row: dict, words: Words) -> str:
    flows = [_flow(row, name, words) for name in ("stayed", "left_list", "entered")]
    return f"{row['year']}–{row['next_year']}: {', '.join(flows)}"
