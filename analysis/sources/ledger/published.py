"""The ledger of published figures: a CSV of claims with its Frictionless description."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis import records, vocabulary
from analysis.claims.claims import amount, claim_records
from analysis.claims.distributions import distributions
from analysis.counts.history import History
from analysis.formats.signs import holds_signs, without_signs
from analysis.places import sha256
from analysis.record_checks import EARLIEST_YEAR, LATEST_YEAR
from analysis.sources.ledger.counted import (
    Named,
    Row,
    countable,
    outcomes_cell,
    ratings_cell,
    with_tier,
)
from analysis.sources.ledger.published_known import what_to_know
from analysis.sources.problems import problem, signs_met

COLUMNS = tuple(column for column in records.CLAIMS.columns if column != "unit")
MEASURES = (
    *("rated", "rating", "rating_share", "cadres", "women", "women_share"),
    *("committee_members", "post_group", "outcome"),
    *("organisations", "party_members", "staff", "directives"),
)
KINDS = vocabulary.codes("stated_as")
_LEVELS = {
    "rating": "ratings",
    "rating_share": "ratings",
    "post_group": "post_groups",
    "outcome": "outcome_kinds",
}
_REQUIRED = ("id", "population", "measure", "value", "decimals", "measured_in", "kind")
_FILE = "figures.csv"
_DESCRIPTION = "datapackage.json"


def is_ledger(path: Path) -> bool:
    """Say whether a path is a ledger: its folder, its ``datapackage.json`` or its CSV."""
    if path.is_dir():
        return (path / _DESCRIPTION).is_file()
    if path.suffix.lower() != ".csv":
        return path.name == _DESCRIPTION and path.is_file()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return set(COLUMNS) <= set(next(csv.reader(file), []))
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def read_ledger(folder: Path) -> History:
    """Return the published figures as a history of origin ``published``.

    Every row is a claim. Counts of the ratings of everybody rated (see `claims.distributions`) are
    evaluations and counts of an outcome are outcomes as well, one row per counted cell; figures of
    other people, and those published with differing values, are claims alone.

    Parameters
    ----------
    folder : Path
        The ledger's folder, its ``datapackage.json`` or its CSV.

    Returns
    -------
    History
        ``claims`` has every sound row; ``problems`` has one row per unsound one (an error, with
        the line as its cell), and what is to be known of the sound ones (see `what_to_know`).

    Raises
    ------
    ValueError
        The file cannot be read, or its columns are not those of a ledger.
    """
    file = _figures(folder)
    rows = _rows(file)
    signs = [str(line) for line, row in rows.items() if any(map(holds_signs, _texts(row)))]
    rows = {line: _without_signs(row) for line, row in rows.items()}
    problems = list(_problems(rows, file.name))
    if signs:
        problems.append(signs_met(signs, file.name))
    withheld = {entry["cell"] for entry in problems if entry["severity"] == "error"}
    sound = {line: row for line, row in rows.items() if str(line) not in withheld}
    claims = records.frame(records.CLAIMS, map(with_tier, sound.values()))
    told = dict(zip(sound, claim_records(claims), strict=True))
    problems += what_to_know(told, file.name)
    stated = list(told.values())
    return History(
        evaluations=records.frame(records.EVALUATIONS, map(ratings_cell, distributions(stated)[0])),
        outcomes=records.frame(records.OUTCOMES, map(outcomes_cell, countable(stated))),
        votes=records.frame(records.VOTES),
        claims=claims,
        met=records.frame(records.PROBLEMS, problems),
        sheets=records.frame(records.SHEETS, [_provenance(file, claims)]),
    )


def _figures(path: Path) -> Path:
    if path.suffix.lower() == ".csv":
        return path
    return (path if path.is_dir() else path.parent) / _FILE


def _rows(file: Path) -> dict[int, Row]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            _check_header(reader.fieldnames or (), file)
            numbered = ((reader.line_num, _stripped(row)) for row in reader)
            return dict(numbered)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(
            f"{file}: the ledger of published figures cannot be read ({error}); "
            "save it as CSV in UTF-8, one line per figure"
        ) from error


def _stripped(row: Row) -> Row:
    return {column: (row[column] or "").strip() or None for column in COLUMNS}


def _texts(row: Row) -> Iterator[str]:
    return (value for value in row.values() if value)


def _without_signs(row: Row) -> Row:
    return {column: value and without_signs(value) for column, value in row.items()}


def _check_header(header: Sequence[str], file: Path) -> None:
    if sorted(header) == sorted(COLUMNS):
        return
    missing = ", ".join(c for c in COLUMNS if c not in header) or "none"
    unknown = ", ".join(c for c in header if c not in COLUMNS) or "none"
    raise ValueError(
        f"{file}, line 1: these are not the columns of a ledger of published figures "
        f"(missing: {missing}; unknown: {unknown}); name the columns {', '.join(COLUMNS)}, "
        "each once"
    )


def _problems(rows: dict[int, Row], file: str) -> Iterator[Named]:
    lines = defaultdict(list)
    for line, row in rows.items():
        lines[row["id"]].append(line)
    for line, row in rows.items():
        faults = list(_faults(row, lines))
        for key, values in faults:
            yield problem("error", key, file=file, cell=str(line), **values)


def _faults(row: Row, lines: dict[str | None, list[int]]) -> Iterator[tuple[str, Named]]:
    empty = [column for column in _REQUIRED if row[column] is None]
    if empty:
        yield "missing_value", {"column": ", ".join(empty), "count": 1}
        return
    yield from _unknown_codes(row)
    yield from _bad_numbers(row)
    told = vocabulary.population_of(row["population"])
    if row["tier"] and told in vocabulary.codes("tiers") and told != row["tier"]:
        yield "claim_tier", {"population": row["population"], "tier": row["tier"]}
    if len(lines[row["id"]]) > 1:
        yield "repeated_claim", {"id": row["id"], "lines": ", ".join(map(str, lines[row["id"]]))}
    for column in ("base", "part_of"):
        if row[column] is not None and row[column] not in lines:
            yield "unknown_reference", {"column": column, "value": row[column]}


def _unknown_codes(row: Row) -> Iterator[tuple[str, Named]]:
    known: dict[str, tuple[str, ...]] = {"measure": MEASURES, "kind": _kinds(row)}
    known["measured_in"] = _counted_in(row)
    if row["tier"] is not None:
        known["tier"] = vocabulary.codes("tiers")
    if row["measure"] in _LEVELS:
        known["level"] = vocabulary.codes(_LEVELS[row["measure"]])
    for column, codes in known.items():
        if row[column] not in codes:
            named = {"column": column, "value": row[column] or "", "known": ", ".join(codes)}
            yield "unknown_code", {**named, "count": 1}


def _kinds(row: Row) -> tuple[str, ...]:
    is_share = (row["measure"] or "").endswith("_share")
    return tuple(kind for kind in KINDS if kind != ("count" if is_share else "percent"))


def _counted_in(row: Row) -> tuple[str, ...]:
    is_share = (row["measure"] or "").endswith("_share")
    units = vocabulary.codes("counted_units")
    return tuple(unit for unit in units if (unit == "percent") == is_share)


def _bad_numbers(row: Row) -> Iterator[tuple[str, Named]]:
    for column in ("decimals", "tested_on", "paragraph"):
        if row[column] is not None and not re.fullmatch(r"[0-9]{1,4}", row[column] or ""):
            yield "not_a_whole_number", {"column": column}
    years = [row["first_year"] or "", row["last_year"] or ""]
    if not (all(map(_is_year, years)) and years[0] <= years[1]):
        yield "claim_years", {"first": years[0], "last": years[1]}
    if not _is_number(row):
        yield "claim_value", {"value": row["value"], "decimals": row["decimals"]}
    elif row["measured_in"] == "percent" and amount({**row}) > 100:
        yield "claim_above_all", {"value": row["value"]}


def _is_year(text: str) -> bool:
    plausible = range(EARLIEST_YEAR, LATEST_YEAR + 1)
    return re.fullmatch(r"[0-9]{4}", text) is not None and int(text) in plausible


def _is_number(row: Row) -> bool:
    whole, _, fraction = (row["value"] or "").replace(",", ".").partition(".")
    # A count with decimals would be read as a thousands separator by half of its readers.
    is_share = row["measured_in"] == "percent"
    printed = str(len(fraction)) == row["decimals"] and (is_share or not fraction)
    return printed and re.fullmatch(r"[0-9]{1,15}", whole + fraction) is not None


def _provenance(file: Path, claims: pd.DataFrame) -> Named:
    return {
        "file": file.name,
        "sha256": sha256(file),
        "table": "claims",
        "first_year": claims["first_year"].min(),
        "last_year": claims["last_year"].max(),
        "rows": len(claims),
        "origin": "published",
    }
