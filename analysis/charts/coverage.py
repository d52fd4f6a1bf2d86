"""Which units sent their lists for which years: a small picture, units that are alike together."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.counts import of_whom
from analysis.findings import alt
from analysis.measures.lists.coverage import MISSING, NOBODY, SENT, UNTOLD
from analysis.words import Words

# Units of one pattern, more than these, stand in one row; those that miss nothing always do.
_MOST_ALIKE = 8
_MOST_ROWS, _LONGEST = 24, 40
# Of more years a cell is too narrow for a word.
_MOST_NAMED_YEARS = 8
# Hatched and dark, a missing list stands out in print without colour too.
_FACE = {SENT: "#dcebf6", NOBODY: "white", MISSING: style.INK, UNTOLD: "#f5e3c8"}


@styled
def coverage(
    table: pd.DataFrame,
    *,
    words: Words | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a row for each unit, or for many that are alike, and a cell for each year.

    A cell holds the people on the list; that of a missing list is dark. Nothing is drawn where no
    list is missing, or no unit is named.

    Parameters
    ----------
    table : DataFrame
        `measures.coverage`.
    """
    words = words or Words.of_review()
    years = sorted(table["year"].unique())
    rows = _rows(table[table["unit"].notna()], words)
    own, ax = ax is None, start(ax, 1.0 + 0.52 * len(rows) if rows else 1.6)
    for place, (_, lists, people) in enumerate(rows):
        for column, (state, n) in enumerate(zip(lists, people, strict=True)):
            _cell(ax, (place, column), state, n, words, len(years) > _MOST_NAMED_YEARS)
    if rows:
        _frame(ax, [label for label, _, _ in rows], years)
    else:
        empty(ax, words, "no_list_missing")
    subtitle = say("coverage", words, whom=_whom(table, words))
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(rows, years, subtitle, table, words),
        origins=list(table["origin"]),
        notes=_notes(rows, words),
    )
    return ax


Row = tuple[str, tuple[str, ...], list[int]]


def _rows(named: pd.DataFrame, words: Words) -> list[Row]:
    """Return label, lists and people of each row; those with most lists missing come first."""
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
            rows.append((_label(names, pattern, words), pattern, counted))
    return rows


def _gaps(lists: tuple[str, ...]) -> int:
    return sum(state in (MISSING, UNTOLD) for state in lists)


def _label(units: list[str], lists: tuple[str, ...], words: Words) -> str:
    if len(units) > 1:
        key = "coverage_complete" if set(lists) == {SENT} else "coverage_units"
        return say(key, words, n=words.number(len(units)))
    name = units[0]
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


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
    ax.text(
        column, row, words.number(people) if state == SENT else say(
            f"list_{state}", words), ha="center", va="center", fontsize=7.5,
        fontweight="bold" if marked else "normal",
        color="white" if dark else style.MUTED if state == NOBODY else style.INK,
    )  # fmt: skip


def _frame(ax: Axes, labels: list[str], years: list[int]) -> None:
    ax.set_xlim(-0.55, len(years) - 0.45)
    ax.set_ylim(len(labels) - 0.45, -0.55)
    ax.set_yticks(range(len(labels)), labels, fontsize=7.5)
    ax.set_xticks(range(len(years)), [str(year) for year in years])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _notes(rows: list[Row], words: Words) -> list[str]:
    met = {state for _, lists, _ in rows for state in lists}
    explained = [state for state in (MISSING, UNTOLD, NOBODY) if state in met]
    return [say(f"note_list_{state}", words) for state in explained]


def _whom(table: pd.DataFrame, words: Words) -> str:
    return of_whom(table["of"].iloc[0] if len(table) else "", words)


def _alt(
    rows: list[Row], years: list[int], subtitle: str, table: pd.DataFrame, words: Words
) -> str:
    told = []
    for label, lists, _ in rows:
        for state in (MISSING, UNTOLD):
            gone = [y for y, each in zip(years, lists, strict=True) if each == state]
            if gone:
                name = words.label("list_states", state).lower()
                told.append(f"{label}: {name} {words.listing(gone)}")
    text = f"{subtitle}. {'; '.join(told) or say('no_list_missing', words)}"
    return alt.marked(text, simulated="simulated" in set(table["origin"]), words=words)
