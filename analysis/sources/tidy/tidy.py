"""A tidy file: CSV, Excel or Parquet with column codes as its heads, of counts or of units."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import records
from analysis.sources.all_files.headings import headings_of_codes
from analysis.sources.files.limits import MOST_CELLS, MOST_UNPACKED
from analysis.sources.mapping.answers import NO_ANSWERS, Answers
from analysis.sources.problems import problem, signs_met, unreadable
from analysis.sources.reading import Reading
from analysis.sources.tidy.counts import read_counts
from analysis.sources.tidy.tidy_answers import answered_heads, answered_rows
from analysis.sources.tidy.units import is_of_units, read_units
from analysis.sources.words.cells import take_signs, text
from analysis.sources.workbook.grid import cut
from analysis.vocabulary import fold

Rows = list[list[object]]


def is_tidy(rows: Rows) -> bool:
    """Say whether a sheet is a tidy table: its first row holds column codes."""
    codes = [_code(text(value)) for value in rows[0]] if rows else []
    return is_of_units(codes) or len(set(codes) & set(records.EVALUATIONS.columns)) > 1


def read_rows(rows: Rows, file: str, answers: Answers = NO_ANSWERS) -> Reading:
    """Return the counted cells or the units of a tidy table, and what is wrong with it.

    Parameters
    ----------
    rows : list of list
        Its cells, the first row with column codes; those it has tell what it is of.
    file : str
        The name by which records and problems call it.
    answers : Answers, optional
        What the office says of the file.
    """
    answered = {fold(text(value)) for value in rows[0]} & {*answers.headings}
    rows = answered_heads(rows, answers)
    codes = [_code(text(value)) for value in rows[0]]
    rows = rows if is_of_units(codes) else answered_rows(rows, codes, answers)
    used = [index for index, _ in enumerate(rows[0]) if any(text(row[index]) for row in rows)]
    cells = [[row[index] for index in used] for row in rows]
    signs = take_signs(cells, cut(cells)[0])
    frame = pd.DataFrame(
        [[np.nan if value == "" else _whole(value) for value in row] for row in cells[1:]],
        columns=[_code(text(value)) for value in cells[0]],
        dtype=object,
    )
    columns = list(frame.columns)
    kind, read = ("units", read_units) if is_of_units(columns) else ("counts", read_counts)
    reading = read(frame, file)
    reading.answered |= answered
    reading.headings += headings_of_codes(columns, kind, file)
    if signs:
        reading.problems.append(signs_met(signs, file))
    if frame.empty and not any(found["severity"] == "error" for found in reading.problems):
        reading.problems.append(problem("error", "empty_workbook", file))
    return reading


def read_parquet(path: Path, file: str, answers: Answers = NO_ANSWERS) -> Reading:
    """Return what a Parquet file of counts or of units holds, and what is wrong with it."""
    try:
        with pq.ParquetFile(path) as told:
            about = told.metadata
            groups = (about.row_group(each).total_byte_size for each in range(about.num_row_groups))
            if about.num_rows * about.num_columns > MOST_CELLS or sum(groups) > MOST_UNPACKED:
                wide = {"rows": about.num_rows, "columns": about.num_columns}
                return Reading(problems=[problem("error", "too_far_cells", file, **wide)])
        frame = pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        return Reading(problems=[unreadable(error, file)])
    return read_rows(
        [list(map(str, frame.columns)), *frame.astype(object).to_numpy().tolist()], file, answers
    )


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _code(column: str) -> str:
    return column.strip().casefold().replace(" ", "_")
