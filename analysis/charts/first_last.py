"""The first year against the last: how the share of each rating moved."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import vocabulary, wording
from analysis.charts import style
from analysis.charts.frame import empty, finish, say, start, styled
from analysis.charts.layout import Key
from analysis.charts.scale import percent_axis
from analysis.findings import alt


@styled
def first_last(
    table: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each rating in two years as linked dots with their 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``; a year without data is named and left out.
    """
    shown = table[table["year"].isin([first_year, last_year]) & (table["total"] > 0)]
    own, ax = ax is None, start(ax, 8.4 if len(shown) else 4.0)
    levels = list(vocabulary.codes("ratings"))
    for position, rating in enumerate(levels):
        _linked(ax, position, shown[shown["rating"] == rating], last_year, language)
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, min(1.1, 0.1 + max([*shown["high"], 0.5])))
    ax.set_ylim(len(levels) - 0.45, -0.55)
    ax.set_yticks(
        range(len(levels)), [vocabulary.label("ratings", r, language, short=True) for r in levels]
    )
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    if shown.empty:
        empty(ax, language)
    subtitle = say("first_last", language, first=first_year, last=last_year)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=subtitle,
        alt=alt.of_shares(
            shown["share"],
            [
                f"{vocabulary.label('ratings', row.rating, language, short=True)}, {row.year}"
                for row in shown.itertuples()
            ],
            what=subtitle,
            language=language,
            simulated="simulated" in set(shown["origin"]),
        ),
        origins=list(table["origin"]),
        notes=[say("note_interval", language)] if len(shown) else [],
        key=_key(shown, first_year, last_year, language),
    )
    return ax


def _linked(ax: Axes, position: int, pair: pd.DataFrame, last_year: int, language: str) -> None:
    for row in pair.to_dict("records"):
        last = row["year"] == last_year
        colour, line = (style.LATER, position + 0.15) if last else (style.EARLIER, position - 0.15)
        ax.plot([row["low"], row["high"]], [line] * 2, color=colour, linewidth=1.4, alpha=0.6)
        ax.plot(row["share"], line, "o", color=colour, markersize=6.5, zorder=3)
        ax.annotate(
            wording.percent(row["share"], language), (row["high"], line), xytext=(5, 0),
            textcoords="offset points", va="center", ha="left", fontsize=7.5,
        )  # fmt: skip


def _key(shown: pd.DataFrame, first_year: int, last_year: int, language: str) -> Key:
    handles, labels = [], []
    for year, colour in ((first_year, style.EARLIER), (last_year, style.LATER)):
        total = shown.loc[shown["year"] == year, "total"]
        people = (
            say("people", language, n=wording.number(total.iloc[0], language))
            if len(total)
            else say("no_figures", language)
        )
        handles.append(Line2D([], [], marker="o", linestyle="", color=colour, markersize=7))
        labels.append(f"{year} ({people})")
    return Key(handles, labels)
