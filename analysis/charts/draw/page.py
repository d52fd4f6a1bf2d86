"""The page of a chart: head, key, notes, foot, alt text and simulated mark, round what is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.draw.frame import empty, figure_of, finish, panels, say
from analysis.charts.draw.groups import whom
from analysis.charts.draw.layout import Key
from analysis.findings import alt
from analysis.words import OF_REVIEW, Words

# What a picture that says why nothing is drawn is high.
EMPTY_CM = 1.6


class Told(TypedDict, total=False):
    """How a chart is told, the same for every chart.

    Attributes
    ----------
    words : Words, optional
        In which all that is written is told; those of the review by default.
    title : str, optional
        The finding that the chart shows.
    """

    words: Words
    title: str | None


class Head(Told, total=False):
    """How a chart on a single pair of axes is told, and where it is drawn.

    Attributes
    ----------
    ax : Axes, optional
        Axes of the caller: title and key go above them, the rest is left out. A new page-wide
        figure by default.
    """

    ax: Axes | None


@dataclass
class Page:
    """What a drawing function says of its picture while it fills the axes.

    Attributes
    ----------
    axes : list of Axes
        Those to draw on, panel by panel.
    words : Words
    origins : list of str
        The origins of the rows drawn: they are named in the foot, and simulated ones marked.
    subtitle : str
        What is measured, of whom, in what unit and when.
    key : Key, optional
        The key under the subtitle.
    notes : list of str
        What the marks mean, in the foot.
    alt : str
        The picture in words; of a page on which nothing is drawn, that and why by default.
    """

    axes: list[Axes]
    words: Words
    origins: list[object]
    subtitle: str = ""
    key: Key | None = None
    notes: list[str] = field(default_factory=list)
    alt: str = ""

    @property
    def ax(self) -> Axes:
        """The first axes, of most charts the only ones."""
        return self.axes[0]

    @property
    def figure(self) -> Figure:
        """The figure that holds the axes."""
        return figure_of(self.ax)

    def about(self, key: str, table: pd.DataFrame, **values: object) -> None:
        """Say under the title what is measured, of whom the table speaks, in what unit and when."""
        people = whom(table, self.words)
        self.subtitle = say(key, self.words, whom=people, **values)

    def note(self, key: str, when: object = True, **values: object) -> None:
        """Say in the foot what a mark means, with the text of a key, where there is such a mark."""
        if when:
            self.notes.append(say(key, self.words, **values))

    def nothing(self, why: str = "no_data") -> None:
        """Say on the page why nothing is drawn (a text's key)."""
        empty(self.ax, self.words, why)
        self.alt = self.alt or f"{self.subtitle}: {say(why, self.words)}."

    def tell(self, values: Iterable[str]) -> None:
        """Take the values drawn, in words, as alt text."""
        told = "; ".join(values) or say("no_data", self.words)
        self.alt = f"{self.subtitle}. {told}"

    def tell_shares(self, shares: Iterable[float], names: Sequence[str], **more: Any) -> None:
        """Take the lowest and the highest of shares as alt text (`analysis.findings.alt`)."""
        what: dict[str, Any] = {"what": self.subtitle, "words": self.words} | more
        self.alt = alt.of_shares(shares, names, **what)


@contextmanager
def page(
    *tables: pd.DataFrame,
    height: float = EMPTY_CM,
    axes: Sequence[Axes] = (),
    **head: Unpack[Head],
) -> Iterator[Page]:
    """Give the page of a chart to be filled, and finish it.

    Parameters
    ----------
    tables : DataFrame
        What is drawn: their column ``origin`` says where it comes from.
    height : float
        The height of the plot in cm, where a new page-wide figure is made: head and foot are
        added when they are written.
    axes : sequence of Axes
        The panels of a figure made already.
    **head
        As `Head`.
    """
    words, title, ax = head.get("words", OF_REVIEW), head.get("title"), head.get("ax")
    drawn_on = list(axes) or [panels(1, 1, height)[0] if ax is None else ax]
    origins = [origin for table in tables if "origin" in table for origin in table["origin"]]
    chart = Page(drawn_on, words, origins)
    yield chart
    finish(
        drawn_on,
        own=ax is None,
        words=words,
        title=title,
        subtitle=chart.subtitle,
        alt=alt.marked(chart.alt, simulated="simulated" in origins, words=words),
        origins=origins,
        notes=chart.notes,
        key=chart.key,
    )
