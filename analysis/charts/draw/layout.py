"""The page of a chart: head, key and foot round its axes, text wrapped to the width of print."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox, ScaledTranslation, Transform

from analysis.charts.draw import style
from analysis.charts.save.outlines import extent
from analysis.charts.save.paper import on_paper

_TITLE, _SUBTITLE, _FOOT = (
    FontProperties(family=style.FAMILY, size=11, weight="bold"),
    FontProperties(family=style.FAMILY, size=8.5),
    FontProperties(family=style.FAMILY, size=7),
)
_STAMP = FontProperties(family=style.FAMILY, size=7.5, weight="bold")
_LINE = 1.32
_EDGE = 0.05
# A short remark in brackets, such as (mô phỏng), stays on one line.
_WORD = re.compile(r"\([^()]{1,14}\)\S*|\S+")
# A screen's resolution and another renderer set the same text up to 2% wider.
_SLACK = 0.975


@dataclass(frozen=True)
class Description:
    """The texts that go with a chart, in its language.

    Attributes
    ----------
    title, subtitle, caption, alt, source_note : str
    origin : str
        The origins of the rows drawn, joined by a comma.
    title_share : float
        The part of the picture's height, from its top, that the title takes: what a slide that
        has the title already leaves out.
    empty : bool
        Whether there was nothing to draw, which the picture says.
    """

    title: str
    subtitle: str
    caption: str
    alt: str
    source_note: str
    origin: str
    title_share: float = 0.0
    empty: bool = False


@dataclass(frozen=True)
class Key:
    """The key of a chart: handles and their labels, in one row under the subtitle."""

    handles: Sequence[Artist]
    labels: Sequence[str]


KEY_LOOK: dict[str, Any] = {
    "ncols": 6,
    "loc": "lower left",
    "frameon": False,
    "fontsize": 8,
    "borderaxespad": 0,
    "borderpad": 0.1,
    "handlelength": 1.1,
    "handletextpad": 0.4,
    "columnspacing": 1.4,
}


def lay_out(
    figure: Figure, texts: Description, *, titled: bool, stamp: str | None, key: Key | None
) -> float:
    """Write head and foot round the axes of a page-wide figure, which grows by their height.

    Parameters
    ----------
    figure : Figure
        Its axes are drawn already.
    texts : Description
    titled : bool
        Whether the finding stands above the subtitle.
    stamp : str or None
        The mark of simulated data.
    key : Key or None

    Returns
    -------
    float
        The part of the figure's height that the title takes.
    """
    width, plot = figure.get_size_inches()
    title = _write(figure, texts.title, _TITLE, style.INK, -_EDGE) + 0.03 if titled else 0.0
    head, foot = _head(figure, texts, title, key), _foot(figure, texts, stamp)
    height = head + plot + foot
    figure.set_size_inches(width, height)
    engine = ConstrainedLayoutEngine(
        rect=(_EDGE / width, foot / height, 1 - 2 * _EDGE / width, plot / height),
        w_pad=0.02,
        h_pad=0.02,
    )
    _place_no_labels(figure)
    # Laid out once: saving needs no second pass.
    with on_paper(figure):
        engine.execute(figure)
    _settle(figure)
    return round((_EDGE + title) / height, 4) if titled else 0.0


def _place_no_labels(figure: Figure) -> None:
    """Spare the axes without a label the search for its place: it measures each tick's text."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.get_label_text():
                axis.set_label_coords(0, 0)


def _settle(figure: Figure) -> None:
    """Round where the axes stand: the solver's last digits differ from process to process."""
    for axes in figure.axes:
        place = axes.get_position(original=True)
        axes.set_position(Bbox.from_bounds(*(round(edge, 6) for edge in place.bounds)))


def _head(figure: Figure, texts: Description, title: float, key: Key | None) -> float:
    """Write subtitle and key under a title of so many inches; return the inches used in all."""
    used = _EDGE + title
    used += _write(figure, texts.subtitle, _SUBTITLE, style.MUTED, -used) + 0.05
    if key:
        used += 0.17
        figure.legend(
            key.handles, key.labels, bbox_to_anchor=(0, 1), bbox_transform=_at(figure, -used),
            **KEY_LOOK,
        ).set_in_layout(False)  # fmt: skip
    return used + 0.06


def _foot(figure: Figure, texts: Description, stamp: str | None) -> float:
    """Write source, notes and the simulated mark at the bottom; return the inches used."""
    used = _EDGE
    used += _write(figure, texts.source_note, _FOOT, style.MUTED, used) + 0.03
    if stamp:
        used += _write(figure, stamp, _STAMP, style.SIMULATED, used) + 0.03
    return used + 0.05


def _write(figure: Figure, text: str, font: FontProperties, colour: str, inches: float) -> float:
    """Write a text at so many inches from the bottom, or below the top if negative."""
    wrapped = wrap(text, font, figure.get_size_inches()[0] - 2 * _EDGE)
    from_top = inches < 0
    figure.text(
        0, 1 if from_top else 0, wrapped, transform=_at(figure, inches), fontproperties=font,
        color=colour, va="top" if from_top else "bottom", linespacing=_LINE,
    )  # fmt: skip
    return _lines_height(wrapped, font)


def _at(figure: Figure, inches: float) -> Transform:
    """Return the figure's coordinates moved up by inches: the place stays when it grows."""
    return figure.transFigure + ScaledTranslation(_EDGE, inches, figure.dpi_scale_trans)


def _lines_height(text: str, font: FontProperties) -> float:
    return (text.count("\n") + 1) * font.get_size_in_points() * _LINE / 72


def wrap(text: str, font: FontProperties, width: float) -> str:
    """Return the text broken into lines that fit a width in inches."""
    # Words are measured once each: setting the growing line anew was a tenth of a chart's time.
    words = _WORD.findall(text) or [""]
    lengths = {word: extent(word, font).width / 72 for word in set(words)}
    space = (extent("n n", font).width - extent("nn", font).width) / 72
    lines, used = [words[0]], lengths[words[0]]
    for word in words[1:]:
        if used + space + lengths[word] <= _SLACK * width:
            lines[-1] += f" {word}"
            used += space + lengths[word]
        else:
            lines.append(word)
            used = lengths[word]
    return "\n".join(_none_alone(lines, lengths, space, _SLACK * width))


def _none_alone(
    lines: list[str], lengths: Mapping[str, float], space: float, width: float
) -> list[str]:
    """Return lines whose last, of a single word, has the word before it too, where both fit."""
    *before, above, last = ["", *lines]
    head, _, word = above.rpartition(" ")
    if (
        " " in head
        and last in lengths
        and lengths.get(word, width) + space + lengths[last] <= width
    ):
        return [*before[1:], head, f"{word} {last}"]
    return lines
