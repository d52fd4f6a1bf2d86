"""Whose events are, and when they can have been: what a list leaves blank, and what cannot be."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from analysis.record_checks import LATEST_YEAR
from analysis.sources.events.list_periods import whole_years
from analysis.sources.events.outcome_lists import list_of
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record

# Nobody younger holds a post or is sent on a course of cadres.
YOUNGEST = 16


def place_events(reading: Reading) -> None:
    """Give events without tier or unit those of their person's list of the same year."""
    if not reading.outcomes:
        return
    lists = _lists_of_people(reading.evaluations)
    blank: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    told: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    tells = any(row.get("tier") for row in reading.evaluations)
    for row in reading.outcomes:
        tier, unit = lists.get((row.get("person"), row.get("first_year")), (None, None))
        row["unit_that_year"] = unit
        row["unit"] = row.get("unit") or unit
        if row.get("tier") or not tells:
            continue
        row["tier"] = tier
        if row.get("account") is None:
            (told if tier else blank)[list_of(row)].append(row)
    for key, of in (("tier_by_list", told), ("tier_blank", blank)):
        severity = "note" if key == "tier_by_list" else "warning"
        for rows in of.values():
            found = problem(severity, key, *place_of(rows[0]), count=len(rows))
            reading.problems.append(found)


def _lists_of_people(rows: Iterable[Record]) -> dict[tuple[object, object], tuple[object, object]]:
    """Return the tier and unit of each person and year; neither of who is on two lists."""
    told: dict[tuple[object, object], set[tuple[object, object]]] = defaultdict(set)
    for row in rows:
        if row.get("person"):
            told[row["person"], row["year"]].add((row.get("tier"), row.get("unit")))
    return {key: next(iter(of)) for key, of in told.items() if len(of) == 1}


def refuse_impossible(reading: Reading) -> None:
    """Refuse events that are yet to be, or that a person was too young for; tell those outside."""
    if not reading.outcomes:
        return
    last, births = _last_year(reading), _births(reading)
    found: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in reading.outcomes:
        if row.get("account") is not None:
            continue
        if key := _impossible(row, births.get(row.get("person")), last):
            row["account"] = "refused"
            found["error", key, list_of(row)].append(row)
        elif _outside(row, reading):
            found["warning", "outside_list_period", list_of(row)].append(row)
    for (severity, why, _), rows in found.items():
        values: dict[str, Any] = {"count": len(rows), "age": YOUNGEST, "last": str(last)}
        reading.problems.append(problem(str(severity), str(why), *place_of(rows[0]), **values))


def _last_year(reading: Reading) -> int:
    """Return the last year that can have been, by all that was read and not by today's date.

    The last of which a list of people or of votes, or the title of a list of events, tells, and as
    many after it as have events one after the other.
    """
    told = {int(str(row["year"])) for row in reading.evaluations if row.get("year")}
    told |= {int(str(row["date"])[:4]) for row in reading.votes if row.get("date")}
    if not told:
        return LATEST_YEAR
    last = max(told | {period[1].year for period in reading.periods.values()})
    events = {int(str(row["first_year"])) for row in reading.outcomes if row.get("first_year")}
    while last + 1 in events:
        last += 1
    return last


def _births(reading: Reading) -> dict[object, int]:
    """Return the birth year of each person for whom the lists tell one."""
    years: dict[object, set[int]] = defaultdict(set)
    for row in (*reading.evaluations, *reading.outcomes):
        if row.get("person") and row.get("birth"):
            years[row["person"]].add(int(str(row["birth"])[:4]))
    return {person: next(iter(told)) for person, told in years.items() if len(told) == 1}


def _impossible(row: Record, born: int | None, last: int) -> str | None:
    year = int(str(row["first_year"]))
    if year > last:
        return "future_event"
    return "too_young" if born is not None and year < born + YOUNGEST else None


def _outside(row: Record, reading: Reading) -> bool:
    period = reading.periods.get(list_of(row))
    year = int(str(row["first_year"]))
    return (
        period is not None
        and bool(whole_years(period))
        and not (period[0].year <= year <= period[1].year)
    )
