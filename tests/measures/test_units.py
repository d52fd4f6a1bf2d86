import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, fisher_exact

from analysis import tables
from analysis.measures.ratings import rating_distribution
from analysis.measures.units import unit_funnel
from analysis.measures.units_apart import units_apart


def evaluations_of(counts):
    rows = [
        {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": "recorded"}
        for unit, (excellent, total) in counts.items()
        for rating, count in (("excellent", excellent), ("good", total - excellent))
    ]
    return tables.frame(tables.EVALUATIONS, rows)


def units(**counts):
    return unit_funnel(rating_distribution(evaluations_of(counts), by=["unit"]))


def apart(**counts):
    return units_apart(evaluations_of(counts)).set_index("unit")


def test_small_units_are_described_and_not_tested():
    table = apart(small=(0, 19), large=(20, 20), other=(5, 40))
    assert pd.isna(table.loc["small", "apart"])
    assert np.isnan(table.loc["small", "p_value"])
    assert table.loc["large", "apart"]
    assert table.loc["large", "others_share"] == 5 / 59


def test_limits_hold_the_share_of_chance_they_name():
    row = units(a=(50, 100), b=(50, 100)).iloc[0]
    low, high = row.low_95 * 100, row.high_95 * 100
    inside = sum(binom.pmf(k, 100, 0.5) for k in range(round(low), round(high) + 1))
    tighter = sum(binom.pmf(k, 100, 0.5) for k in range(round(low) + 1, round(high)))
    assert tighter < 0.95 <= inside
    assert row.low_998 < row.low_95 < 0.5 < row.high_95 < row.high_998


def test_benjamini_hochberg_by_hand():
    table = apart(a=(30, 40), b=(10, 40), c=(20, 40), d=(21, 40))
    ranked = table.sort_values("p_value")
    by_hand = ranked["p_value"].to_numpy() * 4 / np.arange(1, 5)
    by_hand = np.minimum.accumulate(by_hand[::-1])[::-1].clip(max=1)
    assert ranked["q_value"].to_numpy() == pytest.approx(by_hand)
    p_values = [
        fisher_exact([[k, 40 - k], [81 - k, 120 - 81 + k]]).pvalue for k in (30, 10, 20, 21)
    ]
    assert table["p_value"].tolist() == pytest.approx(p_values)


def test_all_alike_and_nobody():
    assert not apart(a=(30, 30), b=(25, 25))["apart"].any()
    assert units().empty and apart().empty
    assert units(a=(0, 0), b=(1, 1))["unit"].tolist() == ["b"]


def test_renaming_units_changes_nothing_else():
    one = units(a=(30, 40), b=(10, 41), c=(20, 42))
    other = units(z=(30, 40), y=(10, 41), x=(20, 42))
    pd.testing.assert_frame_equal(one.drop(columns="unit"), other.drop(columns="unit"))


def test_people_of_no_known_unit_count_in_the_district_and_are_no_unit():
    rows = [
        {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": "recorded"}
        for unit, rating, count in [
            ("a", "excellent", 10),
            ("a", "good", 20),
            (None, "excellent", 60),
            (None, "good", 10),
        ]
    ]
    evaluations = tables.frame(tables.EVALUATIONS, rows)
    table = unit_funnel(rating_distribution(evaluations, by=["unit"]))
    assert table["unit"].tolist() == ["a"]
    assert (table["district"].item(), table["no_unit"].item()) == (0.7, 70)


def test_a_unit_in_several_rows_is_refused():
    rows = [
        {"year": year, "unit": "a", "rating": "good", "count": 30, "origin": "recorded"}
        for year in (2014, 2015)
    ]
    distribution = rating_distribution(tables.frame(tables.EVALUATIONS, rows), by=["year", "unit"])
    with pytest.raises(ValueError, match="by unit alone"):
        unit_funnel(distribution)
