"""What changed from one year to another, and for whom?"""

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis import rules
from analysis.measures.shares import newcombe

# A base that moves further than this makes two shares shares of different bodies of people.
LARGEST_COMPARABLE_BASE_CHANGE = Fraction(1, 10)
_NOT_GROUPS = {
    *("year", "n", "women", "total", "not_rated", "withheld", "unknown", "share", "low", "high"),
    *("least", "most", "judged", "of", "origin"),
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
        were independent samples, ``base_change`` (of ``total`` with those of unknown sex, relative)
        and the breaks ``gap`` (years between are missing), ``rule_changed`` (ratings were made
        under another rule), ``base_moved`` (by more than 10%). The first year of a series has
        missing values; a year of which nobody is counted is not present.
    """
    numerator = "n" if "n" in distribution else "women"
    groups = [column for column in distribution if column not in _NOT_GROUPS]
    # People of unknown sex are outside the share, but they are still there.
    everybody = distribution["total"] + distribution.get("unknown", 0)
    ordered = distribution.assign(base=everybody).sort_values([*groups, "year"], kind="stable")
    present = ordered[ordered["total"] > 0]
    series = present.groupby(groups, dropna=False, observed=True) if groups else present
    before = series[["year", "share", numerator, "total", "base"]].shift(1).add_prefix("previous_")
    table = ordered.join(before)
    return _against_previous(table, numerator, "rating" in distribution).drop(
        columns=["base", f"previous_{numerator}", "previous_total", "previous_base"]
    )


def _against_previous(table: pd.DataFrame, numerator: str, rated: bool) -> pd.DataFrame:
    bounds = [_interval(row, numerator) for row in table.to_dict("records")]
    base_change = (table["base"] / table["previous_base"] - 1).astype("Float64")
    known = table["previous_year"].notna()
    return table.assign(
        change_points=100 * (table["share"] - table["previous_share"]),
        points_low=[100 * low for low, _ in bounds],
        points_high=[100 * high for _, high in bounds],
        base_change=base_change,
        gap=known & (table["year"] - table["previous_year"] > 1).fillna(False),
        rule_changed=[rated and _rule_changed(*years) for years in _pairs(table)],
        base_moved=known & _moved_far(table["previous_base"], table["base"]),
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
    return rules.rating_rule(previous_year) != rules.rating_rule(year)
