from functools import cache

import matplotlib.pyplot as plt
import pytest
from legibility import crossed, faults

from analysis import charts, findings, load, measures
from analysis.charts.draw.frame import styled
from analysis.charts.draw.page import page
from analysis.words import Words

YEARS = range(2011, 2016)
PERIOD = {"first_year": 2011, "last_year": 2015}
SOURCES = {
    "district": ("data/demo", "all"),
    "small unit": ("data/demo", "Chi bộ cơ quan Đảng mẫu 3"),
    "commune": ("data/demo", "Đảng bộ xã mẫu 07"),
    "published": ("data/published", "all"),
}


@pytest.fixture(scope="module", params=SOURCES)
def drawn_from(request):
    source, unit = SOURCES[request.param]
    history = load(source, years=YEARS, unit=unit)
    shares = measures.published_shares(
        load("data/published").of_unit(unit, perhaps=True).of_tier("district").claims
    )
    evaluations = history.of_tier("district").evaluations
    # Exact tests of hundreds of people take a second; the language changes none.
    gaps = cache(lambda: measures.rating_gap(evaluations, by=["year"]))
    return history, evaluations, shares, gaps


def by(evaluations, *columns):
    return measures.rating_distribution(evaluations, by=list(columns))


def ratings_by_year(history, evaluations, shares, gaps, language):
    table = by(evaluations, "year")
    changes = measures.change_between(history.people(YEARS, tier="district"), 2011, 2015)
    title = findings.rating_change(changes, published=shares, words=Words(language), **PERIOD).title
    return charts.rating_distribution(
        table, published=shares, years=YEARS, title=title, words=Words(language)
    )


def ratings_by_tier(history, evaluations, shares, gaps, language):
    table = by(history.evaluations, "year", "tier")
    title = findings.range_by_group(table, by="tier", words=Words(language)).title
    return charts.rating_panels(table, by="tier", years=YEARS, title=title, words=Words(language))


def ratings_by_post_group(history, evaluations, shares, gaps, language):
    table = by(evaluations, "year", "post_group")
    title = findings.range_by_group(table, by="post_group", words=Words(language)).title
    return charts.rating_panels(
        table, by="post_group", years=YEARS, title=title, words=Words(language)
    )


def first_last(history, evaluations, shares, gaps, language):
    return charts.first_last(
        by(evaluations, "year"), words=Words(language), title="2011, 2015", **PERIOD
    )


def cadres_by_year(history, evaluations, shares, gaps, language):
    return charts.cadres_by_year(
        by(evaluations, "year"), years=YEARS, published=shares, words=Words(language)
    )


def women_by_year(history, evaluations, shares, gaps, language):
    table = measures.women_share(evaluations, by=["year"])
    return charts.women_share(
        table,
        years=YEARS,
        published=shares,
        targets=["committees_2016_2020", "deputies_2011_2015"],
        words=Words(language),
    )


def women_by_post_group(history, evaluations, shares, gaps, language):
    table = measures.women_share(evaluations, by=["year", "post_group"])
    title = findings.women_by_group(table, by="post_group", words=Words(language)).title
    return charts.women_by_group(table, by="post_group", title=title, words=Words(language))


def gaps_by_year(history, evaluations, shares, gaps, language):
    table = gaps()
    title = findings.rating_gap(table, words=Words(language)).title
    return charts.rating_gap(table, years=YEARS, title=title, words=Words(language))


def units_by_share(history, evaluations, shares, gaps, language):
    latest = evaluations[evaluations["year"] == 2015]
    apart = measures.units_apart(latest)
    title = findings.units_apart(apart, words=Words(language)).title
    funnel = measures.unit_funnel(by(latest, "unit"))
    return charts.units_by_share(funnel, apart=apart, year=2015, title=title, words=Words(language))


def period(history, evaluations, shares, gaps, language):
    same = measures.same_people(history.people(YEARS, tier="district"))
    table = by(evaluations, "year")
    return charts.period(table, same, years=YEARS, published=shares, words=Words(language))[0]


def flows(history, evaluations, shares, gaps, language):
    table = measures.flows(history.people(YEARS, tier="district"))
    return charts.flows(table, title="2011–2015", words=Words(language))


CHARTS = [
    period,
    flows,
    ratings_by_year,
    ratings_by_tier,
    ratings_by_post_group,
    first_last,
    cadres_by_year,
    women_by_year,
    women_by_post_group,
    gaps_by_year,
    units_by_share,
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_text_of_every_chart_is_legible(drawn_from, draw, language):
    drawn = draw(*drawn_from, language)
    figure = drawn.get_figure(root=True)
    try:
        assert faults(figure) == []
        assert crossed(figure) == []
    finally:
        plt.close(figure)


@styled
def bad_chart(fault):
    title = "Một câu quá dài. " * (20 if fault == "lines" else 1)
    with page(words=Words("vi"), title=title, height=6) as chart:
        chart.subtitle, ax = "Thử", chart.ax
        chart.notes.append("Đứng.")
        if fault == "overlap":
            ax.text(0.5, 0.5, "một trăm người")
            ax.text(0.52, 0.5, "hai trăm người")
        elif fault == "outside":
            ax.text(2.5, 0.5, "ngoài trang")
            ax.texts[0].set_in_layout(False)
        elif fault == "rotated":
            ax.text(0.5, 0.5, "năm 2011", rotation=90)
        elif fault == "crossed":
            ax.text(0.5, 0.5, "52,1%", bbox={"facecolor": "white", "edgecolor": "none"})
            ax.axhline(0.515, color="#6a2c70", linewidth=1.6)
        elif fault == "over an edge":
            ax.text(0.5, 0.5, "52,1%")
            ax.barh(0.5, 0.51, color="#96c1e2")
            ax.set_xlim(0, 1)
        elif fault == "no glyph":
            ax.text(0.5, 0.5, "ꙮ漢 cán bộ")
    return chart.figure


@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
@pytest.mark.parametrize("fault", ["overlap", "outside", "rotated", "no glyph", "lines"])
def test_a_chart_made_bad_on_purpose_is_found_out(fault):
    assert any(fault.split()[0] in found for found in faults(bad_chart(fault)))
    plt.close("all")


@pytest.mark.parametrize("fault", ["crossed", "over an edge"])
def test_a_text_that_stands_across_a_mark_is_found_out(fault):
    (found,) = crossed(bad_chart(fault))
    assert found.startswith("crossed") and "52,1%" in found
    plt.close("all")


def test_a_plain_chart_has_no_fault():
    for check in (faults, crossed):
        assert check(bad_chart(None)) == []
    plt.close("all")


def test_a_number_within_a_bar_beside_its_edge_or_over_a_gridline_is_no_fault():
    figure, ax = plt.subplots()
    ax.barh([0, 1], [5, 5], color="#96c1e2")
    ax.grid(axis="x", color="#e3e3e3")
    ax.text(2.5, 0, "12,5%", ha="center", va="center")
    ax.annotate("12,5%", (5, 1), xytext=(4, 0), textcoords="offset points", va="center")
    ax.text(5, 2, "7,5%", ha="center", va="center")
    ax.set_xlim(0, 10)
    assert crossed(figure) == []
    plt.close(figure)


def test_axes_stand_at_rounded_places_the_same_in_every_process(drawn_from):
    figure = ratings_by_year(*drawn_from, "vi").get_figure(root=True)
    for axes in figure.axes:
        bounds = axes.get_position(original=True).bounds
        assert bounds == pytest.approx([round(edge, 6) for edge in bounds], abs=1e-12)
    plt.close(figure)
