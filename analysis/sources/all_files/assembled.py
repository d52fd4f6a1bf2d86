"""What all files of a source held, decided over the whole and put together as a history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

import pandas as pd

from analysis import records
from analysis.counts.history import History
from analysis.sources.all_files.accounts import accounts
from analysis.sources.all_files.bare_communes import name_communes
from analysis.sources.all_files.checks import checked
from analysis.sources.all_files.contents import contents
from analysis.sources.all_files.same_totals import same_totals
from analysis.sources.all_files.told_twice import withhold_told_twice
from analysis.sources.all_files.unplaced import unplaced
from analysis.sources.ballots.ballots_twice import withhold_ballots_twice
from analysis.sources.events.event_places import place_events, refuse_impossible
from analysis.sources.events.outcome_accounts import outcome_accounts, take_aside
from analysis.sources.events.outcome_lists import recorded
from analysis.sources.events.same_event import count_once
from analysis.sources.mapping.near_units import near_units
from analysis.sources.mapping.office import Office
from analysis.sources.people.doubtful import doubtful_matches
from analysis.sources.people.doubts import doubts, pairs
from analysis.sources.people.free_words import withhold_names
from analysis.sources.people.identity import tell_apart, tell_sexes
from analysis.sources.ratings.women import keep_women_of_rows
from analysis.sources.reading import Reading, Record
from analysis.sources.tidy.units import checked_units
from analysis.vocabulary import fold

TABLES = ("evaluations", "outcomes", "votes", "claims")


def assembled(reading: Reading, office: Office) -> History:
    """Return the history of what was read, once all is decided that no file tells by itself."""
    events = _decide(reading, office)
    settled = office.settling.settled
    problems = [*reading.problems, *unplaced(reading.evaluations)]
    met = [*pairs(reading.evaluations)]
    problems += [
        *doubtful_matches(reading, met, settled),
        *near_units(reading.evaluations, office.units),
        *same_totals(reading.evaluations),
    ]
    made, kept, found = _checked(reading)
    # Who was withheld by a check may be nobody known.
    met = met if kept["evaluations"] is reading.evaluations else [*pairs(kept["evaluations"])]
    made["doubts"] = records.frame(records.DOUBTS, doubts(met, settled))
    told = outcome_accounts(events, kept["outcomes"], kept["evaluations"])
    made["outcome_accounts"] = records.frame(records.OUTCOME_ACCOUNTS, told)
    covered, of_lists = recorded(events, reading.periods, kept["evaluations"], office.covers)
    found["outcomes"] += of_lists
    units, odd = checked_units(reading.units, made["evaluations"]["unit"].dropna())
    made["units"], _, found["units"] = checked("units", units)
    problems += chain(*(found[table] for table in TABLES), odd, found["units"])
    office.hear(problems, reading)
    made["met"] = records.frame(records.PROBLEMS, problems)
    return History(**made, **_account_of(reading, kept), recorded_outcomes=covered)


def _decide(reading: Reading, office: Office) -> list[Record]:
    """Decide over all files who is who, what counts and what is told twice; return the events."""
    office.name_units(reading)
    withhold_names(reading, office.units)
    name_communes(reading)
    _spell_units_alike(reading)
    office.choose_counts(reading)
    withhold_told_twice(reading)
    office.carry_units_on(reading)
    tell_apart(reading)
    office.tell_apart(reading)
    withhold_ballots_twice(reading)
    tell_sexes(reading.evaluations)
    place_events(reading)
    refuse_impossible(reading)
    count_once(reading, office.choices)
    keep_women_of_rows(reading)
    return take_aside(reading)


def _checked(
    reading: Reading,
) -> tuple[dict[str, pd.DataFrame], dict[str, list[Record]], dict[str, list[Record]]]:
    """Return each record table, the records that it keeps, and the problems found in it."""
    made, kept, found = {}, {}, {}
    for table in TABLES:
        made[table], kept[table], found[table] = checked(table, getattr(reading, table))
    return made, kept, found


def _account_of(reading: Reading, kept: Mapping[str, list[Record]]) -> dict[str, pd.DataFrame]:
    """Return what is told of the reading: sheets, rows, headings and what each sheet holds."""
    sound = {name: [row for row in rows if not row.get("withheld")] for name, rows in kept.items()}
    # A unit of the mapping file stands on no row of a sheet.
    counted: list[Record] = [row for row in reading.units if row["cell"]]
    counted += chain.from_iterable(sound.values())
    held = chain(reading.contents, *(contents(table, rows) for table, rows in kept.items()))
    sheets = chain.from_iterable(_sheets(*each, reading.sha256) for each in sound.items())
    return {
        "sheets": records.frame(records.SHEETS, sheets),
        "accounts": records.frame(records.ACCOUNTS, accounts(reading, counted)),
        "headings": records.frame(records.HEADINGS, reading.headings),
        "contents": records.frame(records.CONTENTS, held),
    }


def _lists(rows_read: list[Record]) -> dict[tuple[str, object, object], list[Record]]:
    groups: dict[tuple[str, object, object], list[Record]] = defaultdict(list)
    for row in rows_read:
        groups[str(row["file"]), row.get("sheet"), row["origin"]].append(row)
    return groups


def _spell_units_alike(reading: Reading) -> None:
    # "Văn phòng Huyện uỷ" and "Văn phòng Huyện ủy" are one unit; the first spelling met stands,
    # one in capitals only where there is no other, and that of the lists before a table of units.
    named = [
        (row, name)
        for table in (*TABLES, "units")
        for name in (("unit", "successor") if table == "units" else ("unit",))
        for row in getattr(reading, table)
        if row.get(name)
    ]
    met = dict.fromkeys(row[name] for row, name in named)
    spelling: dict[str, object] = {}
    for unit in sorted(met, key=lambda unit: str(unit).isupper()):
        spelling.setdefault(fold(unit), unit)
    alike = {unit: spelling[fold(unit)] for unit in met}
    for row, name in named:
        row[name] = alike[row[name]]


def _sheets(table: str, kept: list[Record], sha256: Mapping[str, str]) -> list[Record]:
    return [
        {
            "file": file,
            "sheet": sheet,
            "sha256": sha256[file],
            "table": table,
            "tier": _only_one(row.get("tier") for row in rows),
            "first_year": min(years),
            "last_year": max(years),
            "rows": len(rows),
            "origin": origin,
        }
        for (file, sheet, origin), rows in _lists(kept).items()
        for years in [{*map(int, {_year(row) for row in rows})}]
    ]


def _year(row: Record) -> str | int:
    year = row.get("year") or row.get("last_year") or str(row["date"])[:4]
    return year if isinstance(year, int) else str(year)


def _only_one(values: Iterable[object]) -> object:
    found = set(values)
    return found.pop() if len(found) == 1 else None
