"""A table that only has the name of one that PowerPoint draws is left to the picture."""

import pandas as pd
import pytest

from analysis.documents.cards import cards
from analysis.documents.slides.native_charts import _percent
from analysis.documents.slides.native_data import tells_enough
from analysis.words import Words

DRAWN = {id: each.chart for id, each in cards().items() if each.chart}
FORMS = {id: chart.slide for id, chart in DRAWN.items() if chart.slide}
FIT = {"year": ["2011", "2012"], "share": ["0.5", "0.6"], "low": ["", ""], "high": ["", ""]}
FIT |= {"total": ["50", "60"], "women": ["25", "36"]}


@pytest.mark.parametrize(
    "odd",
    [
        {"share": ["abc", "0.6"]},
        {"share": ["inf", "1e400"]},
        {"high": ["inf", "0.7"]},
        {"total": ["x", "y"]},
        {"year": ["1", "999999"]},
        {"year": ["", "2012"]},
    ],
    ids=str,
)
def test_cells_that_are_no_years_and_numbers_are_not_drawn(odd):
    form = FORMS["women_by_year"]
    assert tells_enough(pd.DataFrame(FIT), form, Words("vi"))
    assert not tells_enough(pd.DataFrame({**FIT, **odd}), form, Words("vi"))


@pytest.mark.parametrize("name", FORMS)
def test_a_table_without_the_columns_is_not_drawn(name):
    assert not tells_enough(pd.DataFrame({"n": ["1", "2"]}), FORMS[name], Words("vi"))


@pytest.mark.parametrize(("language", "form"), [("vi", "[$-42A]0.0%"), ("zz", "0.0%")])
def test_a_language_of_no_region_has_percentages_of_the_reader(language, form):
    assert _percent(language) == form
