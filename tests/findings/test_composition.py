"""Of counts alone, in words: what those who left and came can explain, and what stays a reading."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import findings, load, measures, records
from analysis.words import Words

LANGUAGES = ["vi", "en"]
BROKEN = ("nan", "None", "<NA>", "NaT", "{", "}", "¦")


def counted(**years):
    rows = [
        {"year": int(year[1:]), "rating": rating, "count": n, "origin": "published"}
        for year, (people, at_level) in years.items()
        for rating, n in (("excellent", at_level), ("good", people - at_level))
    ]
    return records.frame(records.EVALUATIONS, rows)


def said_of(evaluations, language, meaning=()):
    turned = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    return findings.composition_range(turned, words=Words(language))


@pytest.fixture(scope="module")
def ledger():
    return load("data/published").of_tier("district")


def test_the_published_62_percent_is_told_under_both_readings(ledger):
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    said = said_of(ledger.evaluations, "vi", meaning)
    assert said.id == "composition_published" and (said.low, said.high) == (58, 61)
    assert said.whole == (
        "Thay đổi từ 318/610 thành 257–260/417 có thể chỉ do thay người được xếp loại: chỉ cần "
        "trong 193 người thôi được xếp loại có 58–61 hoàn thành xuất sắc, và không ai mới"
        "; nếu tỷ lệ công bố là số bỏ phần thập phân "
        "thì tương ứng là 259–262/417 và 56–59; 417 là số lượng "
        "công bố cho năm 2016, tổng số của tỷ lệ năm 2015 chưa được công bố; chỉ có hai tỷ lệ "
        "thì chưa biết chất lượng có thay đổi hay không"
    )
    assert said.title.startswith("Thay đổi từ 318/610 thành 257–260/417")
    english = said_of(ledger.evaluations, "en", meaning).whole
    assert "if, of 193 gone, 58–61 were rated excellent and none is new" in english
    assert "cut off and not rounded, these are 259–262/417 and 56–59;" in english


@pytest.mark.parametrize(
    ("years", "vietnamese", "english"),
    [
        (
            {"y2011": (610, 318), "y2015": (417, 258)},
            "trong 193 người thôi được xếp loại có 60 hoàn",
            "of 193 gone, 60 were rated excellent",
        ),
        (
            {"y2011": (417, 258), "y2015": (610, 318)},
            "trong 193 người mới được xếp loại có 60 hoàn",
            "of 193 new, 60 are rated excellent",
        ),
        (
            {"y2011": (50, 9), "y2015": (60, 9)},
            "trong 10 người mới được xếp loại không ai hoàn thành xuất sắc",
            "of 10 new, none are rated excellent",
        ),
        (
            {"y2011": (50, 9), "y2015": (50, 9)},
            "nếu hai năm là cùng những người ấy",
            "the same people",
        ),
        (
            {"y2011": (59, 8), "y2015": (59, 12)},
            "chỉ cần 4 người mới, đều hoàn thành xuất sắc, và 4 người thôi, không ai ở mức này",
            "if 4 are new, all rated excellent, and 4 gone, none so rated",
        ),
        (
            {"y2011": (59, 12), "y2015": (59, 8)},
            "chỉ cần 4 người mới, không ai hoàn thành xuất sắc, và 4 người thôi, đều ở mức này",
            "if 4 are new, none rated excellent, and 4 gone, all so rated",
        ),
        (
            {"y2011": (100, 10), "y2015": (50, 40)},
            "chỉ cần 30 người mới, đều hoàn thành xuất sắc, và 80 người thôi",
            "if 30 are new, all rated excellent, and 80 gone",
        ),
        ({"y2011": (9, 1), "y2015": (8, 1)}, "dưới 20 người", "under 20 people"),
        ({"y2011": (100, 10)}, "Chưa thể nói", "cannot be said"),
    ],
)
def test_cells_give_a_range_of_readings(years, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = said_of(counted(**years), language)
        assert words in said.whole and "bỏ phần thập phân" not in said.whole
        assert said.id == "composition_published"


def test_one_year_is_not_compared_with_itself():
    turned = measures.turnover(counted(y2015=(60, 30)), 2015, 2015)
    text = findings.composition_range(turned, words=Words("vi")).whole
    assert text.startswith("Chỉ xem một năm (2015)")


def most_stayers(before, after):
    """Try every number of people in both years, and every number of them at the level."""
    (n, k), (later_n, later_k) = before, after
    return max(
        stayed
        for stayed in range(min(n, later_n) + 1)
        for at_level in range(stayed + 1)
        if 0 <= k - at_level <= n - stayed and 0 <= later_k - at_level <= later_n - stayed
    )


rated = st.integers(20, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(before=rated, after=rated)
def test_a_change_is_never_said_to_be_forced_where_a_number_of_stayers_allows_none(before, after):
    most = most_stayers(before, after)
    left, came = before[0] - most, after[0] - most
    said = said_of(counted(y2011=before, y2015=after), "en")
    assert "must have changed" not in said.whole
    assert said.title.startswith(("The change from", "Perhaps nobody's rating changed"))
    both_ways = f"if {came} are new" in said.text and f", and {left} gone, " in said.text
    assert both_ways == (most < min(before[0], after[0]))


def test_a_percentage_gives_a_range_and_the_same_if_it_was_cut_off():
    # 52% of 100 in 2015: 52 rounded and cut off; here read as 52-53, and 53-54 if cut off. From 40
    # of 100: as many must be new as are at the level besides the 40, and none of them before.
    read = {"share": 0.52, "decimals": 0, "total": 100, "total_year": 2016, "others": []}
    counts = {"half_up": [52, 53], "truncate": [53, 54]}
    meaning = measures.PercentMeaning(
        year=2015, level="excellent", stated="52%", **read, **counts
    )  # fmt: skip
    said = said_of(counted(y2011=(100, 40)), "en", [meaning])
    assert "if 12–13 are new, all rated excellent, and 12–13 gone, none so rated" in said.text
    assert "these are 53–54/100, 13–14 and 13–14;" in said.whole
    assert (said.low, said.high) == (12, 13)


cells = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda n: (max(n), min(n)))


@given(
    history=st.tuples(cells, cells).map(lambda two: counted(y2011=two[0], y2015=two[1])),
    language=st.sampled_from(LANGUAGES),
)
def test_no_history_breaks_a_sentence(history: pd.DataFrame, language):
    text = said_of(history, language).whole
    assert not any(sign in text for sign in BROKEN) and "  " not in text
    assert " 0 người" not in text and " 0 left" not in text
