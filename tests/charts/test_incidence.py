"""Cumulative incidence, read back from the steps and from the numbers under the axis."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from legibility import faults

from analysis.charts import style
from analysis.charts.frame import description
from analysis.charts.incidence import cumulative_incidence
from analysis.charts.scale import apart


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def curve(group, at_risk, incidence, by="rating", origin="recorded"):
    return pd.DataFrame(
        {
            by: pd.Series([group] * len(at_risk), dtype="str"),
            "kind": "appointed",
            "time": pd.array(range(len(at_risk)), dtype="Int64"),
            "at_risk": pd.array(at_risk, dtype="Int64"),
            "incidence": incidence,
            "origin": pd.Series([origin] * len(at_risk), dtype="str"),
        }
    )


EXCELLENT = curve("excellent", [357, 349, 296, 238], [0, 0.04, 0.09, 0.145])
GOOD = curve("good", [309, 299, 266, 221], [0, 0.013, 0.037, 0.144])
FEW = curve("not_completed", [2, 2, 1], [0, 0, 0])
TWO = pd.concat([GOOD, EXCELLENT])
ALL = pd.concat([GOOD, FEW, EXCELLENT])


def steps(ax):
    return [line for line in ax.lines if line.get_drawstyle() == "steps-post"]


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_lines_step_at_the_years_and_go_through_the_incidences():
    ax = cumulative_incidence(TWO, by="rating", language="vi")
    excellent, good = steps(ax)
    assert list(excellent.get_xdata()[:4]) == [0, 1, 2, 3]
    assert list(excellent.get_ydata()[:4]) == [0, 0.04, 0.09, 0.145]
    assert excellent.get_ydata()[4] == 0.145, "held a little, so that the last step is seen"
    assert excellent.get_xdata()[4] < 4, "nothing is drawn for a year that was not observed"
    assert excellent.get_color() == style.RATING_COLOURS["excellent"]
    assert good.get_color() == style.RATING_COLOURS["good"]


def test_each_line_is_named_at_its_end_with_its_own_value():
    ax = cumulative_incidence(TWO, by="rating", language="vi")
    assert {"Xuất sắc: 14,5%", "Tốt: 14,4%"} <= set(words(ax))
    assert ax.get_legend() is None
    leaders = [line for line in ax.lines if line not in steps(ax)]
    for line, leader in zip(steps(ax), leaders, strict=True):
        assert (leader.get_xdata()[0], leader.get_ydata()[0]) == pytest.approx(
            (line.get_xdata()[-1], line.get_ydata()[-1])
        )


def test_the_people_still_followed_stand_under_the_years():
    ax = cumulative_incidence(ALL, by="rating", language="en")
    placed = {text.get_text(): text.xy[0] for text in ax.texts if text.get_text().isdigit()}
    assert {placed[n] for n in ("357", "309")} == {0}
    assert {placed[n] for n in ("238", "221")} == {3}
    assert placed["1"] == 2, "a group is followed to its own last year"


def test_a_group_of_few_has_its_people_and_no_line():
    ax = cumulative_incidence(ALL, by="rating", language="en")
    assert len(steps(ax)) == 2
    assert not any("Not completed:" in word for word in words(ax))
    assert "Not completed" in words(ax), "the row of the people still followed"
    assert "no line is drawn" in description(ax.figure).source_note
    assert "under 20 people aside" in description(ax.figure).alt
    ax = cumulative_incidence(TWO, by="rating", language="en")
    assert "no line is drawn" not in description(ax.figure).source_note


def test_where_every_group_is_of_few_the_reason_stands_instead_of_lines():
    ax = cumulative_incidence(FEW, by="rating", language="vi")
    assert not ax.lines
    assert words(ax) == ["mỗi nhóm đều có dưới 20 người lúc đầu nên không vẽ đường tích lũy"]


def test_leaving_is_said_to_compete():
    ax = cumulative_incidence(TWO, by="rating", language="vi")
    assert "sự kiện cạnh tranh" in description(ax.figure).source_note


def test_groups_of_nobody_are_left_out_and_the_unknown_is_grey():
    nobody = curve("male", [0], [0.0], by="sex")
    unknown = curve(None, [30, 20], [0, 0.1], by="sex")
    ax = cumulative_incidence(pd.concat([nobody, unknown]), by="sex", language="vi")
    assert len(steps(ax)) == 1
    assert steps(ax)[0].get_color() not in style.SEX_COLOURS.values()
    assert "Không rõ: 10,0%" in words(ax)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_nobody_was_followed_for_a_year_there_are_no_data_and_no_zero(language):
    at_once = pd.concat([curve("good", [309], [0.0]), curve("excellent", [357], [0.0])])
    ax = cumulative_incidence(at_once, by="rating", language=language)
    said = description(ax.figure)
    none = "không có số liệu" if language == "vi" else "no data"
    assert not ax.lines
    assert words(ax) == [none]
    assert not ax.axison
    assert none in said.alt
    assert "%" not in said.alt.replace(said.subtitle, "")


def test_a_group_followed_for_no_year_has_no_line_among_those_followed():
    ax = cumulative_incidence(
        pd.concat([GOOD, curve("excellent", [357], [0.0])]), by="rating", language="en"
    )
    assert len(steps(ax)) == 1
    assert "Excellent" not in " ".join([*words(ax), description(ax.figure).alt])


def test_on_the_callers_axes_nothing_else_is_touched():
    figure, (left, right) = plt.subplots(1, 2)
    assert cumulative_incidence(TWO, by="rating", language="vi", ax=left) is left
    assert not right.lines
    assert not figure.texts


def test_the_alt_text_tells_lowest_and_highest():
    ax = cumulative_incidence(ALL.assign(origin="simulated"), by="rating", language="en")
    told = description(ax.figure).alt
    assert "Lowest is 14.4% (Good, after 3 years)" in told
    assert "under 20 people aside" in told
    assert "14.5% (Excellent, after 3 years)" in told
    assert "simulated" in told.lower()


@given(st.lists(st.floats(0, 1), max_size=6))
def test_names_are_a_gap_apart_in_the_order_of_their_lines(levels):
    placed = apart(levels, 0.08)
    inside = sorted(placed)
    assert all(b - a >= 0.08 - 1e-9 for a, b in pairwise(inside))
    by_level = sorted(range(len(levels)), key=lambda i: levels[i])
    assert [placed[i] for i in by_level] == inside
    assert all(after >= before for before, after in zip(levels, placed, strict=True))


FOUR = pd.concat(
    curve(code, [30] * 21, [0.01 * year for year in range(21)]) for code in style.RATING_COLOURS
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "table",
    [ALL, FOUR, curve("good", [1], [0.0]), curve("good", [3, 1], [0, 1.0]), ALL.iloc[:0],
     curve("good", [7_654_321, 7_000_000], [0, 0.5])],
    ids=["ratings", "twenty years, all alike", "one year", "three people", "empty", "millions"],
)  # fmt: skip
def test_text_is_legible(table, language):
    ax = cumulative_incidence(table, by="rating", language=language, title="Một câu rất dài. " * 9)
    assert faults(ax.figure) == []
