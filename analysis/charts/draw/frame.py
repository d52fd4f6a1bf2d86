"""The frame of a chart: finding as title, subtitle, foot with source and marks, and its texts."""

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar, get_args, get_type_hints
from weakref import WeakKeyDictionary, WeakSet

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.draw import style
from analysis.charts.draw.blank import blank_axes
from analysis.charts.draw.layout import KEY_LOOK, Description, Key, lay_out
from analysis.spoken import Message
from analysis.words import OF_REVIEW, Words

TEXTS = Path(__file__).with_name("texts.yml")
_P = ParamSpec("_P")
_R = TypeVar("_R")


_descriptions: "WeakKeyDictionary[Figure, Description]" = WeakKeyDictionary()
# Axes that say why nothing is drawn.
_bare: "WeakSet[Axes]" = WeakSet()


def description(figure: Figure) -> Description:
    """Return the texts of a chart that was drawn by this package.

    Raises
    ------
    ValueError
        The figure was not drawn by `analysis.charts`.
    """
    if figure not in _descriptions:
        raise ValueError(Message("refused.not_drawn"))
    return _descriptions[figure]


def say(key: str, words: Words, **values: object) -> str:
    """Return a text of the charts' catalogue (axis labels, subtitles, foot notes)."""
    return words.say(TEXTS, key, **values)


def styled(draw: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a drawing function under the page style; another measure's table is refused by name.

    What every chart takes is written once, as `page.Head`; its signature names each of it.
    """
    taken = _spelt_out(draw)

    @functools.wraps(draw)
    def drawn(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            taken.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"charts.{draw.__name__}: {error}") from None
        with style.page_style():
            try:
                return draw(*args, **kwargs)
            except KeyError as error:
                given = args[0] if args else kwargs.get("table")
                if told := _of_another_measure(draw, given, str(error)):
                    raise ValueError(told) from error
                raise

    drawn.__signature__ = taken  # type: ignore[attr-defined]
    return drawn


def _spelt_out(draw: Callable) -> inspect.Signature:
    """Return the signature with a parameter for each key of the dictionary that it ends with."""
    signature = inspect.signature(draw)
    *named, last = signature.parameters.values()
    if last.kind is not inspect.Parameter.VAR_KEYWORD:
        return signature
    defaults = {"words": OF_REVIEW}
    (head,) = get_args(last.annotation)
    named += [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name), annotation=annotation
        )
        for name, annotation in get_type_hints(head).items()
    ]
    return signature.replace(parameters=named)


def _of_another_measure(draw: Callable, given: object, error: str) -> Message | None:
    """Return what is missing of the table that a chart draws; None where it is something else."""
    drawn = re.search(r"`measures\.(\w+)", draw.__doc__ or "")
    if drawn is None or not isinstance(given, pd.DataFrame):
        return None
    missing = [name for name in re.findall(r"'(\w+)'", error) if name not in given]
    if not missing:
        return None
    named = {"chart": getattr(draw, "__name__", ""), "measure": drawn[1]}
    has = ", ".join(map(str, given))
    return Message("refused.chart_table", lacking=", ".join(missing), has=has, **named)


def panels(
    rows: int, columns: int, height_cm: float | Sequence[float], *, same_scale: bool = True
) -> list[Axes]:
    """Return the axes of a page-wide figure of small multiples, row by row.

    Parameters
    ----------
    height_cm : float or sequence of float
        The height of the whole, or of each row.
    same_scale : bool
        Whether all share what runs across, which then stands under the last row alone.
    """
    heights = [height_cm / rows] * rows if isinstance(height_cm, float | int) else height_cm
    return blank_axes(heights, columns, same_scale=same_scale)


def panel_cm(ax: Axes) -> float:
    """Return how much of the width of a page is a panel's, with what stands beside its axes."""
    spec = ax.get_subplotspec()
    return style.PAGE_WIDTH_CM / (spec.get_gridspec().ncols if spec else 1)


def empty(ax: Axes, words: Words, why: str = "no_data") -> None:
    """Say in the middle of the axes why nothing is drawn (a text's key), not bare axes."""
    _bare.add(ax)
    ax.set_axis_off()
    ax.text(
        0.5, 0.5, say(why, words), transform=ax.transAxes, ha="center", va="center",
        color=style.MUTED, style="italic",
    )  # fmt: skip


def words_alone(axes: Iterable[Axes]) -> None:
    """Take axes for empty on which only words stand, which a sentence says without a picture."""
    _bare.update(axes)


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
    words: Words,
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
    every = [axes] if isinstance(axes, Axes) else list(axes)
    first = every[0]
    figure = figure_of(first)
    marks = sorted({str(origin) for origin in origins if isinstance(origin, str)})
    source = say("source", words, origins=_origin_names(marks, words))
    heading = title or subtitle
    texts = Description(
        title=heading,
        subtitle=subtitle,
        caption=f"{heading}. {subtitle}." if title else f"{subtitle}.",
        alt=alt,
        source_note=" ".join([source, *notes]),
        origin=",".join(marks),
        empty=all(each in _bare for each in every),
    )
    _descriptions[figure] = texts
    if own:
        stamp = say("simulated_stamp", words) if "simulated" in marks else None
        share = lay_out(figure, texts, titled=title is not None, stamp=stamp, key=key)
        _descriptions[figure] = replace(texts, title_share=share)
        return
    first.set_title(heading, loc="left", pad=18 if key else None)
    if key:
        first.legend(key.handles, key.labels, bbox_to_anchor=(0, 1), **KEY_LOOK)


def _origin_names(origins: Sequence[str], words: Words) -> str:
    names = [words.label("origins", origin) for origin in origins]
    return words.listing(names) if names else say("no_data", words)
