"""What changed from one year to another, and for whom?"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.contingency_tables import mcnemar

from analysis import vocabulary
from analysis.measures.shares import LEVEL, newcombe
from analysis.tables import single_origin

# A base that moves further than this makes two shares shares of different bodies of people.
LARGEST_COMPARABLE_BASE_CHANGE = Fraction(1, 10)
# Stands for an infinite score, which a root finder does not take.
_FAR = 1e9
_NOT_GROUPS = {
    *("year", "n", "women", "total", "not_rated", "unknown", "share", "low", "high", "origin"),
}


def year_over_year(distribution: pd.DataFrame) -> pd.DataFrame:
    """Return each year's share against the previous year present, breaks marked.

    Parameters
    ----------
    distribution : DataFrame
        A result of `rating_distribution` or `women_share` whose groups include ``year``.

    Returns
    -------
    DataFrame
        The table with ``previous_year``, ``previous_share``, ``change_points`` (percentage
        points) with Newcombe's 95% interval ``points_low``, ``points_high`` as if the two years
        were independent samples, ``base_change`` (of ``total``, relative) and the breaks
        ``gap`` (years between are missing), ``rule_changed`` (ratings were made under another
        rule), ``base_moved`` (by more than 10%). The first year of a series has missing values;
        a year of which nobody is counted is not present.
    """
    numerator = "n" if "n" in distribution else "women"
    groups = [column for column in distribution if column not in _NOT_GROUPS]
    ordered = distribution.sort_values([*groups, "year"], kind="stable")
    present = ordered[ordered["total"] > 0]
    series = present.groupby(groups, dropna=False, observed=True) if groups else present
    before = series[["year", "share", numerator, "total"]].shift(1).add_prefix("previous_")
    table = ordered.join(before)
    return _against_previous(table, numerator, "rating" in distribution).drop(
        columns=[f"previous_{numerator}", "previous_total"]
    )


def _against_previous(table: pd.DataFrame, numerator: str, rated: bool) -> pd.DataFrame:
    bounds = [_interval(row, numerator) for row in table.to_dict("records")]
    base_change = (table["total"] / table["previous_total"] - 1).astype("Float64")
    known = table["previous_year"].notna()
    return table.assign(
        change_points=100 * (table["share"] - table["previous_share"]),
        points_low=[100 * low for low, _ in bounds],
        points_high=[100 * high for _, high in bounds],
        base_change=base_change,
        gap=known & (table["year"] - table["previous_year"] > 1).fillna(False),
        rule_changed=[rated and _rule_changed(*years) for years in _pairs(table)],
        base_moved=known & _moved_far(table["previous_total"], table["total"]),
    )


def _moved_far(before: pd.Series, after: pd.Series) -> pd.Series:
    limit = LARGEST_COMPARABLE_BASE_CHANGE
    far = (after - before).abs() * limit.denominator > before * limit.numerator
    return far.fillna(False).astype(bool)


def _interval(row: dict, numerator: str) -> tuple[float, float]:
    if pd.isna(row["previous_year"]):
        return np.nan, np.nan
    return newcombe(
        row[numerator], row["total"], row[f"previous_{numerator}"], row["previous_total"]
    )


def _pairs(table: pd.DataFrame) -> zip:
    return zip(table["previous_year"], table["year"], strict=True)


def _rule_changed(previous_year: int, year: int) -> bool:
    if pd.isna(previous_year):
        return False
    return vocabulary.rating_rule(previous_year) != vocabulary.rating_rule(year)


@dataclass(frozen=True)
class StayersChange:
    """The change on the people rated in both years, and who came and went.

    Attributes
    ----------
    year, next_year : int
    level : str
    stayers, entrants, leavers : int
        People rated in both years, only in the later, only in the earlier.
    share_before, share_after, difference, low, high : float
        Shares of the stayers at the level; Tango's 95% interval of after minus before.
    gained, lost : int
        Stayers at the level only after, only before.
    p_value : float
        Exact McNemar test, two-sided.
    share_entrants, share_leavers : float
        Shares at the level of those who entered (in the later year) and left (in the earlier).
    origin : str or None
    """

    year: int
    next_year: int
    level: str
    stayers: int
    entrants: int
    leavers: int
    share_before: float
    share_after: float
    difference: float
    low: float
    high: float
    gained: int
    lost: int
    p_value: float
    share_entrants: float
    share_leavers: float
    origin: str | None


def change_on_stayers(
    evaluations: pd.DataFrame, year: int, next_year: int, level: str = "excellent"
) -> StayersChange:
    """Return the change of the share at a level on the people rated in both years.

    Needs persons. Sources: Tango (1998) for the interval, McNemar's exact test (statsmodels).

    Raises
    ------
    ValueError
        The rows are counted cells, or of several origins: nobody can be followed.
    """
    origin = single_origin(evaluations)
    rated = evaluations[evaluations["year"].isin([year, next_year]) & evaluations["rating"].notna()]
    if rated["person"].isna().any():
        raise ValueError("change_on_stayers needs persons; these evaluations are counted cells")
    people = rated.assign(at_level=rated["rating"] == level).set_index("person")
    before, after = (people.loc[people["year"] == y, "at_level"] for y in (year, next_year))
    before, after = before.align(after)
    both = before.notna() & after.notna()
    first, last = before[both].astype(bool), after[both].astype(bool)
    gained, lost = int((~first & last).sum()), int((first & ~last).sum())
    low, high = tango(gained, lost, int(both.sum()))
    return StayersChange(
        year=year,
        next_year=next_year,
        level=level,
        stayers=int(both.sum()),
        entrants=int(before.isna().sum()),
        leavers=int(after.isna().sum()),
        share_before=_mean(first),
        share_after=_mean(last),
        difference=_mean(last) - _mean(first),
        low=low,
        high=high,
        gained=gained,
        lost=lost,
        p_value=float(mcnemar([[0, gained], [lost, 0]], exact=True).pvalue)
        if len(first)
        else np.nan,
        share_entrants=_mean(after[before.isna()]),
        share_leavers=_mean(before[after.isna()]),
        origin=origin,
    )


def _mean(flags: pd.Series) -> float:
    return float(flags.astype(bool).mean()) if len(flags) else np.nan


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


def composition_bounds(
    before_n: int, before_k: int, after_n: int, after_k: int, stayers: int | None = None
) -> pd.DataFrame:
    """Return what must hold of those who left and came if no stayer's rating had changed.

    Content with four published numbers: people and people at the level, before and after.

    Parameters
    ----------
    before_n, before_k, after_n, after_k : int
        People, and people at the level, in the earlier and the later year.
    stayers : int, optional
        Number of people in both years where it is known; else every possible number.

    Returns
    -------
    DataFrame
        One row per possible number of stayers: ``stayers``, ``entrants``, ``leavers``; the people
        at the level among the stayers ``k_low``-``k_high``, the leavers ``leavers_low``-
        ``leavers_high`` and the entrants ``entrants_low``-``entrants_high``; ``feasible``. The
        ranges are missing where no number fits.

    Raises
    ------
    ValueError
        A count at the level exceeds its people, or there are more stayers than people.

    Examples
    --------
    >>> row = composition_bounds(610, 318, 417, 258, stayers=417).iloc[0]
    >>> int(row.leavers), int(row.leavers_low), int(row.leavers_high)
    (193, 60, 60)
    """
    most = min(before_n, after_n)
    if not (0 <= before_k <= before_n and 0 <= after_k <= after_n):
        raise ValueError("a count at the level lies outside 0 and its number of people")
    if stayers is not None and not 0 <= stayers <= most:
        raise ValueError(f"{stayers} stayers do not fit {before_n} people before, {after_n} after")
    stayed = np.arange(most + 1) if stayers is None else np.array([stayers])
    left, entered = before_n - stayed, after_n - stayed
    low = np.maximum.reduce([np.zeros_like(stayed), before_k - left, after_k - entered])
    high = np.minimum(stayed, min(before_k, after_k))
    table = pd.DataFrame({"stayers": stayed, "entrants": entered, "leavers": left})
    ranges = {
        "k_low": low,
        "k_high": high,
        "leavers_low": before_k - high,
        "leavers_high": before_k - low,
        "entrants_low": after_k - high,
        "entrants_high": after_k - low,
    }
    feasible = low <= high
    bounded = {name: pd.array(values, dtype="Int64") for name, values in ranges.items()}
    return table.assign(
        **{name: pd.Series(values).where(feasible) for name, values in bounded.items()},
        feasible=feasible,
    )
