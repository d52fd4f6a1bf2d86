"""What every chart takes is written once: each names it in its signature, and refuses the rest."""

import inspect

import pandas as pd
import pytest

from analysis import charts
from analysis.words import OF_REVIEW

DRAWN = [name for name in dir(charts) if name not in ("Description", "description", "save")]


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_names_words_and_title(name):
    taken = inspect.signature(getattr(charts, name)).parameters
    assert taken["words"].default is OF_REVIEW and taken["title"].default is None
    assert not any(each.kind is each.VAR_KEYWORD for each in taken.values())


def test_a_misspelt_argument_is_refused_by_name_before_anything_is_drawn():
    with pytest.raises(TypeError, match=r"charts\.flows: .*'titel'"):
        charts.flows(pd.DataFrame(), titel="x")
