"""Who left and entered, in words: what they can explain, and what stays a reading."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import findings, load, measures, tables

LANGUAGES = ["vi", "en"]
BROKEN = ("nan", "None", "<NA>", "NaT", "{", "}", "¦")


def follow(*pairs, origin="simulated"):
    """Return evaluations of people by (rating of 2011, rating of 2015, number); None is absent."""
    people = [pair[:2] for pair in pairs for _ in range(pair[2])]
    rows = [
        {"year": year, "person": f"p{i}", "rating": rating, "count": 1, "origin": origin}
        for i, ratings in enumerate(people)
        for year, rating in zip((2011, 2015), ratings, strict=True)
        if rating
    ]
    return tables.frame(tables.EVALUATIONS, rows)


def counted(**years):
    rows = [
        {"year": int(year[1:]), "rating": rating, "count": n, "origin": "published"}
        for year, (people, at_level) in years.items()
        for rating, n in (("excellent", at_level), ("good", people - at_level))
    ]
    return tables.frame(tables.EVALUATIONS, rows)


def said_of(evaluations, language, meaning=None):
    turned = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    persons = len(evaluations) > 0 and evaluations["person"].notna().all()
    stayers = measures.change_on_stayers(evaluations, 2011, 2015) if persons else None
    return findings.composition_range(turned, stayers=stayers, language=language)


E, G = "excellent", "good"
STAYED = [(E, E, 60), (G, G, 60)]


@pytest.mark.parametrize(
    ("pairs", "vietnamese", "english"),
    [
        (
            [(G, E, 30), *STAYED, (E, None, 7), (G, None, 3), (None, G, 2)],
            "trong 150 người có mặt cả hai năm, số người ở mức này tăng rõ rệt từ 60 lên 90; "
            "10 người rời danh sách (trong đó 7 người ở mức này), "
            "2 người mới vào (không ai ở mức này); "
            "riêng người rời, người mới vào danh sách không giải thích hết thay đổi này (mô phỏng)",
            "clearly rose from 60 to 90; 10 left (7 at the level), 2 entered (none at the level); "
            "those who left and entered do not by themselves explain the move",
        ),
        (
            [(E, G, 30), *STAYED],
            "giảm rõ rệt từ 90 xuống 60; không có ai rời danh sách, không có ai mới vào (mô phỏng)",
            "clearly fell from 90 to 60; nobody left, nobody entered (simulated)",
        ),
        (
            [(E, E, 74), (E, G, 1), (G, G, 75)],  # 75 of 150, then 74: no fall
            "chênh lệch về số người ở mức này (75 và 74) không rõ rệt",
            "the difference between those at the level (75 and 74) is not clear",
        ),
        (
            [*STAYED, (E, None, 5)],
            "riêng người rời, người mới vào danh sách đủ giải thích thay đổi này: "
            "5 người rời danh sách "
            "(trong đó 5 người ở mức này), không có ai mới vào; 120 người có mặt cả hai năm",
            "explain the move by themselves: 5 left (5 at the level), nobody entered",
        ),
        (
            [(E, G, 20), (G, E, 20), *STAYED],
            "Năm 2011 và năm 2015 có cùng số cán bộ hoàn thành xuất sắc nhiệm vụ (80/160); "
            "không có ai rời danh sách, không có ai mới vào (mô phỏng)",
            "As many cadres were rated excellent in 2011 as in 2015 (80/160); nobody left",
        ),
        (
            [*STAYED, (E, None, 5), (None, E, 5)],
            "Năm 2011 và năm 2015 có cùng số cán bộ hoàn thành xuất sắc nhiệm vụ (65/125): 5 người",
            "in 2015 (65/125): 5 left (5 at the level), 5 entered (5 at the level)",
        ),
        (
            [(E, None, 25), (None, G, 25)],
            "hoàn toàn là do người rời, người mới vào danh sách: 25 người rời danh sách",
            "is all of those who left and entered: 25 left",
        ),
        (
            [(G, E, 9), (E, None, 20)],
            "dưới 20 người ở lại nên chỉ mô tả, không kết luận tăng giảm",
            "under 20 stayed, so they are described and not judged",
        ),
        ([(G, E, 9)], "dưới 20 người nên chỉ mô tả", "under 20 people"),
        ([(G, None, 30)], "Chưa thể nói", "cannot be said"),
        ([], "Chưa thể nói", "cannot be said"),
    ],
)
def test_a_followed_history_tells_what_the_stayers_did(pairs, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = said_of(follow(*pairs), language)
        assert words in said.text
        assert said.id == "composition_range"


def test_equal_counts_are_not_called_a_rise_where_everybody_in_the_list_balances():
    text = said_of(follow((G, E, 30), *STAYED, (E, None, 30), (None, G, 30)), "en").text
    assert "clearly rose from 60 to 90" in text and "by themselves" not in text


def test_the_title_is_the_beginning():
    said = said_of(follow((G, E, 30), *STAYED, (E, None, 7)), "vi")
    assert said.title.endswith("từ 60 lên 90 (mô phỏng)")
    assert said.value == 30


@pytest.fixture(scope="module")
def ledger():
    return load("data/published").of_tier("district")


def test_the_published_62_percent_is_told_under_both_readings(ledger):
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    said = said_of(ledger.evaluations, "vi", meaning)
    assert said.id == "composition_published" and (said.low, said.high) == (58, 61)
    assert said.text == (
        "Từ 318/610 cán bộ hoàn thành xuất sắc nhiệm vụ năm 2011 đến 257–260/417 năm 2015: có thể "
        "không cán bộ nào thay đổi mức xếp loại, nếu không có ai mới vào và 58–61 trong 193 người "
        "rời danh sách ở mức này; "
        "nếu tỷ lệ công bố là số bỏ phần lẻ thì tương ứng là 259–262/417 và 56–59; 417 là số lượng "
        "công bố cho năm 2016, tổng số của tỷ lệ năm 2015 chưa được công bố; hai tỷ lệ chưa cho "
        "biết chất lượng có thay đổi hay không"
    )
    assert said.title.endswith("193 người rời danh sách ở mức này")
    english = said_of(ledger.evaluations, "en", meaning).text
    assert "58–61 of the 193 who left" in english
    assert "cut off and not rounded, these are 259–262/417 and 56–59;" in english


@pytest.mark.parametrize(
    ("years", "vietnamese", "english"),
    [
        (
            {"y2011": (610, 318), "y2015": (417, 258)},
            "60 trong 193 người rời danh sách",
            "193 who left",
        ),
        ({"y2011": (417, 258), "y2015": (610, 318)}, "60 trong 193 người mới", "193 who entered"),
        (
            {"y2011": (50, 9), "y2015": (50, 9)},
            "không có ai rời danh sách, không có ai mới vào",
            "left or entered",
        ),
        ({"y2011": (100, 10), "y2015": (50, 40)}, "phải có người thay đổi", "must have changed"),
        ({"y2011": (9, 1), "y2015": (8, 1)}, "dưới 20 người", "under 20 people"),
        ({"y2011": (100, 10)}, "Chưa thể nói", "cannot be said"),
    ],
)
def test_cells_give_a_range_of_readings(years, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = said_of(counted(**years), language)
        assert words in said.text and "bỏ phần lẻ" not in said.text
        assert said.id == "composition_published"


def test_one_year_is_not_compared_with_itself():
    turned = measures.turnover(counted(y2015=(60, 30)), 2015, 2015)
    text = findings.composition_range(turned, stayers=None, language="vi").text
    assert text.startswith("Chỉ xem một năm (2015)")


pairs = st.tuples(*[st.sampled_from([E, G, None])] * 2, st.integers(0, 30))
cells = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda n: (max(n), min(n)))


@given(
    history=st.lists(pairs, max_size=5).map(lambda rows: follow(*rows))
    | st.tuples(cells, cells).map(lambda two: counted(y2011=two[0], y2015=two[1])),
    language=st.sampled_from(LANGUAGES),
)
def test_no_history_breaks_a_sentence(history: pd.DataFrame, language):
    text = said_of(history, language).text
    assert not any(sign in text for sign in BROKEN) and "  " not in text
    assert " 0 người" not in text and " 0 left" not in text
