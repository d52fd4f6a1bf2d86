"""In place of a comparison of two years where there is only one."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw.frame import say
from analysis.charts.draw.page import page
from analysis.words import Words


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
    with page(table, words=words, title=title, ax=ax) as chart:
        chart.subtitle = say("one_year", words, year=year)
        chart.nothing("no_second_year")
    return chart.ax
