"""A year is not compared with itself: charts of two years where both are the same year."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults

from analysis import charts, measures, records
from analysis.words import Words

CELLS = [("commune_office", "excellent", 30), ("commune_office", "good", 20),
         ("school", "excellent", 5), ("school", "good", 45)]  # fmt: skip


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def rated(origin):
    return records.frame(
        records.EVALUATIONS,
        [
            {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": origin}
            for unit, rating, count in CELLS
        ],
    )


def first_last(origin, **more):
    table = measures.rating_distribution(rated(origin), by=["year"])
    return charts.first_last(table, first_year=2015, last_year=2015, **more).figure


def bridge(origin, **more):
    shares = pd.DataFrame(
        {"unit": ["a", "b"], "total": [50, 50], "share": [0.6, 0.1], "origin": origin}
    )
    table = measures.kitagawa(shares, shares, by=["unit"])
    ax = charts.mix_and_rate(
        table,
        people=100,
        before=0.35,
        after=0.35,
        by="unit",
        first_year=2015,
        last_year=2015,
        **more,
    )
    return ax.figure


def composition(origin, **more):
    table = measures.composition_bounds(100, 35, 100, 35).assign(origin=origin)
    ends = {"before": (2015, 100, 35), "after": (2015, 100, [35])}
    return charts.composition(table, **ends, **more)


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("vi", "không có năm thứ hai để so sánh"),
        ("en", "there is no second year to compare with"),
    ],
)
@pytest.mark.parametrize("chart", [first_last, bridge, composition])
def test_nothing_is_drawn_and_the_reason_is_said(chart, language, reason):
    figure = chart("recorded", words=Words(language), title="Một câu")
    (ax,) = figure.axes
    assert not ax.lines
    assert not ax.patches
    assert not ax.axison
    assert [text.get_text() for text in ax.texts] == [reason]
    said = charts.description(figure)
    assert reason in said.alt
    assert said.subtitle.count("2015") == 1
    assert "%" not in said.alt + said.caption + said.source_note
    assert faults(figure) == []


@pytest.mark.parametrize("chart", [first_last, bridge, composition])
def test_simulated_data_are_marked_all_the_same(chart):
    said = charts.description(chart("simulated", words=Words("en")))
    assert said.origin == "simulated"
    assert "simulated" in said.alt.lower()
