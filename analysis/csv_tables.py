"""Result tables as CSV files that a spreadsheet opens as they are, and runs nothing of.

A cell that begins as a formula does (OWASP, *CSV Injection*) gets an apostrophe in front, by which
spreadsheets know text; `read_table` takes it away again. Numbers stay numbers.
"""

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# Full-width signs are taken for formulas too; where the list separator is a semicolon, as in
# Vietnam, a spreadsheet begins a new cell behind one, and behind a line break or tab inside a cell.
_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
_START = r"(^|[;\t\r\n])"
_RUN = re.compile(rf"{_START}(?='*{_SIGNS})")
_KEPT = re.compile(rf"{_START}'(?='*{_SIGNS})")
_HARMLESS = re.compile(r"'*(?:-|[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?)", re.IGNORECASE)


def fault_of(frame: "pd.DataFrame") -> str | None:
    """Return what of a table no page could tell, and what to do; None if there is nothing."""
    columns = [str(column) for column in frame.columns]
    if not columns or "" in columns or len({*columns}) < len(columns):
        return "needs columns, each with a name of its own"
    for at in range(len(columns)):
        for value in frame.iloc[:, at]:
            if isinstance(value, float) and math.isinf(value):
                return f"holds an infinite number in column {at + 1}; keep a missing value there"
            if isinstance(value, str) and "\0" in value:
                return f"holds a text with a NUL sign in column {at + 1}; take the sign out"
    return None


def write_table(frame: "pd.DataFrame", path: Path) -> None:
    """Write a table as CSV in UTF-8 with a byte order mark, without its index."""
    import pandas as pd

    safe = frame.rename(columns=_guarded)
    for at, name in enumerate(frame.columns):
        guarded = [_guarded(value) for value in frame[name]]
        if any(one is not value for one, value in zip(guarded, frame[name], strict=True)):
            safe.isetitem(at, pd.Series(guarded, safe.index, dtype=object))
    safe.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def read_table(path: Path) -> "pd.DataFrame":
    """Return a table written by `write_table`, all as text: a unit called 007 stays 007."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return frame.map(bare).rename(columns=bare)


def _guarded(value: object) -> object:
    if not isinstance(value, str) or _HARMLESS.fullmatch(value):
        return value
    # A carriage return alone would end the row.
    return _RUN.sub(r"\1'", value.replace("\r\n", "\n").replace("\r", "\n"))


def bare(value: str) -> str:
    """Return a cell or heading as it was before it was made harmless."""
    return value if _HARMLESS.fullmatch(value) else _KEPT.sub(r"\1", value)
