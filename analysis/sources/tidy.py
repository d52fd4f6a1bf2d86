"""A tidy file: CSV, Excel or Parquet with column codes as its heads, of counts or of units."""

import csv
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from analysis import tables
from analysis.places import sha256
from analysis.sources.cells import take_signs, text
from analysis.sources.counts import read_counts
from analysis.sources.problems import problem, signs_met, unreadable
from analysis.sources.reading import Reading
from analysis.sources.units import is_of_units, read_units


def is_tidy_workbook(path: Path) -> bool:
    """Say whether a workbook is a tidy file: its first row holds column codes."""
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        first = next(iter(sheet.to_python(skip_empty_area=False, nrows=1)), [])
    # A workbook that cannot be opened is reported by the reader of workbooks.
    except (CalamineError, OSError, IndexError):
        return False
    codes = list(map(_code, map(text, first)))
    return is_of_units(codes) or len(set(codes) & set(tables.EVALUATIONS.columns)) > 1


def read_tidy(path: Path, file: str) -> Reading:
    """Return the counted cells or the units of a tidy file, and what is wrong with it.

    Parameters
    ----------
    path : Path
        A file with a header row of column codes; those it has tell what it is of.
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
    read = read_units if is_of_units(list(frame.columns)) else read_counts
    reading = read(frame, file)
    reading.sha256[file] = sha256(path)
    if signs:
        reading.problems.append(signs_met(signs, file))
    if frame.empty and not any(found["severity"] == "error" for found in reading.problems):
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
