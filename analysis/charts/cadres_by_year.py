"""How many cadres stand behind the shares of each year."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.lines import years_without_data
from analysis.charts.draw.marks import published_diamond
from analysis.charts.draw.scale import number_axis, year_axis
from analysis.findings import alt
from analysis.words import Words


@styled
def cadres_by_year(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    words: Words | None = None,
    published: pd.DataFrame | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the people rated, withheld and not rated each year as stacked columns.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``.
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`; the numbers rated that it states are hollow diamonds.
    """
    words = words or Words.of_review()
    years = sorted(years)
    own, ax = ax is None, start(ax, 4.6)
    sizes = table.drop_duplicates("year")
    drawn = sizes.assign(total=sizes[_STATES].sum(axis=1))
    for row in sizes[drawn["total"] > 0].to_dict("records"):
        _column(ax, row, words)
    totals = _published_totals(published, sizes, years)
    for claim in totals.itertuples():
        published_diamond(ax, claim.year, claim.total)
    gaps = years_without_data(ax, drawn, years, words)
    highest = drawn["total"].max()
    ax.set_ylim(0, 1.18 * (1 if pd.isna(highest) or not highest else highest))
    number_axis(ax.yaxis, words)
    year_axis(ax, years)
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=_subtitle(table, words),
        alt=_alt(sizes, words),
        origins=[*table["origin"], *totals["origin"]],
        notes=[
            *([say("note_published", words)] if len(totals) else []),
            *([say("note_gap", words)] if gaps else []),
        ],
    )
    return ax


_STATES = ["total", "withheld", "not_rated"]
_HATCHES = {"withheld": "xxxx", "not_rated": "////"}


def _subtitle(table: pd.DataFrame, words: Words) -> str:
    return say("cadres_by_year", words, who=whom(table, words))


def _column(ax: Axes, row: dict, words: Words) -> None:
    rated = int(row["total"])
    if rated:
        ax.bar(row["year"], rated, width=0.62, color=style.LATER)
        ax.text(
            row["year"], rated / 2, words.number(rated), ha="center", va="center",
            color="white", fontsize=8,
        )  # fmt: skip
    top, told = rated, []
    for state, hatch in _HATCHES.items():
        if n := int(row[state]):
            ax.bar(
                row["year"], n, bottom=top, width=0.62, color="white",
                edgecolor=style.MUTED, hatch=hatch, linewidth=0.6,
            )  # fmt: skip
            top += n
            told.append(f"+ {words.number(n)} {say(state, words)}")
    if told:
        ax.annotate(
            "\n".join(reversed(told)), (row["year"], top), xytext=(0, 3),
            textcoords="offset points", ha="center", va="bottom", fontsize=7, color=style.MUTED,
        )  # fmt: skip


def _published_totals(
    published: pd.DataFrame | None, sizes: pd.DataFrame, years: list[int]
) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "total", "origin"])
    drawn = set(sizes.loc[sizes["origin"] == "published", "year"])
    wanted = [year for year in years if year not in drawn]
    rated = published[published["measure"].eq("rating") & published["total_of"].eq("rated")]
    return rated[rated["year"].isin(wanted)].drop_duplicates("year")


def _alt(sizes: pd.DataFrame, words: Words) -> str:
    named = {
        int(row["year"]): _counted(row, words)
        for row in sizes[sizes[_STATES].sum(axis=1) > 0].to_dict("records")
    }
    counts = "; ".join(f"{year}: {people}" for year, people in named.items())
    text = f"{_subtitle(sizes, words)}. {counts or say('no_data', words)}"
    return alt.marked(text, simulated="simulated" in set(sizes["origin"]), words=words)


def _counted(row: dict, words: Words) -> str:
    more = [f"{words.number(row[state])} {say(state, words)}" for state in _HATCHES if row[state]]
    return " + ".join([words.number(row["total"]), *more])
