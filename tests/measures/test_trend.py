import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pearsonr
from statsmodels.stats.contingency_tables import Table

from analysis.measures.trend import cochran_armitage

GROUPS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=6,
)


def columns(groups):
    successes, totals = zip(*groups, strict=True)
    assume(0 < sum(successes) < sum(totals))
    return successes, totals, range(2011, 2011 + len(groups))


@pytest.mark.parametrize(
    ("scores", "statistic", "p_value"),
    [([1, 2, 3, 4], 8.2249, 0.004132), ([0, 0, 0, 1], 12.173, 0.0004848)],
)
def test_the_smokers_of_fleiss_as_printed_by_r(scores, statistic, p_value):
    # R's help page of prop.trend.test: smokers among four groups of lung cancer patients.
    result = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82], scores)
    assert result.z**2 == pytest.approx(statistic, abs=5e-5 if statistic < 10 else 5e-4)
    assert result.p_value == pytest.approx(p_value, abs=5e-7)
    assert result.z < 0


@given(GROUPS)
def test_against_statsmodels_whose_variance_is_that_of_permutation(groups):
    successes, totals, scores = columns(groups)
    table = np.column_stack([np.subtract(totals, successes), successes])
    other = Table(table, shift_zeros=False).test_ordinal_association()
    people = sum(totals)
    expected = other.zscore * math.sqrt(people / (people - 1))
    assert cochran_armitage(successes, totals, scores).z == pytest.approx(expected, abs=1e-6)


def test_the_variance_by_enumeration_of_every_way_the_successes_could_fall():
    scores, totals, successes = [2011, 2012, 2015], [3, 4, 2], [1, 2, 2]
    people = [score for score, total in zip(scores, totals, strict=True) for _ in range(total)]
    sums = np.array([sum(chosen) for chosen in combinations(people, sum(successes))])
    observed = sum(s * k for s, k in zip(scores, successes, strict=True))
    permutation = (observed - sums.mean()) / sums.std()
    result = cochran_armitage(successes, totals, scores)
    assert result.z == pytest.approx(permutation * math.sqrt(9 / 8))


@given(GROUPS)
def test_it_is_the_correlation_of_level_and_score_over_the_people(groups):
    successes, totals, scores = columns(groups)
    people = np.repeat(scores, totals)
    at_level = np.concatenate(
        [np.arange(n) < k for k, n in zip(successes, totals, strict=True)]
    ).astype(float)
    expected = pearsonr(people, at_level).statistic * math.sqrt(len(people))
    assert cochran_armitage(successes, totals, scores).z == pytest.approx(expected, abs=1e-7)


@given(GROUPS, st.integers(-5000, 5000), st.integers(1, 50))
def test_only_the_spacing_of_the_scores_counts_and_a_turned_order_turns_the_sign(
    groups, shift, scale
):
    successes, totals, scores = columns(groups)
    result = cochran_armitage(successes, totals, scores)
    moved = cochran_armitage(successes, totals, [shift + scale * score for score in scores])
    turned = cochran_armitage(successes, totals, [-score for score in scores])
    failures = cochran_armitage(np.subtract(totals, successes), totals, scores)
    assert moved.z == pytest.approx(result.z, abs=1e-8)
    assert turned.z == pytest.approx(-result.z, abs=1e-8)
    assert failures.z == pytest.approx(-result.z, abs=1e-8)
    assert turned.p_value == pytest.approx(result.p_value, abs=1e-8)


def test_a_missing_year_counts_as_a_gap():
    even = cochran_armitage([10, 20, 25], [50, 50, 50], [2011, 2012, 2013])
    gap = cochran_armitage([10, 20, 25], [50, 50, 50], [2011, 2012, 2015])
    assert even.z != pytest.approx(gap.z)


@pytest.mark.parametrize("nothing", [0, None, np.nan])
def test_a_year_of_nobody_or_of_an_unknown_number_carries_nothing(nothing):
    with_gap = cochran_armitage([10, nothing, 25], [50, nothing, 50], [2011, 2012, 2013])
    assert with_gap == cochran_armitage([10, 25], [50, 50], [2011, 2013])


def test_result_columns_of_a_table_can_be_given():
    table = pd.DataFrame({"n": [10, 25], "total": [50, 50], "year": [2011, 2012]}, dtype="Int64")
    assert cochran_armitage(table["n"], table["total"], table["year"]).z > 0


@pytest.mark.parametrize(
    ("successes", "totals", "scores"),
    [
        ([], [], []),
        ([5], [10], [2011]),
        ([5, 0], [10, 0], [2011, 2012]),
        ([0, 0], [0, 0], [2011, 2012]),
        ([10, 20], [10, 20], [2011, 2012]),
        ([0, 0], [10, 20], [2011, 2012]),
        ([1, 0], [3, 0], [0.1, 1]),
        ([3, 5], [10, 20], [2011, 2011]),
        ([1_000_000, 3_000_000], [1_000_000, 3_000_000], [2011, 2012]),
    ],
)
def test_nothing_to_test_is_missing(successes, totals, scores):
    result = cochran_armitage(successes, totals, scores)
    assert math.isnan(result.z)
    assert math.isnan(result.p_value)


def test_millions():
    result = cochran_armitage([1_000_000, 1_000_000], [3_000_000, 2_000_000], [2011, 2012])
    # Two groups: the square is the chi-squared of the two by two table, here exactly 125000 / 0.9.
    assert result.z == pytest.approx(math.sqrt(125_000 / 0.9))
    assert result.p_value == 0


def test_a_wrong_request_is_refused():
    with pytest.raises(ValueError, match="one length"):
        cochran_armitage([1, 2], [10, 10], [2011])
    with pytest.raises(ValueError, match="outside"):
        cochran_armitage([11, 2], [10, 10], [2011, 2012])
