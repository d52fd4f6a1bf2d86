"""The first year against the last: how the share of each rating moved."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import vocabulary, wording
from analysis.charts import style
from analysis.charts.frame import empty, finish, say, start, styled
from analysis.charts.layout import Key
from analysis.charts.marks import published_diamond
from analysis.charts.one_year import without_second_year
from analysis.charts.scale import percent_axis
from analysis.findings import alt


@styled
def first_last(
    table: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    published: pd.DataFrame | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each rating in two years as dots with their 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``; a year without data is named and left out.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds, for the years that have no data of their own.
    """
    if first_year == last_year:
        return without_second_year(last_year, table, language=language, title=title, ax=ax)
    shown = table[table["year"].isin([first_year, last_year]) & (table["total"] > 0)]
    own, ax = ax is None, start(ax, 5.2 if len(shown) else 1.6)
    overlay = _published(published, shown, (first_year, last_year))
    for position, rating in enumerate(vocabulary.codes("ratings")):
        _dots(ax, position, shown[shown["rating"] == rating], last_year, language)
        _diamonds(ax, position, overlay[overlay["level"] == rating], last_year, language)
    _rows(ax, [*shown["high"], *overlay["share"]], language)
    if shown.empty and overlay.empty:
        empty(ax, language)
    subtitle = say("first_last", language, first=first_year, last=last_year)
    notes = [say("note_interval", language)] if len(shown) else []
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=subtitle,
        alt=_alt(shown, overlay, subtitle, language),
        origins=[*table["origin"], *overlay["origin"]],
        notes=[*notes, *([say("note_published", language)] if len(overlay) else [])],
        key=_key(shown, overlay, (first_year, last_year), language),
    )
    return ax


def _rows(ax: Axes, shares: list[float], language: str) -> None:
    levels = vocabulary.codes("ratings")
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, min(1.1, 0.1 + max([*shares, 0.5])))
    ax.set_ylim(len(levels) - 0.45, -0.55)
    names = [vocabulary.label("ratings", level, language, short=True) for level in levels]
    ax.set_yticks(range(len(levels)), names)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def _published(
    published: pd.DataFrame | None, shown: pd.DataFrame, years: tuple[int, int]
) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "level", "share", "decimals", "total", "origin"])
    lacking = [year for year in years if year not in set(shown["year"])]
    return published[published["measure"].eq("rating") & published["year"].isin(lacking)]


def _diamonds(
    ax: Axes, position: int, overlay: pd.DataFrame, last_year: int, language: str
) -> None:
    for claim in overlay.itertuples():
        line = position + (0.15 if claim.year == last_year else -0.15)
        published_diamond(ax, claim.share, line)
        ax.annotate(
            wording.percent(claim.share, language, int(claim.decimals)), (claim.share, line),
            xytext=(7, 0), textcoords="offset points", va="center", ha="left", fontsize=7.5,
        )  # fmt: skip


def _alt(shown: pd.DataFrame, overlay: pd.DataFrame, subtitle: str, language: str) -> str:
    def name(rating: str, year: object) -> str:
        return f"{vocabulary.label('ratings', rating, language, short=True)}, {year}"

    own = [name(row.rating, row.year) for row in shown.itertuples()]
    laid_over = [name(row.level, row.year) for row in overlay.itertuples()]
    return alt.of_shares(
        [*shown["share"], *overlay["share"]],
        [*own, *alt.published(laid_over, language)],
        what=subtitle,
        language=language,
        simulated="simulated" in set(shown["origin"]),
        people=[*shown["total"], *overlay["total"]],
    )


def _dots(ax: Axes, position: int, pair: pd.DataFrame, last_year: int, language: str) -> None:
    for row in pair.to_dict("records"):
        last = row["year"] == last_year
        colour, line = (style.LATER, position + 0.15) if last else (style.EARLIER, position - 0.15)
        ax.plot([row["low"], row["high"]], [line] * 2, color=colour, linewidth=1.4, alpha=0.6)
        ax.plot(row["share"], line, "o", color=colour, markersize=6.5, zorder=3)
        ax.annotate(
            wording.percent(row["share"], language), (row["high"], line), xytext=(5, 0),
            textcoords="offset points", va="center", ha="left", fontsize=7.5,
        )  # fmt: skip


def _key(shown: pd.DataFrame, overlay: pd.DataFrame, years: tuple[int, int], language: str) -> Key:
    handles, labels = [], []
    for year, colour in zip(years, (style.EARLIER, style.LATER), strict=True):
        total = shown.loc[shown["year"] == year, "total"]
        if len(total):
            told = say("people", language, n=wording.number(total.iloc[0], language))
        else:
            told = say("share_only" if (overlay["year"] == year).any() else "no_figures", language)
        handles.append(Line2D([], [], marker="o", linestyle="", color=colour, markersize=7))
        labels.append(f"{year} ({told})")
    return Key(handles, labels)
