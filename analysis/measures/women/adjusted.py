"""Are women rated as men are, where both hold like posts?"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.measures.comparison import SIGNIFICANCE, errors_to_show, one_unit
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, columns_of
from analysis.measures.women.women import for_men, for_women, women_and_men
from analysis.spoken import Message


def adjusted_rating_gap(
    people: Population | pd.DataFrame, strata: By, level: str = "excellent"
) -> pd.DataFrame:
    """Return how women are rated at a level beside the men and women of their own stratum.

    Only people rated, of known sex and of a stratum that is stated count.

    Parameters
    ----------
    people : Population or DataFrame
        Of one year and origin; a plain table of evaluations will do.
    strata : str or sequence of str
        The column, or columns, that make the strata.
    level : str
        The rating that is compared.

    Returns
    -------
    DataFrame
        One row: ``year``, ``level``, ``strata_used`` (those that hold both women and men; the
        others carry nothing), ``women``, ``men`` (at the level),
        ``total_women``, ``total_men`` of them, ``expected`` (women who would be at the level, had
        women and men of a stratum been rated alike), ``more`` = women - expected with its 95%
        interval ``more_low``, ``more_high`` (people), ``p_value`` (Cochran, Mantel and Haenszel,
        two-sided, no continuity correction: the same statement as the interval),
        ``detectable_people`` (how many more or fewer would have been found 4 times in 5),
        ``odds_ratio`` (Mantel-Haenszel, women against men) with its 95% interval ``odds_low``,
        ``odds_high``, missing where it is zero or infinite; ``unadjusted`` (odds ratio of all
        of known sex), ``turned_round`` (whether the two point in opposite directions, Simpson's
        paradox), ``equal_odds`` (p value of Breslow and Day's test that the strata have one odds
        ratio, missing where it cannot be had), ``not_stated`` (people rated of no known stratum),
        ``unknown`` (rated, of unknown sex), ``withheld``, ``judged``, ``why`` (why it is not),
        ``of``, ``origin``.

    Raises
    ------
    ValueError
        The people are rated in several years: the same persons would count several times. Or the
        rows are of several origins, or no column makes the strata.

    Notes
    -----
    Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; interval of Robins, Breslow and
    Greenland (1986), Biometrics 42, 311-323; both as in statsmodels ``StratifiedTable``.
    """
    people, columns = as_population(people), columns_of(strata)
    groups = women_and_men(people, columns, level)
    stated = groups[groups[columns].notna().all(axis=1)]
    observed = _counts(stated)
    used = observed[(observed[:, 1] > 0) & (observed[:, 3] > 0)]
    ratios = _ratios(used, _counts(groups).sum(axis=0, keepdims=True))
    astray = groups[groups[columns].isna().any(axis=1)]
    why = _why(people, groups, stated, used)
    if why is None and _turned(observed, stated, astray):
        why = "unknown"
    row = {
        **{"year": _only_year(people), "level": level},
        **{"strata_used": len(used), **_sums(used), **_beside_expected(used), **ratios},
        "not_stated": int(astray[["total_women", "total_men", "total_unknown"]].sum().sum()),
        **{name: int(groups[name].sum()) for name in ("unknown", "withheld")},
        **{"judged": why is None, "why": why, "of": people.of_whom, "origin": people.origin},
    }
    return pd.DataFrame([row]).astype({"year": "Int64", "turned_round": "boolean", "why": "str"})


def _only_year(people: Population) -> int | None:
    told = people.count(["year"])
    years = told.loc[told["state"] == RATED, "year"].unique().tolist()
    if len(years) > 1:
        named = ", ".join(str(year) for year in sorted(years))
        raise ValueError(Message("refused.several_years", years=named))
    asked = people.years if len(people.years) == 1 else [None]
    return years[0] if years else asked[0]


def _counts(groups: pd.DataFrame) -> np.ndarray:
    return groups[["women", "total_women", "men", "total_men"]].to_numpy(dtype=float)


def _sums(used: np.ndarray) -> dict[str, int]:
    names = ("women", "total_women", "men", "total_men")
    return dict(zip(names, used.sum(axis=0).astype(int).tolist(), strict=True))


def _beside_expected(used: np.ndarray) -> dict[str, float]:
    names = ("expected", "more", "more_low", "more_high", "p_value", "detectable_people")
    if not len(used):
        return dict.fromkeys(names, np.nan)
    women, total_women, men, total_men = used.T
    # Mean and variance of the hypergeometric law; scipy's divide by zero where all are alike.
    people, at_level = total_women + total_men, women + men
    expected = (total_women * at_level / people).sum()
    spread = total_women * total_men * at_level * (people - at_level) / people**2 / (people - 1)
    more, error = women.sum() - expected, np.sqrt(spread.sum())
    limit = norm.ppf(1 - SIGNIFICANCE / 2) * error
    # Where every stratum is alike throughout, nothing could differ.
    p_value = float(chi2.sf((more / error) ** 2, 1)) if error > 0 else 1.0
    values = (expected, more, more - limit, more + limit, p_value)
    return dict(zip(names, [*map(float, values), errors_to_show() * float(error)], strict=True))


def _ratios(used: np.ndarray, together: np.ndarray) -> dict[str, object]:
    odds_ratio, low, high, equal = _common(used)
    unadjusted, *_ = _common(together)
    known = not (np.isnan(odds_ratio) or np.isnan(unadjusted))
    opposite = bool(np.log(odds_ratio) * np.log(unadjusted) < 0) if known else None
    return {
        **{"odds_ratio": odds_ratio, "odds_low": low, "odds_high": high},
        **{"unadjusted": unadjusted, "turned_round": opposite, "equal_odds": equal},
    }


def _common(counts: np.ndarray) -> tuple[float, float, float, float]:
    """Return the common odds ratio with its interval, and the p value of equal odds."""
    women, total_women, men, total_men = counts.T
    women_not, men_not = total_women - women, total_men - men
    if not ((women * men_not).any() and (women_not * men).any()):
        return np.nan, np.nan, np.nan, np.nan
    common = StratifiedTable(np.array([[women, women_not], [men, men_not]]))
    low, high = common.oddsratio_pooled_confint(alpha=1 - LEVEL)
    return float(common.oddsratio_pooled), float(low), float(high), _equal_odds(common)


def _equal_odds(common: StratifiedTable) -> float:
    # With an odds ratio of exactly 1, or a stratum alike throughout, statsmodels divides by zero.
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = float(common.test_equal_odds().pvalue)
    return p_value if common.table.shape[-1] > 1 and np.isfinite(p_value) else np.nan


def _why(
    people: Population, groups: pd.DataFrame, stated: pd.DataFrame, used: np.ndarray
) -> str | None:
    """Return why women and men are not compared, whoever is unknown; None where they are."""
    if not groups[["total_women", "total_men"]].sum().sum():
        return "no_sex" if groups["unknown"].sum() else "nobody"
    if not stated[["total_women", "total_men"]].sum().sum():
        return "not_stated"
    if not len(used):
        return "one_sex"
    if min(used[:, 1].sum(), used[:, 3].sum()) < FEWEST_JUDGED:
        return "too_few"
    if one_unit(people):
        return "one_unit"
    at_level, everybody = used[:, 0] + used[:, 2], used[:, 1] + used[:, 3]
    return None if ((at_level > 0) & (at_level < everybody)).any() else "alike"


def _turned(observed: np.ndarray, stated: pd.DataFrame, astray: pd.DataFrame) -> bool:
    """Return whether those of unknown sex, rating or stratum could make it end otherwise."""
    unknown = [frame[["unknown", "withheld"]].sum().sum() for frame in (stated, astray)]
    if not (sum(unknown) + astray[["total_women", "total_men"]].sum().sum()):
        return False
    told = _direction(observed)
    rows, aside = stated.to_dict("records"), astray.to_dict("records")
    for speaking in (for_women, for_men):
        base = np.array([speaking(row) for row in rows], dtype=float)
        more = _helpful(np.array([speaking(row) for row in aside], float), speaking is for_women)
        if any(_direction(counts) != told for counts in _placed(base, more)):
            return True
    return False


def _helpful(aside: np.ndarray, for_one: bool) -> np.ndarray:
    """Return those of no known stratum who speak for one sex.

    The others may be of a stratum of one sex alone, where they carry nothing.
    """
    women, total_women, men, total_men = aside.sum(axis=0) if len(aside) else np.zeros(4)
    if for_one:
        return np.array([women, women, 0, total_men - men])
    return np.array([0, total_women - women, men, men])


def _placed(base: np.ndarray, more: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the strata with those people all in one of them, and in a stratum of their own."""
    for place in range(len(base)):
        counts = base.copy()
        counts[place] += more
        yield counts
    yield np.vstack([base, more])


def _direction(counts: np.ndarray) -> int:
    told = _beside_expected(counts[(counts[:, 1] > 0) & (counts[:, 3] > 0)])
    if not told["p_value"] < SIGNIFICANCE:
        return 0
    return 1 if told["more"] > 0 else -1
