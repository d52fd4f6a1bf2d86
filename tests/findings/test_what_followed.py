"""Turn each table of outcomes round, level it or blank it: every sentence must follow."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_followed import incidence

from analysis import findings, load, measures, vocabulary
from analysis.words import Words

LANGUAGES = ["vi", "en"]
PERIOD = {"first_year": 2011, "last_year": 2015}
BROKEN = ("nan", "None", "<NA>", "NaT", "{", "}")


def broken(*said):
    """Return the findings whose sentence is not whole."""
    return [
        each
        for each in said
        if any(sign in each.whole for sign in (*BROKEN, "  ")) or each.whole.endswith(".")
    ]


def counts(origin="recorded", **events):
    rows = [
        {"kind": kind, "events": n, "people": people, "origin": origin}
        for kind, (n, people) in events.items()
    ]
    return pd.DataFrame(rows, columns=["kind", "events", "people", "origin"]).astype(
        {"events": "Int64", "people": "Int64"}
    )


@pytest.fixture(scope="module")
def published():
    return measures.published_outcomes(load("data/published").claims)


def test_published_outcomes_stand_as_the_source_counts_them(published):
    nothing = published.iloc[:0]
    said = {
        language: " ".join(
            say(nothing, published, words=Words(language), **PERIOD).whole
            for say in (
                findings.training_counts,
                findings.appointment_counts,
                findings.city_post_counts,
                findings.movement_counts,
            )
        )
        for language in LANGUAGES
    }
    for figure in ("240 cán bộ", "7 người", "13 người", "33 người", "20 người", "216 người"):
        assert figure in said["vi"]
    for figure in ("240 cadres", "7 people", "13 people", "33 people", "20 people", "216 people"):
        assert figure in said["en"]
    assert said["vi"].count("công bố") == said["en"].count("published") == 4
    assert "269" not in said["vi"] + said["en"], "the source never adds the courses up"
    assert "%" not in said["vi"] + said["en"]
    assert "cách đếm của nguồn" in said["vi"] and "as the source counts them" in said["en"]


def test_a_ledger_read_as_the_source_is_not_events_on_record(published):
    ledger = measures.outcome_counts(load("data/published").people(), "kind")
    text = findings.training_counts(ledger, published, words=Words("vi"), **PERIOD).whole
    assert "lượt" not in text.split(";")[0] and "người, đào tạo thạc sĩ 33 người" in text
    assert "269" not in text
    # Without the ledger its figures are of no period that anybody stated.
    alone = findings.training_counts(ledger, published.iloc[:0], words=Words("vi"), **PERIOD).whole
    assert "33" not in alone


def test_a_title_of_published_figures_alone_bears_a_figure(published):
    nothing = published.iloc[:0]
    trained = findings.training_counts(nothing, published, words=Words("vi"), **PERIOD)
    assert trained.title == "Đào tạo, bồi dưỡng: công bố trung cấp lý luận chính trị 216 người"
    moved = findings.movement_counts(nothing, published, words=Words("en"), **PERIOD)
    assert moved.title == "Other personnel work, as published: nominated 7 people"
    # One of several kinds is named, and does not pass for all of them.
    planned = published[published["kind"] == "nominated"].assign(kind="planned", events=60)
    said = findings.movement_counts(nothing, planned, words=Words("vi"), **PERIOD)
    assert said.title == "Công tác cán bộ khác: công bố quy hoạch 60 người"
    # A published sum that heads them goes first, whatever its parts.
    sum_of_two = published[published["kind"] == "masters"].assign(kind="training", events=53)
    both = pd.concat([published, sum_of_two])
    said = findings.training_counts(nothing, both, words=Words("vi"), **PERIOD)
    assert said.title == "Đào tạo, bồi dưỡng: công bố 53 người"
    assert said.text.startswith(f"{said.title}, trung cấp lý luận chính trị 216 người, ")


def test_counts_tell_events_people_and_the_published_figure_of_another_period(published):
    table = counts(training=(7, 5), masters=(7, None))
    text = findings.training_counts(table, published, words=Words("en"), **PERIOD).whole
    assert text.startswith("Training: 7 times, 5 people, of them master's degree 7, 2011–2015")
    assert "; published: master's degree 33 people, " in text
    other = findings.training_counts(
        table, published, first_year=2012, last_year=2015, words=Words("vi")
    ).whole
    assert "; công bố: đào tạo thạc sĩ 33 người (giai đoạn 2011–2015)" in other
    alone = findings.training_counts(table, published.iloc[:0], words=Words("vi"), **PERIOD)
    assert "công bố" not in alone.whole and alone.value == 7
    none = findings.movement_counts(table, published.iloc[:0], words=Words("vi"), **PERIOD)
    assert none.whole == "Không có số liệu về các khâu khác của công tác cán bộ giai đoạn 2011–2015"
    assert none.value is None


def test_headings_name_what_is_counted_and_nothing_twice(published):
    nothing = published.iloc[:0]
    appointed = findings.appointment_counts(nothing, published, words=Words("vi"), **PERIOD).whole
    assert appointed.startswith("Bổ nhiệm, bổ nhiệm lại: công bố 240 cán bộ, giai đoạn 2011–2015;")
    moved = findings.movement_counts(nothing, published, words=Words("vi"), **PERIOD).whole
    assert "giới thiệu ứng cử 7 người" in moved and "miễn nhiệm" not in moved
    city = findings.city_post_counts(nothing, published, words=Words("vi"), **PERIOD).whole
    assert "Thành ủy quản lý: công bố 13 người, giai đoạn 2011–2015" in city


def test_what_is_recorded_is_the_claim_and_what_was_published_stands_beside(published):
    table = counts("simulated", training=(7, 5), masters=(3, 3), advanced_theory=(0, 0))
    said = findings.training_counts(table, published, words=Words("vi"), **PERIOD)
    assert said.title == "Đào tạo, bồi dưỡng: 7 lượt của 5 người"
    assert "gồm đào tạo thạc sĩ 3, khác 4, giai đoạn" in said.text and "công bố" not in said.text
    beside = next(each for each in said.conditions if each.startswith("công bố: "))
    for figure in ("thạc sĩ 33 người", "cao cấp lý luận chính trị 20", "lý luận chính trị 216"):
        assert figure in beside
    assert said.origin == "published,simulated"


def test_a_recorded_kind_that_nobody_had_is_none_and_one_is_once(published):
    table = counts(planned=(0, 0), rotated=(1, 1), transferred=(1, None))
    asked = {"published": published.iloc[:0], **PERIOD}
    text = findings.movement_counts(table, words=Words("vi"), **asked).whole
    assert text.startswith("Điều động 1, luân chuyển 1; chưa ghi nhận lượt nào: quy hoạch")
    assert "; số người: luân chuyển 1;" in text
    english = findings.movement_counts(table, words=Words("en"), **asked).whole
    assert english.startswith("Transferred 1, rotated 1; none on record: planned")
    assert "; people: rotated 1;" in english
    one = published.head(1).assign(events=1, counted_in="cadres", kind="nominated")
    english = findings.movement_counts(table.iloc[:0], one, words=Words("en"), **PERIOD).whole
    assert "nominated 1 cadre," in english and "1 cadres" not in english


def test_of_nothing_one_line_says_so_and_tells_no_parts(published):
    asked = {"published": published.iloc[:0], **PERIOD}
    table = counts(planned=(0, 0), rotated=(0, 0))
    text = findings.movement_counts(table, words=Words("vi"), **asked)
    assert text.title == "Công tác cán bộ khác: chưa ghi nhận lượt nào"
    assert text.text.startswith(
        "Công tác cán bộ khác: chưa ghi nhận lượt nào (quy hoạch, luân chuyển), giai"
    )
    table = counts(training=(0, 0), masters=(0, 0))
    said = findings.training_counts(table, words=Words("en"), **asked)
    assert said.title == "Training: none on record" and "master" not in said.whole
    # The claim says that each is of another person: that is not told of its parts once more.
    each = counts(appointed_or_reappointed=(9, 9), appointed=(6, 6), reappointed=(3, 3))
    told = findings.appointment_counts(each, words=Words("vi"), **asked).whole
    assert told.count("bổ nhiệm 6") == 1 and "số người" not in told
    one = counts(appointed_or_reappointed=(1, 1), appointed=(1, 1))
    told = findings.appointment_counts(one, words=Words("en"), **asked)
    assert told.title == "One person was appointed or reappointed"


def test_kinds_without_a_sum_are_the_claim_the_first_four_of_them(published):
    kinds = dict.fromkeys(vocabulary.kinds_told_with("movement_counts"), (1234, 1234))
    said = findings.movement_counts(
        counts("simulated", **kinds), published, words=Words("vi"), **PERIOD
    )
    assert said.title == (
        "Quy hoạch 1.234, điều động 1.234, luân chuyển 1.234, giới thiệu ứng cử 1.234"
    )
    assert ", miễn nhiệm 1.234" in said.text
    # Five numbers are not told twice.
    assert "trong từng nội dung, mỗi người chỉ có một lượt" in said.conditions
    assert "số người: " not in said.whole
    assert "; công bố: giới thiệu ứng cử 7 người; số công bố giữ" in said.whole


def test_parts_add_up_to_their_sum_or_are_said_to_be_some_of_it():
    asked = {"published": counts().assign(counted_in=None), **PERIOD}
    told = {"training": (32, 30), "masters": (0, 0), "advanced_theory": (8, 8)}
    table = counts(**told, intermediate_theory=(12, 12))
    said = findings.training_counts(table, words=Words("vi"), **asked)
    assert (
        ", gồm cao cấp lý luận chính trị 8, trung cấp lý luận chính trị 12, khác 12," in said.text
    )
    # Of the others it is not known how many people had them.
    assert "mỗi người chỉ có một lượt" not in said.whole
    english = findings.training_counts(table, words=Words("en"), **asked).text
    assert "political theory 8, intermediate political theory 12, other 12, 2011" in english
    whole = counts(training=(20, 18), advanced_theory=(8, 8), intermediate_theory=(12, 12))
    said = findings.training_counts(whole, words=Words("vi"), **asked)
    assert "khác" not in said.text and "mỗi người chỉ có một lượt" in said.whole
    # Of other years, or told under two kinds, they are parts that no rest can be taken from.
    years = ["2011–2012", "2011–2012", "2011–2012", "2013"]
    for odd, words in (
        (table.assign(covered=years), "8 (2011–2012), trung cấp lý luận chính trị 12 (2013)"),
        (counts(training=(9, 9), advanced_theory=(8, 8), masters=(3, 3)), "thạc sĩ 3, cao cấp"),
    ):
        text = findings.training_counts(odd, words=Words("vi"), **asked).text
        assert ", trong đó " in text and words in text and "khác" not in text


def rates(by="rating", origin="recorded", cut_off=0, **groups):
    """Return a table of incidence: groups of (people with the event, people), after 3 years.

    Everybody's event is in the first year; `cut_off` people of each are followed for it alone.
    """
    ends = {
        name: {(1, "event"): k, (1, "end_known"): cut_off, (3, "end_known"): n - k - cut_off}
        for name, (k, n) in groups.items()
    }
    return incidence(ends, by, origin)


def said_of(table, language, by="rating", horizon=3, **more):
    difference = measures.incidence_difference(table, by, horizon)
    about = {"kind": "appointed", "by": by, "words": Words(language)}
    return findings.outcome_rates(table, difference, **about, **more)


@pytest.mark.parametrize(
    ("groups", "vietnamese", "english"),
    [
        (
            {"good": (10, 200), "excellent": (60, 200)},
            "Tỷ lệ được bổ nhiệm mới: xuất sắc cao hơn tốt trong 3 năm, 30,0% (60/200) so với 5,0% "
            "(10/200), chênh +25,0 điểm phần trăm",
            "Newly appointed: excellent more often than good within 3 years: "
            "30.0% (60/200) against 5.0% (10/200), +25.0 points",
        ),
        (
            {"good": (60, 200), "excellent": (10, 200)},
            "Tỷ lệ được bổ nhiệm mới: tốt cao hơn xuất sắc",
            "Newly appointed: good more often than excellent",
        ),
        (
            {"good": (10, 200), "excellent": (12, 200)},
            "không khác biệt rõ rệt theo mức xếp loại: xuất sắc 6,0% (12/200), tốt 5,0% (10/200)",
            "No clear difference by rating in share newly appointed",
        ),
        ({"good": (3, 10), "excellent": (4, 10)}, "không so sánh", "not compared"),
        (
            {"good": (3, 200), "excellent": (4, 10)},
            "nhóm hoàn thành xuất sắc 4/10; nhóm hoàn thành tốt 3/200",
            "those rated excellent 4/10; those rated good 3/200; there are not two groups",
        ),
    ],
)
def test_rates_after_a_rating(groups, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = said_of(rates(**groups), language)
        assert words in said.whole
        assert not broken(said)


def test_a_small_group_and_one_of_unknown_sex_are_described_beside_the_others():
    table = rates("sex", female=(40, 100), male=(10, 100), unknown=(3, 30))
    text = said_of(table, "vi", by="sex").whole
    assert "nữ cao hơn nam trong 3 năm, 40,0% (40/100) so với 10,0% (10/100)" in text
    assert "chỉ mô tả, không so sánh: nhóm chưa rõ thông tin 3/30" in text
    three = rates(completed=(1, 5), good=(10, 100), excellent=(40, 100))
    assert "nhóm hoàn thành nhiệm vụ 1/5" in said_of(three, "vi").whole


def test_who_is_followed_for_less_counts_as_long_and_the_share_is_of_all():
    # 20 of 100 in the first year, and none of those who are followed on: of 100, not of 85.
    table = rates(good=(20, 100), excellent=(60, 100), cut_off=15)
    vietnamese, english = (said_of(table, language).whole for language in ("vi", "en"))
    assert "ước tính 60,0% (60/100) so với ước tính 20,0% (20/100)" in vietnamese
    assert "; 30 người được theo dõi chưa đủ 3 năm, chỉ tính trong thời gian" in vietnamese
    assert "an estimated 60.0% (60/100) against an estimated 20.0% (20/100)" in english
    assert "people followed for less than 3 years, counted for as long as they are: 30" in english


THREE = {"completed": (10, 100), "good": (20, 100), "excellent": (60, 100)}


def test_three_groups_are_compared_at_their_own_level():
    # Bonferroni over three pairs: 1 - 0.05 / 3 is 98.3%.
    for language, level in (("vi", "khoảng tin cậy 98,3%"), ("en", "98.3% interval")):
        text = said_of(rates(**THREE), language).whole
        assert level in text
    assert "đã tính đến việc so sánh nhiều nhóm" in said_of(rates(**THREE), "vi").whole
    assert "allowing for the comparison of several groups" in said_of(rates(**THREE), "en").whole


def test_two_groups_are_compared_at_95_percent_and_the_title_ends_before_the_figures():
    for groups in (
        {"good": (10, 200), "excellent": (60, 200)},
        {"good": (9, 90), "excellent": (9, 90)},
    ):
        for language, words in (("vi", "khoảng tin cậy 95% "), ("en", "95% interval ")):
            said = said_of(rates(**groups), language)
            assert any(words in each for each in said.conditions) and "%" not in said.title


def test_no_clear_difference_says_which_difference_would_have_been_seen():
    # Both 10% of 100: each share's standard error is 3 points, and 2.80 of both is 11.9; the
    # intervals, which are a little wider than 1.96 standard errors, make it 12.0 or 12.1.
    for language, words in (("vi", "từ khoảng 12,"), ("en", "of about 12.")):
        assert words in said_of(rates(good=(10, 100), excellent=(10, 100)), language).whole


def test_the_cohort_is_named_the_record_too_and_training_is_not_called_a_cause():
    table = rates("earlier_training", trained=(40, 100), not_trained=(10, 100)).assign(since=2009)
    text = said_of(table, "vi", by="earlier_training", start=2012).whole
    assert text.startswith("Tỷ lệ được bổ nhiệm mới: nhóm đã đào tạo cao hơn nhóm chưa có ghi nhận")
    assert "sau khi được xếp loại năm 2012" in text and "trong 3 năm" in text
    assert "chưa có ghi nhận đào tạo: không có khóa nào được ghi nhận từ năm 2009" in text
    assert "việc cử đi học có lựa chọn" in text
    english = said_of(table, "en", by="earlier_training", start=2012).whole
    assert "within 3 years" in english and "years count from the rating of 2012" in english
    assert "no course on record means none since 2009" in english
    assert "not trained" not in english
    assert "cannot be taken for the effect of training" in english
    assert "lựa chọn" not in said_of(rates(good=(1, 50), excellent=(9, 50)), "vi").whole


def why(ends, language, horizon=2):
    table = incidence(ends)
    told = {"kind": "appointed", "by": "rating", "words": Words(language)}
    return (
        said_of(table, language, horizon=horizon).whole,
        findings.incidence(table, **told).whole,
    )


@pytest.mark.parametrize(
    ("ends", "vietnamese", "english"),
    [
        (
            {},
            "không có kết quả xếp loại theo từng người",
            "no such rating is of a person",
        ),
        (
            {"good": {(0, "not_covered"): 500}, "excellent": {(0, "not_covered"): 26}},
            "danh sách kết quả hoặc danh sách đánh giá theo từng người, đối với 526",
            "the year after has no list of events or none of persons, for 526 people",
        ),
    ],
    ids=["nobody rated", "no list"],
)
def test_why_nothing_can_be_said_is_the_reason_that_was_found(ends, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        for text in why(ends, language):
            assert words in text
            assert "nobody is followed" not in text and "không có ai được theo dõi" not in text


def test_a_record_that_is_too_short_is_not_an_empty_one():
    ends = {"good": {(1, "event"): 5, (1, "end_known"): 95}}
    assert "the record is too short for all 100 people" in why(ends, "en")[0]
    assert "chưa dài đủ đối với ai trong 100 người" in why(ends, "vi")[0]
    assert why(ends, "en")[1].startswith("Newly appointed within 1 year: ")


def test_people_whose_next_year_is_on_no_list_are_told_beside():
    ends = {
        group: {(1, "event"): 5, (3, "end_known"): 95, (0, "not_covered"): 7}
        for group in ("good", "excellent")
    }
    assert "or of persons for the year that follows: 14 people" in why(ends, "en")[0]
    assert "không tính 14 người" in why(ends, "vi")[0]


def test_an_event_in_the_year_of_one_rating_is_counted_after_the_one_before():
    table = rates(good=(7, 50), excellent=(3, 50)).assign(that_year=[0, 9] * 3)
    table = table.sort_values(["time", "rating"])
    every = {language: said_of(table, language, start="every").whole for language in LANGUAGES}
    assert (
        "không tính sau lần xếp loại của năm đó, chỉ tính sau lần xếp loại của năm" in every["vi"]
    )
    assert "not after that rating but after the year before's" in every["en"]
    # After one rating alone there is none before it.
    assert "nên không tính là sau xếp loại" in said_of(table, "vi", start=2011).whole


def test_a_share_that_allows_for_who_was_not_followed_is_an_estimate_with_its_counts():
    ends = {
        "good": {(1, "event"): 5, (2, "event"): 3, (1, "end_known"): 30, (2, "end_known"): 51},
        "completed": {(1, "event"): 2, (2, "end_known"): 28},
    }
    table = incidence(ends)
    for language, share, claim in (
        ("vi", "tốt ước tính 10,9% (8/89), hoàn thành 6,7% (2/30)", "trong 2 năm (ước tính): tốt"),
        ("en", "good an estimated 10.9% (8/89)", "within 2 years (estimated): good 10.9%"),
    ):
        assert share in said_of(table, language, horizon=2).whole
        about = {"kind": "appointed", "by": "rating", "words": Words(language)}
        assert claim in findings.incidence(table, **about).title
    exact = incidence({k: {(y, e): n for (y, e), n in v.items() if y > 1} for k, v in ends.items()})
    assert "ước tính" not in said_of(exact, "vi", horizon=2).whole


def curve(origin="recorded", **groups):
    """Return incidence by sex; a group is (event, followed on) of each year in turn."""
    ends = {
        name: {
            (year, end): n
            for year, pair in enumerate(years, 1)
            for end, n in zip(("event", "end_known"), pair, strict=True)
        }
        for name, years in groups.items()
    }
    return incidence(ends, "sex", origin)


def said_by_sex(table, language):
    return findings.incidence(table, kind="appointed", by="sex", words=Words(language))


def test_incidence_is_told_for_the_last_year_of_which_twenty_are_known():
    # After 2 years 25 of 100 women; in the third year only 10 women are left to follow.
    table = curve(female=[(10, 0), (15, 65), (9, 1)], male=[(18, 0), (9, 0), (0, 63)])
    english = said_by_sex(table, "en").whole
    assert english.startswith("Newly appointed within 2 years: ")
    assert "women 25.0%" in english and "men 30.0%" in english
    assert "34" not in english, "of the third year 10 women are no base to judge on"
    assert "described, not tested" in english and "stay in the base" in english
    few = said_by_sex(curve(female=[(9, 10)]), "en").whole
    assert "no group has 20 people" in few and "47" not in few
    assert "Chưa thể" in said_by_sex(curve(), "vi").whole
    assert not broken(said_by_sex(curve(), "vi"))
    assert "cạnh tranh" not in said_by_sex(table, "vi").whole


def test_findings_know_of_simulated_outcomes_and_bear_no_mark(published):
    for origin in ("simulated", "recorded"):
        said = [
            findings.training_counts(
                counts(origin, training=(7, 5)), published[:0], words=Words("vi"), **PERIOD
            ),
            said_of(rates(origin=origin, good=(1, 50), excellent=(9, 50)), "vi"),
            said_by_sex(curve(origin, female=[(5, 0), (4, 41)]), "vi"),
        ]
        assert {finding.origin for finding in said} == {origin}
        assert not any("mô phỏng" in finding.whole for finding in said)


numbers = st.integers(0, 400)
kinds = st.sampled_from(vocabulary.codes("outcome_kinds"))


@given(
    events=st.dictionaries(kinds, st.tuples(numbers, st.none() | numbers)),
    groups=st.dictionaries(st.sampled_from(vocabulary.rating_order()), st.tuples(numbers, numbers)),
    language=st.sampled_from(LANGUAGES),
)
def test_no_table_breaks_a_sentence(published, events, groups, language):
    table = counts(**events)
    for say in (findings.training_counts, findings.appointment_counts, findings.movement_counts):
        for beside in (published, published.iloc[:0]):
            assert not broken(say(table, beside, words=Words(language), **PERIOD))
    cohort = rates(**{name: (min(k, n), n) for name, (k, n) in groups.items()})
    assert not broken(said_of(cohort, language))


def test_every_kind_has_its_words():
    from analysis.findings.finding import say

    for kind in vocabulary.codes("outcome_kinds"):
        assert say(f"kind_phrase.{kind}", Words("vi"))
