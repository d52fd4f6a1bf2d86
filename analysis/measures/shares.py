"""Shares with their intervals, for denominators of any size, zero included."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

LEVEL = 0.95


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
    # Wilson's bounds are 0 and 1 at the ends; rounding leaves 1e-17 on the wrong side.
    return table.assign(share=share, low=low.clip(0, 1), high=high.clip(0, 1))


def newcombe(count: int, total: int, other_count: int, other_total: int) -> tuple[float, float]:
    """Return the 95% interval of count/total - other_count/other_total for independent groups.

    Newcombe's hybrid score interval (statsmodels ``confint_proportions_2indep``); missing
    where a total is zero.
    """
    if min(total, other_total) <= 0:
        return np.nan, np.nan
    low, high = confint_proportions_2indep(
        count, total, other_count, other_total, method="newcomb", compare="diff", alpha=1 - LEVEL
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
