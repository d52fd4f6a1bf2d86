"""What somebody was in a year, seen from a population: decided here, and nowhere else.

A rating; *not rated*, on the list; *withheld*, on the list, with rows refused for an error;
*elsewhere*, on a list outside the population; *not reported*, where the list that the person
would be on is missing or names nobody; *absent* otherwise. Who left and who is new is absent on
one side.
"""

from collections.abc import Collection

import pandas as pd

from analysis import vocabulary

NOT_RATED, WITHHELD, ELSEWHERE = "not_rated", "withheld", "elsewhere"
NOT_REPORTED, ABSENT = "not_reported", "absent"
STATES = (
    *vocabulary.codes("ratings"),
    *(NOT_RATED, WITHHELD, ELSEWHERE, NOT_REPORTED, ABSENT),
)
STATE = pd.CategoricalDtype(list(STATES), ordered=True)
_LIST = ["unit", "tier"]


def listed_states(evaluations: pd.DataFrame, inside: pd.Series) -> pd.Series:
    """Return the state of each row of the record table, whose rows are all on some list."""
    states = evaluations["rating"].astype("str").fillna(NOT_RATED)
    states = states.mask(evaluations["withheld"].astype(bool), WITHHELD)
    return states.where(inside, ELSEWHERE).astype(STATE)


def states_by_year(
    evaluations: pd.DataFrame,
    inside: pd.Series,
    years: list[int],
    lists: pd.DataFrame,
    belongs_in: Collection[int],
) -> pd.DataFrame:
    """Return the state in each year of everybody who is in a population in one of them.

    Parameters
    ----------
    evaluations : DataFrame
        The record table; its counted cells follow nobody and are left aside.
    inside : Series of bool
        Which of its rows the population chooses.
    years : list of int
        The years whose states are wanted.
    lists : DataFrame
        See `coverage`.
    belongs_in : collection of int
        The years in one of which somebody must belong.

    Returns
    -------
    DataFrame
        One row per ``person`` (the index), one column per year.
    """
    people = evaluations[evaluations["person"].notna()].astype({"year": "int64"})
    wanted = people.loc[inside & people["year"].isin(belongs_in), "person"].unique()
    own = people[people["person"].isin(wanted)]
    states = own.assign(state=listed_states(own, inside[own.index]))
    wide = by_year(states, "person", "state").reindex(columns=years)
    missing = wide.isna()
    known = wide.astype("str").where(~missing, ABSENT)
    unsent = _unsent(own, years, lists).reindex(index=wide.index, fill_value=False)
    return known.mask(missing & unsent, NOT_REPORTED).astype(STATE)


def naming(evaluations: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """Return the lists, those of counts alone not reported: nobody can be looked for on them."""
    people = evaluations[evaluations["person"].notna()].astype({"year": "int64"})
    named = people[[*_LIST, "year"]].drop_duplicates().assign(named=True)
    told = lists.merge(named, how="left", on=[*_LIST, "year"])
    counts_alone = (told["listed"] > 0) & told["named"].isna()
    return told.assign(reported=told["reported"] & ~counts_alone)


def _unsent(own: pd.DataFrame, years: list[int], lists: pd.DataFrame) -> pd.DataFrame:
    """Return in which years a list is missing that each person was last, or is next, on."""
    if lists["reported"].all():
        return pd.DataFrame(False, index=pd.Index(own["person"].unique()), columns=years)
    numbers = own.groupby(_LIST, dropna=False, observed=True).ngroup().rename("list")
    last = by_year(own.assign(list=numbers), "person", "list")
    every = sorted({*last.columns, *years})
    last = last.reindex(columns=every)
    keys = own[_LIST].assign(list=numbers).drop_duplicates("list")
    sent = by_year(lists.merge(keys, on=_LIST), "list", "reported")
    table = pd.DataFrame(False, index=last.index, columns=years)
    for near in (last.ffill(axis=1), last.bfill(axis=1)):
        for year in years:
            reported = near[year].map(sent[year]) if year in sent else None
            if reported is not None:
                table[year] |= ~reported.astype("boolean").fillna(True).to_numpy(dtype=bool)
    return table


def by_year(rows: pd.DataFrame, index: str, values: str) -> pd.DataFrame:
    """Return a column of the record table, a row a person (or `index`) and a column a year."""
    # One row twice is an error here; `pivot_table` would make one of both.
    return rows.pivot(index=index, columns="year", values=values)  # noqa: PD010
