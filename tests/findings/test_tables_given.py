"""A finding that is given another measure's table says which it takes and what is missing."""

import inspect

import pandas as pd
import pytest

from analysis import findings
from analysis.measures.change.transitions import Symmetry
from analysis.words import Words

TAKING = [
    name
    for name in findings.__all__
    if inspect.isfunction(made := getattr(findings, name))
    and "table : DataFrame" in (made.__doc__ or "")
    and "measures." in made.__doc__
]


def test_another_measures_table_is_refused_with_the_nearest_column() -> None:
    table = pd.DataFrame({"year": [2015], "ratings": ["good"], "origin": ["recorded"]})
    with pytest.raises(ValueError, match=r"findings.compression takes measures\.\w+; the table"):
        findings.compression(table, words=Words("en"))


def test_most_findings_of_one_table_are_known_to_say_so() -> None:
    assert len(TAKING) > 10


# What stands beside the table, as another than a table: right, so that the table alone is wrong.
BESIDE = {
    **{"by": "post_group", "kind": "training", "year": 2015, "first_year": 2011, "last_year": 2015},
    **{"before": 0.4, "after": 0.5, "people": 100, "words": Words("en")},
    "symmetry": Symmetry(2, 1, 1.0, 0.9, 0.3, 1, 0.6, 0.3, 1, 0.6, 3, "few", "recorded"),
}


@pytest.mark.parametrize("name", TAKING)
def test_a_finding_of_another_table_says_which_it_takes_and_which_column_is_missing(name) -> None:
    tell = getattr(findings, name)
    other = pd.DataFrame({"colour": ["red"]})
    needed = [
        each.name
        for each in inspect.signature(tell).parameters.values()
        if each.default is inspect.Parameter.empty or each.name == "words"
    ]
    takes = rf"findings\.{name} takes measures\.\w+.*; the table given"
    told = rf"{takes} has no column '\w+'(, '\w+')*; it has"
    with pytest.raises(ValueError, match=told) as refused:
        tell(**{each: BESIDE.get(each, other) for each in needed})
    assert "'str'" not in str(refused.value), "the type of columns is none"
