"""Sentences on change that were false once, each from a small history, in both languages."""

import pandas as pd
import pytest
from random_histories import asked_of

from analysis import findings, measures, records
from analysis.words import Words

LANGUAGES = ("vi", "en")
E, G = "excellent", "good"


def person(name, year, rating=G, **more):
    told = {"person": name, "year": year, "rating": rating, "unit": "A", "tier": "district"}
    return {**told, "post_group": "communes", "count": 1, "origin": "recorded", **more}


def people_of(rows, years, **of):
    gone = [bool(row.get("withheld")) for row in rows]
    plain = [{k: v for k, v in row.items() if k != "withheld"} for row in rows]
    frame = records.frame(records.EVALUATIONS, plain)
    frame = frame.assign(withheld=pd.Series(gone, frame.index, dtype="bool"))
    return asked_of(frame, {name: (value,) for name, value in of.items()}, years)


def told(people, first, last):
    """Return the sentences on a change, by language and id."""
    changes = measures.change_between(people, first, last)
    parts = measures.decomposition(people, first, last)
    stayers = measures.change_on_stayers(people, first, last)
    moves = measures.rating_transitions(people, first, last)
    scope, balance = measures.scope_change(people, first, last), measures.symmetry(moves)
    every = {}
    for language in LANGUAGES:
        period = {"first_year": first, "last_year": last, "words": Words(language)}
        said = [
            findings.rating_change(changes, **period),
            findings.base_change(changes, parts, **period),
            findings.stayers_change(stayers, parts, **period),
            findings.decomposition(parts, words=Words(language)),
            findings.transitions(moves, balance, words=Words(language)),
            *findings.scope_change(scope, words=Words(language)),
        ]
        every[language] = {each.id: each.whole for each in said}
    return every


LEFT = {"vi": "không còn trong danh sách", "en": "no longer on the list"}
NEW = {"vi": "mới có tên", "en": "new on the list"}


def test_who_is_listed_and_not_rated_has_not_left():
    # Fault 1: the same 60 people are listed in both years, 25 of them unrated in the later.
    rows = [person(f"p{i}", 2014) for i in range(60)]
    rows += [person(f"p{i}", 2015, None if i < 25 else E) for i in range(60)]
    for language, text in told(people_of(rows, (2014, 2015)), 2014, 2015).items():
        for sentence in text.values():
            assert LEFT[language] not in sentence and NEW[language] not in sentence
        unrated = {"vi": "còn trong danh sách nhưng không được xếp loại: 25", "en": "not rated: 25"}
        assert unrated[language] in text["stayers_change"]
        assert unrated[language] in text["transitions"]
        both = {"vi": "35 người được đánh giá cả hai năm", "en": "35 people were rated in both"}
        assert both[language] in text["base_change"]
        same = {"vi": "không cùng một tập hợp", "en": "not of the same body"}
        assert same[language] not in text["base_change"]


def fault_two():
    # 165 rated in 2014; in 2015, 68 of them are gone, 44 new, and 17 of 141 withheld, 2 unrated.
    rows = [person(f"p{i}", 2014) for i in range(165)]
    there = [f"p{i}" for i in range(68, 165)] + [f"n{i}" for i in range(44)]
    for place, name in enumerate(there):
        ends = {"withheld": place < 17, "rating": None if place < 19 else G}
        rows.append(person(name, 2015, **ends))
    return people_of(rows, (2014, 2015))


def test_who_is_withheld_for_an_error_is_told_beside_and_has_not_left():
    for language, text in told(fault_two(), 2014, 2015).items():
        base = {"vi": "xuống 122–139 (2015)", "en": "to 122–139 (2015)"}
        assert base[language] in text["base_change"]
        assert "26" not in text["rating_change"], "no fall of the number where nobody knows it"
        beside = {"vi": "dòng số liệu có lỗi: năm 2015 17 người", "en": "for errors: 17 in 2015"}
        assert beside[language] in text["base_change"] and beside[language] in text["rating_change"]
        left = {"vi": "thôi thuộc diện quản lý: 68 người", "en": "no longer on the list: 68"}
        assert left[language] in text["stayers_change"] and left[language] in text["transitions"]
        gone = {"vi": "chưa tính vì dòng số liệu có lỗi: 17", "en": "withheld for errors: 17"}
        assert gone[language] in text["stayers_change"]


def test_tables_have_each_state_of_those_withheld():
    parts = measures.decomposition(fault_two(), 2014, 2015)
    went = parts[parts["term"] == "went"].set_index("reason")["n"].to_dict()
    assert went == {"absent": 68, "not_rated": 2, "withheld": 17}
    moves = measures.rating_transitions(fault_two(), 2014, 2015)
    assert moves.loc[moves["to"] == "withheld", "n"].sum() == 17


def test_one_counted_row_turns_nothing_off():
    # Fault 5: 94 people are in both years, one more is counted without a name.
    rows = [person(f"p{i}", year) for i in range(94) for year in (2014, 2015)]
    rows.append(person(None, 2015, E))
    people = people_of(rows, (2014, 2015))
    for language, text in told(people, 2014, 2015).items():
        stayed = {"vi": "94 cán bộ được đánh giá cả hai năm", "en": "the 94 cadres rated in both"}
        assert stayed[language] in text["stayers_change"]
        aside = {"vi": "chỉ có số đếm nên không theo dõi được: năm 2015 1", "en": "not followed: 1"}
        assert (
            aside[language] in text["stayers_change"] and aside[language] in text["decomposition"]
        )
        assert aside[language] in text["transitions"]
        assert measures.share_trend(people).withheld == "same_people"


def test_a_year_of_counts_alone_says_that_and_nobody_is_new_after_it():
    rows = [person(None, 2014, count=94), *(person(f"p{i}", 2015) for i in range(94))]
    for language, text in told(people_of(rows, (2014, 2015)), 2014, 2015).items():
        why = {"vi": "năm 2014 chỉ có số đếm", "en": "of 2014 there are counts alone"}
        assert why[language] in text["stayers_change"] and why[language] in text["decomposition"]
        assert NEW[language] not in " ".join(text.values())
        unknown = {
            "vi": "không rõ đối tượng đánh giá của hai năm",
            "en": "the same people is not known",
        }
        assert unknown[language] in text["base_change"]


def three_of_twelve(year_lost, years):
    """Twelve units of ten, nine of which never change; the other three send no list of a year."""
    return [
        person(f"{unit}-{i}", year, E if (unit < 9 and i < 4) or (unit >= 9 and i < 9) else G,
               unit=f"unit {unit}")
        for unit in range(12)
        for i in range(10)
        for year in years
        if unit < 9 or year != year_lost
    ]  # fmt: skip


def test_units_that_sent_nothing_make_no_change_and_nobody_leaves():
    # Fault 12: "fell from 46.2% to 32.6%"; the nine other units did not change.
    people = people_of(three_of_twelve(2015, (2014, 2015)), (2014, 2015))
    for language, text in told(people, 2014, 2015).items():
        first = {
            "vi": "Cùng đơn vị, tỷ lệ hoàn thành xuất sắc không thay đổi rõ rệt: 40,0% (2014), "
            "40,0% (2015) – 36/90 và 36/90 cán bộ; so sánh tính trên 9/12 đơn vị có danh sách cả "
            "hai năm; với số người này, thay đổi từ khoảng 20,7 điểm trở lên mới có nhiều khả năng "
            "nhận ra được; tính cả danh sách: 52,5% (63/120) năm 2014, 40,0% (36/90) năm 2015; "
            "năm 2015 có danh sách của 9/12 đơn vị",
            "en": "Like-for-like, no clear change in share rated excellent: 40.0% (2014), "
            "40.0% (2015) – 36/90, then 36/90 cadres; compared are 9 of 12 units with lists of "
            "both years; with these numbers a change of about 20.7 points or more would probably "
            "have shown; of everybody on the lists: "
            "52.5% (63/120) in 2014, 40.0% (36/90) in 2015; for 2015, 9 of 12 units sent lists",
        }
        assert text["rating_change"] == first[language]
        same = {"vi": "năm 2015 bằng nhau: 90", "en": "as in 2015: 90"}
        assert same[language] in text["base_change"]
        assert LEFT[language] not in " ".join(text.values())
        lists = {"vi": "đơn vị không có danh sách theo từng người: 30", "en": "from their unit: 30"}
        assert lists[language] in text["stayers_change"] and lists[language] in text["transitions"]
        assert "scope_change" not in text


def test_where_no_unit_is_missing_nothing_is_added():
    people = people_of(three_of_twelve(None, (2014, 2015)), (2014, 2015))
    for text in told(people, 2014, 2015).values():
        assert not any("12" in sentence.replace("120", "") for sentence in text.values())


def test_the_year_after_nobody_is_new():
    rows = three_of_twelve(2014, (2013, 2014, 2015))
    for language, text in told(people_of(rows, (2013, 2014, 2015)), 2014, 2015).items():
        assert NEW[language] not in " ".join(text.values())


def test_a_trend_is_of_the_units_that_sent_every_list():
    # Fault 12: "trends downward (p = 0.018)" of counts in which three units are missing.
    rows = [
        {**row, "person": None} for row in three_of_twelve(2015, (2013, 2014, 2015))
    ]  # fmt: skip
    trend = measures.share_trend(people_of(rows, (2013, 2014, 2015)))
    assert (trend.units, trend.units_in_all, trend.withheld) == (12, 9, None)
    assert trend.p_value == 1
    assert "9 of 12 units with lists of all years" in findings.trend(trend, words=Words("en")).whole
    assert "9/12 đơn vị có danh sách của mọi năm" in findings.trend(trend, words=Words("vi")).whole


def test_delegated_posts_are_told_and_compared_without():
    # Fault 15: school heads are on no list from 2014; the communes' share rises.
    rows = [person(f"s{i}", 2013, E, post_group="schools", unit=f"school {i // 4}")
            for i in range(60)]  # fmt: skip
    rows += [person(f"c{i}", year, E if i < (30 if year == 2013 else 60) else G)
             for i in range(80) for year in (2013, 2014)]  # fmt: skip
    for language, text in told(people_of(rows, (2013, 2014)), 2013, 2014).items():
        posts = {
            "vi": "60 người thuộc nhóm trường học chỉ có trong danh sách năm 2013, trong "
            "đó 60 trên 60 "
            "người thôi thuộc diện quản lý",
            "en": "60 people in schools are on the list of 2013 alone, of them 60 of the "
            "60 no longer",
        }
        assert posts[language] in text["scope_change"]
        like = {
            "vi": "Cùng chức danh, tỷ lệ hoàn thành xuất sắc tăng từ 37,5% (2013) lên 75,0% "
            "(2014) – 30/80 và 60/80 cán bộ",
            "en": "Like-for-like, the share rated excellent rose from 37.5% (2013) to 75.0% "
            "(2014) – 30/80, then 60/80 cadres",
        }
        assert text["rating_change"].startswith(like[language])
        without = {
            "vi": "không kể nhóm chức danh chỉ có ở danh sách một năm (trường học)",
            "en": "without post groups on the lists of one year alone (schools)",
        }
        assert without[language] in text["rating_change"]


def test_where_posts_of_the_other_year_are_unknown_nothing_is_said_of_their_lists():
    rows = [person(f"s{i}", 2013, post_group="schools") for i in range(60)]
    rows += [person(f"s{i}", 2014, post_group=None) for i in range(60)]
    people = people_of(rows, (2013, 2014))
    assert findings.scope_change(measures.scope_change(people, 2013, 2014), words=Words("en")) == []
    assert set(measures.change_between(people, 2013, 2014)["basis"]) == {"whole"}


def test_units_that_exchange_staff_lose_nobody():
    # Fault 15: "20 left" on a unit's page; they are on another list of the same file.
    rows = [person(f"p{i}", 2014, unit="A") for i in range(40)]
    rows += [person(f"p{i}", 2015, unit="B" if i < 20 else "A") for i in range(40)]
    rows += [person(f"q{i}", 2014, unit="B") for i in range(40)]
    rows += [person(f"q{i}", 2015, unit="A" if i < 20 else "B") for i in range(40)]
    for language, text in told(people_of(rows, (2014, 2015), unit="A"), 2014, 2015).items():
        assert LEFT[language] not in " ".join(text.values())
        assert NEW[language] not in " ".join(text.values())
        there = {"vi": "sang danh sách khác: 20", "en": "on another list now: 20"}
        assert there[language] in text["stayers_change"] and there[language] in text["transitions"]


def test_a_year_listed_and_wholly_unrated_is_told_as_that():
    # Fault 15: "no data for 2015".
    rows = [person(f"p{i}", year, G if year == 2014 else None)
            for i in range(30) for year in (2014, 2015)]  # fmt: skip
    for language, text in told(people_of(rows, (2014, 2015)), 2014, 2015).items():
        listed = {"vi": "không ai trong 30 người của danh sách năm 2015 được xếp loại",
                  "en": "nobody of the 30 people listed in 2015 is rated"}  # fmt: skip
        assert listed[language] in text["rating_change"] and listed[language] in text["base_change"]
        data = {"vi": "không có số liệu", "en": "no data"}
        assert data[language] not in " ".join(text.values())
        why = {"vi": "không có kết quả xếp loại năm 2015", "en": "there are no ratings of 2015"}
        assert why[language] in text["stayers_change"] and why[language] in text["decomposition"]


def test_nothing_explains_a_move_from_none_to_none():
    # Fault 16: "they explain the move" from 0.0 to 0.0%.
    rows = [person(f"p{i}", 2014) for i in range(60)] + [
        person(f"p{i}", 2015) for i in range(10, 60)
    ]
    for language, text in told(people_of(rows, (2014, 2015)), 2014, 2015).items():
        text = text["decomposition"]
        same = {"vi": "cùng là 0,0%: 50 người ở lại", "en": "was 0.0% in both 2014 and 2015"}
        assert same[language] in text


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        ((2015, 2015), "được ban hành ngay trong năm 2015 (Nghị định 56/2015", "within 2015"),
        ((2011, 2015), "quy định mới trong kỳ: Nghị định 56", "came within the period"),
        ((2011, 2014), "Không ghi nhận", "No change in the rules"),
        ((2016, 2016), "Không ghi nhận", "No change in the rules"),
    ],
)
def test_a_rule_issued_within_the_year_is_on_record(period, vietnamese, english):
    # Fault 16: "no change in the rules within 2015", the year of Decree 56/2015.
    for language, words in (("vi", vietnamese), ("en", english)):
        first, last = period
        said = findings.rule_change(first_year=first, last_year=last, words=Words(language))
        assert words in said.whole


def test_an_alternative_text_of_equal_values_is_of_all_that_is_drawn():
    # Fault 16: "every value is 45.0%" under a chart that draws five others.
    from analysis.findings import alt

    shares, people = [0.45, 0.45, 0.1, 0.2], [100, 50, 5, 6]
    told = {
        language: alt.of_shares(shares, "abcd", what="x", words=Words(language), simulated=False,
                                people=people)
        for language in LANGUAGES
    }  # fmt: skip
    assert "Every value" not in told["en"] and "20 people or more is at 45.0%" in told["en"]
    assert "Mọi giá trị" not in told["vi"] and "từ 20 người trở lên đều là 45,0%" in told["vi"]


def test_of_one_unit_a_change_is_described():
    rows = [person(f"p{i}", year, E if i < (10 if year == 2014 else 50) else G)
            for i in range(60) for year in (2014, 2015)]  # fmt: skip
    rows += [person(f"q{i}", year, unit="B") for i in range(60) for year in (2014, 2015)]
    for language, text in told(people_of(rows, (2014, 2015), unit="A"), 2014, 2015).items():
        why = {"vi": "của riêng một đơn vị nên chỉ mô tả", "en": "of one unit alone, so described"}
        for id in ("rating_change", "stayers_change", "transitions"):
            assert why[language] in text[id]
