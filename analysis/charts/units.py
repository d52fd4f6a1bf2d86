"""Many units at once: a dot plot by size with the line of all together and funnel limits."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.scale import beside, percent_axis
from analysis.findings import alt
from analysis.measures.shares import FEWEST_JUDGED
from analysis.words import Words


@styled
def units_by_share(
    table: pd.DataFrame,
    *,
    year: int,
    words: Words | None = None,
    apart: pd.DataFrame | None = None,
    highlight: str | None = None,
    title: str | None = None,
    level: str = "excellent",
    ax: Axes | None = None,
) -> Axes:
    """Draw each unit's share as a dot between the limits that chance alone would give it.

    Parameters
    ----------
    table : DataFrame
        `measures.unit_funnel`.
    year : int
        The year of the table, for the subtitle.
    apart : DataFrame, optional
        `measures.units_apart`; the units it finds apart at this level have red dots.
    highlight : str, optional
        A unit whose name and dot stand out.
    level : str
        The rating of the table.
    """
    words = words or Words.of_review()
    rows = table.dropna(subset=["unit"]).reset_index(drop=True)
    own, ax = ax is None, start(ax, 1.4 + 0.36 * len(rows))
    far = _units_apart(apart, level)
    for position, row in enumerate(rows.to_dict("records")):
        _unit(ax, position, row, row["unit"] in {highlight, *far}, words)
    _common_line(ax, rows, words)
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(max(len(rows), 1) - 0.3, -0.7)
    ax.set_yticks(range(len(rows)), [_short(unit) for unit in rows["unit"]], fontsize=6.5)
    ax.tick_params(axis="y", length=0)
    if rows.empty:
        empty(ax, words)
    subtitle = say("units_by_share", words, year=year, whom=whom(table, words))
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=alt.of_shares(
            rows["share"],
            list(rows["unit"]),
            what=subtitle,
            words=words,
            simulated="simulated" in set(rows["origin"]),
            people=rows["total"],
        ),
        origins=list(table["origin"]),
        notes=_notes(rows, far, highlight, words),
    )
    return ax


def _units_apart(apart: pd.DataFrame | None, level: str) -> set[str]:
    if apart is None:
        return set()
    found = apart[(apart["question"] == level) & apart["apart"].fillna(False).astype(bool)]
    return set(found["unit"])


def _notes(rows: pd.DataFrame, far: set[str], highlight: str | None, words: Words) -> list[str]:
    left_out = (rows["low_998"] == 0) & (rows["high_998"] == 1)
    no_unit = int(rows["no_unit"].max()) if len(rows) else 0
    chosen = [
        (len(rows), "note_funnel"),
        (left_out.any(), "note_funnel_left_out"),
        (far, "note_units_apart"),
        (highlight in set(rows["unit"]) - far, "note_unit_looked_at"),
        ((rows["total"] < FEWEST_JUDGED).any(), "note_untested_units"),
        (no_unit, "note_no_unit"),
    ]
    n = words.number(no_unit)
    return [say(note, words, n=n, unit=highlight) for wanted, note in chosen if wanted]


def _unit(ax: Axes, position: int, row: dict, stands_out: bool, words: Words) -> None:
    for name, colour, width in (("998", "#e3e8ee", 7), ("95", "#c3ced9", 7)):
        if row[f"low_{name}"] == 0 and row[f"high_{name}"] == 1:
            continue
        ax.plot(
            [row[f"low_{name}"], row[f"high_{name}"]], [position] * 2, color=colour,
            linewidth=width, solid_capstyle="butt", zorder=1,
        )  # fmt: skip
    colour = "#b3261e" if stands_out else style.LATER
    inside = colour if row["total"] >= FEWEST_JUDGED else "white"
    ax.plot(
        row["share"], position, "o", markersize=4.5, markeredgecolor=colour, zorder=3,
        markerfacecolor=inside, markeredgewidth=1.1, clip_on=False,
    )  # fmt: skip
    counts = f"({words.number(row['n'])}/{words.number(row['total'])})"
    text = f"{words.percent(row['share'])}  {counts}"
    beside(ax, position, text, points=5, size=6.5)


def _common_line(ax: Axes, rows: pd.DataFrame, words: Words) -> None:
    if rows.empty:
        return
    share = float(rows["district"].iloc[0])
    ax.axvline(share, color=style.INK, linewidth=0.9, zorder=2)
    ax.annotate(
        say("all_units_line", words, share=words.percent(share)), (share, 1),
        xycoords=ax.get_xaxis_transform(), xytext=(0, 2), textcoords="offset points",
        ha="center", va="bottom", fontsize=7,
    )  # fmt: skip


def _short(unit: str, longest: int = 44) -> str:
    return unit if len(unit) <= longest else f"{unit[: longest - 1].rstrip()}…"
