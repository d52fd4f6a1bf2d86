"""The two panels of the composition: people as bars, and the band of what may hold of them."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.charts.draw.marks import label
from analysis.charts.draw.scale import number_axis, percent_axis
from analysis.words import Words

_OTHERS, _BAND = "#d9dee4", "#b9d2e8"
# Share of the drawn width: between the people of both lists and those of one, and per letter.
_GAP, _LETTER = 0.025, 0.0152


@dataclass(frozen=True)
class Split:
    """How the people of one year divide.

    Attributes
    ----------
    level : str
        The rating compared.
    year, people : int
    at_level : list of int
        People at the level; several where a published share allows several.
    apart : {"leavers", "entrants"}
        Who of this year is not on the other year's list.
    part : dict
        ``stayers``, ``leavers``, ``entrants``, ``leavers_k``, ``entrants_k`` as drawn.
    apart_range : list of int
        Lowest and highest number at the level among those apart.
    """

    level: str
    year: int
    people: int
    at_level: list[int]
    apart: str
    part: dict[str, int]
    apart_range: list[int]

    @property
    def drawn(self) -> int:
        """The number at the level that is drawn: the lower middle of those possible."""
        return self.at_level[(len(self.at_level) - 1) // 2]

    def share(self, words: Words) -> str:
        """Return the year's share, in whole percents where the count is not certain."""
        shares = [k / self.people for k in (self.at_level[0], self.at_level[-1])]
        decimals = 1 if len(self.at_level) == 1 else 0
        return "–".join(dict.fromkeys(words.percent(s, decimals) for s in shares))

    def count(self, words: Words) -> str:
        """Return the people at the level of all the year's people, as *318/610*."""
        return f"{ranged(self.at_level, words)}/{words.number(self.people)}"


def ranged(counts: list[int], words: Words) -> str:
    """Return the lowest and highest of the counts as *58–61*, or the one count."""
    ends = dict.fromkeys([counts[0], counts[-1]])
    return "–".join(words.number(count) for count in ends)


def draw_bars(ax: Axes, splits: list[Split], word: str, *, words: Words) -> None:
    """Draw each year's people as a bar: both lists aligned, leavers right, entrants left of it."""
    part = splits[0].part
    width = part["entrants"] + part["stayers"] + part["leavers"]
    gap = _GAP * width
    for row, split in enumerate(splits):
        apart, apart_k = part[split.apart], part[f"{split.apart}_k"]
        begin = part["stayers"] + gap if split.apart == "leavers" else -gap - apart
        _segment(
            ax, row, 0, part["stayers"], split.drawn - apart_k, split.level, word, width, words
        )
        _segment(ax, row, begin, apart, apart_k, split.level, "", width, words)
        if apart:
            _apart_label(ax, row, begin, split, word, words)
        _year_share(ax, row, split, word, words)
    _both_lists(ax, part["stayers"], words)
    ax.set_title(_heading(part, words), pad=24 if part["leavers"] else 6)
    ax.set_xlim(-part["entrants"] - 2 * gap, part["stayers"] + part["leavers"] + 2 * gap)
    ax.set_ylim(1.95 if part["entrants"] else 1.45, -0.45)
    ax.set_yticks([0, 1], [say("composition_row", words, year=s.year) for s in splits])
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_visible(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _heading(part: dict[str, int], words: Words) -> str:
    if part["entrants"] and part["leavers"]:
        return say("composition_if.both", words)
    return say("composition_if.nobody_left" if part["entrants"] else "composition_if.nobody_new",
               words)  # fmt: skip


def _year_share(ax: Axes, row: int, split: Split, word: str, words: Words) -> None:
    for text, points, size, weight, colour in (
        (f"{split.share(words)} {word}", 1, 9, "bold", style.INK),
        (split.count(words), -1, 7.5, "normal", style.MUTED),
    ):
        ax.annotate(
            text, (1, row), xycoords=ax.get_yaxis_transform(), xytext=(4, points),
            textcoords="offset points", ha="left", va="bottom" if points > 0 else "top",
            fontsize=size, fontweight=weight, color=colour, annotation_clip=False,
        )  # fmt: skip


def _both_lists(ax: Axes, stayers: int, words: Words) -> None:
    """Tie the two bars of those on both lists together and say how many they are."""
    if not stayers:
        return
    for end in (0, stayers):
        ax.vlines(end, 0.31, 0.69, color=style.MUTED, linewidth=0.8, linestyle=":")
    text = say("composition_stayers", words, n=words.number(stayers))
    label(ax, text, 0, 0.5, right=4, color=style.MUTED)


def _segment(
    ax: Axes,
    row: int,
    begin: float,
    people: int,
    k: int,
    level: str,
    word: str,
    width: int,
    words: Words,
) -> None:
    """Draw people from left to right, those at the level first."""
    for colour, ink, left, size, key in (
        (style.RATING_COLOURS[level], style.RATING_INK[level], begin, k, "composition_level"),
        (_OTHERS, style.INK, begin + k, people - k, "composition_others"),
    ):
        ax.barh(row, size, left=left, height=0.62, color=colour, edgecolor="white", linewidth=0.6)
        number = words.number(size)
        long = say(key, words, k=number, level=word) if word else number
        fitting = [t for t in (long, number) if len(t) * _LETTER * width < size]
        if fitting:
            label(ax, fitting[0], left + size / 2, row, color=ink)


def _apart_label(ax: Axes, row: int, begin: float, split: Split, word: str, words: Words) -> None:
    people = split.part[split.apart]
    shares = dict.fromkeys(
        words.percent(k / people, 0) for k in (split.apart_range[0], split.apart_range[-1])
    )
    text = say(
        f"composition_part.{split.apart}",
        words,
        n=words.number(people),
        k=ranged(split.apart_range, words),
        level=word,
        share="–".join(shares),
    )
    above = split.apart == "leavers"
    at = begin + people if above else begin
    label(
        ax, text, at, row + (-0.42 if above else 0.38), up=3 if above else -3,
        ha="right" if above else "left", fontweight="bold", linespacing=1.15,
    )  # fmt: skip


def draw_band(
    ax: Axes,
    bounds: pd.DataFrame,
    splits: list[Split],
    word: str,
    *,
    words: Words,
) -> None:
    """Draw the shares of the larger part apart with which nobody's rating need have changed."""
    side, across, band = band_of(bounds, splits)
    low, high = (band[f"{side.apart}_{end}"].astype(float) / band[side.apart] for end in _ENDS)
    ax.fill_between(band[across], low, high, color=_BAND, linewidth=0)
    for edge in (low, high):
        ax.plot(band[across], edge, color=style.MUTED, linewidth=0.8)
    if side.part[side.apart]:
        middle = (band[across].min() + band[across].max()) / 2
        _point(ax, side, across, middle, words)
    ax.set_title(say(f"composition_band.{side.apart}", words, level=word), fontsize=8.5)
    ax.set_ylim(0, 1)
    percent_axis(ax.yaxis)
    number_axis(ax.xaxis, words)
    ax.tick_params(axis="x", labelbottom=True)


def band_of(bounds: pd.DataFrame, splits: list[Split]) -> tuple[Split, str, pd.DataFrame]:
    """Return whose shares the band is of, who is counted across, and its rows."""
    side = splits[0] if splits[0].people >= splits[1].people else splits[1]
    across = "entrants" if side.apart == "leavers" else "leavers"
    return side, across, bounds[bounds[side.apart] > 0].sort_values(across)


def _point(
    ax: Axes,
    side: Split,
    across: str,
    middle: float,
    words: Words,
) -> None:
    """Mark what is drawn above."""
    people, n = side.part[side.apart], words.number(side.part[side.apart])
    x, y = side.part[across], side.part[f"{side.apart}_k"] / people
    ax.plot(x, y, "o", color=style.INK, markersize=6, zorder=4,
            clip_on=False)  # fmt: skip
    shares = dict.fromkeys(words.percent(k / people, 0) for k in side.apart_range)
    told = {"k": ranged(side.apart_range, words), "n": n, "share": "–".join(shares)}
    text = say("composition_start", words, **told)
    # The corners that the band leaves free are above a low point and beneath a high one.
    beneath = y > 0.6
    ax.annotate(
        text, (x, y), xytext=(x, 0.04 if beneath else 0.97), textcoords="data",
        ha="left" if x <= middle else "right", va="bottom" if beneath else "top", fontsize=8,
        linespacing=1.15, arrowprops={"arrowstyle": "-", "linewidth": 0.7, "color": style.MUTED},
        zorder=5,
    )  # fmt: skip


_ENDS = ("low", "high")
