"""What a history counts for a published claim, and where in its files that stands."""

from typing import Any, NamedTuple

import pandas as pd

from analysis import records
from analysis.claims import Claim, counted_in, is_ours, one_year
from analysis.counts import Population
from analysis.counts.states.states import WITHHELD

# The column that holds what a measure counts; "cadres" counts everybody.
_COLUMNS = {
    "cadres": None,
    "rated": "rating",
    "rating": "rating",
    "women": "sex",
    "committee_members": "committee_member",
    "post_group": "post_group",
}
PEOPLE_MEASURES = tuple(_COLUMNS)
_MOST_PROBLEMS = 3


class Tally(NamedTuple):
    """People or events counted, and those that may belong but lack the `column` to tell.

    Of people who had events, `events` is how often: where that is more, whoever had two may be
    counted twice by the source. ``known`` is 0 where nobody is named.
    """

    known: int
    unknown: int = 0
    column: str | None = None
    events: int | None = None

    @property
    def unnamed(self) -> bool:
        """Whether it is not known of how many people the events are."""
        return bool(self.events) and not self.known


class Held(NamedTuple):
    """What claims are held against.

    Attributes
    ----------
    people : Population
        Of every tier.
    by_id : dict
        The claims by their ids.
    disputed : set of str
        The ids of those that another of the same thing contradicts.
    sheets, problems : DataFrame
        Where the records were read, and what was wrong there.
    """

    people: Population
    by_id: dict[str, Claim]
    disputed: set[str]
    sheets: pd.DataFrame
    problems: pd.DataFrame


class Untestable(LookupError):
    """The history cannot speak about a claim; `key` names the sentence that says why."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.named = key, values


def people_counted(people: Population, claim: Claim, year: int, measure: str) -> Tally:
    """Return how many people of a year are what the claim counts.

    Raises
    ------
    Untestable
        The year, the claim's tier or the column that tells is absent from the history.
    """
    column = _COLUMNS[measure]
    rows = people.count(["year", *_scope(claim), *([column] if column else [])])
    rows = rows[(rows["year"] == year).fillna(False)]
    if rows.empty:
        raise Untestable("no_year")
    rows = _within_rated(_in_scope(rows, claim), claim, measure)
    wanted = {"women": "female", "committee_members": True, "post_group": claim["level"]}
    conditions = {column: wanted[measure]} if column and measure in wanted else {}
    sure = rows["state"] != WITHHELD if column == "rating" else pd.Series(True, index=rows.index)
    return _tally(rows, {**_scope(claim), **conditions}, sure)


def year_tested(claim: Claim, held: Held) -> int:
    """Return the year of the records that a claim about people is held against.

    Raises
    ------
    Untestable
        It is of several years, is of no year under review, or some lists of that year are missing.
    """
    year = one_year(claim)
    if year is None:
        raise Untestable("several_years")
    tested = int(claim["tested_on"] or year)
    if tested not in held.people.years:
        raise Untestable("outside_years", years=held.people.years)
    if counted_in(claim) not in ("people", "percent"):
        raise Untestable("counted_in")
    return tested


def whose(claim: Claim, held: Held) -> None:
    """Refuse a claim of people who are not under review, or published with differing values.

    Raises
    ------
    Untestable
    """
    if not is_ours(claim, held.by_id):
        raise Untestable("other_population", population=claim["population"])
    if claim["id"] in held.disputed:
        raise Untestable("conflict")


def lists_missing(held: Held, claim: Claim, year: int) -> int:
    """Return how many units' lists of the claim's tier and unit are missing in a year."""
    lists = held.people.of_years([year]).lists()
    for column, value in _scope(claim).items():
        lists = lists[lists[column].isna() | (lists[column] == value)]
    return int(lists.loc[~lists["reported"], "unit"].nunique())


def events_counted(held: Held, claim: Claim) -> Tally:
    """Return how many events of the claim's kind, or of one below it, fall in its period.

    Of how many people, where that is what the claim counts.

    Raises
    ------
    Untestable
        The period reaches out of the years under review, the records do not cover all of it or
        never record the kind, or the claim counts something else.
    """
    unit, period = counted_in(claim), range(claim["first_year"], claim["last_year"] + 1)
    if unit not in ("people", "events"):
        raise Untestable("counted_in")
    if not set(period) <= set(held.people.years):
        raise Untestable("outside_years", years=held.people.years)
    _refuse_uncovered(held.people, claim, period)
    people = held.people.of_years(period)
    by = ["kind", *_scope(claim)]
    events = people.events(by)
    events = events[events["kind"] == claim["level"]]
    counted = _tally(events.rename(columns={"events": "n"}), _scope(claim), _all(events))
    counted = _with_straddling(held, claim, counted)
    return counted if unit == "events" else _of_people(events, counted, _scope(claim))


def _refuse_uncovered(people: Population, claim: Claim, period: range) -> None:
    """Refuse a period that the records do not cover: what they record is told by `recorded`."""
    recorded = _in_tier(people, claim).recorded()
    if recorded.empty:
        raise Untestable("no_outcomes")
    covered = set(recorded.loc[recorded["kind"] == claim["level"], "year"])
    if not covered:
        raise Untestable("no_kind")
    if not set(period) <= covered:
        raise Untestable("gap", covered=sorted(int(year) for year in covered))


def _in_tier(people: Population, claim: Claim) -> Population:
    return people.where(tier=claim["tier"]) if claim["tier"] else people


def _all(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=rows.index)


def _with_straddling(held: Held, claim: Claim, counted: Tally) -> Tally:
    """Add the events of longer periods, of which it is not known whether they fall in this one."""
    first, last = claim["first_year"], claim["last_year"]
    ever = range(records.EARLIEST_YEAR, records.LATEST_YEAR + 1)
    events = held.people.of_years(ever).events(["kind", "first_year", "last_year"])
    events = events[events["kind"] == claim["level"]]
    touching = events[(events["last_year"] >= first) & (events["first_year"] <= last)]
    inside = (touching["first_year"] >= first) & (touching["last_year"] <= last)
    straddling = int(touching.loc[~inside, "events"].sum())
    if not straddling:
        return counted
    return Tally(counted.known, counted.unknown + straddling, "year")


def _of_people(events: pd.DataFrame, counted: Tally, scope: dict[str, Any]) -> Tally:
    own = events
    for column, value in scope.items():
        own = own[(own[column] == value).fillna(False)]
    named = bool(own["people"].notna().all())
    people = int(own["people"].sum()) if named else 0
    return Tally(people, counted.unknown, counted.column, events=counted.known)


def sources(sheets: pd.DataFrame, claim: Claim, year: int | None) -> list[tuple[str, str | None]]:
    """Return the file and sheet of every table that the claim was compared with."""
    table = "evaluations" if year is not None else "outcomes"
    first, last = (year, year) if year is not None else (claim["first_year"], claim["last_year"])
    sheets = sheets[sheets["table"] == table]
    near = (sheets["first_year"].fillna(first) <= last) & (
        sheets["last_year"].fillna(last) >= first
    )
    tier = sheets["tier"].isna() | (claim["tier"] is None) | (sheets["tier"] == claim["tier"])
    chosen = sheets.loc[near & tier, ["file", "sheet"]].drop_duplicates()
    return [(f, None if pd.isna(s) else s) for f, s in chosen.itertuples(index=False)]


def problems_at(
    problems: pd.DataFrame, places: list[tuple[str, str | None]]
) -> tuple[list[Claim], int]:
    """Return the first errors and warnings met at the places, and how many more there are."""
    problems = problems[problems["severity"].isin(["error", "warning"])]
    by_file: dict[str, set[str | None]] = {}
    for file, sheet in places:
        by_file.setdefault(file, set()).add(sheet)
    found = [
        {str(column): value for column, value in problem.items()}
        for problem in problems.to_dict("records")
        if problem["file"] in by_file
        and (pd.isna(problem["sheet"]) or problem["sheet"] in by_file[problem["file"]])
    ]
    return found[:_MOST_PROBLEMS], max(len(found) - _MOST_PROBLEMS, 0)


def _scope(claim: Claim) -> dict[str, Any]:
    return {column: claim[column] for column in ("tier", "unit") if claim[column] is not None}


def _in_scope(rows: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    for column, value in _scope(claim).items():
        if rows[column].isna().all():
            raise Untestable("no_column", column=column)
        rows = rows[rows[column].isna() | (rows[column] == value)]
        if rows.empty:
            raise Untestable("no_scope")
    return rows


def _within_rated(rows: pd.DataFrame, claim: Claim, measure: str) -> pd.DataFrame:
    # A missing rating means "not rated": unlike a missing sex it leaves nothing open, unless
    # the row is withheld for an error.
    if _COLUMNS[measure] != "rating":
        return rows
    if rows["rating"].isna().all():
        raise Untestable("no_column", column="rating")
    wanted = rows["rating"].notna() if measure == "rated" else rows["rating"] == claim["level"]
    return rows[wanted | (rows["state"] == WITHHELD)]


def _tally(rows: pd.DataFrame, conditions: dict[str, Any], sure: pd.Series) -> Tally:
    open_column = None if sure.all() else "rating"
    for column, value in conditions.items():
        missing = rows[column].isna()
        if len(rows) and missing.all():
            raise Untestable("no_column", column=column)
        matches = (rows[column] == value).fillna(False).astype(bool)
        rows, sure = rows[matches | missing], (sure & matches)[matches | missing]
        open_column = column if missing.any() else open_column
    known, every = int(rows.loc[sure, "n"].sum()), int(rows["n"].sum())
    return Tally(known, every - known, open_column)
