"""Anything to record tables: workbooks of lists and returns, counts files, published figures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.history import History, empty_history
from analysis.sources.places import resolve
from analysis.sources.problems import problem, where
from analysis.sources.reading import Reading, Record, as_records
from analysis.vocabulary import fold

__all__ = ["NothingReadable", "load"]

# Kinds of files in which offices keep figures and that have no reader here.
_UNREAD = frozenset(
    {".xls", ".xlsm", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".rar"}
)
_TABLES = ("evaluations", "outcomes", "votes", "claims")
_RECORD_TABLES = ("evaluations", "outcomes", "votes")


class NothingReadable(ValueError):
    """The source gives no row of data, or the request asks for what it does not hold.

    Attributes
    ----------
    problems : pandas.DataFrame
        What was met on the way (see `tables.PROBLEMS`).
    """

    def __init__(self, found: Iterable[Record], place: object) -> None:
        self.problems = tables.frame(tables.PROBLEMS, found)
        lines = [
            ": ".join(filter(None, (where(row), f"{row['reason']} {row['remedy']}")))
            for row in as_records(self.problems)
        ]
        super().__init__("\n".join([str(place), *lines]))


def load(
    source: str | Path | None, years: Iterable[int] | None = None, unit: str = "all"
) -> History:
    """Return the history that a source holds: evaluations, outcomes, votes, claims, problems.

    Parameters
    ----------
    source : str, Path or None
        None is no source: an empty history, for a review without published figures. Else a
        folder of workbooks, one workbook, a counts file (CSV, Excel, Parquet), or the ledger
        of published figures. A relative path is taken from the project's folder.
    years : iterable of int, optional
        The years wanted; all by default. A file of other years alone is noted as a problem.
    unit : str
        One unit, in any spelling of its name, or ``all``.

    Returns
    -------
    History
        What could not be read is in ``problems``; the rows that an error concerns are withheld.

    Raises
    ------
    NothingReadable
        There is no such path, no row could be read, or the unit is not in the data.
    ValueError
        The years are an empty range.
    """
    if source is None:
        return empty_history()
    path = resolve(source)
    history = _whole(path)
    known = history if unit == "all" else history.of_unit(_known_unit(unit, history, path))
    if years is None:
        return known
    wanted = sorted(set(years))
    if not wanted:
        raise ValueError("no year is asked for: the first year is after the last; swap them")
    notes = tables.frame(tables.PROBLEMS, _outside(history.sheets, wanted))
    problems = pd.concat([known.problems, notes], ignore_index=True)
    return replace(known.of_years(wanted), problems=problems)


def keep_read(source: str | Path | None) -> None:
    """Read a source and keep what was read, so that `load` need not read its files again.

    It is kept in the user's cache folder until a file of the source changes. A ledger of
    published figures is not kept: reading it takes no longer than reading that.

    Raises
    ------
    NothingReadable
        As `load`.
    """
    from analysis.sources.published import is_ledger
    from analysis.sources.snapshot import keep_snapshot, read_snapshot, snapshot_key

    if source is None or is_ledger(path := resolve(source)):
        return
    if read_snapshot(snapshot_key(_named_files(_existing(path)))) is None:
        history = _read(path)
        # Named only now: the first reading of recorded people makes the secret.
        keep_snapshot(snapshot_key(_named_files(path)), history)


def _whole(path: Path) -> History:
    from analysis.sources.published import is_ledger, read_ledger
    from analysis.sources.snapshot import read_snapshot, snapshot_key

    if is_ledger(_existing(path)):
        return read_ledger(path)
    kept = read_snapshot(snapshot_key(_named_files(path)))
    return _read(path) if kept is None else kept


def _existing(path: Path) -> Path:
    if not path.exists():
        raise NothingReadable([problem("error", "source_not_found", path.name)], path)
    return path


def _named_files(path: Path) -> Iterator[tuple[str, Path]]:
    for file in _files(path):
        yield (file.relative_to(path).as_posix() if path.is_dir() else file.name), file


def _read(path: Path) -> History:
    reading = Reading()
    for name, file in _named_files(path):
        reader = _readers().get(file.suffix.lower())
        if reader is not None:
            reading.add(reader(file, name))
        elif file.suffix.lower() in _UNREAD or file == path:
            suffix = file.suffix.lower() or "?"
            reading.problems.append(problem("warning", "unsupported_file", name, suffix=suffix))
    history = _assembled(reading)
    if all(getattr(history, table).empty for table in _TABLES):
        nothing = problem("error", "nothing_to_read", path.name)
        raise NothingReadable([nothing, *as_records(history.problems)], path)
    return history


def _readers() -> Mapping[str, Callable[[Path, str], Reading]]:
    """Return the reader of each kind of file; a new kind is a new line."""
    from analysis.sources.counts import read_counts

    return {".xlsx": _read_xlsx, ".csv": read_counts, ".parquet": read_counts}


def _read_xlsx(path: Path, file: str) -> Reading:
    from analysis.sources.counts import is_counts_workbook, read_counts
    from analysis.sources.workbook import read_workbook

    return (read_counts if is_counts_workbook(path) else read_workbook)(path, file)


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
    from analysis.sources.checks import checked, doubtful_matches

    _spell_units_alike(reading)
    made, problems, sheets = {}, list(reading.problems), []
    recorded: frozenset[tuple[str | None, str, int]] = frozenset()
    problems.extend(doubtful_matches(reading))
    for table in _TABLES:
        made[table], kept, found = checked(table, getattr(reading, table))
        problems.extend(found)
        sheets.extend(_sheets(table, kept, reading.sha256))
        recorded = _recorded(kept) if table == "outcomes" else recorded
    return History(
        **made,
        problems=tables.frame(tables.PROBLEMS, problems),
        sheets=tables.frame(tables.SHEETS, sheets),
        recorded_outcomes=recorded,
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
    # "Văn phòng Huyện uỷ" and "Văn phòng Huyện ủy" are one unit; the first spelling met stands.
    rows = [row for table in _TABLES for row in getattr(reading, table) if row.get("unit")]
    spelling: dict[str, object] = {}
    alike = {unit: spelling.setdefault(fold(unit), unit) for unit in (row["unit"] for row in rows)}
    for row in rows:
        row["unit"] = alike[row["unit"]]


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


def _known_unit(unit: str, history: History, path: Path) -> str:
    units = pd.concat([getattr(history, table)["unit"] for table in _TABLES]).dropna().unique()
    by_spelling = {fold(name): str(name) for name in units}
    if fold(unit) not in by_spelling:
        near = get_close_matches(fold(unit), by_spelling, n=3, cutoff=0.5)
        names = ", ".join(by_spelling[name] for name in near) or "–"
        raise NothingReadable([problem("error", "unknown_unit", unit=unit, near=names)], path)
    return by_spelling[fold(unit)]


def _outside(sheets: pd.DataFrame, wanted: list[int]) -> Iterator[Record]:
    dated = sheets[sheets["table"].isin(_RECORD_TABLES)].dropna(subset="first_year")
    for file, group in dated.groupby("file", sort=False):
        first, last = int(group["first_year"].min()), int(group["last_year"].max())
        if not set(wanted) & set(range(first, last + 1)):
            values = {"found": _span(first, last), "wanted": _span(wanted[0], wanted[-1])}
            yield problem("note", "outside_years", str(file), **values)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
