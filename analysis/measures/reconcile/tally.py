"""What a history counts for a published claim, and where in its files that stands."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.claims.claims import Claim, counted_in
from analysis.counts import Population
from analysis.counts.states.states import WITHHELD
from analysis.measures.reconcile.testable import Held, Untestable, refuse_uncovered, scope_of
from analysis.record_checks import EARLIEST_YEAR, LATEST_YEAR

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


def people_counted(people: Population, claim: Claim, year: int, measure: str) -> Tally:
    """Return how many people of a year are what the claim counts.

    Raises
    ------
    Untestable
        The year, the claim's tier or the column that tells is absent from the history.
    """
    column = _COLUMNS[measure]
    rows = people.count(["year", *scope_of(claim), *([column] if column else [])])
    rows = rows[(rows["year"] == year).fillna(False)]
    if rows.empty:
        raise Untestable("no_year")
    rows = _within_rated(_in_scope(rows, claim), claim, measure)
    wanted = {"women": "female", "committee_members": True, "post_group": claim["level"]}
    conditions = {column: wanted[measure]} if column and measure in wanted else {}
    sure = rows["state"] != WITHHELD if column == "rating" else pd.Series(True, index=rows.index)
    return _tally(rows, {**scope_of(claim), **conditions}, sure)


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
    refuse_uncovered(held.people, claim, period)
    people = held.people.of_years(period)
    by = ["kind", *scope_of(claim)]
    events = people.events(by)
    events = events[events["kind"] == claim["level"]]
    counted = _tally(events.rename(columns={"events": "n"}), scope_of(claim), _all(events))
    counted = _with_straddling(held, claim, counted)
    return counted if unit == "events" else _of_people(events, counted, scope_of(claim))


def _all(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=rows.index)


def _with_straddling(held: Held, claim: Claim, counted: Tally) -> Tally:
    """Add the events of longer periods, of which it is not known whether they fall in this one."""
    first, last = claim["first_year"], claim["last_year"]
    ever = range(EARLIEST_YEAR, LATEST_YEAR + 1)
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


def _in_scope(rows: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    for column, value in scope_of(claim).items():
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
