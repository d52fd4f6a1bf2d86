"""Series over years: lines with points and bands, broken at the years without data."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_YEARS_OF_A_LINE = 6


def share_line(
    ax: Axes,
    table: pd.DataFrame,
    numerator: str,
    words: Words,
    *,
    colour: str,
    free: tuple[float, float] = (0, 0),
) -> None:
    """Draw a share by year with its band; the line breaks at every year without data.

    A year of fewer than 20 people is a hollow point without line or band: it is described only.

    Parameters
    ----------
    free : (float, float)
        Shares between which no label may begin: one that would stands at their upper end.
    """
    known = table[table["total"] > 0].sort_values("year")
    known = known.assign(small=known["total"].lt(SMALLEST_TESTED_UNIT).astype(bool))
    for row in known[known["small"]].to_dict("records"):
        ax.plot(
            row["year"], row["share"], "o", color=colour, markerfacecolor="white", zorder=3,
            clip_on=False,
        )  # fmt: skip
    large = known[~known["small"]]
    for _, run in large.groupby(large["year"].astype(int).diff().ne(1).cumsum()):
        _run(ax, run, colour)
    for row in known.to_dict("records"):
        people = f"{words.number(row[numerator])}/{words.number(row['total'])}"
        top = row["share"] if row["small"] else row["high"]
        place, lift = (free[1], 3) if free[0] < top < free[1] else (top, 5 if row["small"] else 3)
        ax.annotate(
            f"{words.percent(row['share'])}\n({people})", (row["year"], place),
            xytext=(0, lift), textcoords="offset points", ha="center", va="bottom", fontsize=7,
            linespacing=1.1,
        )  # fmt: skip


def _run(ax: Axes, run: pd.DataFrame, colour: str) -> None:
    """Draw the line and the band of years that follow one another."""
    x = run["year"].astype(int)
    ax.fill_between(x, run["low"], run["high"], color=colour, alpha=0.15, linewidth=0)
    ax.plot(x, run["share"], "-o", color=colour, zorder=3)
    if len(run) == 1:
        ax.plot([x.iloc[0]] * 2, [run["low"].iloc[0], run["high"].iloc[0]], color=colour)


def years_without_data(
    ax: Axes,
    table: pd.DataFrame,
    years: Sequence[int],
    words: Words,
    also: Sequence[int] = (),
) -> list[int]:
    """Mark the years that neither the table nor `also` has, and return them."""
    present = {*table.loc[table["total"] > 0, "year"], *also}
    gaps = [year for year in years if year not in present]
    absent = "not_published" if "published" in set(table["origin"]) else "no_figures"
    for year in gaps:
        ax.text(
            year, 0.03, _broken(say(absent, words), len(years)), ha="center", va="bottom",
            fontsize=6.5, color=style.MUTED, style="italic", transform=ax.get_xaxis_transform(),
            linespacing=1.1,
        )  # fmt: skip
    return gaps


def _broken(text: str, years: int) -> str:
    """Return the text on as many lines as the width of one of so many years asks for."""
    words = text.split(" ")
    if years <= _YEARS_OF_A_LINE:
        return text
    if years > 2 * _YEARS_OF_A_LINE:
        return "\n".join(words)
    half = (len(words) + 1) // 2
    return "\n".join(" ".join(part) for part in (words[:half], words[half:]))
