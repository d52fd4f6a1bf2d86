"""What followed: how many events, and how many of the rated had one within some years?"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis import vocabulary
from analysis.measures.followed import common_origin, rated_years, with_next_event
from analysis.measures.shares import LEVEL, grouped, with_wilson
from analysis.measures.units import SMALLEST_TESTED_UNIT
from analysis.tables import single_origin


def outcome_counts(
    outcomes: pd.DataFrame,
    by: Sequence[str],
    recorded: Mapping[str, Collection[int]] | None = None,
    origin: str | None = None,
) -> pd.DataFrame:
    """Return how many events there were, and how many people had them.

    Content with cells: sums ``count``. Kinds roll up: a kind with kinds below it has a row of its
    own, so rows of different kinds are not to be added.

    Parameters
    ----------
    outcomes : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns of `outcomes` that make the groups, or ``year``: the year of an event, missing
        for a count of a longer period. Missing values are a group of their own.
    recorded : mapping of str to collection of int, optional
        The kinds that the source records, each with its years (`History.years_by_kind`). By
        ``kind``, one of them that nobody had has a row of zero; by ``kind`` and ``year``, a row
        of zero for each of its years without an event. A year that is not recorded has no row.
    origin : str, optional
        The origin of the zeros where `outcomes` has no row that tells it.

    Returns
    -------
    DataFrame
        One row per group met: by…, ``events``, ``people`` (distinct persons; missing where a row
        of the group has no person), ``origin``.

    Raises
    ------
    ValueError
        The rows are of several origins, or `by` is empty.

    Examples
    --------
    >>> from analysis import tables
    >>> rows = [dict(first_year=2011, last_year=2015, kind=kind, count=count, origin="published")
    ...         for kind, count in (("masters", 33), ("advanced_theory", 20))]
    >>> table = outcome_counts(tables.frame(tables.OUTCOMES, rows), by=["kind"])
    >>> dict(zip(table.kind, table.events.astype(int)))
    {'advanced_theory': 20, 'masters': 33, 'training': 53}
    """
    origin, by = single_origin(outcomes) or origin, list(by)
    if not by:
        raise ValueError("`by` is empty; name at least one column, for example ['kind']")
    one_year = outcomes["first_year"] == outcomes["last_year"]
    rows = outcomes.assign(year=outcomes["first_year"].where(one_year))[[*by, "person", "count"]]
    if "kind" in by:
        rows = _rolled_up(rows)
    groups = rows.assign(no_person=rows["person"].isna()).groupby(by, dropna=False, observed=True)
    table = groups.agg(
        events=("count", "sum"), people=("person", "nunique"), no_person=("no_person", "any")
    ).reset_index()
    people = table["people"].astype("Int64").mask(table["no_person"].astype(bool))
    table = table.assign(people=people, origin=origin)[[*by, "events", "people", "origin"]]
    if not recorded or set(by) not in ({"kind"}, {"kind", "year"}):
        return table
    return _with_zeros(table, by, recorded, origin)


def _with_zeros(
    table: pd.DataFrame, by: list[str], recorded: Mapping[str, Collection[int]], origin: str | None
) -> pd.DataFrame:
    places = pd.DataFrame({"kind": list(recorded), "year": list(recorded.values())})[by]
    if "year" in by:
        places = places.explode("year").dropna()
    met = pd.MultiIndex.from_frame(table[by].astype("object"))
    missing = ~pd.MultiIndex.from_frame(places.astype("object")).isin(met)
    zeros = places[missing].assign(events=0, people=0, origin=origin)
    if zeros.empty:
        return table
    rows = pd.concat([table, zeros[list(table)].astype(table.dtypes)])
    return rows.sort_values(by, ignore_index=True)


def _rolled_up(rows: pd.DataFrame) -> pd.DataFrame:
    kinds = [
        (kind, over)
        for kind in vocabulary.codes("outcome_kinds")
        for over in vocabulary.lineage(kind)
    ]
    pairs = pd.DataFrame(kinds, columns=["kind", "rolled"]).astype("str")
    joined = rows.merge(pairs, on="kind", how="left", validate="many_to_many")
    return joined.drop(columns="kind").rename(columns={"rolled": "kind"})


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
