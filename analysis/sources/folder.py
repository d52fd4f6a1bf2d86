"""A folder of files, or one file, to one history: each file by the reader of its kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from analysis import tables
from analysis.counts.history import History
from analysis.signs import holds_signs, without_signs
from analysis.sources.persons import is_label_of_person
from analysis.sources.problems import NothingReadable, problem, signs_met
from analysis.sources.reading import Reading, Record, as_records
from analysis.vocabulary import fold

# Kinds of files in which offices keep figures and that have no reader here.
_UNREAD = frozenset(
    {".xls", ".xlsm", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".rar"}
)
_TABLES = ("evaluations", "outcomes", "votes", "claims")


def named_files(path: Path) -> Iterator[tuple[str, Path]]:
    """Return the files of a folder, or the one file, each with its name in the source."""
    for file in _files(path):
        yield without_signs(_named(path, file)), file


def _named(path: Path, file: Path) -> str:
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


def read_folder(path: Path) -> History:
    """Return the history that the files of a folder, or one file, hold.

    Raises
    ------
    NothingReadable
        No row of any table could be read.
    """
    reading = Reading()
    for name, file in named_files(path):
        if holds_signs(_named(path, file)):
            reading.problems.append(signs_met([], name))
        if is_label_of_person(Path(name).stem):
            reading.problems.append(problem("warning", "name_like_a_person", name))
        reader = _readers().get(file.suffix.lower())
        if reader is not None:
            reading.add(reader(file, name))
        elif file.suffix.lower() in _UNREAD or file == path:
            suffix = file.suffix.lower() or "?"
            reading.problems.append(problem("warning", "unsupported_file", name, suffix=suffix))
    history = _assembled(reading)
    if all(getattr(history.sound, table).empty for table in _TABLES):
        nothing = problem("error", "nothing_to_read", path.name)
        raise NothingReadable([nothing, *as_records(history.problems)], path)
    return history


def _readers() -> Mapping[str, Callable[[Path, str], Reading]]:
    """Return the reader of each kind of file; a new kind is a new line."""
    from analysis.sources.tidy import read_tidy

    return {".xlsx": _read_xlsx, ".csv": read_tidy, ".parquet": read_tidy}


def _read_xlsx(path: Path, file: str) -> Reading:
    from analysis.sources.tidy import is_tidy_workbook, read_tidy
    from analysis.sources.workbook import read_workbook

    return (read_tidy if is_tidy_workbook(path) else read_workbook)(path, file)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        # "~$" files are the locks of workbooks that somebody has open.
        if file.is_file() and not any(part.startswith((".", "~$")) for part in parts):
            yield file


def _assembled(reading: Reading) -> History:
    from analysis.sources.accounts import accounts
    from analysis.sources.checks import checked, doubtful_matches
    from analysis.sources.doubts import doubts
    from analysis.sources.free_words import withhold_names
    from analysis.sources.told_twice import withhold_told_twice
    from analysis.sources.units import checked_units

    withhold_names(reading)
    _spell_units_alike(reading)
    withhold_told_twice(reading)
    made, problems, sheets = {}, list(reading.problems), []
    counted: list[Record] = list(reading.units)
    recorded: frozenset[tuple[str | None, str, int]] = frozenset()
    problems.extend(doubtful_matches(reading))
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
