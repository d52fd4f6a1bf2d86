"""Two shares compared: their difference with test and interval, and what could have been shown."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import test_proportions_2indep

from analysis.counts import Population
from analysis.measures.boschloo import boschloo, boschloo_interval
from analysis.measures.shares import LEVEL, newcombe

# The score test is for two large groups; with a small one it finds differences that are none.
LARGEST_EXACT_GROUP = 200
SIGNIFICANCE = 1 - LEVEL
POWER = 0.8
# Ten standard errors and more of two groups that the score test is for.
_FAR = 0.5
Counts = tuple[int, int, int, int]


def compare(counts: Counts) -> dict[str, object]:
    """Return how two shares differ; interval and p value are never of two minds.

    Parameters
    ----------
    counts : tuple of int
        How many of one group, its size, how many of the other, its size.

    Returns
    -------
    dict
        ``difference`` (0-1), its 95% interval ``difference_low``, ``difference_high``, ``p_value``
        (two-sided), ``method`` ("score" where both groups have more than 200 people, else
        "boschloo"), ``interval`` ("newcombe" where it holds zero just where p is at least 0.05,
        else the method, whose own interval it is). Missing where a group is empty.
    """
    count, total, other_count, other_total = counts
    if min(total, other_total) == 0:
        told = dict.fromkeys(["difference", "difference_low", "difference_high", "p_value"], np.nan)
        return {**told, "method": None, "interval": None}
    method, p_value = method_of(counts), p_value_of(counts)
    (low, high), interval = newcombe(*counts), "newcombe"
    if (low > 0 or high < 0) != (p_value < SIGNIFICANCE):
        (low, high), interval = _of_the_test(counts, method), method
    return {
        **{"difference": count / total - other_count / other_total},
        **{"difference_low": low, "difference_high": high},
        **{"p_value": p_value, "method": method, "interval": interval},
    }


def method_of(counts: Counts) -> str:
    """Return which test is for groups of such sizes."""
    return "score" if min(counts[1], counts[3]) > LARGEST_EXACT_GROUP else "boschloo"


def p_value_of(counts: Counts) -> float:
    """Return the two-sided p value of the test for such sizes, 1 where everybody is alike."""
    count, total, other_count, other_total = counts
    if count + other_count in (0, total + other_total):
        return 1.0
    if method_of(counts) == "boschloo":
        return boschloo(*counts)
    return float(_score(counts).pvalue)


def direction(counts: Counts) -> int:
    """Return 1 where the first share is clearly the greater, -1 the smaller, else 0."""
    count, total, other_count, other_total = counts
    if min(total, other_total) == 0 or p_value_of(counts) >= SIGNIFICANCE:
        return 0
    return 1 if count * other_total > other_count * total else -1


def turned(observed: Counts, extremes: Iterable[Counts]) -> bool:
    """Return whether what is not known could make the comparison end otherwise.

    `extremes` are the counts with all that is not known taken for the one side, and for the other.
    """
    others = [counts for counts in extremes if counts != observed]
    return bool(others) and {direction(each) for each in others} != {direction(observed)}


def detectable(total: int, other_total: int, other_share: float) -> float:
    """Return the difference (0-1) from the other group's share that would be found 4 times in 5.

    The test is taken at 5%, two-sided. Of the two directions the larger difference is told; one
    that would lead beyond 0 or 1 is left aside, and missing is what could be shown in neither.

    Notes
    -----
    Cohen (1988), Statistical Power Analysis, chapter 6: the arcsine effect size, solved by
    statsmodels ``NormalIndPower``.
    """
    if min(total, other_total) == 0:
        return np.nan
    effect = NormalIndPower().solve_power(
        nobs1=total, ratio=other_total / total, alpha=SIGNIFICANCE, power=POWER
    )
    angle = np.arcsin(np.sqrt(other_share))
    angles = [angle + half for half in (effect / 2, -effect / 2) if 0 <= angle + half <= np.pi / 2]
    return max((abs(float(np.sin(each) ** 2 - other_share)) for each in angles), default=np.nan)


def one_unit(people: Population) -> bool:
    """Return whether a population is of a single unit: its differences are described, not tested.

    With 51 units tested each by itself, two or three differ by chance; `units_apart` tells them.
    """
    return len(people.of.get("unit", ())) == 1


def errors_to_show() -> float:
    """Return how many standard errors apart 80% of tests at 5% find a difference."""
    return float(norm.ppf(1 - SIGNIFICANCE / 2) + norm.ppf(POWER))


def _of_the_test(counts: Counts, method: str) -> tuple[float, float]:
    if method == "boschloo":
        return boschloo_interval(*counts)
    count, total, other_count, other_total = counts
    observed, limit = count / total - other_count / other_total, norm.ppf(1 - SIGNIFICANCE / 2)

    def score(difference: float) -> float:
        return _score(counts, difference).statistic

    # The library's own inversion fails where its bracket is too narrow.
    low = brentq(lambda value: score(value) - limit, observed - _FAR, observed)
    high = brentq(lambda value: score(value) + limit, observed, observed + _FAR)
    return float(low), float(high)


def _score(counts: Counts, difference: float = 0.0) -> Any:
    # The score divides by a share of zero on its way and still ends right.
    with np.errstate(divide="ignore", invalid="ignore"):
        return test_proportions_2indep(*counts, value=difference, method="score")
