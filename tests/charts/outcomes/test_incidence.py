"""Cumulative incidence, read back from the steps and from the numbers under the axis."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from legibility import faults
from people_followed import incidence

from analysis.charts.draw import style
from analysis.charts.draw.frame import description
from analysis.charts.draw.scale import apart
from analysis.charts.outcomes.incidence import cumulative_incidence
from analysis.words import Words


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def curves(by="rating", origin="recorded", **groups):
    """Return incidence; a group is (people at the start, had the event and gone on by year)."""
    ends = {}
    for name, (people, *years) in groups.items():
        ended = {(year, "event"): n for year, n in enumerate(years, 1)}
        ends[name] = {**ended, (max(len(years), 1), "end_known"): people - sum(years)}
    return incidence(ends, by, origin)


EXCELLENT, GOOD, FEW = (357, 14, 18, 20), (309, 4, 7, 33), (2, 0, 0)
TWO = {"good": GOOD, "excellent": EXCELLENT}
ALL = {**TWO, "not_completed": FEW}


def steps(ax):
    return [line for line in ax.lines if line.get_drawstyle() == "steps-post"]


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_lines_step_at_the_years_and_go_through_the_incidences():
    ax = cumulative_incidence(curves(**TWO), by="rating", words=Words("vi"))
    excellent, good = steps(ax)
    assert list(excellent.get_xdata()[:4]) == [0, 1, 2, 3]
    shares = [0, 14 / 357, 32 / 357, 52 / 357, 52 / 357]
    assert list(excellent.get_ydata()) == pytest.approx(shares), "held, so that the step is seen"
    assert excellent.get_xdata()[4] < 4, "nothing is drawn for a year that was not observed"
    assert excellent.get_color() == style.RATING_COLOURS["excellent"]
    assert good.get_color() == style.RATING_COLOURS["good"]


def test_each_line_is_named_at_its_end_with_its_own_value():
    ax = cumulative_incidence(curves(**TWO), by="rating", words=Words("vi"))
    # 52 of 357 and 44 of 309.
    assert {"Xuất sắc: 14,6%", "Tốt: 14,2%"} <= set(words(ax))
    assert ax.get_legend() is None
    leaders = [line for line in ax.lines if line not in steps(ax)]
    for line, leader in zip(steps(ax), leaders, strict=True):
        assert (leader.get_xdata()[0], leader.get_ydata()[0]) == pytest.approx(
            (line.get_xdata()[-1], line.get_ydata()[-1])
        )


def test_the_people_still_followed_stand_under_the_years():
    ax = cumulative_incidence(curves(**ALL), by="rating", words=Words("en"))
    placed = {text.get_text(): text.xy[0] for text in ax.texts if text.get_text().isdigit()}
    assert {placed[n] for n in ("343", "305")} == {2}
    assert {placed[n] for n in ("325", "298")} == {3}
    assert placed["2"] == 2, "a group is followed to its own last year"


def test_a_group_of_few_has_its_people_and_no_line():
    ax = cumulative_incidence(curves(**ALL), by="rating", words=Words("en"))
    assert len(steps(ax)) == 2
    assert not any("Not completed:" in word for word in words(ax))
    assert "Not completed" in words(ax), "the row of the people still followed"
    assert "no line is drawn" in description(ax.figure).source_note
    assert "under 20 people aside" in description(ax.figure).alt
    ax = cumulative_incidence(curves(**TWO), by="rating", words=Words("en"))
    assert "no line is drawn" not in description(ax.figure).source_note


def test_a_line_ends_where_fewer_than_twenty_are_left_to_follow():
    ends = {"good": {(1, "event"): 10, (1, "end_known"): 60, (2, "event"): 5}}
    ax = cumulative_incidence(incidence(ends), by="rating", words=Words("en"))
    assert list(steps(ax)[0].get_ydata()) == pytest.approx([0, 10 / 75, 10 / 75])
    assert "Good: 13.3%" in words(ax) and "after 1 years" in description(ax.figure).alt


def test_where_every_group_is_of_few_the_reason_stands_instead_of_lines():
    ax = cumulative_incidence(curves(not_completed=FEW), by="rating", words=Words("vi"))
    assert not ax.lines
    assert words(ax) == ["mỗi nhóm đều có dưới 20 người nên không vẽ đường tích lũy"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_leaving_and_of_whom_are_told_in_plain_words(language):
    ax = cumulative_incidence(curves(**TWO), by="rating", words=Words(language))
    said = description(ax.figure)
    stays = {"vi": "vẫn tính trong mẫu số", "en": "stay in the base"}
    whom = {"vi": "cán bộ diện Ban Thường vụ Huyện ủy", "en": "the district's standing committee"}
    assert stays[language] in said.source_note and whom[language] in said.subtitle
    assert "competing" not in said.source_note and "cạnh tranh" not in said.source_note


def test_the_unknown_is_grey():
    ax = cumulative_incidence(curves("sex", unknown=(30, 3)), by="sex", words=Words("vi"))
    assert len(steps(ax)) == 1
    assert steps(ax)[0].get_color() not in style.SEX_COLOURS.values()
    assert "Không rõ: 10,0%" in words(ax)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("end", ["not_covered", "end_known"])
def test_where_nobody_was_followed_for_a_year_there_are_no_data_and_no_zero(language, end):
    at_once = incidence({"good": {(0, end): 309}, "excellent": {(0, end): 357}})
    ax = cumulative_incidence(at_once, by="rating", words=Words(language))
    said = description(ax.figure)
    none = "không có số liệu" if language == "vi" else "no data"
    assert not ax.lines
    assert words(ax) == [none]
    assert not ax.axison
    assert none in said.alt
    assert "%" not in said.alt.replace(said.subtitle, "")


def test_a_group_followed_for_no_year_has_no_line_among_those_followed():
    ends = {"good": {(1, "event"): 4, (1, "end_known"): 300}, "excellent": {(0, "end_known"): 357}}
    ax = cumulative_incidence(incidence(ends), by="rating", words=Words("en"))
    assert len(steps(ax)) == 1
    assert "Excellent" not in " ".join([*words(ax), description(ax.figure).alt])


def test_on_the_callers_axes_nothing_else_is_touched():
    figure, (left, right) = plt.subplots(1, 2)
    assert cumulative_incidence(curves(**TWO), by="rating", words=Words("vi"), ax=left) is left
    assert not right.lines
    assert not figure.texts


def test_the_alt_text_tells_lowest_and_highest():
    table = curves(origin="simulated", **ALL)
    told = description(cumulative_incidence(table, by="rating", words=Words("en")).figure).alt
    assert "Lowest is 14.2% (Good, after 3 years)" in told
    assert "under 20 people aside" in told
    assert "14.6% (Excellent, after 3 years)" in told
    assert "simulated" in told.lower()


@given(st.lists(st.floats(0, 1), max_size=6))
def test_names_are_a_gap_apart_in_the_order_of_their_lines(levels):
    placed = apart(levels, 0.08)
    inside = sorted(placed)
    assert all(b - a >= 0.08 - 1e-9 for a, b in pairwise(inside))
    by_level = sorted(range(len(levels)), key=lambda i: levels[i])
    assert [placed[i] for i in by_level] == inside
    assert all(after >= before for before, after in zip(levels, placed, strict=True))


FOUR = curves(**dict.fromkeys(style.RATING_COLOURS, (3000, *[5] * 20)))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "table",
    [curves(**ALL), FOUR, curves(good=(1,)), curves(good=(3, 1)), curves(),
     curves(good=(7_654_321, 654_321))],
    ids=["ratings", "twenty years, all alike", "one year", "three people", "empty", "millions"],
)  # fmt: skip
def test_text_is_legible(table, language):
    ax = cumulative_incidence(
        table, by="rating", words=Words(language), title="Một câu rất dài. " * 9
    )
    assert faults(ax.figure) == []
