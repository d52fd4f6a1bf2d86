"""A counts file: tidy CSV, Excel or Parquet with the columns of `evaluations`."""

import csv
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from analysis import tables, vocabulary
from analysis.places import sha256
from analysis.sources.cells import cell_name, take_signs, text, whole_number
from analysis.sources.headers import field_of
from analysis.sources.persons import is_no_unit
from analysis.sources.problems import problem, signs_met, unreadable
from analysis.sources.pseudonym import key_for, pseudonym
from analysis.sources.quoting import heading, headings, quoted, rating_words
from analysis.sources.reading import Reading, Record, as_records
from analysis.vocabulary import code_of, fold

_NEEDED = ("year", "count")
_WHOLE = ("year", "birth_year", "count")
_SECTIONS = {
    "tier": "tiers",
    "post_group": "post_groups",
    "staff_class": "staff_classes",
    "sex": "sexes",
    "rating": "ratings",
    "origin": "origins",
}
_SHARES = frozenset({"percent", "percentage", "share", "pct"})
_YES = frozenset({"true", "1", "x", "yes", "có"})


def is_counts_workbook(path: Path) -> bool:
    """Say whether a workbook is a tidy counts file: its first row holds column codes."""
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        first = next(iter(sheet.to_python(skip_empty_area=False, nrows=1)), [])
    # A workbook that cannot be opened is reported by the reader of workbooks.
    except (CalamineError, OSError, IndexError):
        return False
    codes = set(map(_code, map(text, first))) & set(tables.EVALUATIONS.columns)
    return len(codes) > 1


def read_counts(path: Path, file: str) -> Reading:
    """Return the counted cells of a tidy file, and what is wrong with it.

    Parameters
    ----------
    path : Path
        A file with a header row of column codes; columns that it lacks are missing. Categories
        may be codes or labels in either language; units and groups of posts are free text.
    file : str
        The name by which records and problems call it.
    """
    try:
        frame = _read(path)
    except (CalamineError, OSError, ValueError, csv.Error) as error:
        return Reading(problems=[unreadable(error, file)])
    # The heads as a row of cells, like the rows below them.
    cells = [list(map(str, frame.columns)), *frame.astype(object).to_numpy().tolist()]
    signs = take_signs(cells)
    frame = pd.DataFrame(cells[1:], columns=list(map(_code, cells[0])), dtype=object)
    reading = Reading(sha256={file: sha256(path)}, problems=_column_problems(frame, file))
    if signs:
        reading.problems.append(signs_met(signs, file))
    if any(found["severity"] == "error" for found in reading.problems):
        return reading
    rows = as_records(frame)
    for number, row in enumerate(rows, start=1):
        _read_row(number, row, list(frame.columns), file, reading)
    if not rows:
        reading.problems.append(problem("error", "empty_workbook", file))
    return reading


def _read(path: Path) -> pd.DataFrame:
    if path.suffix.lower() == ".parquet":
        return pd.read_parquet(path)
    if path.suffix.lower() == ".xlsx":
        return pd.read_excel(path, engine="calamine", dtype=object)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        first = lines.readline()
    # Excel writes semicolons where the decimal sign is a comma, as in Vietnam.
    separator = max(",;\t", key=first.count)
    return pd.read_csv(path, sep=separator, dtype=str, encoding="utf-8-sig", keep_default_na=False)


def _code(column: str) -> str:
    return column.strip().casefold().replace(" ", "_")


def _column_problems(frame: pd.DataFrame, file: str) -> list[Record]:
    columns, known = list(frame.columns), list(tables.EVALUATIONS.columns)
    shares = [name for name in columns if _is_share(name)]
    missing = [name for name in _NEEDED if name not in columns]
    if "count" in missing and shares:
        index = columns.index(shares[0])
        told = heading(shares[0], index, _SHARES)
        place = cell_name(0, index)
        return [problem("error", "percentage_without_base", file, None, place, column=told)]
    return [
        *(problem("error", "missing_column", file, column=name) for name in missing),
        *(
            problem(
                "note",
                "unknown_column",
                file,
                None,
                cell_name(0, columns.index(name)),
                column=quoted(name, [*headings(), *map(fold, known)]),
                known=", ".join(known),
            )
            for name in columns
            if name not in known
        ),
    ]


def _is_share(column: str) -> bool:
    words = column.replace("_", " ")
    share = fold(words).startswith((fold("tỷ lệ"), fold("tỉ lệ"))) or "%" in words
    return share or column in _SHARES or field_of(words) == "share"


def _read_row(number: int, row: Record, columns: list[str], file: str, reading: Reading) -> None:
    record: Record = {
        "file": file,
        "sheet": None,
        "cell": cell_name(number, columns.index("count")),
    }
    if not any(text(value) for value in row.values()):
        return
    for column in columns:
        if column not in tables.EVALUATIONS.columns:
            continue
        try:
            record[column] = _value(column, row[column])
        except ValueError:
            place = cell_name(number, columns.index(column))
            found = _unreadable_value(column, text(row[column]), file, place)
            reading.problems.append(found)
            return
    if "unit" in columns:
        record["unit_cell"] = cell_name(number, columns.index("unit"))
    record["origin"] = record.get("origin") or "recorded"
    if record.get("person"):
        simulated = record["origin"] == "simulated"
        # Whatever stands for a person in a file may be a staff number: it is keyed like one.
        number_text = str(record["person"])
        record["person"] = pseudonym(number_text, None, None, key=key_for(simulated))
    reading.evaluations.append(record)


def _value(column: str, value: object) -> object:
    """Return a cell as the column holds it.

    Raises
    ------
    ValueError
        It is no whole number in a column of numbers, no known rating, or no unit.
    """
    written = text(value)
    if column in _WHOLE:
        return whole_number(value)
    if not written:
        return None
    if column == "committee_member":
        return written.casefold() in _YES
    if column == "rating":
        return _rating(written)
    if column in ("unit", "post_group") and is_no_unit(written):
        raise ValueError(column)
    if column in _SECTIONS:
        # An unknown word of a closed category stays, and fails the schema with its place.
        return code_of(_SECTIONS[column], written) or written
    return written


def _rating(written: str) -> str | None:
    if vocabulary.is_not_rated(written) or fold(written) in ("not rated", "nan"):
        return None
    rating = code_of("ratings", written)
    if rating is None:
        raise ValueError("no rating")
    return rating


def _unreadable_value(column: str, word: str, file: str, place: str) -> Record:
    if column == "rating":
        told = quoted(word, rating_words())
        return problem("error", "unknown_rating", file, None, place, word=told)
    key = "not_a_whole_number" if column in _WHOLE else "person_in_column"
    return problem("error", key, file, None, place, column=column)
