"""Where does each unit lie among the others?"""

import numpy as np
import pandas as pd
from scipy.stats import binom

from analysis.measures.shares import FEWEST_JUDGED, check_level
from analysis.spoken import Message

SMALLEST_TESTED_UNIT = FEWEST_JUDGED


def unit_funnel(distribution: pd.DataFrame, level: str = "excellent") -> pd.DataFrame:
    """Return each unit's share at a level, and the limits that chance alone would give it.

    Parameters
    ----------
    distribution : DataFrame
        A result of `rating_distribution` by ``unit`` alone.
    level : str
        The rating whose share is compared.

    Returns
    -------
    DataFrame
        One row per unit with somebody rated, the largest first: ``unit``, ``n``, ``total``,
        ``share``, ``district`` (the share of all together), the limits within which 95% and
        99.8% of units of this size lie if they differ by chance alone (``low_95``, ``high_95``,
        ``low_998``, ``high_998``: binomial quantiles), ``no_unit`` (people rated of no known
        unit, who count in ``district`` and are no row), ``of``, ``origin`` as given.

    Raises
    ------
    ValueError
        A unit has more than one row: the distribution has other groups besides.

    Notes
    -----
    Spiegelhalter (2005), Funnel plots for comparing institutional performance. Statistics in
    Medicine 24, 1185-1202.
    """
    check_level(level)
    table = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    if table["unit"].duplicated().any():
        raise ValueError(Message("refused.units_twice"))
    people = table["total"].sum()
    district = table["n"].sum() / people if people else np.nan
    known = table[["unit", "n", "total", "share", "of", "origin"]].dropna(subset=["unit"])
    limits = {
        f"{side}_{name}": _limit(known["total"], district, tail)
        for name, coverage in (("95", 0.95), ("998", 0.998))
        for side, tail in (("low", (1 - coverage) / 2), ("high", (1 + coverage) / 2))
    }
    placed = known.assign(district=district, **limits, no_unit=people - known["total"].sum())
    # Small units are not ranked by a raw share.
    ordered = placed.sort_values(["total", "unit"], ascending=[False, True])
    return ordered.reset_index(drop=True)[_FUNNEL]


_FUNNEL = [
    *("unit", "n", "total", "share", "district", "low_95", "high_95", "low_998", "high_998"),
    *("no_unit", "of", "origin"),
]


def _limit(totals: pd.Series, district: float, tail: float) -> np.ndarray:
    sizes = totals.to_numpy(dtype=float)
    return np.clip(binom.ppf(tail, sizes, district), 0, sizes) / sizes
