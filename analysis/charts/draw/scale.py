"""Axes of shares and of years, and what stands beside them."""

import math
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts.draw import style
from analysis.words import Words

# An axis that would begin at 10% begins at 0: what it would gain is little.
_NEAR_ZERO = 1
# From this span on, an axis about change has a line at every fifth only.
_FIFTHS = 0.6


def percent_axis(axis: Axis) -> None:
    """Label an axis of shares (0-1) in whole percent."""
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda share, _: f"{round(100 * share)}%"))


def change_axis(ax: Axes, low: float, high: float, *, beneath: float, above: float) -> None:
    """Give an axis of shares that is about change a line at every tenth (or fifth) it spans.

    Parameters
    ----------
    low, high : float
        Where the shares begin and end (`tenths`).
    beneath, above : float
        Room for labels under and over them, in parts of their span.
    """
    step = 1 if high - low < _FIFTHS else 2
    ticks = [tenth / 10 for tenth in range(round(10 * low), round(10 * high) + 1, step)]
    ax.set_yticks(
        ticks, [f"{round(100 * tick)}%" for tick in ticks], fontsize=7.5, color=style.MUTED
    )
    ax.set_ylim(low - beneath * (high - low), high + above * (high - low))
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def tenths(shares: Sequence[float], least: float) -> tuple[float, float]:
    """Return the tenths between which shares lie, at least so far apart; from 0 if that is near.

    Examples
    --------
    >>> tenths([0.48, 0.66], 0.3)
    (0.4, 0.7)
    >>> tenths([0.18, 0.66], 0.3)
    (0.0, 0.8)
    """
    low, high = math.floor(10 * min(shares) + 1e-9), math.ceil(10 * max(shares) - 1e-9)
    while high - low < 10 * least:
        low, high = (low - 1, high) if low > 10 - high else (low, high + 1)
    low = 0 if low <= _NEAR_ZERO else low
    if high - low >= 10 * _FIFTHS:
        low, high = low - low % 2, high + high % 2
    return low / 10, high / 10


def share_rows(ax: Axes, rows: Sequence[str], beneath: float = 0.4) -> None:
    """Set axes of named rows, from the top down, over an axis of shares.

    Their marks have their numbers beside them, which gridlines would cross.
    """
    percent_axis(ax.xaxis)
    ax.set_ylim(max(len(rows), 1) - beneath, beneath - 1)
    ax.set_yticks(range(len(rows)), rows)


def number_axis(axis: Axis, words: Words) -> None:
    """Label an axis of people with whole numbers as the language writes them."""
    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda count, _: words.number(count)))


def year_axis(ax: Axes, years: Sequence[int]) -> None:
    """Give every year of the period its tick, data or not."""
    step = -(-len(years) // 12)
    ax.set_xticks(list(years)[::step], [str(year) for year in list(years)[::step]])
    ax.set_xlim(min(years) - 0.5, max(years) + 0.5)


def apart(levels: Sequence[float], gap: float) -> list[float]:
    """Return the levels moved up as little as keeps them a gap apart, from the lowest on.

    Examples
    --------
    >>> apart([0.3, 0.25, 0.9], 0.1)
    [0.35, 0.25, 0.9]
    """
    order = sorted(range(len(levels)), key=lambda place: levels[place])
    placed = list(levels)
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed


def beside(
    ax: Axes,
    row: float,
    text: str,
    *,
    points: float,
    size: float,
    ha: str = "left",
    va: str = "center",
) -> None:
    """Write a text to the right of the axes on the level of a row, `points` away from the edge.

    The distance is in points, not in widths of the axes, so that the layout knows in one pass how
    much room the text takes.
    """
    ax.annotate(
        text, (1, row), xycoords=ax.get_yaxis_transform(), xytext=(points, 0),
        textcoords="offset points", ha=ha, va=va, fontsize=size, color=style.MUTED,
        linespacing=1.1, annotation_clip=False,
    )  # fmt: skip
