"""Units' shares drawn towards that of all, so that small ones can be looked at too."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.layout import Key
from analysis.charts.draw.scale import beside, percent_axis
from analysis.findings import alt
from analysis.words import Words

# Units of fewer people are told together in the foot.
_FEWEST_DRAWN = 5
_LONGEST_NAME = 44


@styled
def units_pooled(
    table: pd.DataFrame,
    *,
    words: Words | None = None,
    highlight: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each unit's share drawn towards that of all, with its interval, in order of size.

    Parameters
    ----------
    table : DataFrame
        `measures.units_pooled` of the share excellent.
    highlight : str, optional
        A unit whose dot stands out.
    """
    words = words or Words.of_review()
    large = table["people"].fillna(table["total"]) >= _FEWEST_DRAWN
    rows = table[large & table["pooled"].notna()].reset_index(drop=True)
    own, ax = ax is None, start(ax, 1.4 + 0.36 * len(rows))
    for position, row in enumerate(rows.to_dict("records")):
        _unit(ax, position, row, words, stands_out=row["unit"] == highlight)
    _frame(ax, rows, words)
    subtitle = _subtitle(table, words)
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=alt.of_shares(
            rows["pooled"],
            list(rows["unit"]),
            what=subtitle,
            words=words,
            simulated="simulated" in set(rows["origin"]),
            people=rows["total"],
        ),
        origins=list(table["origin"]),
        notes=_notes(table, rows, highlight, words),
        key=_key(words) if len(rows) else None,
    )
    return ax


def _unit(ax: Axes, position: int, row: dict, words: Words, *, stands_out: bool) -> None:
    colour = "#b3261e" if stands_out else style.LATER
    ax.plot(
        [row["pooled_low"], row["pooled_high"]], [position] * 2, color=colour, linewidth=1.4,
        alpha=0.55,
    )  # fmt: skip
    ax.plot(
        row["share"], position, "o", markersize=3.5, markerfacecolor="white",
        markeredgecolor=style.MUTED, markeredgewidth=0.9, zorder=3,
    )  # fmt: skip
    ax.plot(row["pooled"], position, "o", markersize=4.5, color=colour, zorder=4)
    counts = words.number(row["total"])
    beside(ax, position, f"{words.percent(row['pooled'], 0)}  ({counts})",
           points=5, size=6.5)  # fmt: skip


def _frame(ax: Axes, rows: pd.DataFrame, words: Words) -> None:
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(max(len(rows), 1) - 0.3, -0.7)
    ax.set_yticks(range(len(rows)), [_short(unit) for unit in rows["unit"]], fontsize=6.5)
    ax.tick_params(axis="y", length=0)
    if rows.empty:
        empty(ax, words)
        return
    share = float(rows["common"].iloc[0])
    ax.axvline(share, color=style.INK, linewidth=0.9, zorder=2)
    ax.annotate(
        say("all_units_line", words, share=words.percent(share)), (share, 1),
        xycoords=ax.get_xaxis_transform(), xytext=(0, 2), textcoords="offset points",
        ha="center", va="bottom", fontsize=7,
    )  # fmt: skip


def _short(unit: str) -> str:
    return unit if len(unit) <= _LONGEST_NAME else f"{unit[: _LONGEST_NAME - 1].rstrip()}…"


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    years = table.iloc[0][["first_year", "last_year"]] if len(table) else ()
    period = "–".join(str(year) for year in dict.fromkeys(years)) or "–"
    return say("units_pooled", words, period=period, whom=whom(table, words))


def _notes(
    table: pd.DataFrame, rows: pd.DataFrame, highlight: str | None, words: Words
) -> list[str]:
    small = words.number(len(table) - len(rows))
    chosen = [
        (len(rows), "note_pooled"),
        (len(table) - len(rows), "note_units_under_five"),
        (highlight in set(rows["unit"]), "note_unit_looked_at"),
    ]
    return [say(note, words, n=small, unit=highlight) for wanted, note in chosen if wanted]


def _key(words: Words) -> Key:
    marks = [
        Line2D([], [], marker="o", color=style.LATER, linewidth=1.4, markersize=5),
        Line2D([], [], linestyle="", marker="o", markersize=4.5, color=style.MUTED,
               markerfacecolor="white"),
    ]  # fmt: skip
    return Key(marks, [say(f"units_pooled_key.{name}", words) for name in ("pooled", "own")])
