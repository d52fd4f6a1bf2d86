"""What followed: how many events of each kind, and of how many people?"""

import pandas as pd

from analysis import vocabulary, wording
from analysis.counts import By, Population
from analysis.measures.shares import columns_of
from analysis.tables import single_origin


def outcome_counts(people: Population, by: By) -> pd.DataFrame:
    """Return how many events there were, and how many people had them.

    Kinds roll up: a kind with kinds below it has a row of its own, so rows of different kinds are
    not to be added. Published figures do not: their source adds nothing up.

    Parameters
    ----------
    people : Population
    by : str or sequence of str
        As `Population.events`: ``kind``, ``year`` (missing for a count of a longer period),
        ``unit``, ``tier``, ``sex``. Missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per group met: by…, ``events``, ``people`` (distinct persons; missing where one is
        not known), of ``kind`` without ``year`` also ``covered`` (the years asked about in which
        the kind is recorded, in words: *2011–2013, 2015*; missing where no list records it), ``of``
        (of whom), ``origin``.

        By ``kind``, or by it and ``year``, a kind that is recorded and that nobody had is a row
        of zero; in a year that is not covered there is none. A wide kind is counted in the years
        in which all of its parts are recorded: the sum of some would look like a change.

    Raises
    ------
    ValueError
        The events are of several origins, or `by` is empty or has an unknown column.
    """
    by = columns_of(by)
    if not by:
        raise ValueError("`by` is empty; name at least one column, for example ['kind']")
    table = people.events(by).drop(columns="of")
    origin = single_origin(table) or people.origin
    if "kind" in by:
        table = _covered(table, people, by)
    told = [*by, "events", "people", *(["covered"] if "covered" in table else [])]
    return table[told].assign(of=people.of_whom, origin=origin)


def _covered(table: pd.DataFrame, people: Population, by: list[str]) -> pd.DataFrame:
    covered = _years_covered(people)
    if "year" in by:
        table = table[_is_whole(table, covered)]
        return _with_zeros(table, by, [(k, year) for k, years in covered.items() for year in years])
    for kind, years in covered.items():
        if kind in _wide():
            of_kind = people.of_years(years).events(by)
            own = of_kind[of_kind["kind"] == kind].drop(columns="of")
            table = pd.concat([table[table["kind"] != kind], own.astype(table.dtypes)])
    table = _with_zeros(table, by, [(kind,) for kind, years in covered.items() if years])
    told = {kind: wording.years(years) for kind, years in covered.items()}
    return table.assign(covered=table["kind"].map(told).astype("str"))


def _years_covered(people: Population) -> dict[str, list[int]]:
    covered = {
        str(kind): [int(year) for year in own["year"] if year in people.years]
        for kind, own in people.recorded().groupby("kind")
    }
    # A wide kind whose parts are recorded in no year together is covered in none.
    over: dict[str, list[int]] = {wide: [] for kind in covered for wide in vocabulary.lineage(kind)}
    return {**over, **covered}


def _wide() -> set[str | None]:
    return {vocabulary.parent_of(kind) for kind in vocabulary.codes("outcome_kinds")}


def _is_whole(table: pd.DataFrame, covered: dict[str, list[int]]) -> pd.Series:
    wide = _wide() & set(covered)
    whole = [
        kind not in wide or pd.isna(year) or year in covered[kind]
        for kind, year in zip(table["kind"], table["year"], strict=True)
    ]
    return pd.Series(whole, table.index, dtype="bool")


def _with_zeros(table: pd.DataFrame, by: list[str], places: list[tuple]) -> pd.DataFrame:
    """Return the table with a row of zero for each place, of kind and year, that it has not."""
    columns = [column for column in ("kind", "year") if column in by]
    if set(by) == set(columns) and places:
        grid = pd.DataFrame(places, columns=columns).drop_duplicates()
        met = pd.MultiIndex.from_frame(table[columns].astype("object"))
        missing = ~pd.MultiIndex.from_frame(grid.astype("object")).isin(met)
        zeros = grid[missing].assign(events=0, people=0, origin=None)
        table = pd.concat([table, zeros[list(table)].astype(table.dtypes)])
    return table.sort_values(by, ignore_index=True)
