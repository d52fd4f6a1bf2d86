"""Of which year and whom a claim can be tested, and what refuses it."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.claims.claims import Claim, counted_in, is_ours, one_year
from analysis.counts import Population


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
    for column, value in scope_of(claim).items():
        lists = lists[lists[column].isna() | (lists[column] == value)]
    return int(lists.loc[~lists["reported"], "unit"].nunique())


def units_silent(held: Held, claim: Claim) -> tuple[int, int]:
    """Return how many units have no event of any kind in a claim's period, and of how many.

    Lists that cover them say that they had none; that they sent none would look the same.
    """
    own = _in_tier(held.people, claim).of_years(range(claim["first_year"], claim["last_year"] + 1))
    listed = set(own.lists()["unit"].dropna())
    had = set(own.events(["unit"])["unit"].dropna())
    return len(listed - had), len(listed)


def refuse_uncovered(people: Population, claim: Claim, period: range) -> None:
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


def scope_of(claim: Claim) -> dict[str, Any]:
    """Return the tier and the unit that a claim is of, where it says so."""
    return {column: claim[column] for column in ("tier", "unit") if claim[column] is not None}
