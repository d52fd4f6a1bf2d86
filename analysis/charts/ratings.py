"""Charts of rating distributions: stacked bars that add to 100%, one bar a year."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis import vocabulary, wording
from analysis.charts import style
from analysis.charts.frame import Key, empty, figure_of, finish, panels, say, start, styled
from analysis.charts.scale import beside, percent_axis
from analysis.findings import alt

# A bar narrower than this has no room for its number, which then stands in the key of the row.
_LABELLED_SHARE = 0.055
_SECTIONS = {"tier": "tiers", "post_group": "post_groups"}


@styled
def rating_distribution(
    table: pd.DataFrame,
    *,
    language: str,
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
    language : {"vi", "en"}
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
    years = _years(table, years)
    own, ax = ax is None, start(ax, 3.6 + 0.85 * len(years))
    overlay = _excellent(published, table, years)
    _bars(ax, table, years, language)
    _diamonds(ax, overlay, years)
    _empty_rows(ax, table, overlay, years, language)
    rules = _rule_lines(ax, table, years, language)
    _finish_rows(ax, years)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=say("distribution_by_year", language),
        alt=_alt(table, "distribution_by_year", language),
        origins=[*table["origin"], *overlay["origin"]],
        notes=_notes(table, overlay, years, rules, language),
        key=_key(language),
    )
    return ax


@styled
def rating_panels(
    table: pd.DataFrame,
    *,
    by: str,
    language: str,
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
    years, groups = _years(table, years), _groups(table, by)
    columns = 1 if len(groups) <= 1 else 2
    rows = -(-max(len(groups), 1) // columns)
    axes = panels(rows, columns, 3.4 + rows * (1.3 + 0.52 * len(years)))
    for ax, group in zip(axes, groups, strict=False):
        part = table[table[by].isna()] if pd.isna(group) else table[table[by] == group]
        overlay = _excellent(_of_group(published, by, group), part, years)
        _bars(ax, part, years, language, compact=True)
        _diamonds(ax, overlay, years)
        _empty_rows(ax, part, overlay, years, language)
        _finish_rows(ax, years)
        ax.set_title(_group_label(by, group, language))
    for ax in axes[max(len(groups) - columns, 0) : len(groups)]:
        ax.tick_params(labelbottom=True)
    for ax in axes[len(groups) :]:
        ax.set_axis_off()
    if not groups:
        empty(axes[0], language)
    key = f"distribution_by_{by if by in _SECTIONS else 'other'}"
    finish(
        axes,
        own=True,
        language=language,
        title=title,
        subtitle=say(key, language),
        alt=_alt(table, key, language, by),
        origins=list(table["origin"]),
        notes=_notes(table, _excellent(published, table, years), years, [], language),
        key=_key(language),
    )
    return figure_of(axes[0])


def _years(table: pd.DataFrame, years: Sequence[int] | None) -> list[int]:
    return sorted(int(year) for year in (table["year"].unique() if years is None else years))


def _groups(table: pd.DataFrame, by: str) -> list:
    present = table.loc[table["total"] > 0, by]
    known = list(vocabulary.codes(_SECTIONS[by])) if by in _SECTIONS else []
    others = sorted(set(present.dropna()) - set(known))
    ordered = [code for code in known if (present == code).any()] + others
    return [*ordered, None] if present.isna().any() and ordered else ordered


def _group_label(by: str, group: object, language: str) -> str:
    if pd.isna(group):
        return say("unknown_group", language)
    return vocabulary.label(_SECTIONS.get(by, by), group, language, short=True)


def _bars(
    ax: Axes, table: pd.DataFrame, years: list[int], language: str, compact: bool = False
) -> None:
    shown = table[table["total"] > 0]
    beside = [] if compact else _levels_beside(shown)
    size = 6.5 if compact else 7.5
    for row, year in enumerate(years):
        left, of_year = 0.0, shown[shown["year"] == year].set_index("rating")
        for rating in vocabulary.codes("ratings") if len(of_year) else ():
            share = of_year.loc[rating, "share"]
            ax.barh(
                row, share, left=left, height=0.72, color=style.RATING_COLOURS[rating],
                edgecolor="white", linewidth=0.5,
            )  # fmt: skip
            if rating not in beside and share >= _LABELLED_SHARE * (2.4 if compact else 1):
                ax.text(
                    left + share / 2, row, wording.percent(share, language), ha="center",
                    va="center", color=style.RATING_INK[rating], fontsize=size,
                )  # fmt: skip
            left += share
        if len(of_year):
            _columns_beside(ax, row, _beside(of_year, beside, language), size)
    if len(shown):
        heads = [vocabulary.label("ratings", rating, language, short=True) for rating in beside]
        _columns_beside(ax, -0.62, [*(h.replace(" ", "\n") for h in heads), ""], 6.5, va="bottom")


def _levels_beside(shown: pd.DataFrame) -> list[str]:
    """Return the levels too narrow for a number in the bar; theirs stand in columns beside it."""
    narrow = shown.loc[shown["share"] < _LABELLED_SHARE, "rating"]
    return [rating for rating in vocabulary.codes("ratings") if (narrow == rating).any()]


def _beside(of_year: pd.DataFrame, levels: list[str], language: str) -> list[str]:
    shares = [wording.percent(of_year.loc[rating, "share"], language) for rating in levels]
    total = wording.number(of_year["total"].iloc[0], language)
    return [*shares, say("people", language, n=total)]


def _columns_beside(
    ax: Axes, row: float, cells: list[str], size: float, va: str = "center"
) -> None:
    for column, cell in enumerate(cells):
        last = column == len(cells) - 1
        beside(
            ax, row, cell, points=6 + 46 * column + (0 if last else 20), va=va,
            ha="left" if last else "center", size=size,
        )  # fmt: skip


def _of_group(published: pd.DataFrame | None, by: str, group: object) -> pd.DataFrame | None:
    if published is None or by not in published:
        return None
    return published[published[by] == group]


def _excellent(
    published: pd.DataFrame | None, table: pd.DataFrame, years: list[int]
) -> pd.DataFrame:
    """Return the published shares excellent to lay over; a published bar needs none of its own."""
    columns = ["year", "share", "stated", "decimals", "base_known", "origin"]
    if published is None:
        return pd.DataFrame(columns=columns)
    is_published = table["origin"].eq("published") & table["total"].gt(0)
    drawn = set(table.loc[is_published, "year"])
    wanted = [year for year in years if year not in drawn]
    chosen = published["level"].eq("excellent") & published["year"].isin(wanted)
    return published.loc[chosen, columns]


def _diamonds(ax: Axes, overlay: pd.DataFrame, years: list[int]) -> None:
    for claim in overlay.itertuples():
        ax.plot(
            claim.share, years.index(claim.year), "D", markerfacecolor="white", markersize=6,
            markeredgecolor="#d1495b", markeredgewidth=1.5, clip_on=False, zorder=4,
        )  # fmt: skip


def _empty_rows(
    ax: Axes, table: pd.DataFrame, overlay: pd.DataFrame, years: list[int], language: str
) -> None:
    present = set(table.loc[table["total"] > 0, "year"])
    absent = "not_published" if "published" in set(table["origin"]) else "no_figures"
    stated = {
        claim.year: wording.percent(claim.share, language, int(claim.decimals))
        for claim in overlay.itertuples()
    }
    for row, year in enumerate(years):
        if year in present:
            continue
        text = (
            say("only_published", language, share=stated[year])
            if year in stated
            else say(absent, language)
        )
        ax.text(
            0.02, row, text, va="center", ha="left", fontsize=7.5, color=style.MUTED, style="italic"
        )


def _key(language: str) -> Key:
    levels = vocabulary.codes("ratings")
    return Key(
        [Patch(facecolor=style.RATING_COLOURS[level], edgecolor=style.RULE) for level in levels],
        [vocabulary.label("ratings", level, language, short=True) for level in levels],
    )


def _rule_lines(ax: Axes, table: pd.DataFrame, years: list[int], language: str) -> list[str]:
    """Draw a dashed line where the rule changes between two years that have data around it."""
    present = [year for year in years if year in set(table.loc[table["total"] > 0, "year"])]
    names = []
    for row, (year, following) in enumerate(pairwise(years)):
        rule = vocabulary.rating_rule(following)
        if rule and rule != vocabulary.rating_rule(year) and present and min(present) <= year:
            ax.axhline(row + 0.5, color=style.INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=3)
            names.append(rule[language])
    return names


def _finish_rows(ax: Axes, years: list[int]) -> None:
    percent_axis(ax.xaxis)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(years) - 0.5, -0.5)
    ax.set_yticks(range(len(years)), [str(year) for year in years])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)


def _alt(table: pd.DataFrame, key: str, language: str, by: str | None = None) -> str:
    rows = table[table["rating"] == "excellent"]
    names = [
        str(row["year"]) if by is None else f"{_group_label(by, row[by], language)}, {row['year']}"
        for row in rows.to_dict("records")
    ]
    what = f"{say(key, language)}: {vocabulary.label('ratings', 'excellent', language).lower()}"
    simulated = "simulated" in set(table["origin"])
    return alt.of_shares(rows["share"], names, what=what, language=language, simulated=simulated)


def _notes(
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    years: list[int],
    rules: list[str],
    language: str,
) -> list[str]:
    groups = [c for c in table if c not in ("rating", "n", "share", "low", "high", "origin")]
    unrated = int(table.drop_duplicates(groups)["not_rated"].sum())
    present = set(table.loc[table["total"] > 0, "year"])
    return [
        text
        for wanted, text in (
            (len(overlay), say("note_published", language)),
            (set(years) - present, say("note_gap", language)),
            (rules, say("note_rule_rows", language, rule=", ".join(rules))),
            (
                unrated,
                say("note_not_rated_counted", language, n=wording.number(unrated, language)),
            ),
            (True, say("note_rounding", language)),
        )
        if wanted
    ]
