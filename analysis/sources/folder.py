"""A folder of files, or one file, to one history: each file by the reader of its kind."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis import tables
from analysis.counts.history import History
from analysis.places import sha256
from analysis.signs import holds_signs
from analysis.sources.files.parent import Child
from analysis.sources.persons import is_label_of_person
from analysis.sources.problems import NothingReadable, kind_of_file, problem, signs_met
from analysis.sources.reading import Reading, Record, as_records
from analysis.sources.walk import READ, UNREAD, named_files, odd_entries, raw_name
from analysis.vocabulary import fold

_SEVERITIES = {"output_in_folder": "note", "link_in_folder": "note"}
_TABLES = ("evaluations", "outcomes", "votes", "claims")


def read_folder(path: Path) -> History:
    """Return the history that the files of a folder, or one file, hold.

    Raises
    ------
    NothingReadable
        No row of any table could be read.
    """
    reading = Reading()
    for name, odd in odd_entries(path):
        reading.problems.append(problem(_SEVERITIES.get(odd, "warning"), odd, name))
    with Child() as child:
        for name, file in named_files(path):
            if holds_signs(raw_name(path, file)):
                reading.problems.append(signs_met([], name))
            if is_label_of_person(Path(name).stem):
                reading.problems.append(problem("warning", "name_like_a_person", name))
            suffix = file.suffix.lower()
            if suffix in READ:
                reading.add(_read_file(file, name, child))
            elif suffix in UNREAD or file == path:
                told = suffix or "?"
                reading.problems.append(problem("warning", "unsupported_file", name, suffix=told))
    history = _assembled(reading)
    if all(getattr(history.sound, table).empty for table in _TABLES):
        nothing = problem("error", "nothing_to_read", path.name)
        raise NothingReadable([nothing, *as_records(history.problems)], path)
    return history


def _read_file(path: Path, file: str, child: Child) -> Reading:
    """Return what a file yields; whatever happens in it is a problem of this file alone."""
    from analysis.sources.tidy import is_tidy, read_parquet, read_rows
    from analysis.sources.workbook import read_workbook

    if path.suffix.lower() == ".parquet":
        reading = read_parquet(path, file)
    else:
        told: dict[str, Any] = child.read(path)
        if "refused" in told:
            return Reading(problems=[_refused(told, file)])
        shown = [sheet["rows"] for sheet in told["sheets"] if not sheet["hidden"]]
        first = shown[0] if shown else []
        try:
            reading = read_rows(first, file) if is_tidy(first) else read_workbook(told, file)
        # What nobody foresaw in one file must not hide the others; without its text, since that
        # may quote a cell.
        except Exception as error:
            why = type(error).__name__
            return Reading(problems=[problem("error", "unforeseen_content", file, why=why)])
    reading.sha256[file] = sha256(path)
    return reading


def _refused(told: Mapping[str, Any], file: str) -> Record:
    kind = {"kind": kind_of_file(file)} if told["refused"] == "damaged_file" else {}
    return problem("error", told["refused"], file, **told["values"], **kind)


def _assembled(reading: Reading) -> History:
    from analysis.sources.accounts import accounts
    from analysis.sources.ballots_twice import withhold_ballots_twice
    from analysis.sources.checks import checked
    from analysis.sources.doubtful import doubtful_matches
    from analysis.sources.doubts import doubts
    from analysis.sources.free_words import withhold_names
    from analysis.sources.identity import tell_apart
    from analysis.sources.told_twice import withhold_told_twice
    from analysis.sources.units import checked_units
    from analysis.sources.unplaced import unplaced

    withhold_names(reading)
    _spell_units_alike(reading)
    tell_apart(reading)
    withhold_told_twice(reading)
    withhold_ballots_twice(reading)
    made, problems, sheets = {}, list(reading.problems), []
    counted: list[Record] = list(reading.units)
    recorded: frozenset[tuple[str | None, str, int]] = frozenset()
    problems.extend([*unplaced(reading.evaluations), *doubtful_matches(reading)])
    for table in _TABLES:
        made[table], kept, found = checked(table, getattr(reading, table))
        problems.extend(found)
        sound = [row for row in kept if not row.get("withheld")]
        counted += sound
        sheets.extend(_sheets(table, sound, reading.sha256))
        recorded = _recorded(kept) if table == "outcomes" else recorded
        if table == "evaluations":
            made["doubts"] = tables.frame(tables.DOUBTS, doubts(kept))
    units, found = checked_units(reading.units, made["evaluations"]["unit"].dropna())
    made["units"], _, more = checked("units", units)
    problems.extend([*found, *more])
    return History(
        **made,
        problems=tables.frame(tables.PROBLEMS, problems),
        sheets=tables.frame(tables.SHEETS, sheets),
        recorded_outcomes=recorded,
        accounts=tables.frame(tables.ACCOUNTS, accounts(reading, counted)),
    )


def _recorded(outcomes: list[Record]) -> frozenset[tuple[str | None, str, int]]:
    """Return which kinds are recorded of which tier in which years, list by list."""
    told: set[tuple[str | None, str, int]] = set()
    for rows in _lists(outcomes).values():
        first = min(int(str(row.get("first_year") or _year(row))) for row in rows)
        last = max(map(_year, rows))
        kinds = {(_or_none(row.get("tier")), str(row["kind"])) for row in rows}
        told |= {(tier, kind, y) for tier, kind in kinds for y in range(first, last + 1)}
    return frozenset(told)


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _lists(records: list[Record]) -> dict[tuple[str, object, object], list[Record]]:
    groups: dict[tuple[str, object, object], list[Record]] = {}
    for row in records:
        groups.setdefault((str(row["file"]), row.get("sheet"), row["origin"]), []).append(row)
    return groups


def _spell_units_alike(reading: Reading) -> None:
    # "Văn phòng Huyện uỷ" and "Văn phòng Huyện ủy" are one unit; the first spelling met stands,
    # and that of the lists before that of a table of units.
    spelling: dict[str, object] = {}
    alike: dict[object, object] = {}
    for table in (*_TABLES, "units"):
        for name in ("unit", "successor") if table == "units" else ("unit",):
            rows = [row for row in getattr(reading, table) if row.get(name)]
            for unit in (row[name] for row in rows):
                alike.setdefault(unit, spelling.setdefault(fold(unit), unit))
            for row in rows:
                row[name] = alike[row[name]]


def _sheets(table: str, records: list[Record], sha256: Mapping[str, str]) -> list[Record]:
    return [
        {
            "file": file,
            "sheet": sheet,
            "sha256": sha256[file],
            "table": table,
            "tier": _only_one(row.get("tier") for row in rows),
            "first_year": min(map(_year, rows)),
            "last_year": max(map(_year, rows)),
            "rows": len(rows),
            "origin": origin,
        }
        for (file, sheet, origin), rows in _lists(records).items()
    ]


def _year(row: Record) -> int:
    year = row.get("year") or row.get("last_year") or str(row["date"])[:4]
    return int(str(year))


def _only_one(values: Iterable[object]) -> object:
    found = set(values)
    return found.pop() if len(found) == 1 else None
