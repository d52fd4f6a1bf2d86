"""Series over years: lines with points and bands, broken at the years without data."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import panel_cm
from analysis.charts.draw.groups import counts_of, why_absent
from analysis.charts.draw.marks import dot, label, remark
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
    counts: bool = True,
    free: tuple[float, float] = (0, 0),
) -> None:
    """Draw a share by year with its band; the line breaks at every year without data.

    A year of fewer than 20 people is a hollow point without line or band: it is described only.

    Parameters
    ----------
    ax : Axes
        Its axis of years is set already.
    counts : bool
        Whether the counts stand under every share, or only under those that are described only.
    free : (float, float)
        Shares between which no label may begin: one that would stands at their upper end.
    """
    known = table[table["total"] > 0].sort_values("year")
    known = known.assign(small=known["total"].lt(SMALLEST_TESTED_UNIT).astype(bool))
    for row in known[known["small"]].to_dict("records"):
        dot(ax, row["year"], row["share"], colour=colour, judged=False, size=5)
    large = known[~known["small"]]
    for _, run in large.groupby(large["year"].astype(int).diff().ne(1).cumsum()):
        _run(ax, run, colour)
    for row in known.to_dict("records"):
        text = words.percent(row["share"])
        if counts or row["small"]:
            text += f"\n({counts_of(row[numerator], row['total'], words)})"
        top = row["share"] if row["small"] else max(row["high"], passes(ax, large, row["year"])[1])
        place, lift = (free[1], 3) if free[0] < top < free[1] else (top, 5 if row["small"] else 3)
        label(ax, text, row["year"], place, up=lift, size=7.5, linespacing=1.1)


def passes(ax: Axes, table: pd.DataFrame, year: int, wide: float = 44) -> tuple[float, float]:
    """Return the lowest and the highest share of the line beside a year, so many points across.

    What is written above or under a point must keep clear of where the line goes from it.
    """
    known = dict(zip(table["year"].astype(int), table["share"], strict=True))
    first, last = ax.get_xlim()
    part = wide / 2 / (panel_cm(ax) * style.CM * 72 / (last - first))
    here = known.get(year, float("nan"))
    beside = [here + part * (known[at] - here) for at in (year - 1, year + 1) if at in known]
    return min([here, *beside]), max([here, *beside])


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
    text = _broken(why_absent(table, words), len(years) * style.PAGE_WIDTH_CM / panel_cm(ax))
    for year in gaps:
        remark(
            ax, text, year, 0.03, size=7, ha="center", va="bottom", linespacing=1.1,
            transform=ax.get_xaxis_transform(),
        )  # fmt: skip
    return gaps


def _broken(text: str, years: float) -> str:
    """Return the text on as many lines as the width of one of so many years a page asks for."""
    words = text.split(" ")
    if years <= _YEARS_OF_A_LINE:
        return text
    if years > 2 * _YEARS_OF_A_LINE:
        return "\n".join(words)
    half = (len(words) + 1) // 2
    return "\n".join(" ".join(part) for part in (words[:half], words[half:]))
