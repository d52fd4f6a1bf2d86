"""A period in one picture: the share of all rated, their number, the share of the same people."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.frame import empty, finish, panels, say, styled
from analysis.charts.draw.groups import level_word, whom
from analysis.charts.draw.lines import share_line, years_without_data
from analysis.charts.draw.marks import published_diamond
from analysis.charts.draw.scale import year_axis
from analysis.findings import alt
from analysis.words import Words

_HEIGHT_CM = 3.1
# Above the highest share stand two lines of label, beneath the panel's heading.
_ROOM = 1.6


@styled
def period(
    distribution: pd.DataFrame,
    same: pd.DataFrame,
    *,
    years: Sequence[int],
    words: Words | None = None,
    published: pd.DataFrame | None = None,
    level: str = "excellent",
    title: str | None = None,
) -> list[Axes]:
    """Draw the period: three panels that share the years; one without data is left out.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year``.
    same : DataFrame
        `measures.same_people`.
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds with their figure, where no data stand.
    level : str
        The rating.
    """
    words = words or Words.of_review()
    years = sorted(years)
    shares = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    stated = _stated(published, level, years)
    # A figure that is the data is not laid over itself.
    own = shares.loc[shares["origin"] == "published", "year"]
    stated = stated[~stated["year"].isin(own)]
    drawn = [
        name
        for name, there in (
            ("all", len(shares) + len(stated)),
            ("number", len(shares)),
            ("same", len(same)),
        )
        if there
    ]
    axes = panels(max(len(drawn), 1), 1, _HEIGHT_CM * max(len(drawn), 1))
    for ax, name in zip(axes, drawn, strict=False):
        _heading(ax, name, same, level, words)
        if name == "all":
            _of_all(ax, shares, stated, years, words)
        elif name == "number":
            _numbers(ax, shares, years, words)
        else:
            _shares(ax, same, words)
        year_axis(ax, years)
    if not drawn:
        empty(axes[0], words)
    subtitle = say("period", words, whom=whom(distribution, words))
    finish(
        axes,
        own=True,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(shares, subtitle, words),
        origins=[*shares["origin"], *stated["origin"], *same["origin"]],
        notes=[say("note_band", words)] if len(shares) else [],
    )
    return axes


def _stated(published: pd.DataFrame | None, level: str, years: list[int]) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "share", "decimals", "origin"])
    chosen = published["measure"].eq("rating") & published["level"].eq(level)
    return published[chosen & published["year"].isin(years)].drop_duplicates("year")


def _heading(ax: Axes, name: str, same: pd.DataFrame, level: str, words: Words) -> None:
    total = words.number(same["total"].max() if len(same) else None)
    word = level_word(level, words)
    text = say(f"period_panels.{name}", words, level=word, n=total)
    ax.set_title(text, loc="left", fontsize=8, color=style.INK)


def _of_all(
    ax: Axes, shares: pd.DataFrame, stated: pd.DataFrame, years: list[int], words: Words
) -> None:
    _shares(ax, shares, words)
    known = dict(zip(shares["year"], shares["share"], strict=True))
    for claim, decimals in zip(stated.itertuples(), stated_decimals(stated), strict=True):
        published_diamond(ax, claim.year, claim.share)
        share = words.percent(claim.share, decimals)
        # Below the mark: the figure of the data stands above it.
        ax.annotate(
            say("published_beside", words, share=share), (claim.year, claim.share),
            xytext=(0, -7), textcoords="offset points", ha="center", va="top", fontsize=7,
        )  # fmt: skip
    top = max([*shares["high"], *stated["share"]], default=1.0)
    ax.set_ylim(0, min(1.0, top) * _ROOM)
    if not known.keys() >= set(years):
        gaps = shares.iloc[:0] if shares.empty else shares
        years_without_data(ax, gaps, years, words, also=list(stated["year"]))


def _shares(ax: Axes, table: pd.DataFrame, words: Words) -> None:
    share_line(ax, table, "n", words, colour=style.LATER)
    ax.set_ylim(0, min(1.0, max(table["high"].max(), 0.1) if len(table) else 1.0) * _ROOM)
    ax.set_yticks([])


def _numbers(ax: Axes, shares: pd.DataFrame, years: list[int], words: Words) -> None:
    for row in shares.to_dict("records"):
        ax.bar(row["year"], row["total"], width=0.5, color=style.MUTED)
        ax.annotate(
            words.number(row["total"]), (row["year"], row["total"]), xytext=(0, 2),
            textcoords="offset points", ha="center", va="bottom", fontsize=7.5,
        )  # fmt: skip
    ax.set_ylim(0, 1.25 * shares["total"].max())
    ax.set_yticks([])
    years_without_data(ax, shares, years, words)


def _alt(shares: pd.DataFrame, what: str, words: Words) -> str:
    return alt.of_shares(
        shares["share"],
        list(shares["year"].astype(str)),
        what=what,
        words=words,
        simulated="simulated" in set(shares["origin"]),
        series=True,
        people=shares["total"],
    )
