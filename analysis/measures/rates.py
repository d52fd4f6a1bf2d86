"""What followed: how many of those rated had an event within some years?"""

from collections.abc import Sequence

import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.measures.followed import common_origin, rated_years, with_next_event
from analysis.measures.shares import LEVEL, grouped, with_wilson
from analysis.measures.units import SMALLEST_TESTED_UNIT
from analysis.tables import single_origin


def outcome_rate(
    evaluations: pd.DataFrame,
    outcomes: pd.DataFrame,
    kind: str,
    within_years: int,
    by: Sequence[str],
) -> pd.DataFrame:
    """Return how many of the people rated in a year had an event in the years after it.

    Needs persons. Of those rated in year t, the people with an event of the kind, or of a kind
    below it, in t+1 … t+within_years. With ``year`` in `by` the rated of each year are a cohort;
    without it a person counts once, at the first year rated in the table. A person is observed
    until the last year on the list; who is observed for less than the window is not followed,
    with an event or without: to keep only those with one would raise the share.

    Parameters
    ----------
    evaluations, outcomes : DataFrame
        The record tables, of one origin.
    kind : str
        A code of the outcome kinds.
    within_years : int
        Length of the window, at least 1.
    by : sequence of str
        Columns of `evaluations`, as they are in year t, that make the groups; missing values are
        a group of their own. With ``rating`` every level has a row, zeros included.

    Returns
    -------
    DataFrame
        One row per group: by…, ``kind``, ``within_years``, ``at_risk`` (people followed),
        ``people`` (of them with an event), ``share`` of at_risk with Wilson's 95% interval
        ``low``, ``high`` (0-1), ``not_followed`` (people rated but observed for less), ``origin``.

    Raises
    ------
    ValueError
        The rows are counted cells or of several origins, the kind is unknown, an event spans
        several years, the window is shorter than a year, or `by` is empty.
    """
    origin, by = common_origin(evaluations, outcomes), list(by)
    if within_years < 1:
        raise ValueError(f"a window of {within_years} years holds no later year; give 1 or more")
    rated = rated_years(evaluations)
    cohort = rated if "year" in by else rated.drop_duplicates("person")
    cohort = with_next_event(cohort, outcomes, kind)
    until = cohort["year"] + within_years
    followed = cohort["last_listed"] >= until
    sizes = grouped(
        cohort[by].assign(
            at_risk=followed,
            people=followed & (cohort["event_year"] <= until),
            not_followed=~followed,
        ),
        by,
    )
    table = _every_rating(sizes, by).astype(dict.fromkeys(_SIZES, "Int64"))
    table = with_wilson(table, "people", "at_risk").assign(
        kind=kind, within_years=within_years, origin=origin
    )
    return table.astype(evaluations[by].dtypes)[[*by, *_RATE]]


_SIZES = ["at_risk", "people", "not_followed"]
_RATE = [
    *("kind", "within_years", "at_risk", "people", "share", "low", "high", "not_followed"),
    "origin",
]


def _every_rating(sizes: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    if "rating" not in by or sizes.empty:
        return sizes
    scale = sizes["rating"].cat.categories
    levels = pd.DataFrame({"rating": pd.Categorical(scale, scale, ordered=True)})
    others = [column for column in by if column != "rating"]
    grid = sizes[others].drop_duplicates().merge(levels, how="cross") if others else levels
    merged = grid.merge(sizes, on=by, how="left", validate="one_to_one")
    return merged.fillna(dict.fromkeys(_SIZES, 0))


def rate_difference(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return how far apart the groups with the highest and the lowest rate are.

    Groups of fewer than 20 people at risk, and the group of those whose value is unknown, are not
    compared. The two extremes of G groups are what is left of G(G-1)/2 comparisons, so the
    interval has the Bonferroni level 1 - 0.05 / (G(G-1)/2).

    Parameters
    ----------
    table : DataFrame
        A result of `outcome_rate` by one column.
    by : sequence of str
        That column.

    Returns
    -------
    DataFrame
        One row: ``groups`` (G), ``level`` of the interval, ``high_group``, ``high_people``,
        ``high_at_risk``, ``high_share``, the same of ``low_``, ``difference`` of the shares (0-1)
        with Newcombe's interval ``difference_low``, ``difference_high``, ``origin``. With fewer
        than two groups to compare all but ``groups`` and ``origin`` are missing.

    Raises
    ------
    ValueError
        `by` is not one column, or a group has several rows: windows or kinds are mixed.
    """
    if len(by) != 1:
        raise ValueError("the rates compared are by one column; name it, for example ['rating']")
    group = by[0]
    if table[group].duplicated().any():
        raise ValueError(f"a value of {group!r} has several rows; give one kind and one window")
    large = table[(table["at_risk"] >= SMALLEST_TESTED_UNIT) & table[group].notna()]
    ranked = large.sort_values("share", ascending=False, kind="stable")
    compared = _compare(ranked, group) if len(ranked) > 1 else {}
    row = pd.DataFrame([compared], columns=_DIFFERENCE).astype(_DIFFERENCE)
    return row.assign(groups=len(ranked), origin=single_origin(table))


_END = {"group": "object", "people": "Int64", "at_risk": "Int64", "share": "float64"}
_DIFFERENCE = {
    "groups": "Int64",
    "level": "float64",
    **{f"high_{name}": kind for name, kind in _END.items()},
    **{f"low_{name}": kind for name, kind in _END.items()},
    **dict.fromkeys(["difference", "difference_low", "difference_high"], "float64"),
}


def _compare(ranked: pd.DataFrame, group: str) -> dict[str, object]:
    ends = ranked.assign(group=ranked[group].astype("object"))[list(_END)]
    high, low = ends.iloc[0], ends.iloc[-1]
    alpha = (1 - LEVEL) / (len(ranked) * (len(ranked) - 1) / 2)
    below, above = confint_proportions_2indep(
        *(int(end[name]) for end in (high, low) for name in ("people", "at_risk")),
        method="newcomb",
        compare="diff",
        alpha=alpha,
    )
    return {
        "level": 1 - alpha,
        **high.add_prefix("high_"),
        **low.add_prefix("low_"),
        "difference": high["share"] - low["share"],
        "difference_low": below,
        "difference_high": above,
    }
