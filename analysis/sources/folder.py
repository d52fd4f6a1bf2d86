"""A folder of files, or one file, to one history: each file by the reader of its kind."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis import records
from analysis.counts.history import History
from analysis.formats.signs import holds_signs, without_signs
from analysis.places import sha256
from analysis.sources.files.parent import Child
from analysis.sources.mapping.office import Office, office_of
from analysis.sources.problems import NothingReadable, kind_of_file, problem, signs_met
from analysis.sources.reading import Reading, Record, as_records
from analysis.sources.walk import (
    DOUBTFUL,
    READ,
    UNREAD,
    like_answers,
    named_files,
    odd_entries,
    raw_name,
)
from analysis.sources.words.persons import is_label_of_person
from analysis.vocabulary import fold

_SEVERITIES = {"output_in_folder": "note", "link_in_folder": "note"}
_TABLES = ("evaluations", "outcomes", "votes", "claims")


def read_folder(path: Path, tier: str | None = None) -> History:
    """Return the history that the files of a folder, or one file, hold.

    Parameters
    ----------
    path : Path
        The folder or file.
    tier : str, optional
        The tier of files that do not say whose they are.

    Raises
    ------
    NothingReadable
        No row of any table could be read, or the mapping file beside them is wrong.
    """
    return read_answered(path, office_of(path, tier))


def read_answered(path: Path, office: Office) -> History:
    """Return what a folder holds as an office has answered; what it could answer more is noted.

    Raises
    ------
    NothingReadable
        As `read_folder`.
    """
    reading = _read_files(path, office)
    office.check_sheets(reading.names)
    history = _assembled(reading, office)
    if all(getattr(history.sound, table).empty for table in _TABLES):
        nothing = problem("error", "nothing_to_read", path.name)
        raise NothingReadable([nothing, *as_records(history.problems)], path)
    return history


def _read_files(path: Path, office: Office) -> Reading:
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
            if like_answers(name) and file != path:
                reading.problems.append(problem("warning", "answers_elsewhere", name))
            elif office.skips(name):
                reading.problems.append(problem("note", "skipped_file", name))
            elif suffix in READ and (name != DOUBTFUL or file == path):
                reading.add(_read_file(file, name, child, office))
            elif suffix in UNREAD or file == path:
                told = suffix or "?"
                reading.problems.append(problem("warning", "unsupported_file", name, suffix=told))
    return reading


def _read_file(path: Path, file: str, child: Child, office: Office) -> Reading:
    """Return what a file yields; whatever happens in it is a problem of this file alone."""
    from analysis.sources.tidy.tidy import is_tidy, read_parquet, read_rows
    from analysis.sources.workbook.workbook import read_workbook

    if path.suffix.lower() == ".parquet":
        reading = read_parquet(path, file, office.answers(file))
    else:
        told: dict[str, Any] = child.read(path)
        if "refused" in told:
            return Reading(problems=[_refused(told, file)])
        shown = [sheet["rows"] for sheet in told["sheets"] if not sheet["hidden"]]
        first = shown[0] if shown else []
        try:
            if is_tidy(first):
                reading = read_rows(first, file, office.answers(file))
            else:
                reading = read_workbook(told, file, office.said, office.tier)
        # What nobody foresaw in one file must not hide the others; without its text, since that
        # may quote a cell.
        except Exception as error:
            why = type(error).__name__
            return Reading(problems=[problem("error", "unforeseen_content", file, why=why)])
        reading.names[file] = [without_signs(sheet["name"]) for sheet in told["sheets"]]
    reading.sha256[file] = sha256(path)
    return reading


def _refused(told: Mapping[str, Any], file: str) -> Record:
    kind = {"kind": kind_of_file(file)} if told["refused"] == "damaged_file" else {}
    return problem("error", told["refused"], file, **told["values"], **kind)


def _assembled(reading: Reading, office: Office) -> History:
    from analysis.sources.ballots.ballots_twice import withhold_ballots_twice
    from analysis.sources.events.event_places import place_events, refuse_impossible
    from analysis.sources.events.outcome_accounts import outcome_accounts, take_aside
    from analysis.sources.events.outcome_lists import recorded
    from analysis.sources.events.same_event import count_once
    from analysis.sources.mapping.near_units import near_units
    from analysis.sources.people.doubtful import doubtful_matches
    from analysis.sources.people.doubts import doubts
    from analysis.sources.people.free_words import withhold_names
    from analysis.sources.people.identity import tell_apart, tell_sexes
    from analysis.sources.tidy.units import checked_units
    from analysis.sources.whole.accounts import accounts
    from analysis.sources.whole.checks import checked
    from analysis.sources.whole.contents import contents
    from analysis.sources.whole.told_twice import withhold_told_twice
    from analysis.sources.whole.unplaced import unplaced

    office.name_units(reading)
    withhold_names(reading, office.units)
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
    count_once(reading)
    events = take_aside(reading)
    settled = office.settling.settled
    made, problems, sheets = {}, list(reading.problems), []
    # A unit of the mapping file stands on no row of a sheet.
    counted: list[Record] = [row for row in reading.units if row["cell"]]
    held = list(reading.contents)
    problems.extend([*unplaced(reading.evaluations), *doubtful_matches(reading, settled)])
    problems.extend(near_units(reading.evaluations, office.units))
    for table in _TABLES:
        made[table], kept, found = checked(table, getattr(reading, table))
        problems.extend(found)
        sound = [row for row in kept if not row.get("withheld")]
        counted += sound
        held += contents(table, kept)
        sheets.extend(_sheets(table, sound, reading.sha256))
        if table == "evaluations":
            made["doubts"] = records.frame(records.DOUBTS, doubts(kept, settled))
            people = kept
        if table == "outcomes":
            made["outcome_accounts"] = records.frame(
                records.OUTCOME_ACCOUNTS, outcome_accounts(events, kept, people)
            )
            covered, found = recorded(events, reading.periods, people)
            problems.extend(found)
    units, found = checked_units(reading.units, made["evaluations"]["unit"].dropna())
    made["units"], _, more = checked("units", units)
    problems.extend([*found, *more])
    office.hear(problems, reading)
    return History(
        **made,
        problems=records.frame(records.PROBLEMS, problems),
        sheets=records.frame(records.SHEETS, sheets),
        recorded_outcomes=covered,
        accounts=records.frame(records.ACCOUNTS, accounts(reading, counted)),
        headings=records.frame(records.HEADINGS, reading.headings),
        contents=records.frame(records.CONTENTS, held),
    )


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
