"""How many cadres stand behind the shares of each year."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled, words_alone
from analysis.charts.draw.lines import years_without_data
from analysis.charts.draw.marks import label, published_diamond
from analysis.charts.draw.page import Head, page
from analysis.charts.draw.scale import number_axis, year_axis
from analysis.words import Words


@styled
def cadres_by_year(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    published: pd.DataFrame | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw the people rated, withheld and not rated each year as stacked columns.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``.
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`; the numbers rated that it states are hollow diamonds.
    """
    years = sorted(years)
    sizes = table.drop_duplicates("year")
    totals = _published_totals(published, sizes, years)
    listed = sizes.assign(total=sizes[_STATES].sum(axis=1))
    rows = sizes[listed["total"] > 0].to_dict("records")
    with page(table, totals, height=4.6, **head) as chart:
        chart.about("cadres_by_year", table)
        chart.note("note_published", len(totals))
        for row in rows:
            _column(chart.ax, row, chart.words)
        for claim in totals.itertuples():
            published_diamond(chart.ax, claim.year, claim.total)
        chart.note("note_gap", years_without_data(chart.ax, listed, years, chart.words))
        _axes(chart.ax, listed["total"].max(), years, chart.words)
        chart.tell(f"{row['year']}: {_counted(row, chart.words)}" for row in rows)
        if sum(row[state] > 0 for row in rows for state in _STATES) + len(totals) < 2:
            # One number is a sentence.
            words_alone(chart.axes)
    return chart.ax


_STATES = ["total", "withheld", "not_rated"]
_HATCHES = {"withheld": "xxxx", "not_rated": "////"}


def _axes(ax: Axes, highest: float, years: list[int], words: Words) -> None:
    ax.set_ylim(0, 1.18 * (1 if pd.isna(highest) or not highest else highest))
    number_axis(ax.yaxis, words)
    year_axis(ax, years)


def _column(ax: Axes, row: dict, words: Words) -> None:
    rated = int(row["total"])
    if rated:
        ax.bar(row["year"], rated, width=0.62, color=style.LATER)
        label(ax, words.number(rated), row["year"], rated / 2, size=8.5, color="white")
    top, told = rated, []
    for state, hatch in _HATCHES.items():
        if n := int(row[state]):
            ax.bar(
                row["year"], n, bottom=top, width=0.62, color="white",
                edgecolor=style.MUTED, hatch=hatch, linewidth=0.6,
            )  # fmt: skip
            top += n
            told.append(f"+ {words.number(n)} {say(state, words)}")
    if told:
        text = "\n".join(reversed(told))
        label(ax, text, row["year"], top, up=3, size=7.5, color=style.MUTED)


def _published_totals(
    published: pd.DataFrame | None, sizes: pd.DataFrame, years: list[int]
) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "total", "origin"])
    drawn = set(sizes.loc[sizes["origin"] == "published", "year"])
    wanted = [year for year in years if year not in drawn]
    rated = published[published["measure"].eq("rating") & published["total_of"].eq("rated")]
    return rated[rated["year"].isin(wanted)].drop_duplicates("year")


def _counted(row: dict, words: Words) -> str:
    more = [f"{words.number(row[state])} {say(state, words)}" for state in _HATCHES if row[state]]
    return " + ".join([words.number(row["total"]), *more])
