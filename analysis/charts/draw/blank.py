"""Blank axes of a page, some of them ruled before they are asked for.

Axes and their ticks take a sixth of a chart's time, and those of every chart begin alike: what a
template rules, no kernel has to.
"""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.draw import style

# Of a notebook's charts so many have panels in so many rows and columns.
_USUAL = {(1, 1): 10, (1, 2): 1, (1, 3): 4, (2, 2): 1}
_TICKS = 6
# They say where a figure is shown, not how it looks.
_OF_THE_SCREEN = ("backend", "backend_fallback", "interactive", "toolbar")

_ruled: dict[tuple[int, int], list[Figure]] = {}
_ruled_under: dict[str, Any] = {}


def rule_ahead() -> None:
    """Rule the pages of a notebook's charts, for whoever asks with the same settings."""
    with style.page_style():
        _ruled_under.update(_settings())
        for (rows, columns), number in _USUAL.items():
            _ruled[rows, columns] = [_ticked(_blank(rows, columns)) for _ in range(number)]


def blank_axes(heights: Sequence[float], columns: int, *, same_scale: bool = True) -> list[Axes]:
    """Return the axes of a new figure as wide as a page, row by row, which pyplot knows.

    Parameters
    ----------
    heights : sequence of float
        Of each row, in cm.
    columns : int
    same_scale : bool
        Whether all share what runs across, which then stands under the last row alone.
    """
    ahead = _ruled.get((len(heights), columns)) if same_scale else None
    known = bool(ahead) and _settings() == _ruled_under
    figure = ahead.pop() if ahead and known else _blank(len(heights), columns, same_scale)
    figure.set_size_inches(style.PAGE_WIDTH_CM * style.CM, sum(heights) * style.CM)
    axes = plt.figure(figure).axes
    if grid := axes[0].get_gridspec():
        grid.set_height_ratios(heights)
        # Of figures that pyplot knows.
        grid.update()
    return axes


def _blank(rows: int, columns: int, same_scale: bool = True) -> Figure:
    figure = Figure()
    figure.subplots(rows, columns, sharex=same_scale)
    return figure


def _ticked(figure: Figure) -> Figure:
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_major_ticks(_TICKS)
    return figure


def _settings() -> dict[str, Any]:
    return {name: mpl.rcParams[name] for name in mpl.rcParams if name not in _OF_THE_SCREEN}
