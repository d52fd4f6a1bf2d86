"""The frame of a chart: finding as title, subtitle, foot with source and marks, and its texts."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine

from analysis import vocabulary, wording
from analysis.charts import style

TEXTS = Path(__file__).with_name("texts.yml")
_TITLE, _SUBTITLE, _FOOT = (
    FontProperties(family="DejaVu Sans", size=10, weight="bold"),
    FontProperties(family="DejaVu Sans", size=8),
    FontProperties(family="DejaVu Sans", size=6.5),
)
_STAMP = FontProperties(family="DejaVu Sans", size=7, weight="bold")
_LINE = 1.32
_EDGE = 0.05
# A screen's resolution and another renderer set the same text up to 2% wider.
_SLACK = 0.975
_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True)
class Description:
    """The texts that go with a chart, in its language.

    Attributes
    ----------
    title, subtitle, caption, alt, source_note : str
    origin : str
        The origins of the rows drawn, joined by a comma.
    """

    title: str
    subtitle: str
    caption: str
    alt: str
    source_note: str
    origin: str


_descriptions: "WeakKeyDictionary[Figure, Description]" = WeakKeyDictionary()


def description(figure: Figure) -> Description:
    """Return the texts of a chart that was drawn by this package.

    Raises
    ------
    KeyError
        The figure was not drawn by `analysis.charts`.
    """
    if figure not in _descriptions:
        raise KeyError("the figure was not drawn by analysis.charts, so it has no texts")
    return _descriptions[figure]


def say(key: str, language: str, **values: object) -> str:
    """Return a text of the charts' catalogue (axis labels, subtitles, foot notes)."""
    return wording.say(TEXTS, key, language, **values)


def styled(draw: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a drawing function under the page style."""

    @functools.wraps(draw)
    def drawn(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with style.page_style():
            return draw(*args, **kwargs)

    return drawn


def start(ax: Axes | None, height_cm: float) -> Axes:
    """Return the axes to draw on: the caller's, or those of a new page-wide figure."""
    return panels(1, 1, height_cm)[0] if ax is None else ax


def panels(rows: int, columns: int, height_cm: float) -> list[Axes]:
    """Return the axes of a page-wide figure of small multiples, row by row."""
    _, axes = plt.subplots(
        rows,
        columns,
        figsize=(style.PAGE_WIDTH_CM * style.CM, height_cm * style.CM),
        squeeze=False,
        sharex=True,
    )
    return list(axes.flat)


@dataclass(frozen=True)
class Key:
    """The key of a chart: handles and their labels, in one row under the subtitle."""

    handles: Sequence[Artist]
    labels: Sequence[str]


def empty(ax: Axes, language: str) -> None:
    """Say in the middle of the axes that there are no data, instead of drawing bare axes."""
    ax.set_axis_off()
    ax.text(
        0.5, 0.5, say("no_data", language), transform=ax.transAxes, ha="center", va="center",
        color=style.MUTED, style="italic",
    )  # fmt: skip


def figure_of(ax: Axes) -> Figure:
    """Return the figure that holds the axes."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes were removed from their figure")
    return figure


def finish(
    axes: Axes | Sequence[Axes],
    *,
    own: bool,
    language: str,
    title: str | None,
    subtitle: str,
    alt: str,
    origins: Sequence[object],
    notes: Sequence[str] = (),
    key: Key | None = None,
) -> None:
    """Place title, subtitle, key and foot, and keep the chart's texts for the bundle.

    On axes of the caller (`own` false) title and key go above the axes; the rest is left out.
    """
    first = axes if isinstance(axes, Axes) else axes[0]
    figure = figure_of(first)
    marks = sorted({str(origin) for origin in origins if isinstance(origin, str)})
    source = say("source", language, origins=_origin_names(marks, language))
    heading = title or subtitle
    texts = Description(
        title=heading,
        subtitle=subtitle,
        caption=f"{heading}. {subtitle}." if title else f"{subtitle}.",
        alt=alt,
        source_note=" ".join([source, *notes]),
        origin=",".join(marks),
    )
    _descriptions[figure] = texts
    if own:
        stamp = say("simulated_stamp", language) if "simulated" in marks else None
        _lay_out(figure, texts, titled=title is not None, stamp=stamp, key=key)
        return
    first.set_title(heading, loc="left", pad=18 if key else None)
    if key:
        first.legend(key.handles, key.labels, bbox_to_anchor=(0, 1), **_KEY_LOOK)


_KEY_LOOK: dict[str, Any] = {
    "ncols": 6,
    "loc": "lower left",
    "frameon": False,
    "fontsize": 7.5,
    "borderaxespad": 0,
    "borderpad": 0.1,
    "handlelength": 1.1,
    "handletextpad": 0.4,
    "columnspacing": 1.4,
}


def _origin_names(origins: Sequence[str], language: str) -> str:
    names = [vocabulary.label("origins", origin, language) for origin in origins]
    return wording.listing(names, language) if names else say("no_data", language)


def _lay_out(
    figure: Figure, texts: Description, *, titled: bool, stamp: str | None, key: Key | None
) -> None:
    # Text is measured at the resolution of print: at that of the screen hinting makes it
    # narrower, and what fits there is cut off on paper.
    screen = figure.dpi
    figure.set_dpi(300)
    width, height = figure.get_size_inches()
    top = height - _head(figure, texts, titled, key)
    bottom = _foot(figure, texts, stamp)
    engine = ConstrainedLayoutEngine(
        rect=(_EDGE / width, bottom / height, 1 - 2 * _EDGE / width, (top - bottom) / height),
        w_pad=0.02,
        h_pad=0.02,
    )
    # Laid out once: the two files that are saved need no second pass.
    engine.execute(figure)
    figure.set_dpi(screen)


def _head(figure: Figure, texts: Description, titled: bool, key: Key | None) -> float:
    """Write title, subtitle and key from the top down; return the inches used."""
    used = _EDGE
    if titled:
        used += _write(figure, texts.title, _TITLE, style.INK, from_top=used) + 0.03
    used += _write(figure, texts.subtitle, _SUBTITLE, style.MUTED, from_top=used) + 0.05
    if key:
        width, height = figure.get_size_inches()
        used += 0.17
        figure.legend(
            key.handles, key.labels, bbox_to_anchor=(_EDGE / width, 1 - used / height), **_KEY_LOOK
        ).set_in_layout(False)
    return used + 0.06


def _foot(figure: Figure, texts: Description, stamp: str | None) -> float:
    """Write source, notes and the simulated mark at the bottom; return the inches used."""
    width, height = figure.get_size_inches()
    note = wrap(figure, texts.source_note, _FOOT, width - 2 * _EDGE)
    place: dict[str, Any] = {"va": "bottom", "fontproperties": _FOOT, "linespacing": _LINE}
    figure.text(_EDGE / width, _EDGE / height, note, color=style.MUTED, **place)
    used = _EDGE + _lines_height(note, _FOOT) + 0.03
    if stamp:
        place["fontproperties"] = _STAMP
        figure.text(_EDGE / width, used / height, stamp, color=style.SIMULATED, **place)
        used += _lines_height(stamp, _STAMP) + 0.03
    return used + 0.05


def _write(figure: Figure, text: str, font: FontProperties, colour: str, from_top: float) -> float:
    width, height = figure.get_size_inches()
    wrapped = wrap(figure, text, font, width - 2 * _EDGE)
    figure.text(
        _EDGE / width, 1 - from_top / height, wrapped, fontproperties=font, color=colour,
        va="top", linespacing=_LINE,
    )  # fmt: skip
    return _lines_height(wrapped, font)


def _lines_height(text: str, font: FontProperties) -> float:
    return (text.count("\n") + 1) * font.get_size_in_points() * _LINE / 72


def wrap(figure: Figure, text: str, font: FontProperties, width: float) -> str:
    """Return the text broken into lines that fit a width in inches."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]

    def inches(line: str) -> float:
        return renderer.get_text_width_height_descent(line, font, ismath=False)[0] / figure.dpi

    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if inches(longer) <= _SLACK * width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
