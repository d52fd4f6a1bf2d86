"""The chart of units drawn together shows what the table says, and no unit of a handful."""

import pandas as pd
import pytest
from legibility import faults
from matplotlib import pyplot as plt

from analysis import charts
from analysis.words import Words


def table(people):
    rows = {"unit": [f"Đảng bộ xã {n}" for n in range(len(people))], "people": people}
    rows |= {"first_year": 2011, "last_year": 2015, "total": [3 * n for n in people]}
    rows |= {"n": people, "share": 0.9, "pooled": 0.6, "pooled_low": 0.4, "pooled_high": 0.7}
    rows |= {"common": 0.55, "origin": "recorded", "of": "tier=district"}
    return pd.DataFrame(rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dots_stand_at_the_share_drawn_and_the_own_share(language):
    ax = charts.units_pooled(table([24, 12, 3]), words=Words(language), highlight="Đảng bộ xã 1")
    dots = [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "o"]
    assert dots == [[0.9], [0.6]] * 2
    assert [0.4, 0.7] in [list(line.get_xdata()) for line in ax.lines]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Đảng bộ xã 0", "Đảng bộ xã 1"]
    line = {"vi": "Đơn vị điển hình: 55,0%", "en": "Typical unit: 55.0%"}
    assert line[language] in [text.get_text() for text in ax.texts]
    under_five = {"vi": "đơn vị dưới 5 người (1)", "en": "units under 5 people (1)"}
    sixty = {"vi": "Đảng bộ xã 1: 60,0%.", "en": "Đảng bộ xã 1: 60.0%."}
    assert charts.description(ax.get_figure()).alt.endswith(sixty[language])
    assert under_five[language] in charts.description(ax.get_figure()).source_note
    assert faults(ax.get_figure()) == []
    plt.close("all")


def test_of_few_units_it_says_that_nothing_is_computed():
    drawn = ["pooled", "pooled_low", "pooled_high", "common"]
    ax = charts.units_pooled(table([24, 12, 3]).assign(**dict.fromkeys(drawn)), words=Words("en"))
    assert "fewer than 10 units and so not computed" in [text.get_text() for text in ax.texts]
    assert "under 5" not in charts.description(ax.get_figure()).source_note
    assert charts.description(ax.get_figure()).empty
    plt.close("all")


def test_without_a_unit_it_says_so():
    ax = charts.units_pooled(table([]), words=Words("vi"))
    assert charts.description(ax.get_figure()).empty
    plt.close("all")
