"""The numbers of a chart, read back from what was drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis import charts, measures, tables


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def cells(*rows, origin="recorded"):
    return tables.frame(tables.EVALUATIONS, [{"origin": origin, **row} for row in rows])


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
    ax = charts.rating_distribution(table, language="vi")
    widths = np.array([bar.get_width() for bar in ax.patches]).reshape(2, 4)
    assert widths.sum(axis=1) == pytest.approx([1, 1])
    assert widths[0] == pytest.approx(np.array([318, 276, 14, 2]) / 610)
    assert {"52,1%", "45,2%", "2,3%", "0,3%", "610 người"} <= set(words(ax))


def test_a_year_without_data_is_an_empty_row_that_says_so():
    table = distribution(y2011=(318, 276, 14, 2), origin="published")
    ax = charts.rating_distribution(table, years=range(2011, 2014), language="en")
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
    table = women(y2011=(4, 6), y2012=(5, 5), y2014=(6, 4), y2015=(7, 3))
    ax = charts.women_share(table, years=range(2011, 2016), language="vi")
    runs = [line.get_xdata().tolist() for line in ax.lines if len(line.get_xdata()) == 2]
    assert [2011, 2012] in runs
    assert [2014, 2015] in runs
    assert not any(2012 in run and 2014 in run for run in runs)
    assert "không\ncó\nsố\nliệu" in words(ax)


def test_every_year_has_its_point_the_first_included():
    table = women(y2011=(4, 6), y2012=(5, 5))
    ax = charts.women_share(table, years=[2011, 2012], language="vi")
    assert ax.lines[0].get_ydata() == pytest.approx([0.4, 0.5])


def test_simulated_rows_mark_the_chart_and_recorded_do_not():
    for origin, marked in (("simulated", True), ("recorded", False)):
        ax = charts.rating_distribution(
            distribution(y2011=(1, 1, 1, 1), origin=origin), language="vi"
        )
        texts = [text.get_text() for text in ax.figure.texts]
        assert any("MÔ PHỎNG" in text for text in texts) == marked
        assert charts.description(ax.figure).origin == origin
        assert ("mô phỏng" in charts.description(ax.figure).alt) == marked


def test_published_shares_are_hollow_diamonds_over_the_bars():
    from analysis import load

    shares = measures.published_shares(load("data/published").of_tier("district").claims)
    table = distribution(y2011=(318, 276, 14, 2), y2015=(257, 150, 9, 1), origin="simulated")
    ax = charts.rating_distribution(table, published=shares, language="vi")
    diamonds = [line for line in ax.lines if line.get_marker() == "D"]
    assert sorted(line.get_xdata()[0] for line in diamonds) == pytest.approx([318 / 610, 0.62])
    assert {line.get_markerfacecolor() for line in diamonds} == {"white"}


def test_on_the_callers_axes_nothing_else_is_touched():
    figure, (left, right) = plt.subplots(1, 2)
    table = distribution(y2011=(318, 276, 14, 2))
    assert charts.rating_distribution(table, language="en", ax=left) is left
    assert not right.patches
    assert not figure.texts
    assert left.get_title(loc="left")


def test_same_table_same_bytes(tmp_path):
    from analysis.bundle import open_bundle

    made = []
    for name in ("one", "other"):
        bundle = open_bundle("test", language="vi", output_dir=tmp_path / name)
        table = bundle.table("ratings", distribution(y2011=(318, 276, 14, 2)))
        bundle.chart("ratings", charts.rating_distribution(table, language="vi"))
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
    figure = charts.rating_panels(table, by="tier", language="vi")
    dashed = [[line for line in ax.lines if line.get_linestyle() == "--"] for ax in figure.axes]
    assert [len(lines) for lines in dashed] == [1, 1]
    assert charts.description(figure).source_note.count("56/2015") == 1
