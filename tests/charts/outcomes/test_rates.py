"""Shares with an event within so many years, read back from the dots."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults
from people_followed import incidence, within

from analysis.charts.draw import style
from analysis.charts.draw.frame import description
from analysis.charts.outcomes.rates import outcome_rates
from analysis.words import Words

BEST_FIRST = ["excellent", "good", "completed", "not_completed"]


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def by_rating(origin="recorded", years=3):
    sizes = {"excellent": (14, 321), "good": (4, 276), "completed": (0, 13)}
    return within(sizes, origin=origin, years=years)


def dots(ax):
    return {
        int(line.get_ydata()[0]): (line.get_xdata()[0], line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() == "o"
    }


def whiskers(ax):
    return {
        int(line.get_ydata()[0]): tuple(line.get_xdata())
        for line in ax.lines
        if len(line.get_xdata()) == 2
    }


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_one_panel_a_window_rows_best_rating_first_with_their_people():
    figure = outcome_rates(by_rating(years=4), by="rating", words=Words("vi"))
    assert [ax.get_title(loc="left") for ax in figure.axes] == [
        "Trong 1 năm", "Trong 2 năm", "Trong 3 năm",
    ]  # fmt: skip
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names == ["Xuất sắc (321)", "Tốt (276)", "Hoàn thành (13)"]
    assert len(outcome_rates(by_rating(), by="rating", words=Words("vi"), windows=[2]).axes) == 1


def test_dots_and_whiskers_are_the_incidences_and_their_intervals():
    table = by_rating(years=1)
    (ax,) = outcome_rates(table, by="rating", words=Words("vi")).axes
    drawn = dots(ax)
    assert drawn[0][0] == pytest.approx(14 / 321)
    assert drawn[1][0] == pytest.approx(4 / 276)
    assert drawn[0][1] == style.RATING_COLOURS["excellent"]
    assert drawn[2][1] == "white", "under 20 people"
    assert 3 not in drawn, "of a rating that nobody had there is no row"
    first = table[table["rating"] == "excellent"].iloc[0]
    assert whiskers(ax)[0] == pytest.approx((first["low"], first["high"]))
    assert {"4,4%", "0/13"} <= set(words(ax)) and "0,0%" not in words(ax)


def test_of_few_people_only_the_counts_are_told():
    table = within({"excellent": (14, 321), "good": (1, 19), "completed": (1, 20)}, years=1)
    (ax,) = outcome_rates(table, by="rating", words=Words("vi")).axes
    assert set(whiskers(ax)) == {0, 2}
    assert "5,3%" not in words(ax) and {"1/19", "5,0%"} <= set(words(ax))
    assert dots(ax)[1] == (pytest.approx(1 / 19), "white")
    assert "dưới 20 người" in description(ax.figure).source_note


def test_who_is_followed_for_less_and_who_for_nothing_is_told():
    table = incidence(
        {
            "female": {(1, "event"): 6, (1, "end_known"): 70, (2, "end_known"): 150},
            "male": {(2, "end_known"): 300, (0, "not_covered"): 11},
        },
        by="sex",
    )
    note = description(outcome_rates(table, by="sex", words=Words("vi"))).source_note
    assert "trong 2 năm: 70 người" in note and "trong 1 năm" not in note
    assert "không tính: 11 người" in note
    whole = within({"female": (6, 222), "male": (12, 390)}, by="sex")
    note = description(outcome_rates(whole, by="sex", words=Words("vi"))).source_note
    assert "theo dõi đủ lâu" not in note and "không tính" not in note


def test_the_chart_says_of_whom_it_is():
    vietnamese, english = (
        description(outcome_rates(by_rating(), by="rating", words=Words(language))).subtitle
        for language in ("vi", "en")
    )
    assert "cán bộ diện Ban Thường vụ Huyện ủy quản lý" in vietnamese
    assert "cadres managed by the district's standing committee" in english


def test_unknown_sex_is_a_grey_row_of_its_own():
    table = within({"male": (12, 390), "unknown": (3, 30), "female": (6, 222)}, "sex", years=1)
    (ax,) = outcome_rates(table, by="sex", words=Words("vi")).axes
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["Nữ (222)", "Nam (390)", "Không rõ (30)"]
    colours = [dots(ax)[row][1] for row in range(3)]
    assert colours[:2] == [style.SEX_COLOURS["female"], style.SEX_COLOURS["male"]]
    assert colours[2] not in style.SEX_COLOURS.values()


def test_a_group_that_is_not_followed_for_so_long_says_so():
    table = incidence(
        {
            "excellent": {(1, "event"): 3, (1, "end_known"): 40},
            "good": {(2, "event"): 3, (2, "end_known"): 40},
        }
    )
    near, far = outcome_rates(table, by="rating", words=Words("en")).axes
    assert set(dots(near)) == {0, 1} and set(dots(far)) == {1}
    assert "nobody was followed that long" in words(far)


def test_nobody_followed_is_no_data():
    table = incidence({"excellent": {(0, "not_covered"): 40}})
    (ax,) = outcome_rates(table, by="rating", words=Words("en")).axes
    assert not dots(ax) and "no data" in words(ax)


def test_two_kinds_in_one_table_are_refused():
    table = by_rating()
    both = pd.concat([table, table.assign(kind="masters")])
    with pytest.raises(ValueError, match=r"several rows for rating .* within 1 years"):
        outcome_rates(both, by="rating", words=Words("vi"))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "table",
    [
        by_rating("simulated"),
        by_rating(years=1),
        by_rating().iloc[:0],
        within({"excellent": (1, 2)}),
        within(dict.fromkeys(BEST_FIRST, (1234567, 7654321))),
    ],
    ids=["ratings", "one window", "empty", "one person", "millions"],
)  # fmt: skip
def test_text_is_legible(table, language):
    figure = outcome_rates(table, by="rating", words=Words(language), title="Một câu rất dài. " * 9)
    assert faults(figure) == []
    assert ("simulated" in description(figure).origin) == ("simulated" in set(table["origin"]))
