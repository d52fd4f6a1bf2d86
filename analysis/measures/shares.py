"""Shares with their intervals, for denominators of any size, zero included."""

from urllib.parse import parse_qs

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis import vocabulary
from analysis.counts import By
from analysis.refused import refuse_unknown
from analysis.rules import FEWEST_JUDGED
from analysis.spoken import Message

LEVEL = 0.95
# Stands for an infinite score, which a root finder does not take.
_FAR = 1e9


def check_level(level: str) -> None:
    """Refuse a level that is no rating.

    Raises
    ------
    ValueError
        It names the ratings that there are.
    """
    refuse_unknown("level", level, vocabulary.codes("ratings"))


def not_judged(of: str, *sizes: float) -> str | None:
    """Return why no comparison is made: ``few``, ``one_unit``; None where one is.

    Parameters
    ----------
    of : str
        Of whom it would be (the column ``of``). Of single units differences are described: among
        many units some differ by chance.
    *sizes : float
        People on each side.
    """
    if min(sizes) < FEWEST_JUDGED:
        return "few"
    return "one_unit" if len(parse_qs(of, keep_blank_values=True).get("unit", [])) == 1 else None


def with_wilson(table: pd.DataFrame, numerator: str, denominator: str) -> pd.DataFrame:
    """Return the table with ``share``, ``low``, ``high``: Wilson's interval at 95%.

    A denominator of zero gives missing values. Source: Wilson (1927), as in statsmodels
    ``proportion_confint``.
    """
    count = table[numerator].to_numpy(dtype=float, na_value=np.nan)
    total = table[denominator].to_numpy(dtype=float, na_value=np.nan)
    known = total > 0
    share, low, high = (np.full(len(table), np.nan) for _ in range(3))
    share[known] = count[known] / total[known]
    if known.any():
        low[known], high[known] = proportion_confint(
            count[known], total[known], alpha=1 - LEVEL, method="wilson"
        )
    # Wilson's bounds are 0 and 1 at the ends; rounding leaves 1e-17 there.
    low[count == 0], high[count == total] = low[count == 0] * 0, high[count == total] * 0 + 1
    return table.assign(share=share, low=low, high=high)


def columns_of(by: By) -> list[str]:
    """Return the columns that make the groups; one may be named alone."""
    return [by] if isinstance(by, str) else list(by)


def grouped(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the columns of counts summed over each group, missing values a group of their own.

    Raises
    ------
    ValueError
        No column makes the groups.
    """
    if not by:
        raise ValueError(Message("refused.no_by", example="year"))
    return counts.groupby(by, dropna=False, observed=True).sum().reset_index()


def newcombe(
    count: int, total: int, other_count: int, other_total: int, confidence: float = LEVEL
) -> tuple[float, float]:
    """Return the interval, of 95% or another, of a difference of shares of independent groups.

    Of count/total - other_count/other_total, Newcombe's hybrid score interval (statsmodels
    ``confint_proportions_2indep``); missing where a total is zero.
    """
    if min(total, other_total) <= 0:
        return np.nan, np.nan
    low, high = confint_proportions_2indep(
        count,
        total,
        other_count,
        other_total,
        method="newcomb",
        compare="diff",
        alpha=1 - confidence,
    )
    return float(low), float(high)


def log_ratio(count: int, total: int, other_count: int, other_total: int) -> tuple[float, float]:
    """Return the 95% log interval of the ratio of two shares; missing where a count is zero."""
    if min(count, other_count, total, other_total) <= 0:
        return np.nan, np.nan
    low, high = confint_proportions_2indep(
        count, total, other_count, other_total, method="log", compare="ratio", alpha=1 - LEVEL
    )
    return float(low), float(high)


def tango(gained: int, lost: int, pairs: int) -> tuple[float, float]:
    """Return Tango's 95% score interval of a difference of paired proportions.

    Parameters
    ----------
    gained, lost : int
        Pairs that are positive only after, only before.
    pairs : int
        All pairs; with none the bounds are missing.

    Notes
    -----
    Tango, T. (1998). Equivalence test and confidence interval for the difference in proportions
    for the paired-sample design. Statistics in Medicine 17, 891-908.
    """
    if pairs == 0:
        return np.nan, np.nan
    limit, observed, edge = norm.ppf((1 + LEVEL) / 2), (gained - lost) / pairs, 1 - 1e-12

    def score(difference: float) -> float:
        slope = 2 * pairs * difference - (gained + lost) - (gained - lost) * difference
        constant = -lost * difference * (1 - difference)
        lost_share = (np.sqrt(slope**2 - 8 * pairs * constant) - slope) / (4 * pairs)
        variance = pairs * (2 * lost_share + difference * (1 - difference))
        gap = gained - lost - pairs * difference
        return gap / np.sqrt(variance) if variance > 0 else np.copysign(_FAR, gap) * (gap != 0)

    low = -1.0 if observed <= -1 else brentq(lambda d: score(d) - limit, -edge, observed)
    high = 1.0 if observed >= 1 else brentq(lambda d: score(d) + limit, observed, edge)
    return float(low), float(high)
