"""Turn each table of outcomes round, level it or blank it: every sentence must follow."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import findings, load, measures, vocabulary
from analysis.findings.outcomes import MOVEMENTS

LANGUAGES = ["vi", "en"]
PERIOD = {"first_year": 2011, "last_year": 2015}
BROKEN = ("nan", "None", "<NA>", "NaT", "{", "}")


def broken(*said):
    """Return the findings whose sentence is not whole."""
    return [
        each
        for each in said
        if any(sign in each.text for sign in (*BROKEN, "  ")) or each.text.endswith(".")
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
            say(nothing, published, language=language, **PERIOD).text
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
        assert f"công bố {figure}" in said["vi"]
    for figure in ("240 cadres", "7 people", "13 people", "33 people", "20 people", "216 people"):
        assert f"published {figure}" in said["en"]
    assert "269" not in said["vi"] + said["en"], "the source never adds the courses up"
    assert "%" not in said["vi"] + said["en"]
    assert "cách đếm của nguồn" in said["vi"] and "as the source counts them" in said["en"]


def test_a_ledger_read_as_the_source_is_not_events_on_record(published):
    ledger = measures.outcome_counts(load("data/published").outcomes, ["kind"])
    for beside in (published, published.iloc[:0]):
        text = findings.training_counts(ledger, beside, language="vi", **PERIOD).text
        assert "lượt" not in text.split(";")[0] and "công bố 33" in text
        assert "269" not in text


def test_counts_tell_events_people_and_the_published_figure_of_another_period(published):
    table = counts(training=(7, 5), masters=(7, None))
    text = findings.training_counts(table, published, language="en", **PERIOD).text
    assert "in all recorded 7 times, 5 people" in text
    assert "master's degree: recorded 7 times, published 33 people" in text
    other = findings.training_counts(
        table, published, first_year=2012, last_year=2015, language="vi"
    ).text
    assert "công bố 33 người (giai đoạn 2011–2015)" in other
    alone = findings.training_counts(table, published.iloc[:0], language="vi", **PERIOD)
    assert "công bố" not in alone.text and alone.value == 7
    none = findings.movement_counts(table, published.iloc[:0], language="vi", **PERIOD)
    assert none.text == "Không có số liệu về các khâu khác của công tác cán bộ giai đoạn 2011–2015"
    assert none.value is None


def test_headings_name_what_is_counted_and_nothing_twice(published):
    nothing = published.iloc[:0]
    appointed = findings.appointment_counts(nothing, published, language="vi", **PERIOD).text
    assert appointed.startswith("Bổ nhiệm, bổ nhiệm lại giai đoạn 2011–2015: công bố 240 cán bộ;")
    moved = findings.movement_counts(nothing, published, language="vi", **PERIOD).text
    assert "giới thiệu ứng cử: công bố 7 người" in moved and "miễn nhiệm" not in moved
    city = findings.city_post_counts(nothing, published, language="vi", **PERIOD).text
    assert "Thành ủy quản lý giai đoạn 2011–2015: công bố 13 người" in city


def test_what_is_simulated_is_marked_and_what_was_published_is_not(published):
    table = counts("simulated", training=(7, 5), masters=(3, 3), advanced_theory=(0, 0))
    said = findings.training_counts(table, published, language="vi", **PERIOD)
    assert said.title == (
        "Đào tạo, bồi dưỡng giai đoạn 2011–2015: tổng cộng 7 lượt của 5 người (mô phỏng)"
    )
    assert "đào tạo thạc sĩ: 3 lượt của 3 người (mô phỏng), công bố 33 người;" in said.text
    assert "cao cấp lý luận chính trị: 0 lượt (mô phỏng), công bố 20 người;" in said.text
    assert "trung cấp lý luận chính trị: công bố 216 người;" in said.text
    assert not said.text.endswith("(mô phỏng)")


def test_a_recorded_kind_that_nobody_had_is_none_and_one_is_once(published):
    table = counts(planned=(0, 0), rotated=(1, 1), transferred=(1, None))
    asked = {"published": published.iloc[:0], **PERIOD}
    text = findings.movement_counts(table, language="vi", **asked).text
    assert (
        ": quy hoạch 0 lượt, điều động 1 lượt, luân chuyển 1 lượt; số người: luân chuyển 1;" in text
    )
    english = findings.movement_counts(table, language="en", **asked).text
    assert (
        ": planned: none on record, transferred: once, rotated: once; people: rotated 1;" in english
    )
    one = published.head(1).assign(events=1, counted_in="cadres", kind="nominated")
    english = findings.movement_counts(table.iloc[:0], one, language="en", **PERIOD).text
    assert "published 1 cadre¦" not in english and "published 1 cadre;" in english


def test_kinds_without_a_sum_are_listed_in_a_title_of_three_lines(published):
    kinds = dict.fromkeys(MOVEMENTS, (1234, 1234))
    said = findings.movement_counts(
        counts("simulated", **kinds), published, language="vi", **PERIOD
    )
    assert said.title == (
        "Các khâu khác của công tác cán bộ giai đoạn 2011–2015: quy hoạch 1.234 lượt, điều động "
        "1.234 lượt, luân chuyển 1.234 lượt, giới thiệu ứng cử 1.234 lượt, miễn nhiệm 1.234 lượt "
        "(mô phỏng)"
    )
    assert "; số người: quy hoạch 1.234, " in said.text
    assert "; công bố: giới thiệu ứng cử 7 người; số công bố ghi" in said.text


def rates(by="rating", origin="recorded", **groups):
    rows = [
        {by: None if name == "unknown" else name, "people": k, "at_risk": n, "not_followed": 1}
        for name, (k, n) in groups.items()
    ]
    table = pd.DataFrame(rows, columns=[by, "people", "at_risk", "not_followed"])
    if by == "rating":
        table[by] = pd.Categorical(table[by], vocabulary.rating_order(), ordered=True)
    counted = table.astype(dict.fromkeys(["people", "at_risk", "not_followed"], "Int64"))
    share = (counted["people"] / counted["at_risk"].where(counted["at_risk"] > 0)).astype("Float64")
    return counted.assign(
        share=share.astype(float), kind="appointed", within_years=3, origin=origin
    )


def said_of(table, language, by="rating"):
    difference = measures.rate_difference(table, [by])
    return findings.outcome_rates(
        table, difference, kind="appointed", by=by, within_years=3, language=language
    )


@pytest.mark.parametrize(
    ("groups", "vietnamese", "english"),
    [
        (
            {"good": (10, 200), "excellent": (60, 200)},
            "của nhóm hoàn thành xuất sắc nhiệm vụ (30,0%, 60/200) cao hơn rõ rệt",
            "those rated excellent (30.0%, 60/200) were newly appointed clearly more often",
        ),
        (
            {"good": (60, 200), "excellent": (10, 200)},
            "của nhóm hoàn thành tốt nhiệm vụ (30,0%, 60/200) cao hơn rõ rệt",
            "those rated good (30.0%, 60/200) were newly appointed clearly more often",
        ),
        (
            {"good": (10, 200), "excellent": (10, 200)},
            "không khác biệt rõ rệt",
            "no clear difference",
        ),
        ({"good": (3, 10), "excellent": (4, 10)}, "theo từng nhóm, không so sánh", "not compared"),
        ({"good": (0, 0), "excellent": (0, 0)}, "Chưa thể nói", "cannot be said"),
        ({}, "Chưa thể nói", "cannot be said"),
    ],
)
def test_rates_after_a_rating(groups, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        said = said_of(rates(**groups), language)
        assert words in said.text
        assert not broken(said)


def test_a_small_group_and_one_of_unknown_sex_are_described_beside_the_others():
    table = rates("sex", female=(40, 100), male=(10, 100), unknown=(3, 30))
    text = said_of(table, "vi", by="sex").text
    assert "của nữ (40,0%, 40/100) cao hơn rõ rệt so với nam" in text
    three = rates(completed=(1, 5), good=(10, 100), excellent=(40, 100), not_completed=(0, 0))
    assert "nhóm hoàn thành nhiệm vụ 1/5" in said_of(three, "vi").text
    assert "4 người chưa được theo dõi đủ 3 năm" in said_of(three, "vi").text


THREE = {"completed": (10, 100), "good": (20, 100), "excellent": (60, 100)}


def test_three_groups_are_compared_at_their_own_level():
    # Bonferroni over three pairs: 1 - 0.05 / 3 is 98.3%; the bounds by hand from two Wilson ones.
    table = rates(**THREE)
    assert said_of(table, "vi").text == (
        "Trong 3 năm kể từ lần xếp loại đầu tiên trong kỳ, tỷ lệ được bổ nhiệm mới của nhóm hoàn "
        "thành xuất sắc nhiệm vụ (60,0%, 60/100) cao hơn rõ rệt so với nhóm hoàn thành nhiệm vụ "
        "(10,0%, 10/100): +50,0 điểm phần trăm (khoảng tin cậy 98,3%: +34,7 đến +62,0, đã tính "
        "đến việc so sánh nhiều nhóm); 3 người chưa được theo dõi đủ 3 năm nên không tính"
    )
    assert said_of(table, "en").text == (
        "Within 3 years of the first rating in the period, those rated excellent (60.0%, 60/100) "
        "were newly appointed clearly more often than those rated as having completed their duties "
        "(10.0%, 10/100): +50.0 points (98.3% interval +34.7 to +62.0, allowing for the "
        "comparison of several groups); not counted, being followed for less than 3 years: 3 people"
    )


def test_two_groups_are_compared_at_95_percent_and_the_title_ends_before_the_figures():
    for groups in (
        {"good": (10, 200), "excellent": (60, 200)},
        {"good": (9, 90), "excellent": (9, 90)},
    ):
        for language, words in (("vi", "(khoảng tin cậy 95%: "), ("en", "(95% interval ")):
            said = said_of(rates(**groups), language)
            assert words in said.text and words not in said.title


def test_the_cohort_is_named_and_training_is_not_called_a_cause():
    table = rates("earlier_training", trained=(40, 100), not_trained=(10, 100))
    difference = measures.rate_difference(table, ["earlier_training"])
    about = {"kind": "appointed", "by": "earlier_training", "within_years": 3}
    text = findings.outcome_rates(table, difference, cohort=2012, language="vi", **about).text
    assert text.startswith("Trong 3 năm sau khi được xếp loại năm 2012, tỷ lệ được bổ nhiệm mới")
    assert "việc cử đi học có lựa chọn" in text
    english = findings.outcome_rates(table, difference, cohort=2012, language="en", **about).text
    assert english.startswith("Within 3 years of the rating of 2012")
    assert "cannot be taken for the effect of training" in english
    assert "lựa chọn" not in said_of(rates(good=(1, 50), excellent=(9, 50)), "vi").text


def curve(origin="recorded", **groups):
    rows = [
        {"sex": name, "kind": "appointed", "time": t, "at_risk": n, "incidence": share}
        for name, steps in groups.items()
        for t, (n, share) in enumerate(steps)
    ]
    return pd.DataFrame(rows, columns=["sex", "kind", "time", "at_risk", "incidence"]).assign(
        origin=origin
    )


def test_incidence_is_read_where_twenty_are_still_followed():
    table = curve(
        female=[(100, 0.0), (80, 0.1), (21, 0.25), (19, 0.9)],
        male=[(90, 0.0), (70, 0.2), (30, 0.3)],
    )
    english = findings.incidence(table, by="sex", language="en").text
    assert english.startswith("2 years after the first rating")
    assert "women 25.0%" in english and "men 30.0%" in english and "90.0%" not in english
    assert "differences between the groups are not tested" in english
    one = findings.incidence(curve(female=[(90, 0.0), (70, 0.2)]), by="sex", language="vi").text
    assert "chưa được kiểm định" not in one and "sự kiện cạnh tranh" in one
    assert "sự kiện cạnh tranh" in findings.incidence(table, by="sex", language="vi").text
    few = findings.incidence(curve(female=[(19, 0.0), (10, 0.5)]), by="sex", language="en").text
    assert "cannot be estimated" in few and "50" not in few
    empty = findings.incidence(curve(), by="sex", language="vi")
    assert "Chưa thể" in empty.text
    assert not broken(empty)


def test_simulated_outcomes_make_every_sentence_say_so(published):
    for origin, marked in (("simulated", True), ("recorded", False)):
        said = [
            findings.training_counts(
                counts(origin, training=(7, 5)), published[:0], language="vi", **PERIOD
            ),
            said_of(rates(origin=origin, good=(1, 50), excellent=(9, 50)), "vi"),
            findings.incidence(
                curve(origin, female=[(50, 0.0), (40, 0.1)]), by="sex", language="vi"
            ),
        ]
        assert {finding.text.endswith("(mô phỏng)") for finding in said} == {marked}


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
            assert not broken(say(table, beside, language=language, **PERIOD))
    cohort = rates(**{name: (min(k, n), n) for name, (k, n) in groups.items()})
    assert not broken(said_of(cohort, language))


def test_every_kind_has_its_words():
    from analysis.findings.finding import say

    for kind in vocabulary.codes("outcome_kinds"):
        assert say(f"kind_phrase.{kind}", "vi")
