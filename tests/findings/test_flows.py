"""Who left the lists and who came, in a sentence that stands over their picture."""

import pandas as pd
import pytest

from analysis import findings
from analysis.documents import brevity
from analysis.languages import longest
from analysis.words import Words


def told(language, *pairs, first=2011, last=2015):
    """Return what is told of (year, left, entered), each from its year to the next."""
    rows = [
        {"year": year, "next_year": year + 1, "left_list": left, "entered": came}
        for year, left, came in pairs
    ]
    columns = ["year", "next_year", "left_list", "entered", "origin"]
    table = pd.DataFrame(rows, columns=columns).assign(origin="recorded")
    return findings.flows(table, first_year=first, last_year=last, words=Words(language))


EVERY = [(2011, 70, 9), (2012, 1060, 12), (2013, 90, 1)]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("vi", "Từ 2011 đến 2014, mỗi năm 70–1.060 người thôi thuộc diện, 1–12 người mới bổ sung"),
        ("en", "Each year of 2011–2014, 70–1,060 left the lists and 1–12 entered"),
    ],
)
def test_of_every_year_the_least_and_the_most_are_told(language, title):
    said = told(language, *EVERY, last=2014)
    assert said.title == said.text == title
    assert brevity.words(title) <= longest("title", language)


def test_where_a_pair_of_years_has_no_lists_only_the_years_that_have_are_spoken_of():
    said = told("vi", *EVERY)
    assert said.title == (
        "Giai đoạn 2011–2014, mỗi năm 70–1.060 người thôi thuộc diện, 1–12 người mới bổ sung"
    )
    assert "các năm khác thiếu danh sách" in said.text and "2015" not in said.text
    gap = [(2011, 6, 3), (2012, 6, 5), (2014, 6, 4)]
    assert told("vi", *gap, last=2016).title.startswith("Giai đoạn 2011–2013, 2014–2015, mỗi năm")
    said = told("en", *gap, last=2016)
    assert said.title == "Each year of 2011–2013, 2014–2015, 6 left the lists and 3–5 entered"
    assert brevity.words(said.title) <= longest("title", "en")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_runs_of_years_stand_after_the_claim_not_in_it(language):
    runs = [(2011, 600, 33), (2013, 1600, 25), (2015, 600, 34)]
    said = told(language, *runs, last=2017)
    assert brevity.words(said.title) <= longest("title", language)
    assert "2011–2012, 2013–2014, 2015–2016" in said.text and "2011" not in said.title


def test_whom_no_list_of_the_other_year_tells_of_are_said_to_be_left_out():
    table = pd.DataFrame([{"year": 2011, "next_year": 2012, "left_list": 0, "entered": 0}])
    of_all = table.assign(origin="recorded", otherwise_out=54, otherwise_in=1)
    period = {"first_year": 2011, "last_year": 2012}
    vi, en = (findings.flows(of_all, **period, words=Words(each)) for each in ("vi", "en"))
    assert "chưa kể 55 lượt người" in vi.whole and "not counting 55" in en.whole
    assert "55" not in en.title
    none = findings.flows(of_all.assign(otherwise_out=0, otherwise_in=0), **period)
    assert "chưa kể" not in none.whole


def test_one_pair_of_years_is_named_itself():
    said = told("en", (2013, 7, 7))
    assert said.text == "From 2013 to 2014, 7 left the lists and 7 entered"


def test_a_number_that_is_the_same_each_year_is_told_once():
    said = told("en", (2011, 5, 0), (2012, 5, 0), last=2013)
    assert ", 5 left the lists and 0 entered" in said.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_lists_of_two_years_in_a_row_nothing_is_answered(language):
    assert not told(language).answered
