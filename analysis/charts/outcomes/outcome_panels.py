"""A panel of what was done with cadres each year: the columns of one kind, and its head."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from analysis.charts.draw import style
from analysis.charts.draw.frame import figure_of, panel_cm, say
from analysis.charts.draw.layout import KEY_LOOK, wrap
from analysis.charts.draw.marks import label, remark
from analysis.charts.outcomes.events import Figures
from analysis.words import Words

_HEADING = FontProperties(family=style.FAMILY, size=9, weight="bold")
_LINE_POINTS = 11
MARGIN_CM = 0.7
_YEAR_CM = 0.78
# What stands in the key of a panel, and what it says.
Line = tuple[Patch | Line2D, str]


def draw_panel(
    ax: Axes,
    of_kind: Figures,
    years: list[int],
    words: Words,
) -> None:
    """Draw the events of the years, or say that they are of no single years."""
    if len(of_kind.events):
        _draw_columns(ax, of_kind.events, years, words)
    else:
        _without_years(ax, of_kind, words)


def write_heads(axes: list[Axes], lines: dict[str, list[Line]], columns: int, words: Words) -> None:
    """Write each panel's kind and lines, so many panels standing in a row."""
    kinds = list(lines)
    for place, (ax, kind) in enumerate(zip(axes, kinds, strict=False)):
        start = place - place % columns
        height = max(len(lines[beside]) for beside in kinds[start : start + columns])
        _head(ax, kind, lines[kind], height, words)


def _head(ax: Axes, kind: str, lines: list[Line], height: int, words: Words) -> None:
    """Write the kind, and under it its lines, at the same height in all panels of a row."""
    figure = figure_of(ax)
    name = words.label("outcome_kinds", kind)
    ax.set_title(
        wrap(name, _HEADING, _width_cm(ax) * style.CM),
        loc="left",
        pad=9 + _LINE_POINTS * height,
    )
    if lines:
        handles, labels = zip(*lines, strict=True)
        up = ScaledTranslation(0, (4 + _LINE_POINTS * height) / 72, figure.dpi_scale_trans)
        look = {**KEY_LOOK, "ncols": 1, "loc": "upper left", "fontsize": 7.5}
        ax.legend(handles, labels, bbox_to_anchor=(0, 1), bbox_transform=ax.transAxes + up, **look)


def _width_cm(ax: Axes) -> float:
    return panel_cm(ax) - MARGIN_CM


def _draw_columns(ax: Axes, events: pd.Series, years: list[int], words: Words) -> None:
    ax.bar(events.index, events, width=0.66, color=style.LATER)
    for year, count in events.items():
        label(ax, words.number(count), float(str(year)), count, up=2, size=7)
    for year in sorted(set(years) - set(events.index)):
        ax.axvspan(
            year - 0.42, year + 0.42, facecolor="#f4f4f4", edgecolor=style.RULE, hatch="////",
            linewidth=0,
        )  # fmt: skip
    ax.set_ylim(0, 1.16 * max(events.max(), 1))
    ax.set_xlim(years[0] - 0.55, years[-1] + 0.55)
    ax.yaxis.set_visible(False)
    ax.spines["left"].set_visible(False)
    _year_ticks(ax, years)


def _year_ticks(ax: Axes, years: list[int]) -> None:
    step = -(-len(years) // max(int(_width_cm(ax) / _YEAR_CM), 1))
    ax.set_xticks(years[::step], [str(year) for year in years[::step]], fontsize=7)
    ax.tick_params(axis="x", length=2, labelbottom=True)


def _without_years(ax: Axes, of_kind: Figures, words: Words) -> None:
    ax.set_axis_off()
    key = "no_yearly" if of_kind.undated else "no_data"
    text = say("no_yearly_published" if len(of_kind.stated) else key, words)
    remark(ax, text, 0, 0.95, size=7.5, va="top", transform=ax.transAxes)
