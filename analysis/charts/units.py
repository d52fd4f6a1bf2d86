"""Many units at once: a dot plot by size with the line of all together and funnel limits."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import counts_of
from analysis.charts.draw.marks import LOOKED_AT
from analysis.charts.draw.names import cut
from analysis.charts.draw.page import Head, Page, page
from analysis.charts.draw.scale import beside, percent_axis
from analysis.measures.shares import FEWEST_JUDGED
from analysis.words import Words

_LONGEST_NAME = 44


@styled
def units_by_share(
    table: pd.DataFrame,
    *,
    year: int,
    apart: pd.DataFrame | None = None,
    highlight: str | None = None,
    level: str = "excellent",
    **head: Unpack[Head],
) -> Axes:
    """Draw each unit's share as a dot between the limits that chance alone would give it.

    Parameters
    ----------
    table : DataFrame
        `measures.unit_funnel`.
    year : int
        The year of the table, for the subtitle.
    apart : DataFrame, optional
        `measures.units_apart`; the units it finds apart at this level have red dots.
    highlight : str, optional
        A unit whose name and dot stand out.
    level : str
        The rating of the table.
    """
    rows = table.dropna(subset=["unit"]).reset_index(drop=True)
    far = _units_apart(apart, level)
    height = units_height(rows)
    with page(table, height=height, **head) as chart:
        chart.about("units_by_share", table, year=year)
        for position, row in enumerate(rows.to_dict("records")):
            _unit(chart.ax, position, row, row["unit"] in {highlight, *far}, chart.words)
        units_frame(chart, rows, "share", rows["district"], highlight)
        _notes(chart, rows, far, highlight)
    return chart.ax


def units_height(rows: pd.DataFrame) -> float:
    """Return the height in cm of a plot with a row for each unit."""
    return 1.4 + 0.36 * len(rows)


def units_frame(
    chart: Page,
    rows: pd.DataFrame,
    share: str,
    common: pd.Series,
    looked_at: str | None,
    line: str = "all_units_line",
) -> None:
    """Name the units of the rows, draw the common line (a text's key), and tell the shares drawn.

    The share of the unit that stands out is told by its name.
    """
    percent_axis(chart.ax.xaxis)
    chart.ax.set_xlim(-0.02, 1.02)
    chart.ax.set_ylim(max(len(rows), 1) - 0.3, -0.7)
    names = [cut(unit, _LONGEST_NAME) for unit in rows["unit"]]
    chart.ax.set_yticks(range(len(rows)), names, fontsize=7)
    chart.ax.tick_params(axis="y", length=0)
    chart.tell_shares(rows[share], list(rows["unit"]), people=rows["total"])
    judged = rows["total"] >= FEWEST_JUDGED
    for own in rows.loc[judged & rows["unit"].eq(looked_at), share]:
        chart.alt = f"{chart.alt.rstrip('.')}. {looked_at}: {chart.words.percent(own)}."
    if rows.empty:
        chart.nothing()
    else:
        _common_line(chart.ax, float(common.iloc[0]), line, chart.words)


def _units_apart(apart: pd.DataFrame | None, level: str) -> set[str]:
    if apart is None:
        return set()
    found = apart[(apart["question"] == level) & apart["apart"].fillna(False).astype(bool)]
    return set(found["unit"])


def _notes(chart: Page, rows: pd.DataFrame, far: set[str], highlight: str | None) -> None:
    left_out = (rows["low_998"] == 0) & (rows["high_998"] == 1)
    no_unit = int(rows["no_unit"].max()) if len(rows) else 0
    chart.note("note_funnel", len(rows))
    chart.note("note_funnel_left_out", left_out.any())
    chart.note("note_units_apart", far)
    chart.note("note_unit_looked_at", highlight in set(rows["unit"]) - far, unit=highlight)
    chart.note("note_untested_units", (rows["total"] < FEWEST_JUDGED).any())
    chart.note("note_no_unit", no_unit, n=chart.words.number(no_unit))


def _unit(ax: Axes, position: int, row: dict, stands_out: bool, words: Words) -> None:
    for name, colour, width in (("998", "#e3e8ee", 7), ("95", "#c3ced9", 7)):
        if row[f"low_{name}"] == 0 and row[f"high_{name}"] == 1:
            continue
        ax.plot(
            [row[f"low_{name}"], row[f"high_{name}"]], [position] * 2, color=colour,
            linewidth=width, solid_capstyle="butt", zorder=1,
        )  # fmt: skip
    colour = LOOKED_AT if stands_out else style.LATER
    inside = colour if row["total"] >= FEWEST_JUDGED else "white"
    ax.plot(
        row["share"], position, "o", markersize=4.5, markeredgecolor=colour, zorder=3,
        markerfacecolor=inside, markeredgewidth=1.1, clip_on=False,
    )  # fmt: skip
    counts = counts_of(row["n"], row["total"], words)
    text = f"{words.percent(row['share'])}  ({counts})"
    beside(ax, position, text, points=5, size=7)


def _common_line(ax: Axes, share: float, line: str, words: Words) -> None:
    ax.axvline(share, color=style.INK, linewidth=0.9, zorder=2)
    ax.annotate(
        say(line, words, share=words.percent(share)), (share, 1),
        xycoords=ax.get_xaxis_transform(), xytext=(0, 2), textcoords="offset points",
        ha="center", va="bottom", fontsize=7.5,
    )  # fmt: skip
