"""The first year against the last: how the share of each rating moved."""

from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import vocabulary
from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.breaks import rules_between
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import PUBLISHED, dot, label, published_diamond
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.scale import share_rows
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words


@styled
def first_last(
    table: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    published: pd.DataFrame | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw the share of each rating in two years as dots with their 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``; a year without data is named and left out.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds, for the years that have no data of their own.
    """
    if first_year == last_year:
        return without_second_year(last_year, table, **head)
    shown = table[table["year"].isin([first_year, last_year]) & (table["total"] > 0)]
    years = first_year, last_year
    overlay = _published(published, shown, years)
    height = 5.2 if len(shown) else EMPTY_CM
    with page(table, overlay, height=height, **head) as chart:
        chart.about("first_last", table, first=first_year, last=last_year)
        chart.key = _key(shown, overlay, years, chart.words)
        for position, rating in enumerate(vocabulary.codes("ratings")):
            _dots(chart.ax, position, shown[shown["rating"] == rating], last_year, chart.words)
            _diamonds(
                chart.ax, position, overlay[overlay["level"] == rating], last_year, chart.words
            )
        judged = shown[shown["total"] >= SMALLEST_TESTED_UNIT]
        _rows(chart.ax, [*judged["high"], *shown["share"], *overlay["share"]], chart.words)
        _tell(chart, shown, overlay)
        if shown.empty and overlay.empty:
            chart.nothing()
        chart.note("note_whiskers", len(judged))
        chart.note("note_small_marks", len(judged) < len(shown))
        chart.note("note_published", len(overlay))
        if {*years} <= {*shown["year"], *overlay["year"]}:
            chart.notes += rules_between(*years, chart.words)
    return chart.ax


def _rows(ax: Axes, shares: list[float], words: Words) -> None:
    levels = vocabulary.codes("ratings")
    names = [words.label("ratings", level, short=True) for level in levels]
    share_rows(ax, names, beneath=0.45)
    ax.set_xlim(-0.02, min(1.1, 0.1 + max([*shares, 0.5])))


def _published(
    published: pd.DataFrame | None, shown: pd.DataFrame, years: tuple[int, int]
) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "level", "share", "decimals", "total", "origin"])
    lacking = [year for year in years if year not in set(shown["year"])]
    return published[published["measure"].eq("rating") & published["year"].isin(lacking)]


def _diamonds(ax: Axes, position: int, overlay: pd.DataFrame, last_year: int, words: Words) -> None:
    for claim, decimals in zip(overlay.itertuples(), stated_decimals(overlay), strict=True):
        line = position + (0.15 if claim.year == last_year else -0.15)
        published_diamond(ax, claim.share, line)
        label(ax, words.percent(claim.share, decimals), claim.share, line, right=7)


def _tell(chart: Page, shown: pd.DataFrame, overlay: pd.DataFrame) -> None:
    def name(rating: str, year: object) -> str:
        return f"{chart.words.label('ratings', rating, short=True)}, {year}"

    own = [name(row.rating, row.year) for row in shown.itertuples()]
    laid_over = [name(row.level, row.year) for row in overlay.itertuples()]
    chart.tell_shares(
        [*shown["share"], *overlay["share"]],
        [*own, *alt.published(laid_over, chart.words)],
        people=[*shown["total"], *overlay["total"]],
        decimals=[*(1 for _ in own), *stated_decimals(overlay)],
    )


def _dots(ax: Axes, position: int, pair: pd.DataFrame, last_year: int, words: Words) -> None:
    for row in pair.to_dict("records"):
        last, judged = row["year"] == last_year, row["total"] >= SMALLEST_TESTED_UNIT
        colour, line = (style.LATER, position + 0.15) if last else (style.EARLIER, position - 0.15)
        interval = row["low"], row["high"]
        dot(ax, row["share"], line, colour=colour, judged=judged, interval=interval, size=6.5)
        share, end = words.percent(row["share"]), row["high" if judged else "share"]
        label(ax, share, end, line, right=5 if judged else 7)


def _key(shown: pd.DataFrame, overlay: pd.DataFrame, years: tuple[int, int], words: Words) -> Key:
    handles, labels = [], []
    for year, colour in zip(years, (style.EARLIER, style.LATER), strict=True):
        total = shown.loc[shown["year"] == year, "total"]
        if len(total):
            told = say("people", words, n=words.number(total.iloc[0]))
        else:
            told = say("share_only" if (overlay["year"] == year).any() else "no_figures", words)
        look: dict[str, Any] = {"marker": "o", "color": colour, "markersize": 7}
        if (overlay["year"] == year).any():
            look = {"marker": "D", "color": PUBLISHED, "markersize": 6, "markeredgewidth": 1.5}
        few = len(total) and total.iloc[0] < SMALLEST_TESTED_UNIT
        if few or look["marker"] == "D":
            look["markerfacecolor"] = "white"
        handles.append(Line2D([], [], linestyle="", **look))
        labels.append(f"{year} ({told})")
    return Key(handles, labels)
