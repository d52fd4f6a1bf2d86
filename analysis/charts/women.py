"""Charts of the share of women among the cadres."""

from collections.abc import Sequence
from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.frame import styled
from analysis.charts.draw.groups import counts_of, group_label
from analysis.charts.draw.lines import share_line, years_without_data
from analysis.charts.draw.marks import dot, label, published_diamond
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.scale import beside, percent_axis, share_rows, year_axis
from analysis.charts.draw.targets import free_of_labels, named, target_lines, targets_within
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words


@styled
def women_share(
    table: pd.DataFrame,
    *,
    years: Sequence[int] | None = None,
    published: pd.DataFrame | None = None,
    targets: Sequence[str] = (),
    **head: Unpack[Head],
) -> Axes:
    """Draw the share of women by year as a line with its 95% band, targets as reference lines.

    Parameters
    ----------
    table : DataFrame
        `measures.women_share` by ``year``.
    years : sequence of int, optional
        The years of the axis, those of the table by default; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds; the axis grows to take their years in.
    targets : sequence of str
        Codes of `rules.women_target`.
    """
    overlay = _published_women(published)
    span = [*(table["year"] if years is None else years), *overlay["year"]]
    years = list(range(min(span), max(span) + 1)) if span else []
    drawn = table["total"].gt(0).any() or len(overlay)
    height = 5.4 if drawn else EMPTY_CM
    with page(table, overlay, height=height, **head) as chart:
        chart.about("women_by_year", table)
        _tell_by_year(chart, table, overlay)
        if drawn:
            lines = targets_within(targets, years)
            gaps = _draw(chart.ax, table, overlay, lines, years, chart.words)
            _notes(chart, table, overlay, lines, gaps)
        else:
            chart.nothing()
    return chart.ax


def _draw(
    ax: Axes,
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    lines: list[dict],
    years: list[int],
    words: Words,
) -> list[int]:
    """Draw line, diamonds and targets; return the years without data."""
    judged = table[table["total"] >= SMALLEST_TESTED_UNIT]
    shares = [*judged["high"], *table["share"], *overlay["share"], *(t["share"] for t in lines)]
    top = _ceiling(shares, 1.25)
    colour = style.SEX_COLOURS["female"]
    year_axis(ax, years)
    share_line(ax, table, "women", words, colour=colour, free=free_of_labels(lines, top))
    for claim, decimals in zip(overlay.itertuples(), stated_decimals(overlay), strict=True):
        _diamond(ax, claim, decimals, words)
    target_lines(ax, lines, top, words)
    gaps = years_without_data(ax, table, years, words, also=list(overlay["year"]))
    percent_axis(ax.yaxis)
    ax.set_ylim(0, top)
    return gaps


@styled
def women_by_group(
    table: pd.DataFrame,
    *,
    by: str,
    **head: Unpack[Head],
) -> Axes:
    """Draw the share of women in each group of the last year, sorted, with 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.women_share` by ``year`` and the column `by`.
    """
    known = table[table["total"] > 0].dropna(subset=[by])
    rows = known[known["year"] == known["year"].max()]
    rows = rows.sort_values("share", ascending=False).reset_index(drop=True)
    height = 1.2 + 0.75 * len(rows)
    with page(table, height=height, **head) as chart:
        chart.about("women_by_group", table, year=_last_year(rows, table))
        names = [group_label(group, by, chart.words) for group in rows[by]]
        for position, row in enumerate(rows.to_dict("records")):
            _whiskered_dot(chart.ax, position, row, chart.words)
        share_rows(chart.ax, names)
        judged = rows[rows["total"] >= SMALLEST_TESTED_UNIT]
        chart.ax.set_xlim(0, _ceiling([*judged["high"], *rows["share"], 0.1]))
        chart.tell_shares(rows["share"], names, people=rows["total"])
        if rows.empty:
            chart.nothing()
        astray = _astray(table, rows, by)
        chart.note("note_no_group", astray, n=chart.words.number(astray))
        _interval_notes(chart, rows["total"], "whiskers")
    return chart.ax


def _astray(table: pd.DataFrame, rows: pd.DataFrame, by: str) -> int:
    """Return the people of the year drawn whose group is not known."""
    astray = table[table[by].isna() & table["year"].isin(rows["year"])]
    return int(astray["total"].sum() + astray["unknown"].sum())


def _last_year(*tables: pd.DataFrame) -> str:
    return next((str(table["year"].max()) for table in tables if len(table)), "–")


def _whiskered_dot(ax: Axes, position: int, row: dict, words: Words) -> None:
    dot(
        ax, row["share"], position, colour=style.SEX_COLOURS["female"],
        judged=row["total"] >= SMALLEST_TESTED_UNIT, interval=(row["low"], row["high"]),
    )  # fmt: skip
    # Centred over a dot at the edge, the number would stand across the axis.
    left = row["share"] < 0.03
    share = words.percent(row["share"])
    label(
        ax, share, row["share"], position, right=3 if left else 0, up=5,
        ha="left" if left else "center",
    )  # fmt: skip
    beside(ax, position, counts_of(row["women"], row["total"], words), points=5, size=8)


def _published_women(published: pd.DataFrame | None) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "share", "n", "total", "origin"])
    return published[published["measure"] == "women"]


def _diamond(ax: Axes, claim: Any, decimals: int, words: Words) -> None:
    published_diamond(ax, claim.year, claim.share)
    text = words.percent(claim.share, decimals)
    if claim.base_known:
        text += f"\n({counts_of(claim.n, claim.total, words)})"
    label(ax, text, claim.year, claim.share, up=6, size=7.5, linespacing=1.1)


def _ceiling(values: Sequence[float], room: float = 1.1) -> float:
    known = [float(value) for value in values if not pd.isna(value)]
    return min(1.0, max(known, default=1.0)) * room


def _tell_by_year(chart: Page, table: pd.DataFrame, overlay: pd.DataFrame) -> None:
    chart.tell_shares(
        [*table["share"], *overlay["share"]],
        [*table["year"].astype(str), *alt.published(overlay["year"], chart.words)],
        series=overlay.empty,
        people=[*table["total"], *overlay["total"]],
        decimals=[*(1 for _ in table.index), *stated_decimals(overlay)],
    )


def _notes(
    chart: Page, table: pd.DataFrame, overlay: pd.DataFrame, lines: list[dict], gaps: list[int]
) -> None:
    unknown = int(table["unknown"].sum())
    chart.note("note_published", len(overlay))
    chart.note("note_targets", lines, targets=named(lines, chart.words))
    chart.note("note_gap", gaps)
    chart.note("note_unknown_sex", unknown, n=chart.words.number(unknown))
    _interval_notes(chart, table.loc[table["total"] > 0, "total"], "band")


def _interval_notes(chart: Page, people: pd.Series, mark: str) -> None:
    chart.note(f"note_{mark}", people.ge(SMALLEST_TESTED_UNIT).any())
    chart.note("note_small_marks", people.lt(SMALLEST_TESTED_UNIT).any())
