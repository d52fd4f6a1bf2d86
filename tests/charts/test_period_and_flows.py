"""The period in one picture and its companion have room, however few people and many years."""

from dataclasses import replace
from itertools import count, pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import crossed, faults

from analysis import charts, measures, records
from analysis.counts.history import empty_history
from analysis.words import Words

UNIT = "Đảng ủy các cơ quan Đảng, Mặt trận Tổ quốc và đoàn thể chính trị - xã hội cấp huyện mẫu 12"
LEVELS = ("excellent", "excellent", "good", "completed", "not_completed")


def people_of(number, years, moving):
    """Return so many people a year, of whom in each year so many leave and others come."""
    rows = [
        {
            "person": f"p{n}", "year": year, "unit": UNIT, "tier": "district",
            "rating": LEVELS[(n + year * n // 3) % len(LEVELS)], "count": 1, "origin": "recorded",
        }
        for place, year in enumerate(years)
        for n in range(place * moving, place * moving + number)
    ]  # fmt: skip
    evaluations = records.frame(records.EVALUATIONS, rows)
    return replace(empty_history(), evaluations=evaluations).people(years, unit=UNIT)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("moving", [0, 1])
@pytest.mark.parametrize("years", [2, 3, 5, 9])
@pytest.mark.parametrize("number", [1, 7, 40, 1200])
def test_period_and_flows_are_legible(number, years, moving, language):
    period = range(2011, 2011 + years)
    people = people_of(number, period, moving * (1 + number // 9))
    ratings = measures.rating_distribution(people, by="year")
    same, moved = measures.same_people(people), measures.flows(people)
    drawn = [
        charts.period(ratings, same, years=period, words=Words(language))[0],
        charts.flows(moved, words=Words(language)),
    ]
    for ax in drawn:
        figure = ax.get_figure(root=True)
        assert [*faults(figure), *crossed(figure)] == []
        plt.close(figure)


def rated(counts):
    """Return the ratings of people of whom so many of so many a year are excellent."""
    numbers = count()
    rows = [
        {
            "person": f"p{next(numbers)}", "year": year, "unit": UNIT, "tier": "district",
            "rating": "excellent" if n < excellent else "good", "count": 1, "origin": "recorded",
        }
        for year, (excellent, total) in enumerate(counts, start=2011)
        for n in range(total)
    ]  # fmt: skip
    evaluations = records.frame(records.EVALUATIONS, rows)
    return replace(empty_history(), evaluations=evaluations).people(years(counts), unit=UNIT)


def years(counts):
    return range(2011, 2011 + len(counts))


def stated(shares):
    """Return published shares of rated people that are excellent, by year."""
    rows = [
        {
            "measure": "rating", "level": "excellent", "year": year, "share": share,
            "decimals": 0, "origin": "published",
        }
        for year, share in shares.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def drawn(counts, published=None):
    people = rated(counts)
    table = measures.rating_distribution(people, by="year")
    same = measures.same_people(people)
    axes = charts.period(table, same, years=years(counts), published=published, words=Words("en"))
    return axes, charts.description(axes[0].get_figure(root=True)).source_note


STEEP = [
    [(60, 1200), (600, 1200), (1150, 1200)],
    [(1150, 1200), (600, 1200), (60, 1200)],
    [(300, 1200), (900, 1200), (300, 1200)],
    [(900, 1200), (300, 1200), (900, 1200)],
]


@pytest.mark.parametrize("counts", STEEP)
def test_a_label_keeps_clear_of_a_line_that_rises_or_falls_beside_it(counts):
    published = stated({year: n / of for year, (n, of) in zip(years(counts), counts, strict=True)})
    axes, _ = drawn(counts, published)
    figure = axes[0].get_figure(root=True)
    assert [*faults(figure), *crossed(figure)] == []
    plt.close(figure)


def test_an_axis_that_does_not_begin_at_zero_says_where_it_begins():
    axes, note = drawn([(318, 610), (302, 530), (257, 417)])
    assert axes[0].get_yticklabels()[0].get_text() == "40%"
    assert "begins at 40%, not at 0%" in note
    plt.close("all")


@pytest.mark.parametrize("counts", [[(5, 7), (6, 7)], [(120, 1000), (300, 1000)]])
def test_shares_of_few_people_and_shares_near_zero_stand_on_an_axis_from_zero(counts):
    axes, note = drawn(counts)
    assert axes[0].get_yticklabels()[0].get_text() == "0%"
    assert "begins" not in note
    plt.close("all")


def test_a_rise_of_ten_points_is_seen():
    axes, _ = drawn([(318, 610), (302, 530), (257, 417)])
    first, last = axes[0].transData.transform([(2011, 318 / 610), (2013, 257 / 417)])[:, 1]
    millimetres = (last - first) / axes[0].get_figure(root=True).dpi * 25.4
    assert millimetres > 6
    plt.close("all")


@pytest.mark.parametrize("counts", [[(30, 60)], [(30, 60), (40, 60)]])
def test_the_number_of_one_year_is_a_sentence_and_no_picture(counts):
    table = measures.rating_distribution(rated(counts), by="year")
    ax = charts.cadres_by_year(table, years=range(2011, 2016), words=Words("en"))
    assert charts.description(ax.get_figure(root=True)).empty == (len(counts) == 1)
    plt.close("all")


def test_who_was_rated_and_who_was_not_in_one_year_is_a_picture():
    states = [{"rating": "good", "count": 100}, {"count": 25}, {"withheld": True, "count": 40}]
    rows = [{"year": 2015, "origin": "recorded", **state} for state in states]
    table = measures.rating_distribution(records.frame(records.EVALUATIONS, rows), by="year")
    ax = charts.cadres_by_year(table, years=[2014, 2015], words=Words("en"))
    assert not charts.description(ax.get_figure(root=True)).empty
    plt.close("all")


@pytest.mark.parametrize("panels", [2, 3])
def test_panels_of_few_years_stand_side_by_side_on_one_line(panels):
    counts = [(318, 610), (302, 530), (257, 417)]
    people = rated(counts) if panels == 2 else people_of(400, range(2011, 2014), 30)
    table = measures.rating_distribution(people, by="year")
    axes = charts.period(
        table, measures.same_people(people), years=range(2011, 2014), words=Words("vi")
    )
    places = [ax.get_position() for ax in axes]
    assert len(axes) == panels
    assert len({round(place.y0, 2) for place in places}) == 1
    assert all(a.x1 < b.x0 for a, b in pairwise(places))
    # As wide as a slide its smallest text has 12 points.
    wide, high = axes[0].get_figure(root=True).get_size_inches()
    assert high / wide <= 15.1 / 29.6
    plt.close("all")


@pytest.mark.parametrize(("decimals", "said"), [(0, "published as"), (1, "published 61.6")])
def test_a_published_share_without_decimals_is_told_as_such_at_its_mark(decimals, said):
    published = stated({2013: 0.62 if decimals == 0 else 0.616}).assign(decimals=decimals)
    axes, _ = drawn([(318, 610), (302, 530), (257, 417)], published)
    texts = [text.get_text().replace("\n", " ") for text in axes[0].texts]
    assert any(text.startswith(said) for text in texts)
    plt.close("all")
