"""Could a change come from who left and who was new alone? A picture of the bounds."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.change.composition_parts import Split, band_of, draw_band, draw_bars, ranged
from analysis.charts.change.envelope import envelope
from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, figure_of, finish, say, styled
from analysis.charts.draw.groups import level_word
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_BARS_CM, _BAND_CM, _EMPTY_CM = 4.9, 4.0, 1.6


@styled
def composition(
    table: pd.DataFrame,
    *,
    level: str = "excellent",
    before: tuple[int, int, int],
    after: tuple[int, int, int | Sequence[int]],
    base_year: int | None = None,
    words: Words | None = None,
    title: str | None = None,
) -> Figure:
    """Draw the people of two years side by side, and what must hold of those who left or came.

    Above, one bar a year as long as its people: those on both lists aligned, those who left and
    those who were new apart. Beneath, for each number of the new (or, where the list grew, of
    those who left) the shares of the others with which nobody's rating need have changed.

    Parameters
    ----------
    table : DataFrame
        `measures.composition_bounds` for every number of stayers, or for some that hold the
        corners; one below the other for the several counts that fit a published share. A column
        ``origin`` marks the chart.
    level : str
        The rating compared.
    before, after : tuple
        Year, people, people at the level; of `after` also a list of the counts that fit.
    base_year : int, optional
        The year of the number of cadres that a percentage without its total was read on.
    """
    words = words or Words.of_review()
    if before[0] == after[0]:
        return figure_of(without_second_year(after[0], table, words=words, title=title))
    counts = [after[2]] if isinstance(after[2], int) else sorted(after[2])
    bounds = envelope(table)
    splits = _splits(level, bounds, before, (after[0], after[1], counts))
    word = level_word(level, words)
    few = max(before[1], after[1]) < SMALLEST_TESTED_UNIT
    # Of a handful the bars tell everything; bounds would explain what is only described.
    banded = bool(splits) and not few and len(band_of(bounds, splits)[2]) > 1
    figure, axes = _panels(([_BARS_CM] if splits else [_EMPTY_CM]) + ([_BAND_CM] if banded else []))
    if splits:
        draw_bars(axes[0], splits, word, words=words)
    else:
        empty(axes[0], words)
    if banded:
        draw_band(axes[1], bounds, splits, word, words=words)
    subtitle = say("composition", words, level=word, first=before[0], last=after[0])
    origins = list(table["origin"].unique()) if "origin" in table else []
    finish(
        axes,
        own=True,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(splits, subtitle, word, "simulated" in origins, words),
        origins=origins,
        notes=[
            *_notes(splits, banded, after[0], counts, words),
            *([] if base_year is None else [_read_base(base_year, after, words)]),
        ],
    )
    return figure


def _read_base(base_year: int, after: tuple[int, int, Any], words: Words) -> str:
    total = words.number(after[1])
    return say("note_composition_base", words, total=total, year=base_year, last=after[0])


def _panels(heights: list[float]) -> tuple[Figure, list[Axes]]:
    """Return a page-wide figure of panels of their own heights (cm) and axes."""
    figure, axes = plt.subplots(
        len(heights),
        1,
        figsize=(style.PAGE_WIDTH_CM * style.CM, sum(heights) * style.CM),
        height_ratios=heights,
        squeeze=False,
    )
    return figure, list(axes.flat)


def _splits(
    level: str,
    bounds: pd.DataFrame,
    before: tuple[int, int, int],
    after: tuple[int, int, list[int]],
) -> list[Split]:
    """Return how each year's people divide with the most who can have stayed."""
    if bounds.empty or not after[2] or not before[1] or not after[1]:
        return []
    row = bounds.loc[bounds["stayers"].idxmax()]
    drawn = after[2][(len(after[2]) - 1) // 2]
    leavers_k = min(max(before[2] - drawn, int(row["leavers_low"])), int(row["leavers_high"]))
    part = {
        "stayers": int(row["stayers"]),
        "leavers": int(row["leavers"]),
        "entrants": int(row["entrants"]),
        "leavers_k": leavers_k,
        "entrants_k": drawn - (before[2] - leavers_k),
    }
    ranges = {
        name: [int(row[f"{name}_low"]), int(row[f"{name}_high"])]
        for name in ("leavers", "entrants")
    }
    return [
        Split(level, before[0], before[1], [before[2]], "leavers", part, ranges["leavers"]),
        Split(level, after[0], after[1], after[2], "entrants", part, ranges["entrants"]),
    ]


def _notes(
    splits: list[Split], banded: bool, year: int, counts: list[int], words: Words
) -> list[str]:
    notes = [say("note_composition_band", words)] if banded else []
    if not splits or len(counts) < 2:
        return notes
    low, high, drawn = counts[0], counts[-1], counts[(len(counts) - 1) // 2]
    numbers = {"low": low, "high": high, "drawn": drawn}
    told = {name: words.number(n) for name, n in numbers.items()}
    return [*notes, say("note_composition_counts", words, year=year, **told)]


def _alt(
    splits: list[Split],
    what: str,
    word: str,
    simulated: bool,
    words: Words,
) -> str:
    if not splits:
        text = f"{what}: {say('no_data', words)}."
        return alt.marked(text, simulated=simulated, words=words)
    one, other = splits
    fields: dict[str, object] = {"what": what, "level": word}
    fields |= {"first": one.year, "last": other.year}
    fields |= {
        name: f"{split.count(words)} ({split.share(words)})"
        for name, split in (("before", one), ("after", other))
    }
    numbers = {name: words.number(n) for name, n in one.part.items()}
    side = one if one.part["leavers"] >= one.part["entrants"] else other
    fields |= {"stayers": numbers["stayers"], "part_n": numbers[side.apart]}
    fields |= {
        "part": say(f"alt_part.{side.apart}", words),
        "part_k": ranged(side.apart_range, words),
    }
    text = say("alt_composition", words, **fields)
    return alt.marked(text, simulated=simulated, words=words)
