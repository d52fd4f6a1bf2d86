"""In place of a comparison of two years where there is only one."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw.frame import empty, finish, say, start
from analysis.findings import alt
from analysis.words import Words

_EMPTY_CM = 1.6


def without_second_year(
    year: int, table: pd.DataFrame, *, words: Words, title: str | None, ax: Axes | None = None
) -> Axes:
    """Say that a year has no second one to be compared with, and draw nothing of the table.

    Parameters
    ----------
    year : int
        The one year.
    table : DataFrame
        What would be drawn of two years; its ``origin`` marks the chart.
    """
    own, ax = ax is None, start(ax, _EMPTY_CM)
    empty(ax, words, "no_second_year")
    origins = list(table["origin"].unique()) if "origin" in table else []
    subtitle = say("one_year", words, year=year)
    text = f"{subtitle}: {say('no_second_year', words)}."
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=alt.marked(text, simulated="simulated" in origins, words=words),
        origins=origins,
    )
    return ax
