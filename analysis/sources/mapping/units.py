"""What the office says of units: other names, who comes after whom, which lists are expected."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from analysis.sources.mapping.ids import unknown_units
from analysis.sources.mapping.model import Succession
from analysis.sources.mapping.written import Written, shown
from analysis.sources.reading import Reading, Record
from analysis.vocabulary import fold

_TABLES = ("evaluations", "outcomes", "votes", "claims")


def named_units(written: Written) -> frozenset[str]:
    """Return the units that a mapping file names, folded: units, whatever they look like."""
    said = written.said
    named: list[str | None] = [*said.words.units.values(), *said.expected]
    for each in said.successors:
        named += [*each.unit, *(each.successor or ())]
    for of_file in said.files.values():
        named += [of_file.unit, *(sheet.unit for sheet in of_file.sheets.values())]
    return frozenset(fold(unit) for unit in named if unit)


def call_as_answered(reading: Reading, written: Written) -> None:
    """Give units the names that the office says, and add those whose lists it expects."""
    names = {fold(word): unit for word, unit in written.said.words.units.items() if unit}
    for row in _rows(reading, (*_TABLES, "units")):
        row["unit"] = names.get(fold(row["unit"]), row["unit"])
    # The review file may say the same (see `stated.said_otherwise`).
    said = {fold(row["unit"]) for row in reading.units if row["cell"] is None}
    for unit, term in written.said.expected.items():
        if fold(unit) not in said:
            reading.units.append(_expected(unit, term.since, term.until, written))


def carry_on(reading: Reading, written: Written, *, whole: bool) -> None:
    """Let the series of units that were merged or renamed go on under the name that they have now.

    What stands under the old name in the years before counts as the successor's, and that is told.
    Of a unit that was split nobody can say whose its people are: it only is no longer expected,
    and its successors are not before.

    Parameters
    ----------
    reading : Reading
        All records, with units spelled alike.
    written : Written
        The mapping file.
    whole : bool
        The source is the whole folder, so that a unit that no list names is a slip.

    Raises
    ------
    MappingError
        A unit is named that is on no list.
    """
    rows = list(_rows(reading, (*_TABLES, "units")))
    spelling = {fold(row["unit"]): str(row["unit"]) for row in reversed(rows)}
    if whole:
        written.refuse(unknown_units(written, spelling.values()))
    for number, each in enumerate(written.said.successors):
        if each.successor and each.since:
            one = len(each.successor) == 1
            found = _merged if one else _split
            reading.problems += found(number, each, spelling, reading, written)


def _merged(
    number: int, each: Succession, spelling: dict[str, str], reading: Reading, written: Written
) -> Iterator[Record]:
    successor = (each.successor or [""])[0]
    since = each.since or 0
    units = set(map(fold, each.unit))
    told: dict[str, set[int]] = defaultdict(set)
    late = 0
    for row in _rows(reading, _TABLES):
        if fold(row["unit"]) not in units - {fold(successor)}:
            continue
        if (year := _last_year(row)) < since:
            told[fold(row["unit"])].add(year)
            row["unit"] = spelling.get(fold(successor), successor)
        else:
            late += 1
    values: dict[str, Any] = {
        "units": shown(", ".join(each.unit)),
        "successor": shown(successor),
        "year": since,
    }
    at = ("successors", number)
    yield written.problem("note", "carried_on", at, **values)
    if late:
        yield written.problem("warning", "carried_on_late", at, **values, count=late)
    missing = _told_by_some(told.values())
    if missing:
        years = ", ".join(map(str, sorted(missing)))
        yield written.problem("warning", "carried_on_in_part", at, **values, years=years)


def _told_by_some(years_of_each: Collection[set[int]]) -> set[int]:
    """Return the years that one has and another lacks."""
    return {
        year
        for years in years_of_each
        for year in years
        if any(year not in each for each in years_of_each)
    }


def _split(
    number: int, each: Succession, spelling: dict[str, str], reading: Reading, written: Written
) -> Iterator[Record]:
    since = each.since or 0
    known = {fold(row["unit"]) for row in reading.units}
    for unit in each.unit:
        if fold(unit) not in known:
            name = spelling.get(fold(unit), unit)
            reading.units.append(_expected(name, None, since - 1, written))
    for unit in each.successor or ():
        if fold(unit) not in known:
            name = spelling.get(fold(unit), unit)
            reading.units.append(_expected(name, since, None, written))
    values = {"units": shown(", ".join(each.unit)), "year": since}
    successor = shown(", ".join(each.successor or ()))
    at = ("successors", number)
    yield written.problem("note", "split_up", at, **values, successor=successor)


def _expected(unit: str, first: int | None, last: int | None, written: Written) -> Record:
    return {
        "file": written.place.name,
        "sheet": None,
        "cell": None,
        "unit": unit,
        "unit_cell": None,
        "expected_from": first,
        "expected_to": last,
    }


def _rows(reading: Reading, tables: Iterable[str]) -> Iterator[Record]:
    return (row for table in tables for row in getattr(reading, table) if row.get("unit"))


def _last_year(row: Record) -> int:
    return int(str(row.get("year") or row.get("last_year") or str(row["date"])[:4]))
