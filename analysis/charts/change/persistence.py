"""In how many years the same people were at a level, beside what chance gives."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import level_word, whom
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import label
from analysis.charts.draw.page import EMPTY_CM, Head, page
from analysis.charts.draw.scale import number_axis
from analysis.measures.shares import FEWEST_JUDGED
from analysis.words import Words

_HALF = 0.36


@styled
def persistence(table: pd.DataFrame, **head: Unpack[Head]) -> Axes:
    """Draw the people at a level in none to all of the years, and how many chance would give.

    Parameters
    ----------
    table : DataFrame
        `measures.persistence`; without anybody rated in every year it says so.
    """
    drawn = len(table) > 0 and bool(table["total"].iloc[0])
    judged = drawn and table["total"].iloc[0] >= FEWEST_JUDGED
    height = 5.0 if drawn else EMPTY_CM
    with page(table, height=height, **head) as chart:
        if drawn:
            chart.subtitle = _subtitle(table, chart.words)
            chart.key = _key(chart.words) if judged else None
            _draw(chart.ax, table, chart.words, beside=judged)
            chart.tell(_told(row, chart.words) for row in table.to_dict("records"))
        else:
            chart.subtitle = say("persistence_none", chart.words)
            chart.nothing("nobody_in_every")
    return chart.ax


def _draw(ax: Axes, table: pd.DataFrame, words: Words, *, beside: bool) -> None:
    for row in table.to_dict("records"):
        ax.bar(row["times"], row["n"], width=2 * _HALF, color=style.LATER)
        places = [row["times"] - _HALF, row["times"] + _HALF]
        if beside:
            ax.plot(places, [row["expected"]] * 2, color="white", linewidth=4.0, zorder=3)
            ax.plot(places, [row["expected"]] * 2, color=style.INK, linewidth=1.8, zorder=4)
        top = max(row["n"], row["expected"] if beside else 0)
        text = words.number(row["n"])
        if beside:
            expected = words.number(row["expected"])
            text = say("people_beside_chance", words, n=text, expected=expected)
        label(ax, text, row["times"], top, up=3, size=8.5)
    highest = max(table["n"].max(), table["expected"].max() if beside else 0)
    ax.set_ylim(0, 1.2 * max(highest, 1))
    number_axis(ax.yaxis, words)
    ax.set_xlim(-0.6, table["times"].max() + 0.6)
    ax.set_xticks(table["times"], [_times(row, words) for row in table.to_dict("records")])


def _times(row: dict, words: Words) -> str:
    if not row["times"]:
        return say("years_at_level.none", words)
    form = "all" if row["times"] == row["of_years"] else "some"
    return say(f"years_at_level.{form}", words, n=row["times"])


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    row = table.iloc[0]
    return say(
        "persistence",
        words,
        level=level_word(row["level"], words),
        total=words.number(row["total"]),
        years=f"{row['first_year']}–{row['last_year']}",
        whom=whom(table, words),
    )


def _key(words: Words) -> Key:
    marks = [
        Line2D([], [], linestyle="", marker="s", color=style.LATER, markersize=7),
        Line2D([], [], color=style.INK, linewidth=1.8),
    ]
    return Key(marks, [say(f"persistence_key.{name}", words) for name in ("people", "chance")])


def _told(row: dict, words: Words) -> str:
    return f"{_times(row, words)}: {words.number(row['n'])}"
