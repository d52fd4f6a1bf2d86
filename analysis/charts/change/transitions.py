"""From which rating to which: the matrix of two years, with those who came and those who left."""

from typing import Unpack

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import vocabulary
from analysis.charts.draw import style
from analysis.charts.draw.breaks import DASHED, rules_between
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.marks import label
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.counts.states.states import ABSENT
from analysis.findings.change.movement import others
from analysis.findings.lists.doubts import doubt_clause
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.spoken import Message
from analysis.words import Words

_APART = 0.28
_DARKEST = 0.5
# From so many columns on their heads are set smaller.
_MANY = 8


@styled
def transition_matrix(
    table: pd.DataFrame,
    *,
    doubts: pd.DataFrame | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw how many went from each rating of the earlier year to each of the later.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_transitions` of one pair of years.
    doubts : DataFrame, optional
        `measures.doubts` of them: told in the alt text, as the sentence beside the chart does.

    Raises
    ------
    ValueError
        The table holds several pairs of years.
    """
    years = _years(table)
    rows, columns = _places(table, "from"), _places(table, "to")
    height = 2.0 + 0.95 * len(rows) if len(rows) else EMPTY_CM
    with page(table, height=height, **head) as chart:
        chart.subtitle = _subtitle(table, years, chart.words)
        if years and rows:
            _draw(chart, table, years, rows, columns)
            chart.alt = _alt(table, chart.subtitle, doubts, chart.words)
        else:
            chart.nothing()
    return chart.ax


def _draw(
    chart: Page,
    table: pd.DataFrame,
    years: tuple[int, int],
    rows: dict[str, float],
    columns: dict[str, float],
) -> None:
    ax, words = chart.ax, chart.words
    people = table[table["share_of_rated"].notna()].groupby("from", observed=True)["n"].sum()
    for cell in table.to_dict("records"):
        if cell["from"] in rows and cell["to"] in columns:
            few = people.get(cell["from"], 0) < SMALLEST_TESTED_UNIT
            _cell(ax, cell, rows[cell["from"]], columns[cell["to"]], few, words)
    _totals(ax, table, rows, columns, words)
    _heads(ax, years, rows, columns, words)
    crossed = rules_between(*years, words)
    _frame(ax, rows, columns, broken=bool(crossed))
    chart.note("note_matrix")
    chart.note("note_few_of_row", people.between(1, SMALLEST_TESTED_UNIT - 1).any())
    chart.notes += crossed


def _years(table: pd.DataFrame) -> tuple[int, int] | None:
    pairs = table[["year", "next_year"]].drop_duplicates()
    if len(pairs) > 1:
        raise ValueError(Message("refused.pairs_of_years"))
    return (int(pairs["year"].iloc[0]), int(pairs["next_year"].iloc[0])) if len(pairs) else None


def _places(table: pd.DataFrame, end: str) -> dict[str, float]:
    """Return where each state's row or column stands; those not rated stand apart."""
    if not table["n"].sum():
        return {}
    occupied = set(table.loc[table["n"] > 0, end].astype(str)) | {ABSENT}
    places = {state: float(place) for place, state in enumerate(vocabulary.codes("ratings"))}
    for state in vocabulary.codes("movement_states"):
        if state in occupied:
            places[state] = max(places.values()) + 1 + (0 if len(places) > 4 else _APART)
    return places


def _cell(ax: Axes, cell: dict, row: float, column: float, few: bool, words: Words) -> None:
    n, share = int(cell["n"]), cell["share_of_rated"]
    apart = not {cell["from"], cell["to"]} <= set(vocabulary.codes("ratings"))
    # One of one is 100%: the darkest cell would be that of a single person.
    told = n > 0 and not few and not apart
    shade = mpl.colormaps["Greys" if apart else "Blues"](
        _DARKEST * share if told else 0.06 * (n > 0)
    )
    ax.add_patch(
        Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=shade, edgecolor="white", zorder=1)
    )
    label(
        ax, words.number(n), column, row - (0.12 if told else 0),
        size=9.5 if n else 8, color=style.INK if n else style.MUTED,
        fontweight="bold" if n else "normal",
    )  # fmt: skip
    if told:
        label(ax, words.percent(share), column, row + 0.24, size=7)


def _totals(
    ax: Axes,
    table: pd.DataFrame,
    rows: dict[str, float],
    columns: dict[str, float],
    words: Words,
) -> None:
    beyond = columns[ABSENT] + 1, rows[ABSENT] + 0.85
    for state, row in rows.items():
        of_row = table.loc[table["from"] == state, "n"].sum()
        _total(ax, beyond[0], row, of_row, words)
    for state, column in columns.items():
        of_column = table.loc[table["to"] == state, "n"].sum()
        _total(ax, column, beyond[1], of_column, words)


def _total(ax: Axes, x: float, y: float, people: int, words: Words) -> None:
    label(ax, words.number(people), x, y, color=style.MUTED)


def _heads(
    ax: Axes,
    years: tuple[int, int],
    rows: dict[str, float],
    columns: dict[str, float],
    words: Words,
) -> None:
    names = {state: _head_of(state, words) for state in columns}
    for state, column in columns.items():
        _head(ax, column, -0.6, names[state], size=7.2 if len(columns) < _MANY else 6.4)
    total = say("total", words)
    _head(ax, columns[ABSENT] + 1, -0.6, total, color=style.MUTED)
    middle = (len(vocabulary.codes("ratings")) - 1) / 2
    _head(ax, middle, -1.62, say("transition_columns", words, year=years[1]), weight="bold")
    labels = [
        say(f"came_from.{state}", words)
        if state in vocabulary.codes("movement_states")
        else f"{say('transition_rows', words, year=years[0])}: {_state(state, words)}"
        for state in rows
    ]
    ax.set_yticks([*rows.values(), rows[ABSENT] + 0.85], [*labels, total])
    ax.get_yticklabels()[-1].set_color(style.MUTED)


def _head_of(state: str, words: Words) -> str:
    if state in vocabulary.codes("movement_states"):
        return say(f"went_to.{state}", words)
    return _state(state, words).replace(" ", "\n")


def _head(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    color: str = style.INK,
    weight: str = "normal",
    size: float = 7.5,
) -> None:
    label(ax, text, x, y, size=size, va="bottom", color=color, fontweight=weight, linespacing=1.05)


def _state(state: str, words: Words) -> str:
    return words.label("ratings", state, short=True)


def _frame(ax: Axes, rows: dict[str, float], columns: dict[str, float], broken: bool) -> None:
    for state in vocabulary.codes("ratings"):
        corner = columns[state] - 0.5, rows[state] - 0.5
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, ec=style.INK, linewidth=1.4, zorder=3))
    if broken:
        ax.hlines(-0.56, -0.5, columns[ABSENT] + 0.5, **DASHED)
    ax.set_xlim(-0.55, columns[ABSENT] + 1.5)
    ax.set_ylim(rows[ABSENT] + 1.2, -2.05)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _subtitle(table: pd.DataFrame, years: tuple[int, int] | None, words: Words) -> str:
    if years is None:
        return say("transitions_unknown", words)
    people = whom(table, words)
    return say("transitions", words, first=years[0], last=years[1], whom=people)


def _alt(table: pd.DataFrame, what: str, doubts: pd.DataFrame | None, words: Words) -> str:
    order = {state: place for place, state in enumerate(vocabulary.codes("ratings"))}
    rated = table[table["from"].isin(order) & table["to"].isin(order)]
    steps = rated["to"].astype(str).map(order) - rated["from"].astype(str).map(order)
    counts = {
        "kept": rated.loc[steps == 0, "n"],
        "rose": rated.loc[steps < 0, "n"],
        "fell": rated.loc[steps > 0, "n"],
    }
    told = {name: words.number(n.sum()) for name, n in counts.items()}
    between = table[["year", "next_year"]].iloc[0].tolist()
    told["others"] = others(table, words) + doubt_clause(doubts, "followed", between, words)
    return say("alt_transitions", words, what=what, **told)
