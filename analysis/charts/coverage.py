"""Which units sent their lists for which years: a small picture, units that are alike together."""

from collections.abc import Iterator
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.marks import label
from analysis.charts.draw.names import cut
from analysis.charts.draw.page import EMPTY_CM, Head, page
from analysis.measures.lists.coverage import MISSING, NOBODY, SENT, UNTOLD
from analysis.words import Words

# Units of one pattern, more than these, stand in one row; those that miss nothing always do.
_MOST_ALIKE = 8
_MOST_ROWS, _LONGEST = 24, 40
# Of more years a cell is too narrow for a word.
_MOST_NAMED_YEARS = 8
# The units of a row, their lists and their people, year by year.
Row = tuple[list[str], tuple[str, ...], list[int]]
# Hatched and dark, a missing list stands out in print without colour too.
_FACE = {SENT: "#dcebf6", NOBODY: "white", MISSING: style.INK, UNTOLD: "#f5e3c8"}


@styled
def coverage(table: pd.DataFrame, **head: Unpack[Head]) -> Axes:
    """Draw a row for each unit, or for many that are alike, and a cell for each year.

    A cell holds the people on the list; that of a missing list is dark. Nothing is drawn where no
    list is missing, or no unit is named.

    Parameters
    ----------
    table : DataFrame
        `measures.coverage`.
    """
    years = sorted(table["year"].unique())
    rows = _rows(table[table["unit"].notna()])
    height = 1.0 + 0.52 * len(rows) if rows else EMPTY_CM
    with page(table, height=height, **head) as chart:
        chart.about("coverage", table)
        for state in (MISSING, UNTOLD, NOBODY):
            chart.note(f"note_list_{state}", any(state in lists for _, lists, _ in rows))
        if rows:
            _draw(chart.ax, rows, years, chart.words)
            chart.tell(_told(rows, years, chart.words))
        else:
            chart.nothing("no_list_missing")
    return chart.ax


def _draw(ax: Axes, rows: list[Row], years: list[int], words: Words) -> None:
    for place, (_, lists, people) in enumerate(rows):
        for column, (state, n) in enumerate(zip(lists, people, strict=True)):
            _cell(ax, (place, column), state, n, words, len(years) > _MOST_NAMED_YEARS)
    _frame(ax, [_label(units, lists, words) for units, lists, _ in rows], years)


def _rows(named: pd.DataFrame) -> list[Row]:
    """Return units, lists and people of each row; those with most lists missing come first."""
    if named.empty or not named["list"].isin([MISSING, UNTOLD]).any():
        return []
    cells = named.astype({"list": "str"}).set_index(["unit", "year"]).sort_index()
    lists, people = cells["list"].unstack(), cells["listed"].unstack()  # noqa: PD010
    patterns = lists.apply(tuple, axis=1)
    order = sorted(set(patterns), key=lambda each: (-_gaps(each), each))
    rows: list[Row] = []
    for pattern in order:
        units = list(patterns.index[patterns == pattern])
        most = min(_MOST_ALIKE, _MOST_ROWS - len(rows)) if _gaps(pattern) else 0
        together = len(units) > most
        for names in [units] if together else [[unit] for unit in units]:
            counted = [int(n) for n in people.loc[names].sum()]
            rows.append((names, pattern, counted))
    return rows


def _gaps(lists: tuple[str, ...]) -> int:
    return sum(state in (MISSING, UNTOLD) for state in lists)


def _label(units: list[str], lists: tuple[str, ...], words: Words) -> str:
    if len(units) > 1:
        key = "coverage_complete" if set(lists) == {SENT} else "coverage_units"
        return say(key, words, n=words.number(len(units)))
    return cut(units[0], _LONGEST)


def _cell(
    ax: Axes, place: tuple[int, int], state: str, people: int, words: Words, narrow: bool
) -> None:
    row, column = place
    dark, marked = state == MISSING, state in (MISSING, UNTOLD)
    ax.add_patch(
        Rectangle(
            (column - 0.48, row - 0.42), 0.96, 0.84, facecolor=_FACE[state],
            edgecolor=style.INK if marked else style.RULE, linewidth=1.1 if marked else 0.5,
        )
    )  # fmt: skip
    if dark and narrow:
        return
    text = words.number(people) if state == SENT else say(f"list_{state}", words)
    ink = "white" if dark else style.MUTED if state == NOBODY else style.INK
    label(ax, text, column, row, color=ink, fontweight="bold" if marked else "normal")


def _frame(ax: Axes, labels: list[str], years: list[int]) -> None:
    ax.set_xlim(-0.55, len(years) - 0.45)
    ax.set_ylim(len(labels) - 0.45, -0.55)
    ax.set_yticks(range(len(labels)), labels, fontsize=8)
    ax.set_xticks(range(len(years)), [str(year) for year in years])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _told(rows: list[Row], years: list[int], words: Words) -> Iterator[str]:
    for units, lists, _ in rows:
        name = _label(units, lists, words)
        for state in (MISSING, UNTOLD):
            gone = [year for year, each in zip(years, lists, strict=True) if each == state]
            if gone:
                what = words.label("list_states", state).lower()
                yield f"{name}: {what} {words.listing(gone)}"
