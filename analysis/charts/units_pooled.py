"""Units' shares drawn towards that of all, so that small ones can be looked at too."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import LOOKED_AT
from analysis.charts.draw.page import Head, page
from analysis.charts.draw.scale import beside
from analysis.charts.units import units_frame, units_height
from analysis.measures.units_pooled import FEWEST_UNITS
from analysis.words import Words

# Units of fewer people are told together in the foot.
_FEWEST_DRAWN = 5


@styled
def units_pooled(
    table: pd.DataFrame,
    *,
    highlight: str | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw each unit's share drawn towards that of all, with its interval, in order of size.

    Parameters
    ----------
    table : DataFrame
        `measures.units_pooled` of the share excellent.
    highlight : str, optional
        A unit whose dot stands out.
    """
    large = table["people"].fillna(table["total"]) >= _FEWEST_DRAWN
    rows = table[large & table["pooled"].notna()].reset_index(drop=True)
    small = int((~large).sum()) if len(rows) else 0
    height = units_height(rows)
    with page(table, height=height, **head) as chart:
        chart.subtitle = _subtitle(table, chart.words)
        chart.key = _key(chart.words) if len(rows) else None
        chart.note("note_pooled", len(rows))
        chart.note("note_units_under_five", small, n=chart.words.number(small))
        chart.note("note_unit_looked_at", highlight in set(rows["unit"]), unit=highlight)
        for position, row in enumerate(rows.to_dict("records")):
            _unit(chart.ax, position, row, chart.words, stands_out=row["unit"] == highlight)
        few = len(table) > 0 and table["pooled"].isna().all() and len(table) < FEWEST_UNITS
        if few:
            chart.nothing("too_few_units")
        else:
            line = "typical_unit_line"
            units_frame(chart, rows, "pooled", rows["common"], highlight, line=line)
    return chart.ax


def _unit(ax: Axes, position: int, row: dict, words: Words, *, stands_out: bool) -> None:
    colour = LOOKED_AT if stands_out else style.LATER
    ax.plot(
        [row["pooled_low"], row["pooled_high"]], [position] * 2, color=colour, linewidth=1.4,
        alpha=0.55,
    )  # fmt: skip
    ax.plot(
        row["share"], position, "o", markersize=3.5, markerfacecolor="white",
        markeredgecolor=style.MUTED, markeredgewidth=0.9, zorder=3,
    )  # fmt: skip
    ax.plot(row["pooled"], position, "o", markersize=4.5, color=colour, zorder=4)
    counts = words.number(row["total"])
    beside(ax, position, f"{words.percent(row['pooled'], 0)}  ({counts})",
           points=5, size=7)  # fmt: skip


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    years = table.iloc[0][["first_year", "last_year"]] if len(table) else ()
    period = "–".join(str(year) for year in dict.fromkeys(years)) or "–"
    return say("units_pooled", words, period=period, whom=whom(table, words))


def _key(words: Words) -> Key:
    marks = [
        Line2D([], [], marker="o", color=style.LATER, linewidth=1.4, markersize=5),
        Line2D([], [], linestyle="", marker="o", markersize=4.5, color=style.MUTED,
               markerfacecolor="white"),
    ]  # fmt: skip
    return Key(marks, [say(f"units_pooled_key.{name}", words) for name in ("pooled", "own")])
