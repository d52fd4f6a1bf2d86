"""What followed: how many events of each kind, and of how many people?"""

from dataclasses import replace

import pandas as pd

from analysis import vocabulary, wording
from analysis.counts import By, Population
from analysis.measures.shares import columns_of
from analysis.records import single_origin
from analysis.spoken import Message


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
        the kind is recorded, in words: *2011–2013, 2015*; missing where no list records it),
        ``period_stated`` (the lists say themselves that they cover those years), ``units_sent``
        (of which there are lists, in the year with the fewest) of ``of_units``, ``on_lists`` (of
        the events, those of people on a list of evaluations), ``tier_untold`` (events that tell no
        tier, counted nowhere), ``withdrawn`` (events that the lists take back, not counted), ``of``
        (of whom), ``origin``.

        By ``kind``, or by it and ``year``, a kind that nobody had is a row of zero where a list
        says that it covers it, of all units; in a year that is not covered there is none. By
        ``kind`` alone events are counted in the years covered. A wide kind is counted in the years
        in which all of its parts are recorded: the sum of some would look like a change.

    Raises
    ------
    ValueError
        The events are of several origins, or `by` is empty or has an unknown column.
    """
    by = columns_of(by)
    if not by:
        raise ValueError(Message("refused.no_by", example="kind"))
    table = people.events(by).drop(columns="of")
    # A unit without anybody on the list has its zeros from the lists of all.
    origin = single_origin(table) or people.origin or single_origin(_of_all(people).events("kind"))
    if "kind" in by:
        table = _covered(table, people, by)
    told = [*by, "events", "people", *(column for column in _TOLD if column in table)]
    return table[told].assign(of=people.of_whom, origin=origin)


def outcomes_elsewhere(people: Population) -> pd.DataFrame:
    """Return how many events people had besides, under another tier or in another unit.

    A promotion into a post that the city manages is an appointment of somebody on the district's
    list, and an event of the city's.

    Parameters
    ----------
    people : Population
        Whoever belongs in one of its years counts.

    Returns
    -------
    DataFrame
        One row per kind with any, wide kinds too: ``kind``, ``events``, ``of``, ``origin``.
    """
    told = people.joined()[["kind", "elsewhere"]].rename(columns={"elsewhere": "events"})
    told = told[told["events"] > 0].reset_index(drop=True)
    return told.assign(of=people.of_whom, origin=people.origin)


def _of_all(people: Population) -> Population:
    return replace(people, of={})


_TOLD = (
    *("covered", "period_stated", "units_sent", "of_units", "on_lists", "tier_untold"),
    "withdrawn",
)


def _covered(table: pd.DataFrame, people: Population, by: list[str]) -> pd.DataFrame:
    recorded = people.recorded(partly=True)
    covered = _years_covered(recorded, people)
    sure = recorded[recorded["stated"] & (recorded["units"] == recorded["of_units"])]
    zeros = _years_covered(sure, people)
    if "year" in by:
        table = table[_is_whole(table, covered)]
        return _with_zeros(table, by, [(k, year) for k, years in zeros.items() for year in years])
    for years in {tuple(of) for of in covered.values()} - {people.years}:
        kinds = [kind for kind in covered if tuple(covered[kind]) == years]
        own = people.of_years(years).events(by)
        own = own[own["kind"].isin(kinds)].drop(columns="of")
        table = pd.concat([table[~table["kind"].isin(kinds)], own.astype(table.dtypes)])
    whole = [(kind,) for kind, years in zeros.items() if years and years == covered[kind]]
    return _with_coverage(_with_zeros(table, by, whole), recorded, covered, people)


def _with_coverage(
    table: pd.DataFrame, recorded: pd.DataFrame, covered: dict[str, list[int]], people: Population
) -> pd.DataFrame:
    """Return the table with the years, the units and the people that each kind is known of."""
    told = {kind: wording.years(years) for kind, years in covered.items()}
    asked = recorded[recorded["year"].isin(people.years)].groupby("kind")
    parts = asked.agg(stated=("stated", "all"), units=("units", "min"), of=("of_units", "max"))
    kind = table["kind"].astype("str")
    joined = [
        own[own.index.isin(kinds)]
        for years, kinds in _by_years(covered, people, set(kind))
        for own in [people.of_years(years).joined().set_index("kind")]
    ]
    whose = pd.concat(joined or [people.joined().set_index("kind")[:0]])
    return table.assign(
        covered=kind.map(told).astype("str"),
        period_stated=kind.map(parts["stated"]).astype("boolean"),
        units_sent=kind.map(parts["units"]).astype("Int64"),
        of_units=kind.map(parts["of"]).astype("Int64"),
        on_lists=kind.map(whose["on_lists"]).astype("Int64").where(table["people"].notna()),
        tier_untold=kind.map(_untold(people)).fillna(0).astype("Int64"),
        withdrawn=kind.map(whose["withdrawn"]).fillna(0).astype("Int64"),
    )


def _by_years(
    covered: dict[str, list[int]], people: Population, kinds: set[str]
) -> list[tuple[tuple[int, ...], set[str]]]:
    groups: dict[tuple[int, ...], set[str]] = {}
    for kind in kinds:
        groups.setdefault(tuple(covered.get(kind, people.years)), set()).add(kind)
    return list(groups.items())


def _untold(people: Population) -> pd.Series:
    """Return how many events of each kind tell no tier, where one is asked for and some do."""
    if "tier" not in people.of:
        return pd.Series(dtype="Int64")
    blank = replace(people, of={**people.of, "tier": (None,)}).events("kind")
    every = replace(people, of={n: v for n, v in people.of.items() if n != "tier"}).events("tier")
    if every["tier"].isna().all():
        return pd.Series(dtype="Int64")
    return blank.set_index("kind")["events"]


def _years_covered(recorded: pd.DataFrame, people: Population) -> dict[str, list[int]]:
    covered = {
        str(kind): [int(year) for year in own["year"] if year in people.years]
        for kind, own in recorded.groupby("kind")
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
