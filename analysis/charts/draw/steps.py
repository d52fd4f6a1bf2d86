"""Steps from one share to another: a dot for each share, a bar for each part of the change."""

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.charts.draw import style
from analysis.charts.draw.marks import label
from analysis.charts.draw.scale import percent_axis
from analysis.words import Words

# A change of nothing is not blown up to fill the axis.
_NARROWEST = 0.06


def share_dot(ax: Axes, row: float, share: float, words: Words) -> None:
    """Draw a year's share with its number."""
    ax.plot(share, row, "o", color=style.INK, markersize=7, zorder=3)
    text = words.percent(share)
    label(ax, text, share, row, right=8, va="center_baseline", size=9.5, fontweight="bold")


def step(
    ax: Axes,
    row: float,
    begin: float,
    change: float,
    written: float,
    words: Words,
    *,
    colour: str,
    height: float = 0.5,
    size: float = 8,
) -> None:
    """Draw a part of the change as a bar from where the one before it ended.

    Parameters
    ----------
    written : float
        The part as it is written, which adds up with the others to the shares as written.
    """
    ax.barh(row, change, left=begin, height=height, color=colour, zorder=2)
    # The numbers of small steps stand left of their bars: on the right the last share's line runs.
    main = size >= 8
    end = max(begin, begin + change) if main else min(begin, begin + change)
    label(
        ax, words.points(written), end, row, right=5 if main else -4, size=size,
        va="center_baseline", fontweight="bold" if main else "normal",
    )  # fmt: skip


def link(ax: Axes, share: float, first: float, last: float) -> None:
    """Draw the thin line from where a step ends to where the next begins."""
    ax.vlines(share, first, last, color=style.MUTED, linewidth=0.8, linestyle=":", zorder=1)


def share_limits(ax: Axes, ends: list[float], last: float) -> None:
    """Set the axes to the shares that the steps reach, with room for their numbers."""
    room = max(max(ends) - min(ends), _NARROWEST)
    ax.set_xlim(min(ends) - 0.3 * room, max(ends) + 0.3 * room)
    if min(ends) >= 0 > ax.get_xlim()[0]:
        ax.set_xlim(left=-0.02 * room)
    ax.set_ylim(last + 0.5, -0.5)


def step_names(ax: Axes, places: list[float], names: list[str]) -> None:
    """Name the rows on the left; the axis beneath is one of shares."""
    ax.set_yticks(places, names, fontsize=8, linespacing=1.1)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    percent_axis(ax.xaxis)
    # Whole percents: a tick at 42.5 would be written as 43.
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    ax.grid(axis="x")
    ax.set_axisbelow(True)
