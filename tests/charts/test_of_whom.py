"""Charts say of whom they speak, and what their marks mean, from their table."""

import pytest
from matplotlib import pyplot as plt

from analysis import charts, load, measures
from analysis.charts import description
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")

HEADS = {"vi": "trường học, cấp trưởng", "en": "in schools, heads"}
EVENTS = {"vi": "lượt", "en": "event"}


@pytest.fixture
def heads():
    of = {"tier": "district", "post_group": "schools", "rank": "head"}
    return load("data/demo").people(range(2014, 2016), **of)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_charts_of_ratings_say_of_whom(heads, language):
    by_year = measures.rating_distribution(heads, by="year")
    by_group = measures.rating_distribution(heads, by=["year", "post_group"])
    drawn = [
        charts.rating_distribution(by_year, words=Words(language)).get_figure(root=True),
        charts.rating_panels(by_group, by="post_group", words=Words(language)),
    ]
    for figure in drawn:
        told = description(figure)
        assert HEADS[language] in told.subtitle and HEADS[language] in told.alt
    plt.close("all")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_hollow_marks_of_women_and_of_ratings_are_not_said_to_be_events(language):
    few = load("data/demo").people([2014, 2015], tier="district", unit="Đảng bộ xã mẫu 21")
    women = measures.women_share(few, by=["year", "post_group"])
    ratings = measures.rating_distribution(few, by="year")
    period = {"first_year": 2014, "last_year": 2015}
    for ax in (
        charts.women_by_group(women, by="post_group", words=Words(language)),
        charts.women_share(measures.women_share(few, by="year"), words=Words(language)),
        charts.first_last(ratings, words=Words(language), **period),
    ):
        note = description(ax.get_figure(root=True)).source_note
        assert EVENTS[language] not in note and "20" in note
    plt.close("all")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_red_dot_of_a_units_own_page_is_explained(language):
    year, unit = load("data/demo").people([2015], tier="district"), "Đảng bộ xã mẫu 21"
    table = measures.unit_funnel(measures.rating_distribution(year, by="unit"))
    about = {"year": 2015, "words": Words(language)}
    notes = [
        description(figure.get_figure(root=True)).source_note
        for figure in (
            charts.units_by_share(table, highlight=unit, **about),
            charts.units_by_share(table, highlight="all", **about),
        )
    ]
    red = {"vi": f"Chấm đỏ: {unit}.", "en": f"Red dot: {unit}."}[language]
    assert red in notes[0] and red[:7] not in notes[1]
    plt.close("all")


def test_a_table_of_another_measure_is_refused_by_name(heads):
    table = measures.women_share(heads, by="year")
    refused = r"rating_distribution draws measures.rating_distribution; the table given has no rat"
    with pytest.raises(ValueError, match=refused):
        charts.rating_distribution(table, years=(2014, 2015), words=Words("en"))
    with pytest.raises(ValueError, match=r"transition_matrix draws measures\.rating_trans"):
        charts.transition_matrix(table, words=Words("vi"))
