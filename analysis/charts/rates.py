"""Who had the event within so many years: a dot with its interval a group, one panel a window."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import vocabulary, wording
from analysis.charts import style
from analysis.charts.frame import empty, figure_of, finish, panels, say, styled
from analysis.charts.groups import group_colour, group_label, group_order, of_group
from analysis.charts.scale import beside, percent_axis
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT


@styled
def outcome_rates(
    table: pd.DataFrame, *, by: str, language: str, title: str | None = None
) -> Figure:
    """Draw the share of each group that had the event within 1, 2, … years of being rated.

    Parameters
    ----------
    table : DataFrame
        `measures.outcome_rate` of one kind by the column `by`, the tables of several
        ``within_years`` one under the other.
    by : str
        The column that makes the rows (``rating``, ``sex``, …).

    Raises
    ------
    ValueError
        A group has several rows for the same window: the table holds several kinds or years.
    """
    _one_row_each(table, by)
    windows = sorted(int(years) for years in table["within_years"].unique())
    groups = group_order(table[by], by)
    axes = panels(1, max(len(windows), 1), 1.5 + 0.78 * len(groups))
    # The counts stand beside their own panel, clear of the next one's first dots.
    if grid := axes[0].get_gridspec():
        grid.update(wspace=0.09)
    for ax, years in zip(axes, windows, strict=False):
        ax.set_xlim(-0.04 * _ceiling(table), _ceiling(table))
        _panel(ax, table[table["within_years"] == years], groups, by, language)
        ax.set_title(_within(years, language), loc="left")
    if windows:
        axes[0].set_yticks(range(len(groups)), [group_label(g, by, language) for g in groups])
    else:
        empty(axes[0], language)
    subtitle = _subtitle(table, language)
    finish(
        axes,
        own=True,
        language=language,
        title=title,
        subtitle=subtitle,
        alt=_alt(table, by, subtitle, language),
        origins=list(table["origin"]),
        notes=_notes(table, language),
    )
    return figure_of(axes[0])


def _one_row_each(table: pd.DataFrame, by: str) -> None:
    repeated = table[table.duplicated([by, "within_years"])]
    if len(repeated):
        group, years = repeated.iloc[0][[by, "within_years"]]
        raise ValueError(
            f"several rows for {by} {group!r} within {years} years: one picture shows one kind "
            f"of event by {by} alone; choose a kind and leave other columns out of `by`"
        )


def _panel(ax: Axes, part: pd.DataFrame, groups: list[str | None], by: str, language: str) -> None:
    for position, group in enumerate(groups):
        for row in of_group(part, by, group).to_dict("records"):
            if row["at_risk"]:
                _dot(ax, position, row, group_colour(group, by), language)
            elif part["at_risk"].any():
                _note(ax, position, "nobody", language)
    if not part["at_risk"].any():
        _note(ax, (len(groups) - 1) / 2, "nobody_followed", language)
    percent_axis(ax.xaxis)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]))
    ax.spines["left"].set_visible(False)
    ax.set_ylim(len(groups) - 0.4, -0.7)
    ax.set_yticks([])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def _dot(ax: Axes, position: int, row: dict, colour: str, language: str) -> None:
    small, edge = row["at_risk"] < SMALLEST_TESTED_UNIT, ax.get_xlim()[1]
    # The palest rating would be lost on white paper without an edge.
    ax.plot(
        row["share"], position, "o", markerfacecolor="white" if small else colour,
        markeredgecolor=style.MUTED, markeredgewidth=0.7, markersize=6.5, zorder=3, clip_on=False,
    )  # fmt: skip
    people, at_risk = (wording.number(row[name], language) for name in ("people", "at_risk"))
    beside(ax, position, f"{people}/{at_risk}", points=5, size=6.5)
    # Of two people one is 50%: of few the counts are told, and no share or interval.
    if small:
        return
    ax.plot([row["low"], row["high"]], [position] * 2, color=style.MUTED, linewidth=1, zorder=2)
    near_edge = row["share"] < 0.12 * edge
    ax.annotate(
        wording.percent(row["share"], language), (row["share"], position),
        xytext=(-3 if near_edge else 0, 5), textcoords="offset points",
        ha="left" if near_edge else "center", va="bottom", fontsize=7,
    )  # fmt: skip


def _note(ax: Axes, position: float, key: str, language: str) -> None:
    ax.annotate(
        say(key, language), (0, position), xytext=(4, 0), textcoords="offset points", va="center",
        fontsize=7, color=style.MUTED, style="italic",
    )  # fmt: skip


def _ceiling(table: pd.DataFrame) -> float:
    """Return the end of the axis: room for every dot and for every interval that is drawn."""
    large = table.loc[table["at_risk"] >= SMALLEST_TESTED_UNIT, "high"]
    known = [float(value) for value in (table["share"].max(), large.max()) if not pd.isna(value)]
    return max(1.12 * max(known), 0.1) if known else 1.0


def _within(years: int, language: str) -> str:
    return say("within_one_year" if years == 1 else "within_years", language, years=years)


def _subtitle(table: pd.DataFrame, language: str) -> str:
    if table.empty:
        return say("outcome_rates_none", language)
    kind = vocabulary.label("outcome_kinds", table["kind"].iloc[0], language)
    return say("outcome_rates", language, kind=kind)


def _alt(table: pd.DataFrame, by: str, subtitle: str, language: str) -> str:
    names = [
        f"{group_label(None if pd.isna(row[by]) else row[by], by, language)}, "
        f"{_within(row['within_years'], language).lower()}"
        for row in table.to_dict("records")
    ]
    simulated = "simulated" in set(table["origin"])
    return alt.of_shares(
        table["share"],
        names,
        what=subtitle,
        language=language,
        simulated=simulated,
        people=table["at_risk"],
    )


def _notes(table: pd.DataFrame, language: str) -> list[str]:
    lost = table.groupby("within_years")["not_followed"].sum()
    told = [
        say("not_followed", language, window=_within(int(str(years)), language).lower(),
            n=wording.number(people, language))
        for years, people in lost[lost > 0].items()
    ]  # fmt: skip
    followed = table[table["at_risk"] > 0]
    return [
        text
        for wanted, text in (
            (followed["at_risk"].ge(SMALLEST_TESTED_UNIT).any(), say("note_rate", language)),
            (len(followed), say("note_rate_counts", language)),
            (followed["at_risk"].lt(SMALLEST_TESTED_UNIT).any(), say("note_small_dots", language)),
            (told, say("note_not_followed", language, counts="; ".join(told))),
        )
        if wanted
    ]
