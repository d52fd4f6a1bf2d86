"""The numbers of a chart, read back from what was drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis import charts, measures, records
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def cells(*rows, origin="recorded"):
    return records.frame(records.EVALUATIONS, [{"origin": origin, **row} for row in rows])


def distribution(origin="recorded", **years):
    rows = [
        {"year": int(year[1:]), "rating": rating, "count": count}
        for year, counts in years.items()
        for rating, count in zip(
            ["excellent", "good", "completed", "not_completed"], counts, strict=True
        )
    ]
    return measures.rating_distribution(cells(*rows, origin=origin), by=["year"])


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_bars_are_the_shares_and_add_to_one():
    table = distribution(y2011=(318, 276, 14, 2), y2015=(257, 150, 9, 1))
    ax = charts.rating_distribution(table, words=Words("vi"))
    widths = np.array([bar.get_width() for bar in ax.patches]).reshape(2, 4)
    assert widths.sum(axis=1) == pytest.approx([1, 1])
    assert widths[0] == pytest.approx(np.array([318, 276, 14, 2]) / 610)
    assert {"52,1%", "45,2%", "2,3%", "0,3%", "610 người"} <= set(words(ax))


def test_a_year_without_data_is_an_empty_row_that_says_so():
    table = distribution(y2011=(318, 276, 14, 2), origin="published")
    ax = charts.rating_distribution(table, years=range(2011, 2014), words=Words("en"))
    assert len(ax.patches) == 4
    assert words(ax).count("not published") == 2
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2011", "2012", "2013"]


def women(**years):
    rows = [
        {"year": int(year[1:]), "sex": sex, "count": count}
        for year, counts in years.items()
        for sex, count in zip(["female", "male"], counts, strict=True)
    ]
    return measures.women_share(cells(*rows), by=["year"])


def test_no_line_is_drawn_through_a_missing_year():
    table = women(y2011=(40, 60), y2012=(50, 50), y2014=(60, 40), y2015=(70, 30))
    ax = charts.women_share(table, years=range(2011, 2016), words=Words("vi"))
    runs = [line.get_xdata().tolist() for line in ax.lines if len(line.get_xdata()) == 2]
    assert [2011, 2012] in runs
    assert [2014, 2015] in runs
    assert not any(2012 in run and 2014 in run for run in runs)
    assert "không có số liệu" in words(ax)


def test_a_year_of_few_people_is_a_hollow_point_without_line_or_band():
    table = women(y2011=(4, 6), y2012=(50, 50), y2013=(60, 40), y2014=(0, 19))
    ax = charts.women_share(table, years=range(2011, 2015), words=Words("vi"))
    points = {int(x): line for line in ax.lines for x in line.get_xdata()}
    assert [points[year].get_markerfacecolor() == "white" for year in range(2011, 2015)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert [len(points[year].get_xdata()) for year in (2011, 2012, 2014)] == [1, 2, 1]
    (band,) = ax.collections
    assert {2012, 2013} == {int(x) for x, _ in band.get_paths()[0].vertices}
    assert "dưới 20 người" in charts.description(ax.figure).source_note


def test_without_anybody_of_known_sex_there_is_no_axis_with_a_target_alone():
    nobody = women(y2011=(0, 0))
    ax = charts.women_share(
        nobody, years=[2011, 2012], targets=["deputies_2011_2015"], words=Words("vi")
    )
    assert not ax.axison and words(ax) == ["không có số liệu"]
    assert "Chỉ tiêu" not in charts.description(ax.figure).source_note


def test_a_target_is_drawn_over_its_own_years_only():
    table = women(y2011=(40, 60), y2016=(50, 50))
    targets = ["committees_2016_2020", "deputies_2011_2015"]

    def dashed(years):
        ax = charts.women_share(
            table[table["year"].isin(years)], years=years, targets=targets, words=Words("vi")
        )
        return {
            line.get_ydata()[0]: tuple(line.get_xdata())
            for line in ax.lines
            if line.get_linestyle() == "--"
        }

    assert dashed(range(2011, 2017)) == {0.25: (2015.5, 2020.5), 0.3: (2010.5, 2015.5)}
    assert set(dashed(range(2011, 2016))) == {0.3}


def test_women_by_group_tells_groups_of_few_apart():
    rows = [
        {"year": 2015, "post_group": group, "sex": sex, "count": count}
        for group, counts in (("schools", (60, 40)), ("party_bodies", (5, 12)))
        for sex, count in zip(["female", "male"], counts, strict=True)
    ]
    table = measures.women_share(cells(*rows), by=["year", "post_group"])
    ax = charts.women_by_group(table, by="post_group", words=Words("vi"))
    whiskers = [line.get_ydata()[0] for line in ax.lines if len(line.get_xdata()) == 2]
    hollow = [line.get_ydata()[0] for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert (whiskers, hollow) == ([0], [1])


def gap(*rows):
    """Return the gap of rows of (year, women excellent, women good, men excellent, men good)."""
    return measures.rating_gap(
        cells(
            *(
                {"year": year, "sex": sex, "rating": rating, "count": n}
                for year, *counts in rows
                for (sex, rating), n in zip(
                    [(s, r) for s in ("female", "male") for r in ("excellent", "good")],
                    counts,
                    strict=True,
                )
            )
        ),
        by=["year"],
    )


def marks(ax, row):
    return [
        (line.get_marker(), line.get_xdata()[0])
        for line in ax.lines
        if line.get_marker() in ("o", "s") and abs(line.get_ydata()[0] - row) < 0.4
    ]


def test_a_year_with_men_alone_is_not_called_a_year_without_data():
    table = gap((2011, 0, 0, 10, 30), (2012, 20, 20, 20, 20))
    ax = charts.rating_gap(table, years=[2011, 2012, 2013], words=Words("vi"))
    assert marks(ax, 0) == [("s", 0.25)]
    assert words(ax).count("không có số liệu") == 1
    assert "chỉ có nam" in words(ax)


def test_women_and_men_alike_do_not_hide_one_another():
    ax = charts.rating_gap(gap((2012, 20, 20, 20, 20)), years=[2012], words=Words("vi"))
    heights = {line.get_marker(): line.get_ydata()[0] for line in ax.lines}
    assert heights["s"] - heights["o"] > 0.3


def test_of_few_women_and_men_no_difference_is_told():
    table = gap((2011, 3, 3, 4, 9), (2012, 20, 20, 20, 20))
    ax = charts.rating_gap(table, years=[2011, 2012], words=Words("en"))
    assert words(ax).count("under 20 people") == 1
    assert sum("(" in word and "; " in word for word in words(ax)) == 1
    alone = charts.rating_gap(gap((2011, 3, 3, 4, 9)), years=[2011], words=Words("en"))
    assert "interval" not in charts.description(alone.figure).source_note


def test_first_and_last_year_mark_few_people_and_what_was_only_published():
    from analysis import load

    table = distribution(y2011=(5, 5, 5, 4), y2015=(257, 150, 9, 1))
    ax = charts.first_last(table, first_year=2011, last_year=2015, words=Words("vi"))
    assert sum(len(line.get_xdata()) == 2 for line in ax.lines) == 4, "whiskers of 2015 alone"
    assert "Dấu rỗng" in charts.description(ax.figure).source_note
    shares = measures.published_shares(load("data/published").of_tier("district").claims)
    ax = charts.first_last(
        distribution(y2011=(318, 276, 14, 2)), first_year=2011, last_year=2015, published=shares,
        words=Words("vi"),
    )  # fmt: skip
    handles = ax.figure.legends[0].legend_handles
    assert [handle.get_marker() for handle in handles] == ["o", "D"]


def test_people_not_rated_in_several_years_are_not_called_so_many_people():
    rows = [
        {"year": year, "rating": rating, "count": n}
        for year in (2011, 2012)
        for rating, n in (("good", 30), (None, 3))
    ]
    for language, told in (("vi", "6 lượt không được đánh giá"), ("en", "not rated, 6 in all")):
        table = measures.rating_distribution(cells(*rows), by=["year"])
        ax = charts.rating_distribution(table, words=Words(language))
        assert told in charts.description(ax.figure).source_note


def test_every_year_has_its_point_the_first_included():
    table = women(y2011=(40, 60), y2012=(50, 50))
    ax = charts.women_share(table, years=[2011, 2012], words=Words("vi"))
    assert ax.lines[0].get_ydata() == pytest.approx([0.4, 0.5])


def test_simulated_rows_mark_the_chart_and_recorded_do_not():
    for origin, marked in (("simulated", True), ("recorded", False)):
        ax = charts.rating_distribution(
            distribution(y2011=(1, 1, 1, 1), origin=origin), words=Words("vi")
        )
        texts = [text.get_text() for text in ax.figure.texts]
        assert any("MÔ PHỎNG" in text for text in texts) == marked
        assert charts.description(ax.figure).origin == origin
        assert ("mô phỏng" in charts.description(ax.figure).alt) == marked


def test_published_shares_are_hollow_diamonds_over_the_bars():
    from analysis import load

    shares = measures.published_shares(load("data/published").of_tier("district").claims)
    table = distribution(y2011=(318, 276, 14, 2), y2015=(257, 150, 9, 1), origin="simulated")
    ax = charts.rating_distribution(table, published=shares, words=Words("vi"))
    diamonds = [line for line in ax.lines if line.get_marker() == "D"]
    assert sorted(line.get_xdata()[0] for line in diamonds) == pytest.approx([318 / 610, 0.62])
    assert {line.get_markerfacecolor() for line in diamonds} == {"white"}


def test_on_the_callers_axes_nothing_else_is_touched():
    figure, (left, right) = plt.subplots(1, 2)
    table = distribution(y2011=(318, 276, 14, 2))
    assert charts.rating_distribution(table, words=Words("en"), ax=left) is left
    assert not right.patches
    assert not figure.texts
    assert left.get_title(loc="left")


def test_same_table_same_bytes(tmp_path):
    from analysis.bundle import open_bundle

    made = []
    for name in ("one", "other"):
        bundle = open_bundle("test", language="vi", output_dir=tmp_path / name)
        table = bundle.table("ratings", distribution(y2011=(318, 276, 14, 2)))
        bundle.chart("ratings", charts.rating_distribution(table, words=Words("vi")))
        folder = bundle.close()
        made.append([(folder / f"charts/ratings.{kind}").read_bytes() for kind in ("png", "svg")])
    assert made[0] == made[1]


def test_a_new_rule_is_drawn_in_every_panel_and_named():
    rows = [
        {"year": year, "tier": tier, "rating": "good", "count": 30}
        for year in (2014, 2015)
        for tier in ("city", "district")
    ]
    table = measures.rating_distribution(cells(*rows), by=["year", "tier"])
    figure = charts.rating_panels(table, by="tier", words=Words("vi"))
    dashed = [[line for line in ax.lines if line.get_linestyle() == "--"] for ax in figure.axes]
    assert [len(lines) for lines in dashed] == [1, 1]
    assert charts.description(figure).source_note.count("56/2015") == 1


def test_a_group_of_few_people_stands_last_and_one_always_of_few_says_so_in_its_heading():
    rows = [
        {"year": year, "post_group": group, "rating": "good", "count": n}
        for group, numbers in {
            "party_bodies": (30, 19), "departments": (12, 20), "schools": (30, 30),
            "communes": (19, 11),
        }.items()
        for year, n in zip((2014, 2015), numbers, strict=True)
    ]  # fmt: skip
    table = measures.rating_distribution(cells(*rows), by=["year", "post_group"])
    figure = charts.rating_panels(table, by="post_group", words=Words("en"))
    heads = [ax.get_title("left") or ax.get_title() for ax in figure.axes]
    # Over 30 people of one year stands no heading of few; each year tells its own number.
    assert heads == ["Departments", "Schools", "Party bodies", "Communes (under 20 people)"]
    drawn = [text.get_text() for text in figure.axes[2].texts]
    assert "n = 30" in drawn and "n = 19" in drawn


def test_no_gridline_crosses_the_numbers_beside_the_marks():
    rows = [
        {"year": year, "rating": rating, "count": n}
        for year in (2011, 2015)
        for rating, n in (("excellent", 60), ("good", 40))
    ]
    table = measures.rating_distribution(cells(*rows), by=["year"])
    ax = charts.first_last(table, first_year=2011, last_year=2015, words=Words("vi"))
    assert not any(line.get_visible() for line in ax.get_xgridlines())
