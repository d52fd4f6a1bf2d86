"""The first year against the last: how the share of each rating moved."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import vocabulary
from analysis.charts.change.one_year import without_second_year
from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.breaks import rules_between
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import PUBLISHED, published_diamond
from analysis.charts.draw.scale import percent_axis
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words


@styled
def first_last(
    table: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    words: Words | None = None,
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
    words = words or Words.of_review()
    if first_year == last_year:
        return without_second_year(last_year, table, words=words, title=title, ax=ax)
    shown = table[table["year"].isin([first_year, last_year]) & (table["total"] > 0)]
    own, ax = ax is None, start(ax, 5.2 if len(shown) else 1.6)
    overlay = _published(published, shown, (first_year, last_year))
    for position, rating in enumerate(vocabulary.codes("ratings")):
        _dots(ax, position, shown[shown["rating"] == rating], last_year, words)
        _diamonds(ax, position, overlay[overlay["level"] == rating], last_year, words)
    judged = shown[shown["total"] >= SMALLEST_TESTED_UNIT]
    _rows(ax, [*judged["high"], *shown["share"], *overlay["share"]], words)
    if shown.empty and overlay.empty:
        empty(ax, words)
    people = whom(table, words)
    subtitle = say("first_last", words, first=first_year, last=last_year, who=people)
    both = {first_year, last_year} <= {*shown["year"], *overlay["year"]}
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(shown, overlay, subtitle, words),
        origins=[*table["origin"], *overlay["origin"]],
        notes=[
            *_notes(shown, overlay, words),
            *(rules_between(first_year, last_year, words) if both else []),
        ],
        key=_key(shown, overlay, (first_year, last_year), words),
    )
    return ax


def _notes(shown: pd.DataFrame, overlay: pd.DataFrame, words: Words) -> list[str]:
    chosen = [
        (shown["total"].ge(SMALLEST_TESTED_UNIT).any(), "note_whiskers"),
        (shown["total"].lt(SMALLEST_TESTED_UNIT).any(), "note_small_marks"),
        (len(overlay), "note_published"),
    ]
    return [say(note, words) for wanted, note in chosen if wanted]


def _rows(ax: Axes, shares: list[float], words: Words) -> None:
    levels = vocabulary.codes("ratings")
    percent_axis(ax.xaxis)
    ax.set_xlim(-0.02, min(1.1, 0.1 + max([*shares, 0.5])))
    ax.set_ylim(len(levels) - 0.45, -0.55)
    names = [words.label("ratings", level, short=True) for level in levels]
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


def _diamonds(ax: Axes, position: int, overlay: pd.DataFrame, last_year: int, words: Words) -> None:
    for claim, decimals in zip(overlay.itertuples(), stated_decimals(overlay), strict=True):
        line = position + (0.15 if claim.year == last_year else -0.15)
        published_diamond(ax, claim.share, line)
        ax.annotate(
            words.percent(claim.share, decimals), (claim.share, line),
            xytext=(7, 0), textcoords="offset points", va="center", ha="left", fontsize=7.5,
        )  # fmt: skip


def _alt(shown: pd.DataFrame, overlay: pd.DataFrame, subtitle: str, words: Words) -> str:
    def name(rating: str, year: object) -> str:
        return f"{words.label('ratings', rating, short=True)}, {year}"

    own = [name(row.rating, row.year) for row in shown.itertuples()]
    laid_over = [name(row.level, row.year) for row in overlay.itertuples()]
    return alt.of_shares(
        [*shown["share"], *overlay["share"]],
        [*own, *alt.published(laid_over, words)],
        what=subtitle,
        words=words,
        simulated="simulated" in set(shown["origin"]),
        people=[*shown["total"], *overlay["total"]],
        decimals=[*(1 for _ in own), *stated_decimals(overlay)],
    )


def _dots(ax: Axes, position: int, pair: pd.DataFrame, last_year: int, words: Words) -> None:
    for row in pair.to_dict("records"):
        last, small = row["year"] == last_year, row["total"] < SMALLEST_TESTED_UNIT
        colour, line = (style.LATER, position + 0.15) if last else (style.EARLIER, position - 0.15)
        if not small:
            ax.plot([row["low"], row["high"]], [line] * 2, color=colour, linewidth=1.4, alpha=0.6)
        ax.plot(
            row["share"], line, "o", color=colour, markersize=6.5, zorder=3,
            markerfacecolor="white" if small else colour,
        )  # fmt: skip
        ax.annotate(
            words.percent(row["share"]), (row["share" if small else "high"], line),
            xytext=(7 if small else 5, 0), textcoords="offset points", va="center", ha="left",
            fontsize=7.5,
        )  # fmt: skip


def _key(shown: pd.DataFrame, overlay: pd.DataFrame, years: tuple[int, int], words: Words) -> Key:
    handles, labels = [], []
    for year, colour in zip(years, (style.EARLIER, style.LATER), strict=True):
        total = shown.loc[shown["year"] == year, "total"]
        if len(total):
            told = say("people", words, n=words.number(total.iloc[0]))
        else:
            told = say("share_only" if (overlay["year"] == year).any() else "no_figures", words)
        look: dict[str, Any] = {"marker": "o", "color": colour, "markersize": 7}
        if (overlay["year"] == year).any():
            look = {"marker": "D", "color": PUBLISHED, "markersize": 6, "markeredgewidth": 1.5}
        few = len(total) and total.iloc[0] < SMALLEST_TESTED_UNIT
        if few or look["marker"] == "D":
            look["markerfacecolor"] = "white"
        handles.append(Line2D([], [], linestyle="", **look))
        labels.append(f"{year} ({told})")
    return Key(handles, labels)
