"""Charts of rating distributions: stacked bars that add to 100%, one bar a year."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.draw.bars import (
    bars,
    diamonds,
    empty_rows,
    finish_rows,
    key,
    note_diamonds,
    stated_decimals,
)
from analysis.charts.draw.breaks import rule_lines
from analysis.charts.draw.frame import panels, say, styled
from analysis.charts.draw.groups import group_label, group_order, of_group
from analysis.charts.draw.page import EMPTY_CM, Head, Page, Told, page
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_SECTIONS = {"tier": "tiers", "post_group": "post_groups"}


@styled
def rating_distribution(
    table: pd.DataFrame,
    *,
    published: pd.DataFrame | None = None,
    years: Sequence[int] | None = None,
    **head: Unpack[Head],
) -> Axes:
    """Draw the shares of the four ratings, one stacked bar a year.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``.
    published : DataFrame, optional
        `measures.published_shares`, drawn as hollow diamonds over the excellent bar.
    years : sequence of int, optional
        The years of the axis; one without data stays an empty row that says so.

    Returns
    -------
    Axes
    """
    years = _years(table, years)
    overlay = _excellent(published, table, years)
    height = 1.6 + 0.75 * len(years)
    with page(table, overlay, height=height, **head) as chart:
        chart.about("distribution_by_year", table)
        chart.key = key(chart.words)
        _draw(chart.ax, table, overlay, years, chart.words)
        rules = rule_lines(chart.ax, years, _present(table), chart.words)
        _notes(chart, table, overlay, years, rules)
        _tell(chart, table, overlay)
    return chart.ax


def _draw(
    ax: Axes,
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    years: list[int],
    words: Words,
    *,
    compact: bool = False,
) -> None:
    bars(ax, table, years, words, compact=compact)
    diamonds(ax, overlay, years)
    empty_rows(ax, table, overlay, years, words, compact=compact)
    finish_rows(ax, years)


@styled
def rating_panels(
    table: pd.DataFrame,
    *,
    by: str,
    published: pd.DataFrame | None = None,
    years: Sequence[int] | None = None,
    **head: Unpack[Told],
) -> Figure:
    """Draw the rating distributions of several groups as small multiples, one bar a year.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year`` and the column `by`.
    by : str
        The column that makes the panels (``tier``, ``post_group``, …).
    published : DataFrame, optional
        `measures.published_shares`, laid over the panels of the same tier.
    """
    years, (groups, few) = _years(table, years), _groups(table, by)
    parts = [of_group(table, by, group) for group in groups]
    overlays = [
        _excellent(_of_group(published, by, group), part, years)
        for group, part in zip(groups, parts, strict=True)
    ]
    overlay = pd.concat([_excellent(None, table, years), *overlays])
    axes, rules = _grid(len(groups), len(years)), dict[str, None]()
    with page(table, overlay, axes=axes, **head) as chart:
        chart.about(f"distribution_by_{by if by in _SECTIONS else 'other'}", table)
        for ax, group, part, own in zip(axes, groups, parts, overlays, strict=False):
            _draw(ax, part, own, years, chart.words, compact=True)
            rules |= dict.fromkeys(rule_lines(ax, years, _present(part), chart.words))
            name = group_label(group, by, chart.words)
            ax.set_title(f"{name} ({say('under_twenty', chart.words)})" if group in few else name)
        _tell(chart, table, overlay, by)
        if groups:
            chart.key = key(chart.words)
            _notes(chart, table, overlay, years, list(rules))
        else:
            chart.nothing()
    return chart.figure


def _grid(groups: int, years: int) -> list[Axes]:
    """Return the axes of a panel for each group, two in a row."""
    columns = 1 if groups <= 1 else 2
    rows = -(-max(groups, 1) // columns)
    axes = panels(rows, columns, 0.5 + rows * (1.1 + 0.44 * years) if groups else EMPTY_CM)
    for ax in axes[max(groups - columns, 0) : groups]:
        ax.tick_params(labelbottom=True)
    for ax in axes[groups:]:
        ax.set_axis_off()
    return axes


def _present(table: pd.DataFrame) -> set[int]:
    return set(table.loc[table["total"] > 0, "year"])


def _years(table: pd.DataFrame, years: Sequence[int] | None) -> list[int]:
    return sorted(int(year) for year in (table["year"].unique() if years is None else years))


def _groups(table: pd.DataFrame, by: str) -> tuple[list[str | None], set[str | None]]:
    """Return the groups, last those of few people now, and which are of few in every year.

    No title compares the groups of few people now.
    """
    there = table[table["total"] > 0]
    ordered = group_order(there[by], by)
    if ordered == [None]:
        return [], set()
    now, ever = set[str | None](), set[str | None]()
    for group in ordered:
        rows = of_group(there, by, group)
        small = rows["total"] < SMALLEST_TESTED_UNIT
        now |= {group} if small[rows["year"].idxmax()] else set()
        ever |= {group} if small.all() else set()
    return sorted(ordered, key=now.__contains__), ever


def _of_group(published: pd.DataFrame | None, by: str, group: object) -> pd.DataFrame | None:
    if published is None or by not in published:
        return None
    return published[published[by] == group]


def _excellent(
    published: pd.DataFrame | None, table: pd.DataFrame, years: list[int]
) -> pd.DataFrame:
    """Return the published shares excellent to lay over; a published bar needs none of its own."""
    columns = ["year", "share", "stated", "decimals", "base_known", "total", "origin"]
    if published is None:
        return pd.DataFrame(columns=columns)
    is_published = table["origin"].eq("published") & table["total"].gt(0)
    drawn = set(table.loc[is_published, "year"])
    wanted = [year for year in years if year not in drawn]
    chosen = published["level"].eq("excellent") & published["year"].isin(wanted)
    return published.loc[chosen, columns]


def _tell(chart: Page, table: pd.DataFrame, overlay: pd.DataFrame, by: str | None = None) -> None:
    rows = table[table["rating"] == "excellent"]
    names = [
        str(row["year"]) if by is None else f"{_name(by, row[by], chart.words)}, {row['year']}"
        for row in rows.to_dict("records")
    ]
    level = chart.words.label("ratings", "excellent").lower()
    chart.tell_shares(
        [*rows["share"], *overlay["share"]],
        [*names, *alt.published(overlay["year"], chart.words)],
        what=f"{chart.subtitle}: {level}",
        series=by is None and overlay.empty,
        people=[*rows["total"], *overlay["total"]],
        decimals=[*(1 for _ in rows.index), *stated_decimals(overlay)],
    )


def _name(by: str, group: str, words: Words) -> str:
    return group_label(None if pd.isna(group) else group, by, words)


def _notes(
    chart: Page, table: pd.DataFrame, overlay: pd.DataFrame, years: list[int], rules: list[str]
) -> None:
    groups = [c for c in table if c not in ("rating", "n", "share", "low", "high", "origin")]
    unrated = int(table.drop_duplicates(groups)["not_rated"].sum())
    if len(overlay):
        chart.notes.append(note_diamonds(overlay, chart.words))
    chart.note("note_gap", set(years) - _present(table))
    chart.note("note_rule_rows", rules, rule="; ".join(rules))
    chart.note("note_not_rated_counted", unrated, n=chart.words.number(unrated))
    chart.note("note_few_bars", table["total"].between(1, SMALLEST_TESTED_UNIT - 1).any())
    chart.note("note_rounding")
