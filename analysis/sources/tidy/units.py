"""A table of units: which lists the office expects, from when until when, and who comes after."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import pandas as pd

from analysis import records
from analysis.sources.problems import place_of, problem, where
from analysis.sources.reading import Reading, Record, as_records
from analysis.sources.tidy.code_columns import odd_columns
from analysis.sources.words.cells import cell_name, text, whole_number
from analysis.sources.words.persons import is_no_unit
from analysis.sources.words.quoting import accepted, quoted
from analysis.vocabulary import code_of, wordings

_NAMES = ("unit", "successor")
_YEARS = ("expected_from", "expected_to")
_OF_UNITS = frozenset({"kind", "successor", *_YEARS})
_OF_COUNTS = frozenset({"year", "count"})


def is_of_units(columns: Collection[str]) -> bool:
    """Say whether the heads of a tidy file are those of a table of units."""
    return "unit" in columns and bool(_OF_UNITS & {*columns}) and not _OF_COUNTS & {*columns}


def read_units(frame: pd.DataFrame, file: str) -> Reading:
    """Return the units of a tidy table, and what is wrong with it.

    Parameters
    ----------
    frame : DataFrame
        Its cells as they are under column codes: ``unit`` and any of ``kind`` (a code or label
        of `unit_kinds`), ``successor``, ``expected_from`` and ``expected_to`` (years).
    file : str
        The name by which records and problems call it.
    """
    columns = list(frame.columns)
    sections = {"kind": "unit_kinds"}
    reading = Reading(problems=odd_columns(frame, list(records.UNITS.columns), sections, file))
    if any(found["severity"] == "error" for found in reading.problems):
        return reading
    for number, row in enumerate(as_records(frame), start=1):
        if any(text(value) for value in row.values()):
            _read_row(number, row, columns, file, reading)
    return reading


def checked_units(
    units: list[Record], named: Iterable[object]
) -> tuple[list[Record], list[Record]]:
    """Return the rows of units that hold together, and the problems of the others.

    Parameters
    ----------
    units : list of dict
        All rows of the source, spelled as its lists are.
    named : iterable of str
        The units that its lists name.
    """
    rows, problems = _once_each(units)
    known = {row["unit"] for row in rows} | set(named)
    for row in rows:
        if row.get("successor") and row["successor"] not in known - {row["unit"]}:
            file, sheet, _ = place_of(row)
            cell = text(row["successor_cell"])
            problems.append(problem("warning", "unknown_successor", file, sheet, cell))
            row["successor"] = None
    return rows, problems


def _once_each(units: list[Record]) -> tuple[list[Record], list[Record]]:
    by_unit: dict[object, list[Record]] = defaultdict(list)
    for row in units:
        by_unit[row["unit"]].append(row)
    problems = [
        problem("error", "repeated_unit", *place_of(rows[1]), places="; ".join(map(where, rows)))
        for rows in by_unit.values()
        if len(rows) > 1
    ]
    return [rows[0] for rows in by_unit.values() if len(rows) == 1], problems


def _read_row(number: int, row: Record, columns: list[str], file: str, reading: Reading) -> None:
    cells = {name: cell_name(number, columns.index(name)) for name in columns}
    record: Record = {"file": file, "sheet": None, "cell": cells["unit"]}
    record |= {f"{name}_cell": cells.get(name) for name in _NAMES}
    errors = []
    for name in (name for name in (*_NAMES, *_YEARS) if name in cells):
        try:
            record[name] = _value(name, row[name])
        except ValueError:
            key = "not_a_whole_number" if name in _YEARS else "person_in_column"
            errors.append(problem("error", key, file, None, cells[name], column=name))
    if not text(row["unit"]):
        place = (file, None, cells["unit"])
        errors.append(problem("error", "missing_value", *place, column="unit", count=1))
    first, last = (record.get(name) for name in _YEARS)
    if isinstance(first, int) and isinstance(last, int) and first > last:
        errors.append(problem("error", "unit_years", file, None, cells["expected_from"]))
    record["kind"] = _kind(text(row.get("kind")), (file, None, cells.get("kind")), reading)
    reading.problems.extend(errors)
    reading.units.extend([] if errors else [record])


def _kind(word: str, place: tuple[str, None, str | None], reading: Reading) -> str | None:
    kind = code_of("unit_kinds", word) if word else None
    if word and kind is None:
        told = quoted(word, wordings("unit_kinds"))
        about = {"word": told, "column": "kind", **accepted("unit_kinds")}
        found = problem("warning", "unlisted_word", *place, **about)
        reading.problems.append(found)
    return kind


def _value(column: str, value: object) -> object:
    """Return a cell as the column holds it.

    Raises
    ------
    ValueError
        It is no whole number in a column of years, or might be a person's own.
    """
    if column in _YEARS:
        return whole_number(value)
    written = text(value) or None
    if written and is_no_unit(written):
        raise ValueError(column)
    return written
