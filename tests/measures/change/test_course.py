from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest
from random_histories import asked_of

from analysis import records
from analysis.measures import share_course

# A series that a reviewer was told of as "no clear change".
PEAK = {2021: (90, 414), 2022: (111, 410), 2023: (139, 405), 2024: (81, 411)}


def course_of(years, *more, **about):
    """Return the course of counts by year (at the level, rated), and of further rows."""
    rows = [
        {"year": year, "rating": rating, "count": n, "unit": "A", **about}
        for year, (k, total) in years.items()
        for rating, n in (("excellent", k), ("good", total - k))
    ]
    frame = records.frame(
        records.EVALUATIONS, [{**r, "origin": "recorded"} for r in [*rows, *more]]
    )
    return share_course(asked_of(frame, years=tuple(sorted(years))))


def newcombe(k, n, other_k, other_n, confidence):
    """Newcombe (1998), method 10, from Wilson's two intervals, as printed."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)

    def wilson(k, n):
        middle, half = 2 * k + z * z, z * sqrt(z * z + 4 * k * (1 - k / n))
        return (middle - half) / (2 * (n + z * z)), (middle + half) / (2 * (n + z * z))

    (low, high), (other_low, other_high) = wilson(k, n), wilson(other_k, other_n)
    share, other = k / n, other_k / other_n
    return (
        share - other - sqrt((share - low) ** 2 + (other_high - other) ** 2),
        share - other + sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


def test_a_peak_between_two_like_ends_is_seen():
    told = course_of(PEAK)
    assert told.shape == "peak"
    assert [(stop.year, stop.n, stop.total) for stop in told.stops] == [
        *((2021, 90, 414), (2023, 139, 405), (2024, 81, 411)),
    ]
    # Six pairs of four years.
    assert told.confidence == pytest.approx(1 - 0.05 / 6)
    rise = newcombe(139, 405, 90, 414, 1 - 0.05 / 6)
    fall = newcombe(81, 411, 139, 405, 1 - 0.05 / 6)
    assert told.steps == (pytest.approx(rise), pytest.approx(fall))


def test_a_trough_is_a_peak_of_the_others():
    turned = {year: (total - k, total) for year, (k, total) in PEAK.items()}
    assert course_of(turned).shape == "trough"


@pytest.mark.parametrize(
    ("shares", "shape"),
    [
        ((318, 340, 360, 380), "rose"),
        ((380, 360, 340, 318), "fell"),
        # Every year more, but from the first to the last no more than chance gives.
        ((300, 303, 306, 309), None),
        # A year that falls back a little: the change from first to last says it.
        ((318, 360, 355, 380), None),
        # The highest year was picked: a difference that one pair alone would show is none of six.
        ((300, 300, 342, 300), None),
        # Up, down, up: no single turn.
        ((200, 300, 200, 300), "uneven"),
        # The ends are alike, and so is each to what lies between; what lies between is not.
        ((300, 255, 345, 300), "uneven"),
        ((600, 600, 600, 600), None),
    ],
)
def test_shapes(shares, shape):
    years = {2011 + n: (k, 600) for n, k in enumerate(shares)}
    assert course_of(years).shape == shape


def test_one_pair_alone_would_have_shown_the_year_that_was_picked():
    low, _ = newcombe(342, 600, 300, 600, 0.95)
    corrected, _ = newcombe(342, 600, 300, 600, 1 - 0.05 / 6)
    assert low > 0 > corrected


def test_nothing_is_said_of_few_of_one_unit_or_of_two_years():
    few = {**PEAK, 2022: (5, 19)}
    assert course_of(few).shape is None
    assert course_of({year: PEAK[year] for year in (2021, 2023)}).shape is None
    frame = records.frame(
        records.EVALUATIONS,
        [
            {"year": year, "rating": r, "count": n, "unit": "A", "origin": "recorded"}
            for year, (k, total) in PEAK.items()
            for r, n in (("excellent", k), ("good", total - k))
        ],
    )
    people = asked_of(frame, years=tuple(PEAK)).where(unit="A")
    assert share_course(people).shape is None


def test_a_year_without_data_is_no_year_in_which_it_rose():
    years = {2011: (318, 600), 2012: (340, 600), 2013: (360, 600), 2015: (400, 600)}
    assert course_of(years).shape is None


def test_years_of_other_units_are_held_against_nothing():
    # In 2023 a unit of the other years sent nothing, one with few excellent.
    other = [
        {"year": year, "rating": "good", "count": 300, "unit": "B"} for year in (2021, 2022, 2024)
    ]
    grown = {year: (3 * k, 3 * total) for year, (k, total) in PEAK.items()}
    assert course_of(grown, *other).shape is None
    everywhere = [*other, {**other[0], "year": 2023}]
    assert course_of(grown, *everywhere).shape == "peak"


def test_whom_nobody_rated_for_an_error_could_turn_it():
    lost = [
        {"year": 2023, "person": f"w{n}", "withheld": True, "count": 1, "unit": "A"}
        for n in range(120)
    ]
    assert course_of(PEAK, *lost).shape is None
    rising = {2011 + n: (k, 600) for n, k in enumerate((318, 340, 360, 380))}
    assert course_of(rising).shape == "rose"
    assert course_of(rising, {**lost[0], "year": 2012}).shape is None


def test_where_nothing_changes_a_turn_is_told_in_few_of_all_worlds():
    draws = np.random.default_rng(22).binomial(400, 0.5, size=(300, 5))
    turned = [
        course_of({2011 + n: (int(k), 400) for n, k in enumerate(years)}).shape for years in draws
    ]
    assert sum(shape is not None for shape in turned) <= 0.05 * len(draws)
