"""Which lists a review misses, from what its sheets hold, as the coverage of its people has it."""

import pytest
from sheets_by_unit import YEARS, lists_of_demo, write

from analysis import load, measures
from analysis.documents.pages.missing_lists import missing_told
from analysis.runner.asking.missing import missing_lists
from analysis.words import Words

A, B = "Đảng bộ xã mẫu 01", "Đảng bộ xã mẫu 02"


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    header, lists = lists_of_demo(4)
    for year, unit in ((2015, A), (2012, B), (2013, B)):
        del lists[year, unit]
    return load(write(tmp_path_factory.mktemp("missing") / "lists", header, lists))


def test_they_are_those_of_the_coverage(history):
    told = missing_lists(history, YEARS, ["district"])
    lists = measures.coverage(history.people(YEARS, tier="district"))
    expected = lists.loc[lists["list"] == "missing", ["unit", "year"]]
    pairs = sorted(told.itertuples(index=False, name=None))
    assert pairs == sorted(expected.itertuples(index=False, name=None))
    assert pairs == [(A, 2015), (B, 2012), (B, 2013)]
    # What holds nobody says as much.
    assert missing_lists(history.reading(), YEARS, ["district"]).equals(told)


def test_years_units_and_tiers_that_are_not_under_review_are_left_aside(history):
    assert missing_lists(history, (2011, 2012), ["district"])["unit"].tolist() == [B]
    assert missing_lists(history, YEARS, ["district"], [A])["year"].tolist() == [2015]
    assert missing_lists(history, YEARS, ["city"]).empty


@pytest.mark.parametrize(
    ("language", "more"), [("vi", "và 2 đơn vị khác"), ("en", "and 2 more units")]
)
def test_at_most_five_are_named(history, language, more):
    told = missing_lists(history, YEARS, ["district"])
    assert missing_told(told, Words(language)) == f"{A} (2015); {B} (2012–2013)"
    many = told[:0].reindex(range(7)).assign(unit=[f"Xã {k}" for k in range(7)], year=2015)
    assert missing_told(many, Words(language)).endswith(f"Xã 4 (2015); {more}")
    assert missing_told(told[:0], Words(language)) == ""
