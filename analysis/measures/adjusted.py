"""Are women rated as men are, where both hold like posts, and over the whole scale?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.nonparametric import rank_compare_2ordinal

from analysis.counts import By, Population, as_population
from analysis.measures.shares import LEVEL, columns_of
from analysis.measures.women import women_and_men


@dataclass(frozen=True)
class AdjustedRatingGap:
    """How women's odds of a rating compare with men's within like groups.

    Attributes
    ----------
    level : str
    strata : tuple of str
        The columns whose combinations are held alike.
    strata_used : int
        Groups that hold both women and men; the others carry nothing.
    women, men : int
        People rated in the groups used.
    odds_ratio, low, high : float
        Mantel-Haenszel's common odds ratio of women against men, with its 95% interval.
    p_value : float
        Cochran-Mantel-Haenszel test, two-sided, no continuity correction.
    unadjusted_odds_ratio : float
        The odds ratio of everybody rated and of known sex, groups not regarded.
    reversed : bool or None
        Whether the two odds ratios point in opposite directions (Simpson's paradox); None where
        one of them is missing.
    origin : str or None
    """

    level: str
    strata: tuple[str, ...]
    strata_used: int
    women: int
    men: int
    odds_ratio: float
    low: float
    high: float
    p_value: float
    unadjusted_odds_ratio: float
    reversed: bool | None
    origin: str | None


@dataclass(frozen=True)
class Superiority:
    """The chance that a woman's rating is higher than a man's.

    Attributes
    ----------
    probability : float
        0-1, ties halved; 0.5 where neither tends to be rated higher.
    low, high : float
        95% interval; missing where the ratings do not vary enough to tell one.
    """

    probability: float
    low: float
    high: float


def adjusted_rating_gap(
    people: Population | pd.DataFrame, strata: By, level: str = "excellent"
) -> AdjustedRatingGap:
    """Return how women's odds of a level compare with men's within the same stratum.

    Only people rated and of known sex count; a missing value of a stratum
    column is a stratum of its own. An odds ratio that is zero or infinite, or of nobody, is
    missing; where nobody's rating could differ from another's the p value is 1.

    Parameters
    ----------
    people : Population or DataFrame
        Of one origin; a plain table of evaluations will do.
    strata : str or sequence of str
        The column, or columns, that make the strata.
    level : str
        The rating whose odds are compared.

    Raises
    ------
    ValueError
        The rows are of several origins, or no column makes the strata.

    Notes
    -----
    Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; interval of Robins, Breslow and
    Greenland (1986), Biometrics 42, 311-323; both as in statsmodels ``StratifiedTable``.
    """
    people, columns = as_population(people), columns_of(strata)
    groups = women_and_men(people, columns, level)
    used = groups[(groups["total_women"] > 0) & (groups["total_men"] > 0)]
    odds_ratio, low, high, p_value = _common(_two_by_two(used))
    unadjusted, *_ = _common(_two_by_two(groups[_COUNTS].sum().to_frame().T))
    return AdjustedRatingGap(
        level=level,
        strata=tuple(columns),
        strata_used=len(used),
        women=int(used["total_women"].sum()),
        men=int(used["total_men"].sum()),
        odds_ratio=odds_ratio,
        low=low,
        high=high,
        p_value=p_value,
        unadjusted_odds_ratio=unadjusted,
        reversed=_opposite(odds_ratio, unadjusted),
        origin=people.origin,
    )


def superiority(women_counts: Sequence[int], men_counts: Sequence[int]) -> Superiority:
    """Return the chance that a woman drawn at random is rated higher than a man, ties halved.

    Parameters
    ----------
    women_counts, men_counts : sequence of int
        People at each level, the worst level first; no levels at all are nobody.

    Returns
    -------
    Superiority
        Missing throughout where there is no woman or no man. The interval is missing where one of
        them is a single person, or where all pairs but for ties come out alike.

    Raises
    ------
    ValueError
        The two have different numbers of levels, or a count is negative.

    Notes
    -----
    Brunner and Munzel (2000), Biometrical Journal 42, 17-25, as in statsmodels
    ``rank_compare_2ordinal``.

    Examples
    --------
    >>> superiority([0, 1, 1], [1, 1, 0]).probability
    0.875
    """
    women, men = [int(n) for n in women_counts], [int(n) for n in men_counts]
    scales = {len(counts) for counts in (women, men) if counts}
    if len(scales) > 1 or min([*women, *men], default=0) < 0:
        raise ValueError(
            f"women {women} and men {men} are not counts on one scale; give both for the same "
            "levels, worst first, none negative"
        )
    if not (sum(women) and sum(men)):
        return Superiority(np.nan, np.nan, np.nan)
    if min(sum(women), sum(men)) < 2 or not (_places(women, men) or _places(men, women)):
        won = sum(w * rank for w, rank in zip(women, _doubled_ranks(men), strict=True))
        return Superiority(won / (2 * sum(women) * sum(men)), np.nan, np.nan)
    result = rank_compare_2ordinal(np.array(women, float), np.array(men, float))
    low, high = result.conf_int(alpha=1 - LEVEL)
    return Superiority(float(result.prob1), max(float(low), 0.0), min(float(high), 1.0))


_COUNTS = ["women", "total_women", "men", "total_men"]


def _two_by_two(groups: pd.DataFrame) -> np.ndarray:
    """Return the tables [[women at the level, not], [men at the level, not]], one a stratum."""
    women, total_women, men, total_men = groups[_COUNTS].to_numpy(dtype=float).T
    return np.array([[women, total_women - women], [men, total_men - men]])


def _common(tables: np.ndarray) -> tuple[float, float, float, float]:
    (for_women, women_not), (for_men, men_not) = tables
    women, men = for_women + women_not, for_men + men_not
    if not (women * men).any():
        return np.nan, np.nan, np.nan, np.nan
    # Every stratum alike throughout: the test would divide by a variance of zero.
    varies = (women * men * (for_women + for_men) * (women_not + men_not)).any()
    common = StratifiedTable(tables)
    p_value = float(chi2.sf(common.test_null_odds().statistic, 1)) if varies else 1.0
    if not ((for_women * men_not).any() and (women_not * for_men).any()):
        return np.nan, np.nan, np.nan, p_value
    low, high = common.oddsratio_pooled_confint(alpha=1 - LEVEL)
    return float(common.oddsratio_pooled), float(low), float(high), p_value


def _opposite(odds_ratio: float, unadjusted: float) -> bool | None:
    if np.isnan(odds_ratio) or np.isnan(unadjusted):
        return None
    return bool(np.log(odds_ratio) * np.log(unadjusted) < 0)


def _doubled_ranks(counts: list[int]) -> list[int]:
    """Return for each level twice the people below it plus those at it: whole, so exact."""
    below = np.cumsum([0, *counts[:-1]], dtype=object)
    return [2 * int(b) + n for b, n in zip(below, counts, strict=True)]


def _places(counts: list[int], others: list[int]) -> bool:
    """Say whether the people counted stand at more than one place among the others."""
    ranks = zip(counts, _doubled_ranks(others), strict=True)
    return len({rank for n, rank in ranks if n}) > 1
