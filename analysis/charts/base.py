"""How many cadres stand behind the shares of each year."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis import wording
from analysis.charts import style
from analysis.charts.frame import finish, say, start, styled
from analysis.charts.lines import years_without_data
from analysis.charts.marks import published_diamond
from analysis.charts.scale import number_axis, year_axis
from analysis.findings import alt


@styled
def cadres_by_year(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    language: str,
    published: pd.DataFrame | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the people rated and not rated each year as stacked columns.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_distribution` by ``year``.
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`; the totals it states are hollow diamonds.
    """
    years = sorted(years)
    own, ax = ax is None, start(ax, 4.6)
    sizes = table.drop_duplicates("year")
    drawn = sizes.assign(total=sizes["total"] + sizes["not_rated"])
    for row in sizes[drawn["total"] > 0].to_dict("records"):
        _column(ax, row, language)
    totals = _published_totals(published, sizes, years)
    for claim in totals.itertuples():
        published_diamond(ax, claim.year, claim.total)
    gaps = years_without_data(ax, drawn, years, language)
    highest = (sizes["total"] + sizes["not_rated"]).max()
    ax.set_ylim(0, 1.18 * (1 if pd.isna(highest) or not highest else highest))
    number_axis(ax.yaxis, language)
    year_axis(ax, years)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=say("cadres_by_year", language),
        alt=_alt(sizes, language),
        origins=[*table["origin"], *totals["origin"]],
        notes=[
            *([say("note_published", language)] if len(totals) else []),
            *([say("note_gap", language)] if gaps else []),
        ],
    )
    return ax


def _column(ax: Axes, row: dict, language: str) -> None:
    rated, unrated = int(row["total"]), int(row["not_rated"])
    if rated:
        ax.bar(row["year"], rated, width=0.62, color=style.LATER)
        ax.text(
            row["year"], rated / 2, wording.number(rated, language), ha="center", va="center",
            color="white", fontsize=8,
        )  # fmt: skip
    if unrated:
        ax.bar(
            row["year"], unrated, bottom=rated, width=0.62, color="white",
            edgecolor=style.MUTED, hatch="////", linewidth=0.6,
        )  # fmt: skip
        ax.annotate(
            f"+ {wording.number(unrated, language)} {say('not_rated', language)}",
            (row["year"], rated + unrated), xytext=(0, 3), textcoords="offset points",
            ha="center", va="bottom", fontsize=7, color=style.MUTED,
        )  # fmt: skip


def _published_totals(
    published: pd.DataFrame | None, sizes: pd.DataFrame, years: list[int]
) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "total", "origin"])
    drawn = set(sizes.loc[sizes["origin"] == "published", "year"])
    wanted = [year for year in years if year not in drawn]
    rated = published[published["measure"].eq("rating") & published["year"].isin(wanted)]
    return rated.dropna(subset=["total"]).drop_duplicates("year")


def _alt(sizes: pd.DataFrame, language: str) -> str:
    named = {
        int(row["year"]): wording.number(row["total"], language)
        for row in sizes[sizes["total"] > 0].to_dict("records")
    }
    counts = "; ".join(f"{year}: {people}" for year, people in named.items())
    text = f"{say('cadres_by_year', language)}. {counts or say('no_data', language)}"
    return alt.marked(text, simulated="simulated" in set(sizes["origin"]), language=language)
