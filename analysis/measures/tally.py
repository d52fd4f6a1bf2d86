"""What a history counts for a published claim, and where in its files that stands."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.counts import Population
from analysis.counts.states import WITHHELD
from analysis.measures.claimed import Claim

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
    """People or events counted, and those that may belong but lack the `column` to tell."""

    known: int
    unknown: int = 0
    column: str | None = None


class Held(NamedTuple):
    """What claims are held against.

    Attributes
    ----------
    people : Population
        Of every tier.
    events : DataFrame
        Its events by kind, period, tier and unit.
    sheets, problems : DataFrame
        Where they were read, and what was wrong there.
    """

    people: Population
    events: pd.DataFrame
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


def events_counted(held: Held, claim: Claim) -> Tally:
    """Return how many events of the claim's kind, or of one below it, fall in its period.

    Raises
    ------
    Untestable
        The history does not cover every year of the period, or never records the kind.
    """
    first, last = claim["first_year"], claim["last_year"]
    covered = _years_of_outcomes(held)
    if not covered:
        raise Untestable("no_outcomes")
    if not set(range(first, last + 1)) <= covered:
        raise Untestable("gap", covered=sorted(covered))
    events = held.events[held.events["kind"] == claim["level"]]
    events = events.rename(columns={"events": "n"})
    if events.empty:
        raise Untestable("no_kind")
    touching = events[(events["last_year"] >= first) & (events["first_year"] <= last)]
    inside = (touching["first_year"] >= first) & (touching["last_year"] <= last)
    sure = pd.Series(True, index=touching.index[inside])
    tally = _tally(touching[inside], _scope(claim), sure)
    straddling = int(touching.loc[~inside, "n"].sum())
    if straddling:
        return Tally(tally.known, tally.unknown + straddling, "year")
    return tally


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


def _years_of_outcomes(held: Held) -> set[int]:
    sheets = held.sheets[held.sheets["table"] == "outcomes"]
    periods = pd.concat(
        [table[["first_year", "last_year"]].dropna() for table in (sheets, held.events)]
    )
    return {
        year
        for first, last in periods.drop_duplicates().itertuples(index=False)
        for year in range(int(first), int(last) + 1)
    }
