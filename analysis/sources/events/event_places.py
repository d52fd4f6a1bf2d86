"""Whose events are, and when they can have been: what a list leaves blank, and what cannot be."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from analysis.sources.events.list_periods import whole_years
from analysis.sources.events.outcome_lists import list_of
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record

# Nobody younger holds a post or is sent on a course of cadres.
YOUNGEST = 16


def place_events(reading: Reading) -> None:
    """Give events without tier or unit those of their person's list of the same year."""
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


def refuse_impossible(reading: Reading, today: date | None = None) -> None:
    """Refuse events that are yet to be, or that a person was too young for; tell those outside.

    Parameters
    ----------
    today : date, optional
        By default the day on which the source is read.
    """
    now, births = today or date.today(), _births(reading)
    found: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in reading.outcomes:
        if row.get("account") is not None:
            continue
        if key := _impossible(row, births.get(row.get("person")), now):
            row["account"] = "refused"
            found["error", key, list_of(row)].append(row)
        elif _outside(row, reading):
            found["warning", "outside_list_period", list_of(row)].append(row)
    for (severity, why, _), rows in found.items():
        told = problem(str(severity), str(why), *place_of(rows[0]), count=len(rows), age=YOUNGEST)
        reading.problems.append(told)


def _births(reading: Reading) -> dict[object, int]:
    """Return the birth year of each person for whom the lists tell one."""
    years: dict[object, set[int]] = defaultdict(set)
    for row in (*reading.evaluations, *reading.outcomes):
        if row.get("person") and row.get("birth"):
            years[row["person"]].add(int(str(row["birth"])[:4]))
    return {person: next(iter(told)) for person, told in years.items() if len(told) == 1}


def _impossible(row: Record, born: int | None, now: date) -> str | None:
    day, year = row.get("date"), int(str(row["first_year"]))
    if (isinstance(day, date) and day > now) or year > now.year:
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
