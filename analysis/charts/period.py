"""A period in one picture: the share of all rated, their number, the share of the same people."""

import textwrap
from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.frame import panel_cm, panels, say, styled
from analysis.charts.draw.groups import level_word
from analysis.charts.draw.layout import wrap
from analysis.charts.draw.lines import passes, share_line, years_without_data
from analysis.charts.draw.marks import label, published_diamond
from analysis.charts.draw.page import EMPTY_CM, Told, page
from analysis.charts.draw.scale import change_axis, tenths, year_axis
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

# Panels of so many years stand side by side, which is the shape of a slide and a third lower on a
# page; those of more need its width, and stand below each other.
_MOST_BESIDE = 6
_BESIDE_CM = 5.4
# The change is in the shares: their panels are the high ones.
_HEIGHTS_CM = {"all": 3.7, "number": 1.9, "same": 3.7}
_HEADING = FontProperties(family=style.FAMILY, size=8.5, weight="bold")
# What of a panel's width its axis of shares and the gap to the next take.
_MARGIN_CM = 0.7
# A published figure under its mark is so many points wide, in one line and in two.
_STATED_WIDE, _STATED_NARROW, _STATED_LINE = 78, 36, 9
# An axis of shares spans at least as much, so that a change of a point stays small to the eye.
_LEAST_SPAN = 0.3
# Room beneath and above the shares, in parts of what the axis spans: what is published stands
# under its mark, and shares of few people have labels of two lines.
_BENEATH, _BENEATH_STATED = 0.06, 0.26
_ABOVE, _ABOVE_OF_FEW = 0.26, 0.42


@styled
def period(
    distribution: pd.DataFrame,
    same: pd.DataFrame,
    *,
    years: Sequence[int],
    published: pd.DataFrame | None = None,
    level: str = "excellent",
    **head: Unpack[Told],
) -> list[Axes]:
    """Draw the period: three panels that share the years; one without data is left out.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year``.
    same : DataFrame
        `measures.same_people`.
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds with their figure, where no data stand.
    level : str
        The rating.
    """
    years = sorted(years)
    shares = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    stated = _stated(published, shares, level, years)
    there = {"all": len(shares) + len(stated), "number": len(shares), "same": len(same)}
    drawn = [name for name, rows in there.items() if rows]
    axes = _panels(drawn, years)
    low, high = _ends(shares, stated, same)
    room = _room(shares, stated, low, high)
    with page(shares, stated, same, axes=axes, **head) as chart:
        chart.about("period", distribution)
        chart.note("note_axis_from", low > 0 and drawn, share=chart.words.percent(low, 0))
        chart.note("note_band", len(_judged(shares)) + len(_judged(same)))
        for ax, name in zip(axes, drawn, strict=False):
            _heading(ax, name, same, level, chart.words)
            year_axis(ax, years)
            if name == "number":
                _numbers(ax, shares, years, chart.words)
                continue
            change_axis(ax, low, high, beneath=room[0], above=room[1])
            if name == "all":
                _of_all(ax, shares, stated, years, chart.words)
            else:
                _shares(ax, same, chart.words)
        if not drawn:
            chart.nothing()
        names = list(shares["year"].astype(str))
        chart.tell_shares(shares["share"], names, series=True, people=shares["total"])
    return axes


def _panels(drawn: list[str], years: list[int]) -> list[Axes]:
    """Return the axes of the panels: side by side, as far as their years have room for that."""
    if len(drawn) > 1 and len(years) <= _MOST_BESIDE:
        return panels(1, len(drawn), _BESIDE_CM)
    heights = [_HEIGHTS_CM[name] for name in drawn] or [EMPTY_CM]
    return panels(len(heights), 1, heights)


def _stated(
    published: pd.DataFrame | None, shares: pd.DataFrame, level: str, years: list[int]
) -> pd.DataFrame:
    """Return the published shares of the years; a figure that is the data is not laid over it."""
    if published is None:
        return pd.DataFrame(columns=["year", "share", "decimals", "origin"])
    own = shares.loc[shares["origin"] == "published", "year"]
    chosen = published["measure"].eq("rating") & published["level"].eq(level)
    chosen &= published["year"].isin(years) & ~published["year"].isin(own)
    return published[chosen].drop_duplicates("year")


def _heading(ax: Axes, name: str, same: pd.DataFrame, level: str, words: Words) -> None:
    total = words.number(same["total"].max() if len(same) else None)
    word = level_word(level, words)
    text = say(f"period_panels.{name}", words, level=word, n=total)
    told = wrap(text, _HEADING, (panel_cm(ax) - _MARGIN_CM) * style.CM)
    ax.set_title(told, loc="left", fontproperties=_HEADING, color=style.INK)


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["total"] >= SMALLEST_TESTED_UNIT]


def _ends(shares: pd.DataFrame, stated: pd.DataFrame, same: pd.DataFrame) -> tuple[float, float]:
    """Return where both axes of shares begin and end: the same, so that their panels compare.

    Shares of few people alone stand on the whole axis, which makes no more of them than they are.
    """
    judged = [_judged(table) for table in (shares, same)]
    if not any(map(len, judged)) and len(shares):
        return 0.0, 1.0
    shown = [*shares["share"], *stated["share"], *same["share"]]
    for table in judged:
        shown += [*table["low"], *table["high"]]
    return tenths(shown or [0, 1], _LEAST_SPAN)


def _room(
    shares: pd.DataFrame, stated: pd.DataFrame, low: float, high: float
) -> tuple[float, float]:
    """Return the room that labels need beneath and above the shares, in parts of the span."""
    lowest = min([*shares["share"], *stated["share"]], default=high)
    near = len(stated) > 0 and lowest - low < _BENEATH_STATED * (high - low)
    few = len(_judged(shares)) < len(shares)
    return _BENEATH_STATED if near else _BENEATH, _ABOVE_OF_FEW if few else _ABOVE


def _of_all(
    ax: Axes, shares: pd.DataFrame, stated: pd.DataFrame, years: list[int], words: Words
) -> None:
    _shares(ax, shares, words)
    known = dict(zip(shares["year"], shares["share"], strict=True))
    judged = _judged(shares)
    for claim, decimals in zip(stated.itertuples(), stated_decimals(stated), strict=True):
        published_diamond(ax, claim.year, claim.share)
        share = words.percent(claim.share, decimals)
        # Below the mark: the figure of the data stands above it.
        key = "published_beside" if decimals else "published_round"
        text, wide = say(key, words, share=share), _STATED_WIDE
        if panel_cm(ax) < style.PAGE_WIDTH_CM:
            text, wide = textwrap.fill(text, _STATED_LINE), _STATED_NARROW
        under = min(claim.share, passes(ax, judged, claim.year, wide=wide)[0])
        label(ax, text, claim.year, under, up=-7, size=7.5)
    if not known.keys() >= set(years):
        gaps = shares.iloc[:0] if shares.empty else shares
        years_without_data(ax, gaps, years, words, also=list(stated["year"]))


def _shares(ax: Axes, table: pd.DataFrame, words: Words) -> None:
    # How many they are stands in the panel of numbers and in the heading.
    share_line(ax, table, "n", words, colour=style.LATER, counts=False)


def _numbers(ax: Axes, shares: pd.DataFrame, years: list[int], words: Words) -> None:
    for row in shares.to_dict("records"):
        ax.bar(row["year"], row["total"], width=0.5, color=style.RULE)
        label(ax, words.number(row["total"]), row["year"], row["total"], up=2)
    ax.set_ylim(0, 1.4 * shares["total"].max())
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    years_without_data(ax, shares, years, words)
