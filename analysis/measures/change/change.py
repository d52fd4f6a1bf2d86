"""What changed from one year to another, and for whom?"""

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis import rules
from analysis.counts import Population
from analysis.measures.change.pairs import like_for_like
from analysis.measures.comparison import detectable
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, newcombe, not_judged

# A base that moves further than this makes two shares shares of different bodies of people.
LARGEST_COMPARABLE_BASE_CHANGE = Fraction(1, 10)
_NOT_GROUPS = {
    *("year", "n", "women", "men", "total", "not_rated", "withheld", "unknown"),
    *("share", "low", "high", "least", "most", "judged", "of", "origin"),
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
        under another rule), ``base_moved`` (by more than 10%), ``judged`` (whether each of the
        two years has enough people to compare). The first year of a series has missing values;
        a year of which nobody is counted is not present.
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


def change_between(people: Population, first_year: int, last_year: int) -> pd.DataFrame:
    """Return how the shares at all levels changed from one year to another, like for like first.

    Parameters
    ----------
    people : Population
        Of one origin.
    first_year, last_year : int

    Returns
    -------
    DataFrame
        The columns of `year_over_year` of the two years but ``gap``; and ``basis``:
        ``like_for_like`` (units that sent their lists of both years, posts of which both years
        have holders; no row where that is everybody) or ``whole``; ``units`` (expected in either
        year), ``units_before``, ``units_after``, ``units_both`` (with lists), ``set_aside`` (post
        groups that only one year has, separated by spaces), ``detectable`` (the change, 0-1, that
        these numbers would have shown 4 times in 5), ``not_judged`` (``few``,
        ``one_unit``, ``withheld``: people withheld for errors could turn it, ``not_like``: the
        whole is described where it is not like for like; missing where the change is judged).
    """
    like = like_for_like(people, first_year, last_year)
    parts = {"whole": people} if like.is_whole else {"like_for_like": like.people, "whole": people}
    tables = [
        _two_years(part, first_year, last_year).assign(basis=basis) for basis, part in parts.items()
    ]
    table = pd.concat(tables, ignore_index=True)
    covered = {"units": like.units, "units_before": like.units_before}
    covered |= {"units_after": like.units_after, "units_both": like.units_both}
    table = table.assign(**covered, set_aside=" ".join(like.set_aside), of=people.of_whom)
    reasons = [
        "not_like" if row["basis"] == "whole" and not like.is_whole else row["not_judged"]
        for row in table.to_dict("records")
    ]
    judged = [why is None and known for why, known in zip(reasons, table["judged"], strict=True)]
    return table.assign(not_judged=pd.Series(reasons, table.index, dtype="str"), judged=judged)


def _two_years(people: Population, first_year: int, last_year: int) -> pd.DataFrame:
    ends = people.of_years([first_year, last_year])
    table = year_over_year(rating_distribution(ends, by="year"))
    before = table.groupby("rating", observed=True)[["n", "total", "withheld"]].shift(1)
    reasons = [
        _why_not(people.of_whom, now, then)
        for now, then in zip(table.to_dict("records"), before.to_dict("records"), strict=True)
    ]
    shown = [
        _detectable(now, then)
        for now, then in zip(table.to_dict("records"), before.to_dict("records"), strict=True)
    ]
    return table.drop(columns="gap").assign(detectable=shown, not_judged=reasons)


def _detectable(now: dict, then: dict) -> float:
    if pd.isna(now["previous_year"]) or min(now["total"], then["total"]) < FEWEST_JUDGED:
        return np.nan
    return detectable(now["total"], then["total"], then["n"] / then["total"])


def _why_not(of: str, now: dict, then: dict) -> str | None:
    if pd.isna(now["previous_year"]):
        return None
    if why := not_judged(of, now["total"], then["total"]):
        return why
    return "withheld" if clear_change(now, then) is None else None


def clear_change(now: dict, then: dict, confidence: float = LEVEL) -> int | None:
    """Return 1 where a year's share is clearly above another's, -1 below, 0 where neither.

    None where the people withheld for errors could turn that. The years have ``n``, ``total`` and
    ``withheld``.
    """
    counts = now["n"], now["total"], then["n"], then["total"]
    now_more, then_more = now["withheld"], then["withheld"]
    # Nobody of those withheld at the level, then all of one year and none of the other.
    extremes = [
        (n + more, total + now_more, k + other, base + then_more)
        for n, total, k, base in [counts]
        for more, other in ((now_more, 0), (0, then_more))
    ]
    verdicts = {_verdict(each, confidence) for each in [counts, *extremes]}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(counts: tuple, confidence: float) -> int:
    n, total, k, base = map(int, counts)
    low, high = newcombe(n, total, k, base, confidence)
    return int(low > 0) - int(high < 0)


def _against_previous(table: pd.DataFrame, numerator: str, rated: bool) -> pd.DataFrame:
    bounds = [_interval(row, numerator) for row in table.to_dict("records")]
    base_change = (table["base"] / table["previous_base"] - 1).astype("Float64")
    known = table["previous_year"].notna()
    return table.assign(
        change_points=100 * (table["share"] - table["previous_share"]),
        points_low=[100 * low for low, _ in bounds],
        points_high=[100 * high for _, high in bounds],
        base_change=base_change,
        judged=known & table["judged"] & (table["previous_total"] >= FEWEST_JUDGED).fillna(False),
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
