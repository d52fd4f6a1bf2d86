"""Series over years: lines with points and bands, broken at the years without data."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis import wording
from analysis.charts import style
from analysis.charts.frame import say


def share_line(
    ax: Axes,
    table: pd.DataFrame,
    numerator: str,
    language: str,
    *,
    colour: str,
    free: tuple[float, float] = (0, 0),
) -> None:
    """Draw a share by year with its band; the line breaks at every year without data.

    Parameters
    ----------
    free : (float, float)
        Shares between which no label may begin: one that would stands at their upper end.
    """
    known = table[table["total"] > 0].sort_values("year")
    run = known["year"].astype(int).diff().ne(1).cumsum()
    for _, part in known.groupby(run):
        x = part["year"].astype(int)
        ax.fill_between(x, part["low"], part["high"], color=colour, alpha=0.15, linewidth=0)
        ax.plot(x, part["share"], "-o", color=colour, zorder=3)
        if len(part) == 1:
            ax.plot([x.iloc[0]] * 2, [part["low"].iloc[0], part["high"].iloc[0]], color=colour)
    for row in known.to_dict("records"):
        people = (
            f"{wording.number(row[numerator], language)}/{wording.number(row['total'], language)}"
        )
        place = free[1] if free[0] < row["high"] < free[1] else row["high"]
        ax.annotate(
            f"{wording.percent(row['share'], language)}\n({people})", (row["year"], place),
            xytext=(0, 3), textcoords="offset points", ha="center", va="bottom", fontsize=7,
            linespacing=1.1,
        )  # fmt: skip


def years_without_data(
    ax: Axes,
    table: pd.DataFrame,
    years: Sequence[int],
    language: str,
    also: Sequence[int] = (),
) -> list[int]:
    """Mark the years that neither the table nor `also` has, and return them."""
    present = {*table.loc[table["total"] > 0, "year"], *also}
    gaps = [year for year in years if year not in present]
    absent = "not_published" if "published" in set(table["origin"]) else "no_figures"
    for year in gaps:
        ax.text(
            year, 0.03, say(absent, language).replace(" ", "\n"), ha="center", va="bottom",
            fontsize=6.5, color=style.MUTED, style="italic", transform=ax.get_xaxis_transform(),
            linespacing=1.1,
        )  # fmt: skip
    return gaps
