"""Marks and labels with one meaning in every chart."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.draw import style

PUBLISHED = "#d1495b"
# A mark that stands out among others of its kind.
LOOKED_AT = "#b3261e"
_DIAMOND: dict[str, Any] = {
    "marker": "D",
    "markerfacecolor": "white",
    "markeredgecolor": PUBLISHED,
    "markeredgewidth": 1.5,
}


def published_diamond(ax: Axes, x: float, y: float) -> None:
    """Draw the hollow diamond that stands for a published figure, over whatever is there."""
    ax.plot(x, y, linestyle="", markersize=6, clip_on=False, zorder=4, **_DIAMOND)


def diamond_handle() -> Line2D:
    """Return the diamond of a published figure for a key."""
    return Line2D([], [], linestyle="", markersize=5, **_DIAMOND)


def dot(
    ax: Axes,
    x: float,
    y: float,
    *,
    colour: str,
    judged: bool = True,
    interval: tuple[float, float] | None = None,
    size: float = 6,
) -> None:
    """Draw a share as a dot with its interval across.

    A share that is described only, since it is of few people, is hollow and has no interval.
    """
    if interval and judged:
        ax.plot(interval, [y] * 2, color=colour, linewidth=1.4, alpha=0.55)
    ax.plot(
        x, y, "o", color=colour, markersize=size, zorder=3, clip_on=False,
        markerfacecolor=colour if judged else "white",
    )  # fmt: skip


def label(
    ax: Axes,
    text: str,
    x: float,
    y: float,
    *,
    right: float = 0,
    up: float = 0,
    size: float = 8,
    ha: str | None = None,
    va: str | None = None,
    **look: Any,
) -> None:
    """Write a text at a place of the data, so many points right of it or up.

    By default it begins where it was moved to, and is centred where it was not moved.
    """
    look |= {"ha": ha or _side(right, "left", "right"), "va": va or _side(up, "bottom", "top")}
    if right or up:
        moved: dict[str, Any] = {"xytext": (right, up), "textcoords": "offset points"}
        ax.annotate(text, (x, y), fontsize=size, **moved, **look)
    else:
        ax.text(x, y, text, fontsize=size, **look)


def _side(points: float, forward: str, back: str) -> str:
    return forward if points > 0 else back if points < 0 else "center"


def remark(ax: Axes, text: str, x: float, y: float, *, size: float = 8, **look: Any) -> None:
    """Say at the place of a mark why there is none."""
    look |= {"va": look.get("va", "center"), "fontsize": size}
    ax.text(x, y, text, color=style.MUTED, style="italic", **look)
