import numpy as np
import pytest
from scipy.stats import boschloo_exact
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import proportion_confint

from analysis import load, records
from analysis.measures.women.women import rating_gap, women_share
from analysis.measures.women.women_change import women_change


def cells(*rows):
    return records.frame(records.EVALUATIONS, [{"origin": "recorded", **row} for row in rows])


def rated(women, total_women, men, total_men):
    return cells(
        *(
            {"year": 2015, "sex": sex, "rating": rating, "count": count}
            for sex, at, total in (("female", women, total_women), ("male", men, total_men))
            for rating, count in (("excellent", at), ("good", total - at))
        )
    )


def gap(*counts):
    return rating_gap(rated(*counts), by=["year"]).iloc[0]


def test_women_of_417():
    table = women_share(
        cells(
            {"year": 2015, "sex": "female", "count": 161},
            {"year": 2015, "sex": "male", "count": 256},
            {"year": 2015, "sex": None, "count": 9},
        ),
        by=["year"],
    ).iloc[0]
    assert (table.women, table.total, table.unknown) == (161, 417, 9)
    assert f"{100 * table.share:.1f}" == "38.6"


def test_no_known_sex_is_missing():
    table = women_share(cells({"year": 2015, "sex": None, "count": 9}), by=["year"])
    assert table[["share", "low", "high"]].isna().all().all()


def test_newcombe_worked_example():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 - 48/80,
    # method 10: 0.0524 to 0.3339.
    row = gap(56, 70, 48, 80)
    assert row.difference == pytest.approx(0.2)
    assert (row.difference_low, row.difference_high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_newcombe_is_built_from_the_two_wilson_intervals():
    row = gap(9, 31, 5, 44)
    (p, low, high), (q, lower, upper) = (
        (k / n, *proportion_confint(k, n, method="wilson")) for k, n in ((9, 31), (5, 44))
    )
    assert row.difference_low == pytest.approx(p - q - np.hypot(p - low, upper - q))
    assert row.difference_high == pytest.approx(p - q + np.hypot(high - p, q - lower))


def test_ratio_as_in_scipy():
    row = gap(90, 161, 167, 256)
    expected = relative_risk(90, 161, 167, 256)
    interval = expected.confidence_interval(0.95)
    assert row.ratio == pytest.approx(expected.relative_risk)
    assert (row.ratio_low, row.ratio_high) == pytest.approx((interval.low, interval.high))


def test_small_groups_are_tested_exactly():
    row = gap(7, 12, 3, 15)
    assert row.method == "boschloo"
    assert row.p_value == pytest.approx(boschloo_exact([[7, 3], [5, 12]]).pvalue)


def test_large_groups_use_the_score_test_whose_square_is_pearsons_chi2():
    from scipy.stats import chi2_contingency

    row = gap(150, 300, 260, 410)
    table = [[150, 150], [260, 150]]
    # The score test carries the factor N / (N - 1) of Miettinen and Nurminen.
    statistic = chi2_contingency(table, correction=False).statistic * 709 / 710
    from scipy.stats import chi2

    assert row.method == "score"
    assert row.p_value == pytest.approx(chi2.sf(statistic, 1), rel=1e-6)


@pytest.mark.parametrize(
    "counts", [(0, 0, 5, 9), (5, 9, 0, 0), (0, 4, 0, 5), (4, 4, 5, 5), (0, 9, 9, 9)]
)
def test_edges_neither_fail_nor_warn(counts):
    row = gap(*counts)
    empty = counts[1] == 0 or counts[3] == 0
    assert np.isnan(row.difference) == empty
    assert np.isnan(row.p_value) == empty
    if counts in [(0, 4, 0, 5), (4, 4, 5, 5)]:
        assert row.p_value == 1


def test_unknown_sex_and_not_rated_count_nowhere():
    evaluations = cells(
        {"year": 2015, "sex": "female", "rating": "excellent", "count": 1},
        {"year": 2015, "sex": None, "rating": "excellent", "count": 7},
        {"year": 2015, "sex": "male", "rating": None, "count": 7},
        {"year": 2015, "sex": "male", "rating": "good", "count": 2},
    )
    row = rating_gap(evaluations, by=["year"]).iloc[0]
    assert (row.total_women, row.total_men, row.men) == (1, 2, 0)


def test_a_small_group_beside_a_large_one_is_tested_exactly():
    # The score test called 5 of 210 against 1 of 2 a difference (p = 0.00006).
    row = gap(5, 210, 1, 2)
    assert row.method == "boschloo"
    assert row.p_value == pytest.approx(boschloo_exact([[5, 1], [205, 1]]).pvalue)
    assert row.p_value > 0.01


def test_a_large_group_with_nobody_at_the_level_does_not_warn():
    row = gap(0, 300, 5, 400)
    assert row.method == "score"
    assert 0.01 < row.p_value < 0.2


def test_no_column_to_group_by_is_refused():
    with pytest.raises(ValueError, match="name at least one column"):
        women_share(rated(1, 2, 3, 4), by=[])


def test_the_numbers_of_the_demo_as_its_records_tell(read_once):
    history = load("data/demo")
    told = women_change(history.people(range(2011, 2016), tier="district"), 2011, 2015)
    rows = history.evaluations
    rows = rows[rows["tier"] == "district"].groupby(["year", "sex"], observed=True).size()
    last = told[told["year"] == 2015].iloc[-1]
    assert (last["women"], last["men"]) == (rows[2015, "female"], rows[2015, "male"])
    assert last["women_more"] == rows[2015, "female"] - rows[2011, "female"] == -53
    assert last["men_more"] == rows[2015, "male"] - rows[2011, "male"] == -140
