"""Boschloo's exact test of two shares, and the interval of their difference that it inverts to.

The two tails are tested each at half the level, so that a test at 5% and an interval of 95% are one
statement: the interval holds zero where the p value is at least 0.05, and nowhere else.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, hypergeom

from analysis.measures.shares import LEVEL

# Searched coarsely, then between the neighbours of the best: the tail is smooth in the share.
_GRIDS = (200, 20, 20, 20)
# Fisher's tails that differ by rounding alone are one.
_TIE = 1 + 1e-9
_EDGE = 1 - 1e-9


def boschloo(count: int, total: int, other_count: int, other_total: int) -> float:
    """Return the two-sided p value, twice the smaller of the two tails.

    The tables at least as extreme are those whose one-sided Fisher probability is no greater; their
    probability is the greatest over all shares that the groups may have in common. At least
    one of the groups should be of some hundreds at most: its sizes are gone through one by one.

    Notes
    -----
    Boschloo (1970), Raised conditional level of significance for the 2 x 2 table, Statistica
    Neerlandica 24, 1-35; as in scipy ``boschloo_exact``, which takes minutes for large groups.
    """
    table = (count, total, other_count, other_total)
    return min(1.0, 2 * min(_tail(_Extreme(*table), 0.0), _tail(_Extreme(*_mirrored(*table)), 0.0)))


def boschloo_interval(
    count: int, total: int, other_count: int, other_total: int
) -> tuple[float, float]:
    """Return the 95% interval of count/total - other_count/other_total that the test inverts to.

    It holds each difference at which neither tail is below 2.5%, the tables ordered as in the test.

    Notes
    -----
    Fay and Hunsberger (2021), Practical valid inferences for the two-sample binomial problem,
    Statistics Surveys 15, 72-110.
    """
    table = (count, total, other_count, other_total)
    return _bound(*table), -_bound(*_mirrored(*table))


class _Extreme:
    """The tables whose first share exceeds the other by at least as much as in the one given.

    They are kept as ``most``: for each count of the smaller group the last count of the larger one
    that belongs. Exchanging the groups with their complements changes neither tail nor difference.
    """

    def __init__(self, count: int, total: int, other_count: int, other_total: int) -> None:
        if total > other_total:
            count, other_count = other_total - other_count, total - count
            total, other_total = other_total, total
        self.total, self.other_total = total, other_total
        self.counts = np.arange(total + 1)
        self.most = self._last(self._fisher(np.array([count]), np.array([other_count])) * _TIE)

    def _fisher(self, counts: np.ndarray, others: np.ndarray) -> np.ndarray:
        both = self.total + self.other_total
        return hypergeom.sf(counts - 1, both, counts + others, self.total)

    def _last(self, limit: np.ndarray) -> np.ndarray:
        """Return the last count of the larger group that belongs, -1 for none: by halving."""
        inside, outside = np.full(self.total + 1, -1), np.full(self.total + 1, self.other_total + 1)
        while (outside - inside > 1).any():
            middle = np.clip((inside + outside) // 2, 0, self.other_total)
            open_ = outside - inside > 1
            belongs = self._fisher(self.counts, middle) <= limit
            inside = np.where(open_ & belongs, middle, inside)
            outside = np.where(open_ & ~belongs, middle, outside)
        return inside

    def probability(self, shares: np.ndarray, difference: float) -> np.ndarray:
        """Return their probability where the larger group has a share, the smaller one more."""
        own = np.clip(shares + difference, 0, 1)
        here = binom.pmf(self.counts[:, None], self.total, own)
        return (here * binom.cdf(self.most[:, None], self.other_total, shares)).sum(axis=0)


def _mirrored(count: int, total: int, other_count: int, other_total: int) -> tuple[int, ...]:
    return other_count, other_total, count, total


def _tail(extreme: _Extreme, difference: float) -> float:
    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)
    greatest = 0.0
    for grid in _GRIDS:
        shares = np.linspace(low, high, grid)
        told = extreme.probability(shares, difference)
        best = int(told.argmax())
        greatest = max(greatest, float(told[best]))
        low, high = shares[max(best - 1, 0)], shares[min(best + 1, grid - 1)]
    return greatest


def _bound(count: int, total: int, other_count: int, other_total: int) -> float:
    extreme, level = _Extreme(count, total, other_count, other_total), (1 - LEVEL) / 2
    if _tail(extreme, -_EDGE) >= level:
        return -1.0
    return float(
        brentq(lambda difference: _tail(extreme, difference) - level, -_EDGE, _EDGE, xtol=1e-9)
    )
