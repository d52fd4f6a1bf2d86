"""Result tables as CSV files that a spreadsheet opens as they are, and runs nothing of.

A cell that begins as a formula does (OWASP, *CSV Injection*) gets an apostrophe in front, by which
spreadsheets know text; `read_table` takes it away again. Numbers stay numbers.
"""

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.spoken import Message

if TYPE_CHECKING:
    import pandas as pd

# Full-width signs are taken for formulas too; where the list separator is a semicolon, as in
# Vietnam, a spreadsheet begins a new cell behind one, and behind a line break or tab inside a cell.
_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
_START = r"(^|[;\t\r\n])"
_RUN = re.compile(rf"{_START}(?='*{_SIGNS})")
_KEPT = re.compile(rf"{_START}'(?='*{_SIGNS})")
_HARMLESS = re.compile(r"'*(?:-|[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?)", re.IGNORECASE)


def fault_of(frame: "pd.DataFrame") -> Message | None:
    """Return what of a table no page could tell, and what to do; None if there is nothing."""
    columns = [str(column) for column in frame.columns]
    if not columns or "" in columns or len({*columns}) < len(columns):
        return Message("bundle.columns")
    for at, (_, column) in enumerate(frame.items(), start=1):
        for value in column.tolist():
            if isinstance(value, float) and math.isinf(value):
                return Message("bundle.infinite", at=at)
            if isinstance(value, str) and "\0" in value:
                return Message("bundle.nul", at=at)
    return None


def write_table(frame: "pd.DataFrame", path: Path) -> None:
    """Write a table as CSV in UTF-8 with a byte order mark, without its index.

    As `DataFrame.to_csv` does, which takes three times as long for a table of a few rows; a day
    with its time.
    """
    columns = [_cells(column) for _, column in frame.items()]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([_guarded(name) for name in frame.columns])
        rows.writerows(zip(*columns, strict=True))


def _cells(column: "pd.Series") -> list[Any]:
    return ["" if missing else _guarded(value) for value, missing in _with_missing(column)]


def _with_missing(column: "pd.Series") -> Iterator[tuple[Any, bool]]:
    # Of a series itself it takes several times as long, and a run writes hundreds of columns.
    return zip(column.tolist(), column.array.isna().tolist(), strict=True)


def read_table(path: Path) -> "pd.DataFrame":
    """Return a table written by `write_table`, all as text: a unit called 007 stays 007."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return frame.map(bare).rename(columns=bare)


def as_text(frame: "pd.DataFrame") -> dict[str, list[str]]:
    """Return a table's columns all as text, as `read_table` has them when it has been written."""
    return {
        str(name): ["" if missing else str(value) for value, missing in _with_missing(column)]
        for name, column in frame.items()
    }


def _guarded(value: object) -> object:
    if not isinstance(value, str) or _HARMLESS.fullmatch(value):
        return value
    # A carriage return alone would end the row.
    return _RUN.sub(r"\1'", value.replace("\r\n", "\n").replace("\r", "\n"))


def bare(value: str) -> str:
    """Return a cell or heading as it was before it was made harmless."""
    return value if _HARMLESS.fullmatch(value) else _KEPT.sub(r"\1", value)
