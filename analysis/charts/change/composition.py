"""Could a change come from who left and who was new alone? A picture of the bounds."""

from collections.abc import Sequence
from typing import Any, Unpack

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.change.composition_parts import Split, band_of, draw_band, draw_bars, ranged
from analysis.charts.change.envelope import envelope
from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw.frame import figure_of, panels, say, styled
from analysis.charts.draw.groups import level_word
from analysis.charts.draw.page import EMPTY_CM, Page, Told, page
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_BARS_CM, _BAND_CM = 4.9, 4.0


@styled
def composition(
    table: pd.DataFrame,
    *,
    level: str = "excellent",
    before: tuple[int, int, int],
    after: tuple[int, int, int | Sequence[int]],
    base_year: int | None = None,
    **head: Unpack[Told],
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
    if before[0] == after[0]:
        return figure_of(without_second_year(after[0], table, **head))
    counts = [after[2]] if isinstance(after[2], int) else sorted(after[2])
    bounds = envelope(table)
    splits = _splits(level, bounds, before, (after[0], after[1], counts))
    few = max(before[1], after[1]) < SMALLEST_TESTED_UNIT
    # Of a handful the bars tell everything; bounds would explain what is only described.
    banded = bool(splits) and not few and len(band_of(bounds, splits)[2]) > 1
    heights = [_BARS_CM if splits else EMPTY_CM, *([_BAND_CM] if banded else [])]
    axes = panels(len(heights), 1, heights, same_scale=False)
    with page(table, axes=axes, **head) as chart:
        word = level_word(level, chart.words)
        chart.subtitle = say("composition", chart.words, level=word, first=before[0], last=after[0])
        if splits:
            draw_bars(axes[0], splits, word, words=chart.words)
            chart.alt = _alt(splits, chart.subtitle, word, chart.words)
        else:
            chart.nothing()
        if banded:
            draw_band(axes[1], bounds, splits, word, words=chart.words)
            chart.note("note_composition_band")
        if splits:
            _note_counts(chart, after[0], counts)
        _note_base(chart, base_year, after)
    return chart.figure


def _note_base(chart: Page, base_year: int | None, after: tuple[int, int, Any]) -> None:
    total = chart.words.number(after[1])
    about = {"total": total, "year": base_year, "last": after[0]}
    chart.note("note_composition_base", base_year is not None, **about)


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


def _note_counts(chart: Page, year: int, counts: list[int]) -> None:
    low, high, drawn = counts[0], counts[-1], counts[(len(counts) - 1) // 2]
    numbers = {"low": low, "high": high, "drawn": drawn}
    told = {name: chart.words.number(n) for name, n in numbers.items()}
    chart.note("note_composition_counts", len(counts) > 1, year=year, **told)


def _alt(splits: list[Split], what: str, word: str, words: Words) -> str:
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
    return say("alt_composition", words, **fields)
