"""Moves, mix and rate, votes, caps: turned round, levelled or blanked, all follow."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of

from analysis import findings, measures, records, vocabulary
from analysis.counts import Population
from analysis.counts.history import empty_history
from analysis.words import Words

LANGUAGES = ["vi", "en"]
PERIOD = {"first_year": 2011, "last_year": 2015}
BROKEN = ("nan", "None", "<NA>", "NaT", "{", "}")
LEVELS = list(vocabulary.rating_order())


def broken(*said):
    """Return the findings whose sentence is not whole."""
    return [
        each
        for each in said
        if any(sign in each.whole for sign in BROKEN) or each.whole.endswith(".")
    ]


def follow(*pairs, origin="recorded"):
    """Return evaluations of people by (rating of 2011, rating of 2015, number); None is absent."""
    rows, person = [], 0
    for before, after, n in pairs:
        for _ in range(n):
            person += 1
            rows += [
                {"year": year, "person": f"p{person}", "rating": rating, "count": 1}
                for year, rating in ((2011, before), (2015, after))
                if rating
            ]
    frame = pd.DataFrame(rows, columns=["year", "person", "rating", "count"]).assign(origin=origin)
    return records.frame(records.EVALUATIONS, frame.to_dict("records"))


def moves(evaluations, language):
    table = measures.rating_transitions(asked_of(evaluations, years=(2011, 2015)), 2011, 2015)
    return findings.transitions(table, measures.symmetry(table), words=Words(language))


@pytest.mark.parametrize(
    ("pairs", "vietnamese", "english"),
    [
        ([("good", "excellent", 40), ("excellent", "good", 5)], "lên mức, nhiều", "more rose"),
        ([("good", "excellent", 5), ("excellent", "good", 40)], "xuống mức, nhiều", "more fell"),
        (
            [("good", "excellent", 20), ("excellent", "good", 20)],
            "không chênh lệch",
            "no clear difference",
        ),
        (
            [("good", "excellent", 25), ("excellent", "good", 20)],
            "không chênh lệch",
            "no clear difference",
        ),
        # Bowker's p is near zero here, yet 50 rose against 49: no direction.
        (
            [("good", "excellent", 50), ("good", "completed", 49), ("good", "good", 300)],
            "không chênh lệch rõ rệt",
            "no clear difference",
        ),
        ([("good", "good", 20)], "đều giữ nguyên mức", "kept their rating"),
        ([("good", "excellent", 9)], "chỉ mô tả", "described and not judged"),
        ([("good", None, 9), (None, "good", 8)], "Chưa thể nói", "cannot be said"),
        ([("good", None, 9)], "Chưa thể nói", "cannot be said"),
    ],
)
def test_moves_between_ratings(pairs, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = moves(follow(*pairs), language)
        assert words in said.whole
        assert not broken(said)


def test_moves_tell_who_came_and_left():
    text = moves(follow(("good", "good", 30), ("good", None, 7), (None, "good", 3)), "vi").whole
    assert "thôi thuộc diện quản lý: 7 người; mới bổ sung vào diện quản lý: 3 người" in text


def side(**groups):
    rows = [{"post_group": g, "total": n, "share": s} for g, (n, s) in groups.items()]
    return pd.DataFrame(rows, columns=["post_group", "total", "share"]).assign(origin="simulated")


def split(before, after, whole_before, whole_after, language, people=100):
    table = measures.kitagawa(before, after, ["post_group"])
    return findings.mix_and_rate(
        table,
        before=whole_before,
        after=whole_after,
        by="post_group",
        people=people,
        words=Words(language),
        **PERIOD,
    )


def test_mix_and_rate():
    first, last = (
        side(schools=(50, 0.2), communes=(50, 0.4)),
        side(schools=(50, 0.6), communes=(50, 0.4)),
    )
    up = split(first, last, 0.3, 0.5, "vi").whole
    assert "từng nhóm: +20,0 điểm; cơ cấu nhóm chức danh: 0,0 điểm" in up
    assert "trường học làm tăng nhiều nhất (+20,0 điểm), xã, thị trấn ít nhất (0,0 điểm)" in up
    down = split(last, first, 0.5, 0.3, "en").whole
    assert "−20.0 points from ratings within post groups, 0.0 from their mix" in down
    assert "schools lowered it most (−20.0) and communes least (0.0)" in down
    shifted = split(first, side(schools=(10, 0.2), communes=(90, 0.4)), 0.3, 0.38, "en").whole
    assert "0.0 points from ratings within post groups, +8.0 from their mix" in shifted
    assert "not causes" in shifted
    few = split(first, last, 0.3, 0.5, "vi", people=19)
    assert "Dưới 20 người nên không tách" in few.whole and few.value is None
    for blank in (side(), side(schools=(0, float("nan")))):
        said = split(first, blank, 0.3, float("nan"), "vi")
        assert "Chưa thể tách" in said.whole
        assert not broken(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mix_and_rate_of_units_names_them_as_they_are_written(language):
    units = {"Xã Đông": (50, 0.2), "Trường THCS Tây": (50, 0.4)}
    first, last = (side(**units), side(**units | {"Xã Đông": (50, 0.6)}))
    table = measures.kitagawa(first, last, ["post_group"]).rename(columns={"post_group": "unit"})
    about = {"before": 0.3, "after": 0.5, "by": "unit", "people": 100, "words": Words(language)}
    text = findings.mix_and_rate(table, **about, **PERIOD).whole
    assert {"vi": "Xã Đông làm tăng nhiều nhất", "en": "Xã Đông raised it most"}[language] in text


def test_of_a_falling_share_the_group_that_fell_furthest_lowered_it_most():
    # Fault 3: "schools contributed least (−11.4) and departments most (−8.0)".
    first = side(schools=(50, 0.8), departments=(50, 0.6))
    last = side(schools=(50, 0.572), departments=(50, 0.44))
    vi, en = (split(first, last, 0.7, 0.506, language).whole for language in LANGUAGES)
    assert "schools lowered it most (−11.4) and departments least (−8.0)" in en
    assert "trường học làm giảm nhiều nhất (−11,4 điểm), phòng, đơn vị huyện ít nhất (−8,0" in vi


def test_groups_that_went_both_ways_are_told_as_that():
    first = side(schools=(50, 0.5), communes=(50, 0.5))
    last = side(schools=(50, 0.6), communes=(50, 0.3))
    en = split(first, last, 0.5, 0.45, "en").whole
    assert "schools raised it most (+5.0) and communes lowered it most (−10.0)" in en


@given(
    st.lists(st.tuples(st.integers(1, 90), st.floats(0, 1), st.integers(1, 90), st.floats(0, 1)),
             min_size=1, max_size=6)
)  # fmt: skip
def test_parts_as_written_add_up_to_the_shares_as_written(groups):
    # Fault 9: "from 38.4% to 38.2% moved by −0.1", and parts of 9.6 under a bar of +9.7.
    first = side(**{f"g{i}": (n, round(n * s) / n) for i, (n, s, _, _) in enumerate(groups)})
    last = side(**{f"g{i}": (n, round(n * s) / n) for i, (_, _, n, s) in enumerate(groups)})
    before, after = (
        float((table["total"] * table["share"]).sum() / table["total"].sum())
        for table in (first, last)
    )
    text = split(first, last, before, after, "en").whole
    if "from their mix" not in text:
        return
    plain = text.replace("−", "-")
    shares = re.findall(r"(\d+\.\d)% \(", plain)
    parts = re.search(r"(\S+) points from .*, (\S+) from their mix", plain).groups()
    difference = round(float(shares[1]) - float(shares[0]), 1)
    assert round(sum(float(part) for part in parts), 1) == difference


def test_where_no_group_is_stated_nothing_is_split_and_unknown_groups_are_told():
    known = side(schools=(50, 0.2), communes=(50, 0.4))
    some = known.assign(post_group=["schools", None])
    none = known[:1].assign(post_group=[None])
    assert "the data state none" in split(none, none, 0.2, 0.2, "en").whole
    assert "số liệu không ghi nhóm chức danh" in split(none, none, 0.2, 0.2, "vi").whole
    # As many unknown as known could make any split; five of a hundred cannot make this one.
    assert "could turn it" in split(known, some, 0.3, 0.3, "en").whole
    before, after = side(schools=(95, 0.2), communes=(5, 0.4)), side(schools=(95, 0.6), x=(5, 0.4))
    few = after.assign(post_group=["schools", None])
    assert "of no known post groups are counted" in split(before, few, 0.21, 0.59, "en").whole


@pytest.mark.parametrize(
    ("counts", "vietnamese", "english"),
    [
        ([30, 50, 70], "có xu hướng tăng", "upward"),
        ([70, 50, 30], "có xu hướng giảm", "downward"),
        ([50, 50, 50], "không có xu hướng rõ rệt", "no clear trend"),
        ([100, 100], "Không kiểm định được", "cannot be tested"),
        (
            [50],
            "chỉ năm 2011 có số người theo từng mức xếp loại",
            "2011 alone has counts by rating",
        ),
        ([], "không có số liệu theo năm", "no data by year"),
    ],
)
def test_trend_on_cells(counts, vietnamese, english):
    told = trend_of(dict(enumerate(((k, 100) for k in counts), start=2011)))
    for language, words in (("vi", vietnamese), ("en", english)):
        said = findings.trend(told, words=Words(language))
        assert words in said.whole
        assert not broken(said)
        assert said.answered == (len(counts) > 1)


def trend_of(years, *people):
    """Return the trend of counts by year (at the level, rated), and of people besides."""
    rows = [
        {"year": year, "rating": rating, "count": n, "origin": "recorded"}
        for year, (k, total) in years.items()
        for rating, n in (("excellent", k), ("good", total - k))
    ]
    rows += [
        {"year": year, "person": person, "rating": rating, "count": 1, "origin": "recorded"}
        for person, year, rating in people
    ]
    evaluations = records.frame(records.EVALUATIONS, rows)
    return measures.share_trend(asked_of(evaluations, years=tuple(sorted(years))))


def test_no_trend_is_tested_where_somebody_is_rated_in_several_years():
    # Fault 5: one counted row let the test run; fault 16: "largely the same" without looking.
    years = {2011: (30, 100), 2012: (50, 100), 2013: (70, 100)}
    assert "trends upward" in findings.trend(trend_of(years), words=Words("en")).whole
    again = [("a", 2011, "good"), ("a", 2012, "excellent"), ("b", 2013, "good")]
    said = findings.trend(trend_of(years, *again), words=Words("en")).whole
    assert "of the 2 people rated, 1 are rated in more than one of the 3 years" in said
    assert (
        "1 trong 2 người được xếp loại ở nhiều hơn một trong 3 năm"
        in findings.trend(trend_of(years, *again), words=Words("vi")).whole
    )
    once = [("a", 2011, "good"), ("b", 2013, "good")]
    assert "trends upward" in findings.trend(trend_of(years, *once), words=Words("en")).whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_trend_is_tested_where_the_same_people_may_be_told_as_others(language):
    # Fault 14: one year's list has no staff numbers, so nobody seems to be rated twice.
    rows = [
        {"year": y, "person": f"{y}-{n}", "rating": "excellent" if n < k else "good", "count": 1}
        for y, k in ((2014, 30), (2015, 60))
        for n in range(100)
    ]
    doubts = [{"year": 2014, "next_year": 2015, "reason": "namesake", "n": 80}]
    frame = records.frame(records.EVALUATIONS, [{**row, "origin": "recorded"} for row in rows])
    about = {"years": (2014, 2015), "doubts": records.frame(records.DOUBTS, doubts)}
    told = measures.share_trend(asked_of(frame, **about))
    said = findings.trend(told, words=Words(language)).whole
    words = {"vi": "80 trường hợp tính là hai người", "en": "same name and unit): 80"}
    assert told.withheld == "perhaps_same" and words[language] in said


def test_no_trend_is_told_across_years_without_data():
    # Fault 9: "no trend is drawn through the gap" beside "trends upward".
    told = trend_of({2011: (30, 100), 2012: (50, 100), 2015: (70, 100)})
    assert (
        "with data there are none for 2013 and 2014"
        in findings.trend(told, words=Words("en")).whole
    )
    assert "không có số liệu năm 2013 và 2014" in findings.trend(told, words=Words("vi")).whole


def test_a_trend_names_the_years_tested_and_the_rules_they_cross():
    def said(first, language):
        years = {first + i: (k, 100) for i, k in enumerate((30, 50, 70))}
        return findings.trend(trend_of(years), words=Words(language)).whole

    text = said(2013, "vi")
    assert "2013–2015" in text and "3 năm có số liệu" in text
    assert "Nghị định 56/2015/NĐ-CP, 2015" in text and "có thể là do quy định" in text
    assert "Decree 56/2015/NĐ-CP, 2015" in said(2013, "en")
    assert "quy định" not in said(2011, "vi")
    assert "286" not in said(2013, "vi"), "the rule of the first year is not crossed"


def capped(year, *unit_counts):
    rows = [
        {"year": year, "unit": f"u{i}", "post_group": "schools", "rating": rating, "count": n}
        for i, (excellent, good) in enumerate(unit_counts)
        for rating, n in (("excellent", excellent), ("good", good))
    ]
    return records.frame(records.EVALUATIONS, [{**row, "origin": "recorded"} for row in rows])


def test_the_cap_is_a_supposition_before_it_was_in_force():
    def said(year, *counts, by=("year",), language="vi"):
        table = measures.excellent_cap(capped(year, *counts), list(by))
        return findings.cap(table, year=year, words=Words(language)).whole

    assert said(2015, (60, 40)).startswith("Giả định") and "vượt 40 người" in said(2015, (60, 40))
    assert said(2018, (60, 40)).startswith("Năm 2018")
    assert "không vượt" in said(2018, (20, 80))
    by = ("year", "unit", "post_group")
    by_unit = said(2018, (60, 40), (5, 95), by=by, language="en")
    assert "1 of 2 groups of like posts were above the cap, by 40 people in all" in by_unit
    vietnamese = said(2018, (6, 94), (5, 95), by=by)
    assert "không nhóm chức danh nào trong 2 nhóm" in vietnamese
    empty = measures.excellent_cap(capped(2018), ["year"])
    assert "no counts by rating" in findings.cap(empty, year=2018, words=Words("en")).whole


def ballots(*votes, summoned=33, rule="96-QĐ/TW", date="2024-01-05", origin="recorded"):
    rows = [
        {
            "date": pd.Timestamp(date),
            "person": f"p{i}",
            "post": "Trưởng phòng",
            "summoned": summoned,
            "issued": summoned,
            "high": high,
            "confident": confident,
            "low": low,
            "rule": rule,
            "origin": origin,
        }
        for i, (high, confident, low) in enumerate(votes)
    ]
    return records.frame(records.VOTES, rows)


def asked(cast):
    return Population(replace(empty_history(), votes=cast), tuple(range(2010, 2030)))


def judged(cast, base="summoned"):
    return measures.confidence(asked(cast), ["date", "post"], base)


def came_to(cast):
    return measures.thresholds_reached(asked(cast))


def test_two_thirds_low_is_a_threshold_and_one_vote_less_is_not():
    reached = findings.threshold_reached(
        came_to(ballots((1, 10, 22), (30, 3, 0))), words=Words("vi")
    )
    assert "1 trong 2 người" in reached.whole and "miễn nhiệm: 1 người" in reached.whole
    assert "số người được triệu tập" in reached.whole and "96-QĐ/TW" in reached.whole
    assert "còn thiếu 17 phiếu" in reached.whole and reached.value == 1
    short = findings.threshold_reached(came_to(ballots((2, 10, 21))), words=Words("en")).whole
    assert "removed" not in short and "may resign: 1" in short
    none = findings.threshold_reached(came_to(ballots((23, 10, 0))), words=Words("en")).whole
    assert none.startswith("On 5 January 2024, none of the 1 voted on") and "17" in none


def test_an_unknown_rule_or_base_judges_nobody():
    unknown = findings.threshold_reached(
        came_to(ballots((1, 1, 30), rule="99-XX/YY")), words=Words("vi")
    )
    assert unknown.whole.startswith("Chưa thể nói") and "1 người chưa xét được" in unknown.whole
    baseless = ballots((1, 1, None), summoned=None)
    assert (
        "cannot be said" in findings.threshold_reached(came_to(baseless), words=Words("en")).whole
    )
    assert "cannot be said" in findings.confidence_range(judged(baseless), words=Words("en")).whole


def test_a_rule_that_leaves_the_base_open_is_said_to():
    def said(rule, date, language):
        table = came_to(ballots((30, 3, 0), rule=rule, date=date))
        return findings.threshold_reached(table, words=Words(language)).whole

    text = said("165-QĐ/TW", "2013-12-10", "vi")
    assert "không nêu rõ căn cứ tính tỷ lệ, ở đây lấy số người được triệu tập" in text
    assert "does not state what the share is of" in said("262-QĐ/TW", "2014-12-10", "en")
    elected = said("35/2012/QH13", "2013-12-10", "vi")
    assert "; tính trên số người được triệu tập" in elected and "không nêu rõ" not in elected
    two = pd.concat(
        ballots((30, 3, 0), rule=rule, date="2013-12-10").assign(person=rule)
        for rule in ("165-QĐ/TW", "35/2012/QH13")
    )
    assert "không nêu rõ" in findings.threshold_reached(came_to(two), words=Words("vi")).whole


def test_an_invalid_ballot_is_left_out_once_and_judged_never():
    # 96-QĐ/TW asks for two thirds of those summoned: 21 of 33 are too few, 22 are enough.
    few = ballots((1, 0, 20), (1, 0, 20)).assign(issued=21)
    enough = ballots((0, 0, 22)).assign(issued=22, person="q")
    unknown = ballots((1, 0, 21), rule="99-XX/YY").assign(person="r")
    said = findings.threshold_reached(came_to(pd.concat([few, enough, unknown])), words=Words("vi"))
    assert "1 trong 1 người được lấy phiếu" in said.whole
    assert "; không xét 2 người vì số người tham gia lấy phiếu dưới mức quy định" in said.whole
    assert "; 1 người chưa xét được" in said.whole
    alone = findings.threshold_reached(came_to(few), words=Words("vi"))
    assert alone.whole == (
        "Lần lấy phiếu ngày 5/1/2024 không xét theo ngưỡng tín nhiệm thấp; "
        "không xét 2 người vì số người tham gia lấy phiếu dưới mức quy định"
    )
    assert alone.value is None
    valid = findings.threshold_reached(came_to(enough), words=Words("en")).whole
    assert "left out" not in valid and "not judged" not in valid


def test_an_unverified_rule_is_said_to_be_one():
    table = came_to(ballots((30, 3, 0), rule="165-QĐ/TW", date="2013-12-10"))
    assert (
        "165-QĐ/TW, chưa đối chiếu văn bản gốc"
        in findings.threshold_reached(table, words=Words("vi")).whole
    )


def test_the_same_ballots_on_another_base_have_another_share_and_the_base_is_named():
    votes = ballots((25, 15, 6), summoned=47, origin="simulated")
    said = {
        base: findings.confidence_range(judged(votes, base), words=Words("vi")).whole
        for base in ("summoned", "valid")
    }
    assert "53,2%" in said["summoned"] and "số người được triệu tập" in said["summoned"]
    assert "54,3%" in said["valid"] and "số phiếu hợp lệ" in said["valid"]


def test_people_voters_and_the_rest_are_told():
    votes = ballots((20, 8, 2), (20, 8, 2), (30, 2, 1))
    vietnamese, english = (
        findings.votes_cast(measures.confidence(asked(votes), "date"), words=Words(language)).whole
        for language in LANGUAGES
    )
    # 70, 18 and 5 of 99; the six that are missing to it are 6.1%.
    assert "lấy phiếu 3 người, mỗi người tính trên 33" in vietnamese
    assert "còn lại 6,1% không thuộc mức nào" in vietnamese
    assert "3 voted on, each out of 33" in english and "high confidence 70.7%" in english
    assert "the remaining 6.1% none of the three" in english
    whole = measures.confidence(asked(ballots((30, 2, 1))), "date")
    assert "remaining" not in findings.votes_cast(whole, words=Words("en")).whole


def test_a_ballot_is_told_with_its_extremes_and_not_by_its_middle_alone():
    cast = ballots((4, 20, 9), (30, 2, 1), (30, 2, 1), (28, 4, 1), (31, 2, 0))
    said = {
        language: findings.votes_cast(
            measures.confidence(asked(cast), "date"), words=Words(language)
        )
        for language in LANGUAGES
    }
    # 123 of 165; 4 and 31 of 33; 12 of 165 low, 9 of 33.
    assert said["vi"].title == (
        "Lấy phiếu ngày 5/1/2024: tín nhiệm cao trung bình 74,5%, mỗi người từ 12,1% đến 93,9%"
    )
    assert said["vi"].text.endswith("; tín nhiệm thấp 7,3%, cao nhất 27,3% với một người")
    assert said["en"].title == (
        "Votes, 5 January 2024: high confidence 74.5%, per person 12.1% to 93.9%"
    )
    # Of four people the extremes would tell what single ones received.
    four = measures.confidence(asked(cast.iloc[:4]), "date")
    assert "12,1%" not in findings.votes_cast(four, words=Words("vi")).whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_over_a_ballot_says_of_which_day_it_is(language):
    day = {"vi": "5/1/2024", "en": "5 January 2024"}[language]
    for cast in (ballots((4, 20, 9)), ballots((9, 9, 9), (9, 9, 9)), ballots((4, 9, 9), (9, 9, 4))):
        assert day in findings.confidence_range(judged(cast), words=Words(language)).title


def test_the_parts_of_the_rest_add_up_to_it_as_written():
    """Of 215 summoned 210 returned a ballot and 208 were valid: 2.33% + 0.93% = 3.26%."""
    cast = ballots((140, 50, 18), summoned=215).assign(returned=210)
    table = measures.confidence(asked(cast), "date")
    english, vietnamese = (
        findings.votes_cast(table, words=Words(each)).whole for each in ("en", "vi")
    )
    assert "the remaining 3.3% none of the three: 2.3% not cast and 1.0% invalid" in english
    assert (
        "còn lại 3,3%" in vietnamese
        and "2,3% và phiếu không hợp lệ hoặc để trống 1,0%" in vietnamese
    )


def test_people_with_the_same_post_and_figures_are_counted_one_by_one():
    cast = ballots((1, 10, 22), (1, 10, 22), (30, 3, 0))
    table = judged(cast)
    assert len(table) == 2
    said = findings.threshold_reached(came_to(cast), words=Words("vi"))
    assert "2 trong 3 người" in said.whole and "miễn nhiệm: 2 người" in said.whole
    assert said.value == 2
    assert "3 people voted on" in findings.confidence_range(table, words=Words("en")).whole


def test_votes_cast_over_the_ballots():
    both = pd.concat(
        [ballots((30, 3, 0), rule="165-QĐ/TW", date="2013-12-10"),
         ballots((20, 3, 10), rule="262-QĐ/TW", date="2014-12-12")]
    )  # fmt: skip
    text = findings.votes_cast(measures.confidence(asked(both), "date"), words=Words("en")).whole
    assert text.index("60.6%") < text.index("90.9%") and "under different rules" in text
    one = findings.votes_cast(
        measures.confidence(asked(both.iloc[:1]), "date"), words=Words("vi")
    ).whole
    assert "quy định khác nhau" not in one and "ngày 10/12/2013" in one
    none = findings.votes_cast(measures.confidence(asked(both.iloc[:0]), "date"), words=Words("vi"))
    assert "Không có số liệu" in none.whole


def cells(*counts, origin="recorded", **more):
    columns = ["post_group", "sex", "rating", "count"]
    rows = [dict(zip(columns, row, strict=True), year=2015, origin=origin) for row in counts]
    return records.frame(records.EVALUATIONS, rows)


def of_groups(groups):
    """Return cells by post group: women and men at the level of those rated."""
    return cells(
        *(
            (group, sex, rating, n)
            for group, (women, all_women, men, all_men) in groups.items()
            for sex, k, total in (("female", women, all_women), ("male", men, all_men))
            for rating, n in (("excellent", k), ("good", total - k))
        )
    )


@pytest.mark.parametrize(
    ("groups", "vietnamese", "english"),
    [
        ({"schools": (80, 100, 40, 100)}, "nhiều hơn nam", "more often"),
        ({"schools": (40, 100, 80, 100)}, "ít hơn nam", "less often"),
        ({"schools": (50, 100, 50, 100)}, "không khác biệt rõ rệt", "no clear difference"),
        ({"schools": (5, 6, 0, 2)}, "5/6 nữ và 0/2 nam", "under 20 people"),
        ({"schools": (19, 19, 0, 100)}, "một bên dưới 20 người", "one side has under 20"),
        ({"schools": (30, 30, 0, 100)}, "nhiều hơn nam", "more often"),
        ({"schools": (50, 100, 0, 0)}, "không nhóm nào có cả nữ và nam", "no group holds both"),
        ({"schools": (50, 50, 60, 60)}, "hoặc tất cả hoặc không ai", "all or none"),
        ({None: (50, 100, 60, 100)}, "không ghi nhóm chức danh", "stated for none of 200"),
        ({}, "không có số người được xếp loại", "no number of people rated"),
    ],
)
def test_women_and_men_in_like_posts(groups, vietnamese, english):
    result = measures.adjusted_rating_gap(of_groups(groups), ["post_group"])
    for language, words in (("vi", vietnamese), ("en", english)):
        said = findings.adjusted_gap(result, by="post_group", words=Words(language))
        assert words in said.whole
        assert not broken(said)


def test_a_gap_that_turns_round_within_groups_says_so():
    simpson = of_groups({"schools": (160, 200, 280, 400), "communes": (40, 200, 1, 20)})
    result = measures.adjusted_rating_gap(simpson, ["post_group"])
    assert result["turned_round"].item()
    for language, words in (("en", "points the other way"), ("vi", "chiều ngược lại")):
        assert words in findings.adjusted_gap(result, by="post_group", words=Words(language)).whole


@pytest.mark.parametrize(
    ("year", "classes", "words"),
    [
        (2015, ["civil_servant", "public_employee"], "gộp hai cách ghi"),
        (2015, ["cadre", "civil_servant"], "chỉ theo một cách ghi"),
        (2021, ["civil_servant", "public_employee"], "chỉ theo một cách ghi"),
        (2015, [None], "Chưa thể nói"),
        (2015, [], "Chưa thể nói"),
    ],
)
def test_scales_that_one_column_mixes(year, classes, words):
    rows = [
        {"year": year, "staff_class": c, "rating": "good", "count": 9, "origin": "recorded"}
        for c in classes
    ]
    table = records.frame(records.EVALUATIONS, rows)
    by_class = measures.rating_distribution(table, ["year", "staff_class"])
    text = findings.scales_mixed(by_class, words=Words("vi")).whole
    assert words in text
    assert ("hạn chế về năng lực" in text) == ("gộp" in words)


pairs = st.tuples(
    st.none() | st.sampled_from(LEVELS), st.none() | st.sampled_from(LEVELS), st.integers(0, 30)
)
votes = st.lists(st.tuples(*[st.integers(0, 40)] * 3), max_size=4)


@given(history=st.lists(pairs, max_size=5), language=st.sampled_from(LANGUAGES))
def test_no_history_breaks_a_sentence(history, language):
    evaluations = follow(*history)
    assert not broken(moves(evaluations, language))
    by_year = measures.rating_distribution(evaluations, ["year"])
    assert not broken(
        findings.scales_mixed(by_year.assign(staff_class="cadre"), words=Words(language))
    )
    for year in (2011, 2018):
        cap = measures.excellent_cap(evaluations, ["year"])
        assert not broken(findings.cap(cap, year=year, words=Words(language)))


@given(
    cast=votes,
    summoned=st.none() | st.integers(0, 60),
    base=st.sampled_from(vocabulary.codes("vote_bases")),
    rule=st.sampled_from([None, "165-QĐ/TW", "96-QĐ/TW", "?"]),
    language=st.sampled_from(LANGUAGES),
)
def test_no_ballot_breaks_a_sentence(cast, summoned, base, rule, language):
    held = ballots(*cast, summoned=None if summoned is None else 120 + summoned, rule=rule)
    table = judged(held, base)
    assert not broken(findings.confidence_range(table, words=Words(language)))
    assert not broken(findings.threshold_reached(came_to(held), words=Words(language)))
    assert not broken(
        findings.votes_cast(measures.confidence(asked(held), "date", base), words=Words(language))
    )


def test_what_is_said_of_few_people_has_a_value_and_no_interval():
    rows = [
        {"year": year, "rating": rating, "count": n, "origin": "recorded"}
        for year, n in ((2011, 9), (2015, 10))
        for rating in ("excellent", "good")
    ]
    people = asked_of(records.frame(records.EVALUATIONS, rows), years=(2011, 2015))
    changes = measures.change_between(people, 2011, 2015)
    said = findings.rating_change(changes, words=Words("vi"), **PERIOD)
    assert "dưới 20 người" in said.whole
    assert (said.value, said.low, said.high) == (0.0, None, None)


@pytest.mark.parametrize(("people", "tested"), [(20, True), (19, False)])
def test_no_trend_is_told_of_fewer_than_twenty_people(people, tested):
    said = findings.trend(
        trend_of({2011: (2, 20), 2012: (10, people), 2013: (18, 20)}), words=Words("vi")
    )
    assert ("xu hướng tăng" in said.whole) is tested
    assert ("dưới 20 người" in said.whole) is not tested
