"""In place of a comparison of two years where there is only one."""

from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw.frame import say
from analysis.charts.draw.page import Head, page


def without_second_year(year: int, table: pd.DataFrame, **head: Unpack[Head]) -> Axes:
    """Say that a year has no second one to be compared with, and draw nothing of the table.

    Parameters
    ----------
    year : int
        The one year.
    table : DataFrame
        What would be drawn of two years; its ``origin`` marks the chart.
    """
    with page(table, **head) as chart:
        chart.subtitle = say("one_year", chart.words, year=year)
        chart.nothing("no_second_year")
    return chart.ax
