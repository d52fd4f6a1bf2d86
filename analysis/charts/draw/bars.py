"""Stacked bars of ratings that add to 100%, a row a year: what every distribution is drawn from."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis import vocabulary
from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.charts.draw.groups import why_absent
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import label, published_diamond, remark
from analysis.charts.draw.scale import beside, percent_axis
from analysis.words import Words

# A bar narrower than this has no room for its number, which then stands in a column beside it.
_LABELLED_SHARE = 0.055
# Half a diamond at the end of a bar of 100%, and a little air.
_CLEAR_OF_DIAMOND = 9


def bars(
    ax: Axes, table: pd.DataFrame, years: list[int], words: Words, compact: bool = False
) -> None:
    """Draw a bar for each year with somebody rated; `compact` is for small multiples."""
    shown = table[table["total"] > 0]
    beside = [] if compact else _levels_beside(shown)
    size = 6.5 if compact else 7.5
    for row, year in enumerate(years):
        left, of_year = 0.0, shown[shown["year"] == year].set_index("rating")
        for rating in vocabulary.codes("ratings") if len(of_year) else ():
            share = of_year.loc[rating, "share"]
            ax.barh(
                row, share, left=left, height=0.72, color=style.RATING_COLOURS[rating],
                edgecolor="white", linewidth=0.5,
            )  # fmt: skip
            if rating not in beside and share >= _LABELLED_SHARE * (3 if compact else 1):
                ink = style.RATING_INK[rating]
                text = words.percent(share)
                label(ax, text, left + share / 2, row, size=size, color=ink)
            left += share
        if len(of_year):
            _columns_beside(ax, row, _beside(of_year, beside, words), size)
    if len(shown):
        heads = [words.label("ratings", rating, short=True) for rating in beside]
        _columns_beside(ax, -0.62, [*(h.replace(" ", "\n") for h in heads), ""], 6.5, va="bottom")


def _levels_beside(shown: pd.DataFrame) -> list[str]:
    """Return the levels too narrow for a number in the bar; theirs stand in columns beside it."""
    narrow = shown.loc[shown["share"].between(0, _LABELLED_SHARE, inclusive="neither"), "rating"]
    return [rating for rating in vocabulary.codes("ratings") if (narrow == rating).any()]


def _beside(of_year: pd.DataFrame, levels: list[str], words: Words) -> list[str]:
    shares = [words.percent(of_year.loc[rating, "share"]) for rating in levels]
    total = words.number(of_year["total"].iloc[0])
    return [*shares, say("people", words, n=total)]


def _columns_beside(
    ax: Axes, row: float, cells: list[str], size: float, va: str = "center"
) -> None:
    for column, cell in enumerate(cells):
        last = column == len(cells) - 1
        beside(
            ax, row, cell, points=_CLEAR_OF_DIAMOND + 46 * column + (0 if last else 20), va=va,
            ha="left" if last else "center", size=size,
        )  # fmt: skip


def diamonds(ax: Axes, overlay: pd.DataFrame, years: list[int]) -> None:
    """Draw published shares as hollow diamonds in the rows of their years."""
    for claim in overlay.itertuples():
        published_diamond(ax, claim.share, years.index(claim.year))


def stated_decimals(overlay: pd.DataFrame) -> list[int]:
    """Return how exactly each published share is known: a published 62% is no 62.0%."""
    return [int(claim.decimals) for claim in overlay.itertuples()]


def note_diamonds(overlay: pd.DataFrame, words: Words) -> str:
    """Return what the diamonds are, with their numbers where no two are of the same year."""
    if overlay["year"].duplicated().any():
        return say("note_published", words)
    ordered = overlay.sort_values("year")
    values = [
        f"{year}: {words.percent(share, decimals)}"
        for year, share, decimals in zip(
            ordered["year"], ordered["share"], stated_decimals(ordered), strict=True
        )
    ]
    return say("note_published_values", words, values="; ".join(values))


def empty_rows(
    ax: Axes,
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    years: list[int],
    words: Words,
    compact: bool = False,
) -> None:
    """Say in the row of a year without bars what there is of it, or that there is nothing."""
    present = set(table.loc[table["total"] > 0, "year"])
    shares = {claim.year: claim for claim in overlay.itertuples()}
    for row, year in enumerate(years):
        if year in shares and year not in present:
            _stated(ax, row, shares[year], words, compact)
        elif year not in present:
            remark(ax, _why_empty(table, year, words), 0.02, row)


def _why_empty(table: pd.DataFrame, year: int, words: Words) -> str:
    unrated = table.loc[table["year"] == year, "not_rated"]
    if len(unrated) and unrated.iloc[0]:
        return say("nobody_rated", words, n=words.number(unrated.iloc[0]))
    return why_absent(table, words)


def _stated(ax: Axes, row: int, claim: Any, words: Words, compact: bool) -> None:
    share = words.percent(claim.share, int(claim.decimals))
    text = say("only_share" if compact else "only_published", words, share=share)
    # On the side of the diamond that has more room.
    left, gap = claim.share > 0.5, 0.06 if compact else 0.03
    at = claim.share + (-gap if left else gap)
    remark(ax, text, at, row, ha="right" if left else "left")


def key(words: Words) -> Key:
    """Return the key of the four ratings."""
    levels = vocabulary.codes("ratings")
    return Key(
        [Patch(facecolor=style.RATING_COLOURS[level], edgecolor=style.RULE) for level in levels],
        [words.label("ratings", level, short=True) for level in levels],
    )


def finish_rows(ax: Axes, years: list[int]) -> None:
    """Set the axes of a distribution: shares across, years downward."""
    percent_axis(ax.xaxis)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(years) - 0.5, -0.5)
    ax.set_yticks(range(len(years)), [str(year) for year in years])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
