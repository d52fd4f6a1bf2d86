"""Many units at once: a sorted dot plot with the district's line and funnel limits."""

import pandas as pd
from matplotlib.axes import Axes

from analysis import wording
from analysis.charts import style
from analysis.charts.frame import empty, finish, say, start, styled
from analysis.charts.scale import beside, percent_axis
from analysis.findings import alt


@styled
def units_by_share(
    table: pd.DataFrame,
    *,
    year: int,
    language: str,
    highlight: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each unit's share as a dot between the limits that chance alone would give it.

    Parameters
    ----------
    table : DataFrame
        `measures.unit_funnel`.
    year : int
        The year of the table, for the subtitle.
    highlight : str, optional
        A unit whose name and dot stand out.
    """
    rows = table.dropna(subset=["unit"]).reset_index(drop=True)
    own, ax = ax is None, start(ax, 1.4 + 0.36 * len(rows))
    for position, row in enumerate(rows.to_dict("records")):
        _unit(ax, position, row, row["unit"] == highlight, language)
    _district_line(ax, rows, language)
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(max(len(rows), 1) - 0.3, -0.7)
    ax.set_yticks(range(len(rows)), [_short(unit) for unit in rows["unit"]], fontsize=6.5)
    ax.tick_params(axis="y", length=0)
    if rows.empty:
        empty(ax, language)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=say("units_by_share", language, year=year),
        alt=alt.of_shares(
            rows["share"],
            list(rows["unit"]),
            what=say("units_by_share", language, year=year),
            language=language,
            simulated="simulated" in set(rows["origin"]),
            people=rows["total"],
        ),
        origins=list(table["origin"]),
        notes=_notes(rows, language),
    )
    return ax


def _notes(rows: pd.DataFrame, language: str) -> list[str]:
    left_out = (rows["low_998"] == 0) & (rows["high_998"] == 1)
    chosen = [
        (len(rows), "note_funnel"),
        (left_out.any(), "note_funnel_left_out"),
        (rows["apart"].isna().any(), "note_untested_units"),
    ]
    return [say(note, language) for wanted, note in chosen if wanted]


def _unit(ax: Axes, position: int, row: dict, stands_out: bool, language: str) -> None:
    for name, colour, width in (("998", "#e3e8ee", 7), ("95", "#c3ced9", 7)):
        if row[f"low_{name}"] == 0 and row[f"high_{name}"] == 1:
            continue
        ax.plot(
            [row[f"low_{name}"], row[f"high_{name}"]], [position] * 2, color=colour,
            linewidth=width, solid_capstyle="butt", zorder=1,
        )  # fmt: skip
    tested = not pd.isna(row["apart"])
    colour = "#b3261e" if stands_out or (tested and row["apart"]) else style.LATER
    ax.plot(
        row["share"], position, "o", markersize=4.5, markeredgecolor=colour, zorder=3,
        markerfacecolor=colour if tested else "white", markeredgewidth=1.1, clip_on=False,
    )  # fmt: skip
    counts = f"({wording.number(row['n'], language)}/{wording.number(row['total'], language)})"
    text = f"{wording.percent(row['share'], language)}  {counts}"
    beside(ax, position, text, points=5, size=6.5)


def _district_line(ax: Axes, rows: pd.DataFrame, language: str) -> None:
    if rows.empty:
        return
    share = float(rows["district"].iloc[0])
    ax.axvline(share, color=style.INK, linewidth=0.9, zorder=2)
    ax.annotate(
        say("district_line", language, share=wording.percent(share, language)), (share, 1),
        xycoords=ax.get_xaxis_transform(), xytext=(0, 2), textcoords="offset points",
        ha="center", va="bottom", fontsize=7,
    )  # fmt: skip


def _short(unit: str, longest: int = 44) -> str:
    return unit if len(unit) <= longest else f"{unit[: longest - 1].rstrip()}…"
