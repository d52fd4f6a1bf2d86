"""Charts of rating distributions: stacked bars that add to 100%, one bar a year."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import vocabulary
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
from analysis.charts.draw.frame import empty, figure_of, finish, panels, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_SECTIONS = {"tier": "tiers", "post_group": "post_groups"}


@styled
def rating_distribution(
    table: pd.DataFrame,
    *,
    words: Words | None = None,
    published: pd.DataFrame | None = None,
    years: Sequence[int] | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the shares of the four ratings, one stacked bar a year.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``.
    words : Words, optional
        Those of the review by default.
    published : DataFrame, optional
        `measures.published_shares`, drawn as hollow diamonds over the excellent bar.
    years : sequence of int, optional
        The years of the axis; one without data stays an empty row that says so.
    title : str, optional
        The finding that the chart shows.
    ax : Axes, optional
        Where to draw; a new page-wide figure by default.

    Returns
    -------
    Axes
    """
    words = words or Words.of_review()
    years = _years(table, years)
    own, ax = ax is None, start(ax, 1.6 + 0.75 * len(years))
    overlay = _excellent(published, table, years)
    bars(ax, table, years, words)
    diamonds(ax, overlay, years)
    empty_rows(ax, table, overlay, years, words)
    rules = rule_lines(ax, years, _present(table), words)
    finish_rows(ax, years)
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=_subtitle(table, "year", words),
        alt=_alt(table, overlay, _subtitle(table, "year", words), words),
        origins=[*table["origin"], *overlay["origin"]],
        notes=_notes(table, overlay, years, rules, words),
        key=key(words),
    )
    return ax


@styled
def rating_panels(
    table: pd.DataFrame,
    *,
    by: str,
    words: Words | None = None,
    published: pd.DataFrame | None = None,
    years: Sequence[int] | None = None,
    title: str | None = None,
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
    words = words or Words.of_review()
    years, groups = _years(table, years), _groups(table, by)
    columns = 1 if len(groups) <= 1 else 2
    rows = -(-max(len(groups), 1) // columns)
    height = 0.5 + rows * (1.1 + 0.44 * len(years)) if groups else 1.6
    axes = panels(rows, columns, height)
    overlays, rules = [_excellent(None, table, years)], list[str]()
    for ax, group in zip(axes, groups, strict=False):
        part = table[table[by].isna()] if pd.isna(group) else table[table[by] == group]
        overlays.append(_excellent(_of_group(published, by, group), part, years))
        _panel(ax, part, overlays[-1], years, words)
        found = rule_lines(ax, years, _present(part), words)
        rules += [rule for rule in found if rule not in rules]
        ax.set_title(_group_label(by, group, words))
    _finish_grid(axes, len(groups), columns, words)
    overlay = pd.concat(overlays)
    subtitle = _subtitle(table, by if by in _SECTIONS else "other", words)
    finish(
        axes,
        own=True,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(table, overlay, subtitle, words, by),
        origins=[*table["origin"], *overlay["origin"]],
        notes=_notes(table, overlay, years, rules, words) if groups else [],
        key=key(words) if groups else None,
    )
    return figure_of(axes[0])


def _subtitle(table: pd.DataFrame, by: str, words: Words) -> str:
    return say(f"distribution_by_{by}", words, whom=whom(table, words))


def _panel(
    ax: Axes, part: pd.DataFrame, overlay: pd.DataFrame, years: list[int], words: Words
) -> None:
    bars(ax, part, years, words, compact=True)
    diamonds(ax, overlay, years)
    empty_rows(ax, part, overlay, years, words, compact=True)
    finish_rows(ax, years)


def _finish_grid(axes: list[Axes], drawn: int, columns: int, words: Words) -> None:
    for ax in axes[max(drawn - columns, 0) : drawn]:
        ax.tick_params(labelbottom=True)
    for ax in axes[drawn:]:
        ax.set_axis_off()
    if not drawn:
        empty(axes[0], words)


def _present(table: pd.DataFrame) -> set[int]:
    return set(table.loc[table["total"] > 0, "year"])


def _years(table: pd.DataFrame, years: Sequence[int] | None) -> list[int]:
    return sorted(int(year) for year in (table["year"].unique() if years is None else years))


def _groups(table: pd.DataFrame, by: str) -> list:
    present = table.loc[table["total"] > 0, by]
    known = list(vocabulary.codes(_SECTIONS[by])) if by in _SECTIONS else []
    others = sorted(set(present.dropna()) - set(known))
    ordered = [code for code in known if (present == code).any()] + others
    return [*ordered, None] if present.isna().any() and ordered else ordered


def _group_label(by: str, group: object, words: Words) -> str:
    if pd.isna(group):
        return say("unknown_group", words)
    return words.label(_SECTIONS.get(by, by), group, short=True)


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


def _alt(
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    subtitle: str,
    words: Words,
    by: str | None = None,
) -> str:
    rows = table[table["rating"] == "excellent"]
    names = [
        str(row["year"]) if by is None else f"{_group_label(by, row[by], words)}, {row['year']}"
        for row in rows.to_dict("records")
    ]
    level = words.label("ratings", "excellent").lower()
    return alt.of_shares(
        [*rows["share"], *overlay["share"]],
        [*names, *alt.published(overlay["year"], words)],
        what=f"{subtitle}: {level}",
        words=words,
        simulated="simulated" in set(table["origin"]),
        series=by is None and overlay.empty,
        people=[*rows["total"], *overlay["total"]],
        decimals=[*(1 for _ in rows.index), *stated_decimals(overlay)],
    )


def _notes(
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    years: list[int],
    rules: list[str],
    words: Words,
) -> list[str]:
    groups = [c for c in table if c not in ("rating", "n", "share", "low", "high", "origin")]
    unrated = int(table.drop_duplicates(groups)["not_rated"].sum())
    present = _present(table)
    return [
        text
        for wanted, text in (
            (len(overlay), note_diamonds(overlay, words)),
            (set(years) - present, say("note_gap", words)),
            (rules, say("note_rule_rows", words, rule="; ".join(rules))),
            (
                unrated,
                say("note_not_rated_counted", words, n=words.number(unrated)),
            ),
            (
                table["total"].between(1, SMALLEST_TESTED_UNIT - 1).any(),
                say("note_few_bars", words),
            ),
            (True, say("note_rounding", words)),
        )
        if wanted
    ]
