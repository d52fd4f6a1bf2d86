"""What share are women, and are they rated as men are?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import boschloo_exact, fisher_exact
from statsmodels.stats.proportion import test_proportions_2indep

from analysis.measures.shares import grouped, log_ratio, newcombe, with_wilson
from analysis.tables import single_origin

# The score test is for two large groups; with a small one it finds differences that are none.
LARGEST_EXACT_GROUP = 200
# Boschloo's test takes seconds beyond this product of sizes, or this size of the larger group,
# and minutes soon after.
LARGEST_BOSCHLOO, LARGEST_BOSCHLOO_GROUP = 100_000, 2_000


def women_share(evaluations: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the number and share of women among the cadres, rated or not.

    Content with cells: sums ``count``.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns that make the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per group: by…, ``women``, ``total`` (people of known sex), ``unknown`` (people of
        unknown sex), ``share`` of total with Wilson's 95% interval ``low``, ``high``, ``origin``.

    Raises
    ------
    ValueError
        The rows are of several origins.
    """
    origin, by = single_origin(evaluations), list(by)
    sex, count = evaluations["sex"], evaluations["count"]
    counts = evaluations[by].assign(
        women=count.where((sex == "female").fillna(False), 0),
        total=count.where(sex.notna(), 0),
        unknown=count.where(sex.isna(), 0),
    )
    sizes = grouped(counts, by)
    return with_wilson(sizes, "women", "total").assign(origin=origin)


def rating_gap(
    evaluations: pd.DataFrame, by: Sequence[str], level: str = "excellent"
) -> pd.DataFrame:
    """Return how the share at one level differs between women and men.

    Content with cells. Only people rated and of known sex count.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns that make the groups.
    level : str
        The rating whose share is compared.

    Returns
    -------
    DataFrame
        One row per group: by…, ``women``, ``men`` (at the level), ``total_women``, ``total_men``,
        ``share_women``, ``share_men``, ``difference`` with Newcombe's 95% interval
        ``difference_low``, ``difference_high``, ``ratio`` = share_women / share_men with a log
        interval ``ratio_low``, ``ratio_high``, ``p_value`` (two-sided), ``method``
        ("score" where both groups have more than 200 people; else exact: "boschloo",
        or "fisher" where the other group is too large for it), ``origin``. Where a group is empty
        the values are missing.
    """
    origin = single_origin(evaluations)
    sizes = women_and_men(evaluations, by, level)
    compared = [_compare(*row) for row in sizes[_COUNTS].itertuples(index=False)]
    return pd.concat([sizes, pd.DataFrame(compared, columns=_COMPARISON)], axis=1).assign(
        origin=origin
    )


def women_and_men(evaluations: pd.DataFrame, by: Sequence[str], level: str) -> pd.DataFrame:
    """Return the women and men of each group, and those of them at a level.

    One row per group: by…, ``women``, ``men`` (at the level), ``total_women``, ``total_men``. Only
    people rated and of known sex count; missing values of `by` are a group of their own.
    """
    by = list(by)
    known = evaluations[evaluations["rating"].notna() & evaluations["sex"].notna()]
    counts = known[by].assign(
        women=_count_where(known, "female", level),
        men=_count_where(known, "male", level),
        total_women=_count_where(known, "female"),
        total_men=_count_where(known, "male"),
    )
    return grouped(counts, by)


_COUNTS = ["women", "total_women", "men", "total_men"]
_COMPARISON = [
    *("share_women", "share_men", "difference", "difference_low", "difference_high"),
    *("ratio", "ratio_low", "ratio_high", "p_value", "method"),
]


def _count_where(evaluations: pd.DataFrame, sex: str, level: str | None = None) -> pd.Series:
    chosen = evaluations["sex"] == sex
    if level is not None:
        chosen &= evaluations["rating"] == level
    return evaluations["count"].where(chosen, 0)


def _compare(women: int, total_women: int, men: int, total_men: int) -> dict[str, object]:
    share_women = women / total_women if total_women else np.nan
    share_men = men / total_men if total_men else np.nan
    low, high = newcombe(women, total_women, men, total_men)
    ratio_low, ratio_high = log_ratio(women, total_women, men, total_men)
    p_value, method = _test(women, total_women, men, total_men)
    return {
        "share_women": share_women,
        "share_men": share_men,
        "difference": share_women - share_men,
        "difference_low": low,
        "difference_high": high,
        "ratio": share_women / share_men if men else np.nan,
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
        "p_value": p_value,
        "method": method,
    }


def _test(women: int, total_women: int, men: int, total_men: int) -> tuple[float, str | None]:
    if min(total_women, total_men) == 0:
        return np.nan, None
    method = _method(total_women, total_men)
    if women + men in (0, total_women + total_men):
        return 1.0, method
    if method == "score":
        # The score divides by a share of zero on its way and still ends right.
        with np.errstate(divide="ignore", invalid="ignore"):
            result = test_proportions_2indep(women, total_women, men, total_men, method="score")
        return float(result.pvalue), method
    table = [[women, men], [total_women - women, total_men - men]]
    exact = boschloo_exact if method == "boschloo" else fisher_exact
    return float(exact(table).pvalue), method


def _method(total_women: int, total_men: int) -> str:
    if min(total_women, total_men) > LARGEST_EXACT_GROUP:
        return "score"
    product, larger = total_women * total_men, max(total_women, total_men)
    quick = product <= LARGEST_BOSCHLOO and larger <= LARGEST_BOSCHLOO_GROUP
    return "boschloo" if quick else "fisher"
