"""The period in one picture and its companion have room, however few people and many years."""

from dataclasses import replace

import matplotlib.pyplot as plt
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
