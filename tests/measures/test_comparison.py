"""Two shares compared: p value and interval as one statement, and what could have been shown."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, boschloo_exact, fisher_exact

from analysis.measures.boschloo import boschloo, boschloo_interval
from analysis.measures.comparison import compare, detectable, direction, p_value_of, turned

WOMEN, MEN = 20, 24
direction_of = cache(direction)


def tail(counts, difference):
    """Return by plain sums the greatest probability of a first share that exceeds by as much."""
    count, total, other_count, other_total = counts

    def fisher(k, j):
        table = [[k, j], [total - k, other_total - j]]
        return fisher_exact(table, alternative="greater").pvalue

    limit = fisher(count, other_count) * (1 + 1e-9)
    tables = product(range(total + 1), range(other_total + 1))
    inside = [(k, j) for k, j in tables if fisher(k, j) <= limit]
    shares = np.linspace(max(0, -difference), min(1, 1 - difference), 2001)
    return max(
        sum(
            binom.pmf(k, total, shares + difference) * binom.pmf(j, other_total, shares)
            for k, j in inside
        )
    )


@pytest.mark.parametrize("counts", [(5, 6, 1, 7), (3, 4, 2, 9), (0, 5, 3, 6), (8, 8, 3, 5)])
def test_the_interval_is_the_test_turned_round(counts):
    low, high = boschloo_interval(*counts)
    exchanged = (counts[2], counts[3], counts[0], counts[1])
    for value, table in ((low, counts), (-high, exchanged)):
        if value > -1:
            assert tail(table, value) == pytest.approx(0.025, abs=2e-4)
        else:
            assert tail(table, -0.999) > 0.025


@given(st.integers(0, 40), st.integers(0, 70))
@settings(max_examples=25)
def test_p_values_are_those_of_scipy(women, men):
    if women + men in (0, 110):
        return
    expected = boschloo_exact([[women, men], [40 - women, 70 - men]]).pvalue
    assert boschloo(women, 40, men, 70) == pytest.approx(expected, abs=1e-6)


def test_a_large_group_beside_a_small_one_is_within_reach():
    # Fisher's test is the stricter of the two.
    p_value = boschloo(40, 180, 9_000, 30_000)
    assert 0.01 < p_value < fisher_exact([[40, 9_000], [140, 21_000]]).pvalue


@given(st.tuples(st.integers(1, 30), st.integers(1, 40)).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
))  # fmt: skip
def test_interval_and_p_value_are_never_of_two_minds(counts):
    told = compare(counts)
    clear = told["difference_low"] > 0 or told["difference_high"] < 0
    assert clear == (told["p_value"] < 0.05)
    assert told["difference_low"] <= told["difference"] <= told["difference_high"]


@pytest.mark.parametrize("shift", [0.02, 0.05, 0.08, 0.1])
@pytest.mark.parametrize("men", [0, 6, 90, 180, 300])
def test_so_it_is_for_large_groups_where_the_ends_are_near(men, shift):
    counts = (min(250, round(250 * (men / 300 + shift))), 250, men, 300)
    told = compare(counts)
    clear = told["difference_low"] > 0 or told["difference_high"] < 0
    assert told["method"] == "score" and clear == (told["p_value"] < 0.05)


def test_five_of_ten_against_five_of_28():
    # Newcombe's interval alone excludes zero, while p = 0.067: one of the two was wrong.
    told = compare((5, 10, 5, 28))
    assert told["p_value"] == pytest.approx(0.0673, abs=1e-4)
    assert told["difference_low"] < 0 < told["difference_high"]
    assert told["interval"] == "boschloo"


@cache
def verdicts():
    """Return for each table of so many women and men which side is clearly the greater."""
    told = [direction_of((k, WOMEN, j, MEN)) for k in range(WOMEN + 1) for j in range(MEN + 1)]
    return np.array(told).reshape(WOMEN + 1, MEN + 1)


def clear(women, men):
    """Return how often something clear is said where the shares are these: counted exactly."""
    first, other = binom.pmf(range(WOMEN + 1), WOMEN, women), binom.pmf(range(MEN + 1), MEN, men)
    return float(first @ (verdicts() != 0) @ other)


def test_where_nothing_differs_something_clear_is_said_in_5_of_100_worlds_at_most():
    assert max(clear(share, share) for share in np.linspace(0.01, 0.99, 99)) <= 0.05


def test_the_detectable_difference_is_found_four_times_in_five():
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        least = detectable(WOMEN, MEN, share)
        reach = [women for women in (share - least, share + least) if 0 <= women <= 1]
        found = [clear(women, share) for women in reach]
        # Small numbers jump; of two directions the further is told, the nearer is found more often.
        assert 0.72 <= min(found) <= 0.86 and max(found) <= 0.95


@pytest.mark.full
@pytest.mark.parametrize(("women", "men"), [(20, 40), (60, 120), (161, 256), (250, 350)])
def test_two_thousand_worlds_without_a_difference(women, men):
    random = np.random.default_rng(women)
    shares = random.uniform(0.1, 0.9, 2000)
    worlds = zip(random.binomial(women, shares), random.binomial(men, shares), strict=True)
    false = [direction_of((int(k), women, int(j), men)) for k, j in worlds]
    # 5% and three standard errors of 2,000 worlds.
    assert np.mean(np.array(false) != 0) <= 0.065


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=40)
def test_what_cannot_turn_it_cannot_whatever_the_unknown_are(women, men, at_level, others):
    observed = (women, 20, men, 20)
    most = (women + at_level, 20 + at_level, men, 20 + others)
    least = (women, 20 + others, men + at_level, 20 + at_level)
    endings = {
        direction_of(
            (women + a, 20 + a + b, men + at_level - a, 40 - 20 + at_level - a + others - b)
        )
        for a in range(at_level + 1)
        for b in range(others + 1)
    }
    assert turned(observed, (most, least)) == (
        endings | {direction(observed)} != {direction(observed)}
    )


def test_everybody_alike_has_p_1():
    assert p_value_of((9, 9, 30, 30)) == p_value_of((0, 300, 0, 400)) == 1.0
