"""What followed: how many events of each kind, and of how many people?"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from analysis import vocabulary
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
        of zero for each of its years without an event. A year in which a wide kind is not wholly
        recorded has no row of it: the sum of some of its parts would look like a change.
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
    return _with_zeros(_without_partial_sums(table, recorded), by, recorded, origin)


def _without_partial_sums(
    table: pd.DataFrame, recorded: Mapping[str, Collection[int]]
) -> pd.DataFrame:
    if "year" not in table:
        return table
    wide = {vocabulary.parent_of(kind) for kind in recorded}
    whole = [
        kind not in wide or pd.isna(year) or year in recorded.get(kind, ())
        for kind, year in zip(table["kind"], table["year"], strict=True)
    ]
    return table[pd.Series(whole, dtype="bool")].reset_index(drop=True)


def _with_zeros(
    table: pd.DataFrame, by: list[str], recorded: Mapping[str, Collection[int]], origin: str | None
) -> pd.DataFrame:
    pairs = [(kind, year) for kind, years in recorded.items() for year in years]
    places = pd.DataFrame(pairs, columns=["kind", "year"])[by].drop_duplicates()
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
