"""Marks with one meaning in every chart."""

from matplotlib.axes import Axes

PUBLISHED = "#d1495b"


def published_diamond(ax: Axes, x: float, y: float) -> None:
    """Draw the hollow diamond that stands for a published figure, over whatever is there."""
    ax.plot(
        x, y, "D", markerfacecolor="white", markeredgecolor=PUBLISHED, markeredgewidth=1.5,
        markersize=6, clip_on=False, zorder=4,
    )  # fmt: skip
