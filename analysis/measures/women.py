"""What share are women, and are they rated as men are?"""

import numpy as np
import pandas as pd
from scipy.stats import boschloo_exact, fisher_exact
from statsmodels.stats.proportion import test_proportions_2indep

from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.measures.shares import (
    FEWEST_JUDGED,
    columns_of,
    grouped,
    log_ratio,
    newcombe,
    with_wilson,
)

# The score test is for two large groups; with a small one it finds differences that are none.
LARGEST_EXACT_GROUP = 200
# Boschloo's test takes seconds beyond this product of sizes, or this size of the larger group,
# and minutes soon after.
LARGEST_BOSCHLOO, LARGEST_BOSCHLOO_GROUP = 100_000, 2_000


def women_share(people: Population | pd.DataFrame, by: By) -> pd.DataFrame:
    """Return the number and share of women among the cadres on the lists, rated or not.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    by : str or sequence of str
        Columns that make the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per group: by…, ``women``, ``total`` (people of known sex), ``unknown`` (people of
        unknown sex), ``share`` of total with Wilson's 95% interval ``low``, ``high``; ``least``
        and ``most``, the shares of all if nobody, and if everybody, of unknown sex is a woman;
        ``judged``, ``of``, ``origin``.

    Raises
    ------
    ValueError
        The rows are of several origins.
    """
    people, by = as_population(people), columns_of(by)
    told = people.count([*by, "sex"])
    sex, n = told["sex"], told["n"].astype("Int64")
    counts = told[by].assign(
        women=n.where((sex == "female").fillna(False), 0),
        total=n.where(sex.notna(), 0),
        unknown=n.where(sex.isna(), 0),
    )
    sizes = with_wilson(grouped(counts, by), "women", "total")
    every = (sizes["total"] + sizes["unknown"]).replace(0, pd.NA)
    return sizes.assign(
        least=(sizes["women"] / every).astype("Float64"),
        most=((sizes["women"] + sizes["unknown"]) / every).astype("Float64"),
        judged=sizes["total"] >= FEWEST_JUDGED,
        of=people.of_whom,
        origin=people.origin,
    )


def rating_gap(people: Population | pd.DataFrame, by: By, level: str = "excellent") -> pd.DataFrame:
    """Return how the share at one level differs between women and men.

    Only people rated and of known sex count.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    by : str or sequence of str
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
        or "fisher" where the other group is too large for it), ``judged``, ``of``, ``origin``.
        Where a group is empty the values are missing.
    """
    people = as_population(people)
    sizes = women_and_men(people, by, level)
    compared = [_compare(*row) for row in sizes[_COUNTS].itertuples(index=False)]
    table = pd.concat([sizes, pd.DataFrame(compared, columns=_COMPARISON)], axis=1)
    judged = sizes[["total_women", "total_men"]].min(axis=1) >= FEWEST_JUDGED
    return table.assign(judged=judged, of=people.of_whom, origin=people.origin)


def women_and_men(people: Population, by: By, level: str) -> pd.DataFrame:
    """Return the women and men of each group, and those of them at a level.

    One row per group: by…, ``women``, ``men`` (at the level), ``total_women``, ``total_men``. Only
    people rated and of known sex count; missing values of `by` are a group of their own.
    """
    by = columns_of(by)
    told = people.count([*by, "sex", "rating"])
    told = told[(told["state"] == RATED) & told["sex"].notna()]
    counts = {name: told["n"].where(told["sex"] == sex, 0) for name, sex in _SEXES.items()}
    at_level = {name: n.where(told["rating"] == level, 0) for name, n in counts.items()}
    totals = {f"total_{name}": n for name, n in counts.items()}
    sizes = told[by].assign(**at_level, **totals)
    return grouped(sizes.astype(dict.fromkeys([*at_level, *totals], "Int64")), by)


_SEXES = {"women": "female", "men": "male"}
_COUNTS = ["women", "total_women", "men", "total_men"]
_COMPARISON = [
    *("share_women", "share_men", "difference", "difference_low", "difference_high"),
    *("ratio", "ratio_low", "ratio_high", "p_value", "method"),
]


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
