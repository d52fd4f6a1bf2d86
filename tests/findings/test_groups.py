"""Groups compared in words: a handful of people is no lowest and no highest."""

import pytest

from analysis import findings, measures, records
from analysis.documents import brevity
from analysis.languages import longest
from analysis.words import Words


def rated(**groups):
    """Return the distribution of 2015 of groups of (excellent, good) people."""
    rows = [
        {"year": 2015, "post_group": group, "rating": rating, "count": n, "origin": "recorded"}
        for group, counts in groups.items()
        for rating, n in zip(("excellent", "good"), counts, strict=True)
    ]
    cells = records.frame(records.EVALUATIONS, rows)
    return measures.rating_distribution(cells, by=["year", "post_group"])


def women_of(**groups):
    """Return the share of women in 2015 of groups of (women, men)."""
    rows = [
        {"year": 2015, "post_group": group, "sex": sex, "count": n, "origin": "recorded"}
        for group, counts in groups.items()
        for sex, n in zip(("female", "male"), counts, strict=True)
    ]
    cells = records.frame(records.EVALUATIONS, rows)
    return measures.women_share(cells, by=["year", "post_group"])


def said(language, **groups):
    return findings.range_by_group(rated(**groups), by="post_group", words=Words(language))


def test_a_small_group_is_described_and_is_not_the_highest():
    groups = {"schools": (60, 40), "communes": (50, 50), "party_bodies": (13, 4)}
    vietnamese = said("vi", **groups)
    assert vietnamese.title == (
        "Xuất sắc năm 2015 (trừ nhóm nhỏ): 50,0% (xã, thị trấn) – 60,0% (trường học)"
    )
    assert vietnamese.whole.endswith(
        "chưa được kiểm định; riêng cơ quan Đảng 13/17 (số lượng ít, không so sánh)"
    )
    assert vietnamese.value == 0.6
    assert "to 60.0% (schools), 50/100 and 60/100 people" in said("en", **groups).whole


def test_one_group_of_enough_people_is_told_alone():
    text = said("vi", schools=(60, 40), party_bodies=(13, 0)).whole
    assert text == (
        "Tỷ lệ hoàn thành xuất sắc năm 2015 ở trường học là 60,0%, tức 60/100 người; "
        "riêng cơ quan Đảng 13/13 (số lượng ít, không so sánh)"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_every_group_is_small_no_share_is_told(language):
    found = said(language, schools=(8, 0), communes=(4, 1))
    assert "%" not in found.whole and found.value is None
    assert "4/5; " in found.whole and "8/8" in found.whole
    assert "20" in found.title


@pytest.mark.parametrize("person", ["người", "đồng chí"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_groups_of_few_are_not_said_to_be_all_of_which_there_are_figures(language, person):
    # The district's share of that year is published, without the number that it is of.
    words = Words(language, person)
    found = findings.range_by_group(rated(city=(13, 0)), by="post_group", words=words)
    women = findings.women_by_group(women_of(schools=(9, 8)), by="post_group", words=words)
    for each in (found, women):
        assert "có số liệu" not in each.title and "with figures" not in each.title
        assert brevity.words(each.title) <= longest("title", language)
        assert each.title.startswith(("Năm 2015 chưa so sánh được", "Not compared in 2015"))


def test_groups_alike_and_names_that_an_office_gave():
    text = said("vi", **{"Y tế": (10, 10), "Giáo dục": (20, 20), "UBND": (1, 1)}).whole
    assert "mọi nhóm từ 20 người đều có 50,0% hoàn thành xuất sắc" in text and "UBND 1/2" in text
    assert "đến 60,0% (Y tế)" in said("vi", **{"Y tế": (15, 10), "Giáo dục": (20, 20)}).whole


def test_women_by_group_passes_over_small_groups_alike():
    women = women_of(schools=(60, 40), party_bodies=(9, 1))
    text = findings.women_by_group(women, by="post_group", words=Words("vi")).whole
    assert text == (
        "Tỷ lệ nữ năm 2015 ở trường học là 60,0%, tức 60/100 người; "
        "riêng cơ quan Đảng 9/10 (số lượng ít, không so sánh)"
    )


# All that a title of a comparison of groups, or of women with men, can be of.
SHAPES = {
    "some": {"departments": (60, 40), "communes": (50, 50)},
    "some_and_few": {"departments": (60, 40), "communes": (50, 50), "party_bodies": (16, 1)},
    "equal": {"schools": (60, 40), "communes": (30, 20)},
    "one": {"departments": (60, 40), "party_bodies": (13, 4)},
    "few": {"schools": (9, 8), "communes": (4, 1)},
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_title_over_the_groups_of_one_year_says_which_and_is_short(shape, language):
    groups, words = SHAPES[shape], Words(language)
    women = findings.women_by_group(women_of(**groups), by="post_group", words=words)
    for each in (said(language, **groups), women):
        assert "2015" in each.title
        assert brevity.words(each.title) <= longest("title", language)


@pytest.mark.parametrize(("language", "aside"), [("vi", "trừ nhóm nhỏ"), ("en", "larger groups")])
def test_a_highest_share_above_which_a_small_group_stands_is_of_the_larger_ones(language, aside):
    assert aside in said(language, **SHAPES["some_and_few"]).title
    assert aside not in said(language, **SHAPES["some"]).title


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("men", [(80, 20), (50, 50), (60, 40), (5, 4)])
def test_a_title_over_women_and_men_says_the_year_and_is_short(men, language):
    rows = [
        {"year": 2015, "sex": sex, "rating": rating, "count": n, "origin": "recorded"}
        for sex, counts in (("female", (60, 40)), ("male", men))
        for rating, n in zip(("excellent", "good"), counts, strict=True)
    ]
    gaps = measures.rating_gap(records.frame(records.EVALUATIONS, rows), by="year")
    title = findings.rating_gap(gaps, words=Words(language)).title
    assert "2015" in title and brevity.words(title) <= longest("title", language)
