"""Which units lie further from the district's share than chance explains?"""

import numpy as np
import pandas as pd
from scipy.stats import binom, binomtest
from statsmodels.stats.multitest import multipletests

SMALLEST_TESTED_UNIT = 20
FALSE_DISCOVERY_RATE = 0.05


def unit_funnel(distribution: pd.DataFrame, level: str = "excellent") -> pd.DataFrame:
    """Return each unit's share at a level against the district's, with funnel limits.

    Parameters
    ----------
    distribution : DataFrame
        A result of `rating_distribution` by ``unit`` alone.
    level : str
        The rating whose share is compared.

    Returns
    -------
    DataFrame
        One row per unit with somebody rated, highest share first: ``unit``, ``n``, ``total``,
        ``share``, ``district`` (the share of all units together), the limits within which 95% and
        99.8% of units of this size lie if they differ by chance alone (``low_95``, ``high_95``,
        ``low_998``, ``high_998``: binomial quantiles), ``p_value`` of the exact binomial test,
        ``q_value`` (Benjamini-Hochberg over the units tested), ``apart`` (q below 0.05). Units
        under 20 people are described and not tested: their p, q and ``apart`` are missing.
        ``origin`` as given.

    Raises
    ------
    ValueError
        A unit has more than one row: the distribution has other groups besides.

    Notes
    -----
    People of no known unit count in the district's share and are no row of their own.
    Spiegelhalter (2005), Funnel plots for comparing institutional performance. Statistics in
    Medicine 24, 1185-1202.
    """
    table = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    if table["unit"].duplicated().any():
        raise ValueError("a unit has several rows; measure the distribution by unit alone")
    people = table["total"].sum()
    district = table["n"].sum() / people if people else np.nan
    table = table[["unit", "n", "total", "share", "origin"]].dropna(subset=["unit"])
    table = table.reset_index(drop=True)
    tested = (table["total"] >= SMALLEST_TESTED_UNIT).to_numpy(dtype=bool)
    p_values = [
        binomtest(n, total, district).pvalue if test else np.nan
        for n, total, test in zip(table["n"], table["total"], tested, strict=True)
    ]
    limits = {
        f"{side}_{name}": _limit(table["total"], district, tail)
        for name, coverage in (("95", 0.95), ("998", 0.998))
        for side, tail in (("low", (1 - coverage) / 2), ("high", (1 + coverage) / 2))
    }
    q_values = _benjamini_hochberg(np.array(p_values, dtype=float))
    apart = pd.array(q_values < FALSE_DISCOVERY_RATE, dtype="boolean")
    apart[~tested] = pd.NA
    compared = table.assign(
        district=district, **limits, p_value=p_values, q_value=q_values, apart=apart
    )
    return compared.sort_values(["share", "total", "unit"], ascending=[False, False, True]).pipe(
        lambda frame: frame.reset_index(drop=True)
    )


def _limit(totals: pd.Series, district: float, tail: float) -> np.ndarray:
    sizes = totals.to_numpy(dtype=float)
    return np.clip(binom.ppf(tail, sizes, district), 0, sizes) / sizes


def _benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    tested = ~np.isnan(p_values)
    q_values = np.full(len(p_values), np.nan)
    if tested.any():
        q_values[tested] = multipletests(p_values[tested], method="fdr_bh")[1]
    return q_values
