"""Shares with an event within so many years, read back from the dots."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults
from statsmodels.stats.proportion import proportion_confint

from analysis.charts import style
from analysis.charts.frame import description
from analysis.charts.rates import outcome_rates

BEST_FIRST = ["excellent", "good", "completed", "not_completed"]


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def rates(*rows, by="rating", origin="recorded"):
    """Return rates of rows of group, window, people with the event, at risk, not followed."""
    table = pd.DataFrame(rows, columns=[by, "within_years", "people", "at_risk", "not_followed"])
    known = table["at_risk"] > 0
    low, high = proportion_confint(
        table["people"].to_numpy(dtype=float),
        table["at_risk"].where(known, 1).to_numpy(dtype=float),
        method="wilson",
    )
    return table.assign(
        kind="appointed",
        share=(table["people"] / table["at_risk"].where(known)).astype(float),
        low=pd.Series(low).where(known),
        high=pd.Series(high).where(known),
        origin=pd.Series([origin] * len(table), dtype="str"),
    )


def by_rating(*windows, origin="recorded"):
    sizes = {
        "excellent": (14, 321),
        "good": (4, 276),
        "completed": (0, 13),
        "not_completed": (0, 0),
    }
    return rates(
        *((code, years, *sizes[code], 9) for years in windows for code in reversed(BEST_FIRST)),
        origin=origin,
    )


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


def test_one_panel_a_window_rows_best_rating_first():
    figure = outcome_rates(by_rating(2, 1, 3), by="rating", language="vi")
    assert [ax.get_title(loc="left") for ax in figure.axes] == [
        "Trong 1 năm", "Trong 2 năm", "Trong 3 năm",
    ]  # fmt: skip
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names == ["Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành"]


def test_dots_and_whiskers_are_the_shares_and_their_intervals():
    table = by_rating(1)
    (ax,) = outcome_rates(table, by="rating", language="vi").axes
    drawn = dots(ax)
    assert drawn[0][0] == pytest.approx(14 / 321)
    assert drawn[1][0] == pytest.approx(4 / 276)
    assert drawn[0][1] == style.RATING_COLOURS["excellent"]
    assert drawn[2][1] == "white", "under 20 people"
    assert 3 not in drawn, "nobody at risk is no zero"
    wilson = proportion_confint(14, 321, method="wilson")
    assert whiskers(ax)[0] == pytest.approx(wilson)
    assert {"4,4%", "14/321", "0/13", "không có ai"} <= set(words(ax))


def test_of_few_people_only_the_counts_are_told():
    table = rates(("excellent", 1, 14, 321, 0), ("good", 1, 1, 19, 0), ("completed", 1, 1, 20, 0))
    (ax,) = outcome_rates(table, by="rating", language="vi").axes
    assert set(whiskers(ax)) == {0, 2}
    assert "5,3%" not in words(ax) and {"1/19", "5,0%", "1/20"} <= set(words(ax))
    assert dots(ax)[1] == (pytest.approx(1 / 19), "white")
    assert "dưới 20 người" in description(ax.figure).source_note
    assert ax.get_xlim()[1] > proportion_confint(1, 20, method="wilson")[1]


def test_who_was_not_followed_is_told_for_each_window():
    table = rates(("female", 1, 6, 222, 70), ("male", 1, 12, 390, 30), ("female", 2, 6, 99, 7),
                  by="sex")  # fmt: skip
    note = description(outcome_rates(table, by="sex", language="vi")).source_note
    assert "trong 1 năm: 100 người; trong 2 năm: 7 người" in note
    none = table.assign(not_followed=0)
    assert (
        "theo dõi đủ lâu"
        not in description(outcome_rates(none, by="sex", language="vi")).source_note
    )


def test_unknown_sex_is_a_grey_row_of_its_own():
    table = rates(("male", 1, 12, 390, 0), (None, 1, 3, 30, 0), ("female", 1, 6, 222, 0), by="sex")
    (ax,) = outcome_rates(table, by="sex", language="vi").axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Nữ", "Nam", "Không rõ"]
    colours = [dots(ax)[row][1] for row in range(3)]
    assert colours[:2] == [style.SEX_COLOURS["female"], style.SEX_COLOURS["male"]]
    assert colours[2] not in style.SEX_COLOURS.values()


def test_a_window_longer_than_the_history_says_so():
    table = rates(("excellent", 1, 3, 40, 0), ("excellent", 3, 0, 0, 40))
    near, far = outcome_rates(table, by="rating", language="en").axes
    assert dots(near)
    assert words(far) == ["nobody was followed that long"]


def test_two_kinds_in_one_table_are_refused():
    table = by_rating(1)
    both = pd.concat([table, table.assign(kind="masters")])
    with pytest.raises(ValueError, match=r"several rows for rating .* within 1 years"):
        outcome_rates(both, by="rating", language="vi")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "table",
    [
        by_rating(1, 2, 3, origin="simulated"),
        by_rating(1),
        by_rating(1).iloc[:0],
        rates(("excellent", 1, 1, 1, 0), ("excellent", 2, 0, 1, 0), ("excellent", 3, 1, 2, 0)),
        rates(*((code, n, 1_234_567, 7_654_321, 1) for code in BEST_FIRST for n in (1, 2, 3))),
    ],
    ids=["ratings", "one window", "empty", "one person", "millions"],
)  # fmt: skip
def test_text_is_legible(table, language):
    figure = outcome_rates(table, by="rating", language=language, title="Một câu rất dài. " * 9)
    assert faults(figure) == []
    assert ("simulated" in description(figure).origin) == ("simulated" in set(table["origin"]))
