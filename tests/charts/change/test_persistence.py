"""The chart of years at a level shows the table that it is given, and nothing of few people."""

import pandas as pd
import pytest
from legibility import faults
from matplotlib import pyplot as plt

from analysis import charts
from analysis.words import Words


def table(n, expected, total):
    rows = {"times": [0, 1, 2], "n": n, "expected": expected, "of_years": 2, "total": total}
    rows |= {"level": "excellent", "first_year": 2011, "last_year": 2012, "origin": "recorded"}
    return pd.DataFrame({**rows, "of": "tier=district"})


def columns(ax):
    return [bar.get_height() for bar in ax.patches]


def lines(ax):
    return sorted({line.get_ydata()[0] for line in ax.lines})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_bars_are_people_and_lines_what_chance_gives(language):
    ax = charts.persistence(table([20, 8, 12], [15.5, 19.0, 5.5], 40), words=Words(language))
    assert columns(ax) == [20, 8, 12]
    assert lines(ax) == [5.5, 15.5, 19.0]
    assert faults(ax.get_figure()) == []
    plt.close("all")


def test_of_few_people_nothing_is_set_beside_and_of_nobody_nothing_is_drawn():
    ax = charts.persistence(table([3, 1, 1], [2.0, 2.0, 1.0], 5), words=Words("en"))
    assert columns(ax) == [3, 1, 1] and not ax.lines
    for none in (table([0, 0, 0], [0.0, 0.0, 0.0], 0), table([0, 0, 0], [0.0, 0.0, 0.0], 0)[:0]):
        ax = charts.persistence(none, words=Words("vi"))
        assert not ax.patches and charts.description(ax.get_figure()).empty
    plt.close("all")
