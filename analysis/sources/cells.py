"""The value of one cell: as text, as a whole number, as a date that may lack day or month."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from openpyxl.utils import get_column_letter

from analysis.signs import holds_signs, without_signs

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_DAY_MONTH_YEAR = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?(\d{4})")
_YEARS = range(1800, 2201)
# Excel counts days from here; its phantom 29 February 1900 is before anybody's birth date.
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_EXCEL_DAYS = range(367, 73051)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from 0: (56, 9) is ``J57``."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def take_signs(rows: list[list[object]], first: int = 0) -> list[str]:
    """Take the signs that nobody sees out of the cells, and return the cells that held any.

    `first` is the row of the sheet in which the rows begin, counted from 0.
    """
    found = []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str) and holds_signs(value):
                values[column] = without_signs(value)
                found.append(cell_name(first + row, column))
    return found


def text(value: object) -> str:
    """Return a cell as text in NFC with single spaces; an empty cell is an empty text."""
    if type(value) is str:
        return _spaced(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return _spaced(str(value))


# Each cell is asked for its text several times, and the same words stand in hundreds of rows.
@lru_cache(maxsize=32768)
def _spaced(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split())


def whole_number(value: object) -> int | None:
    """Return a cell as a whole number, None where it is empty or a dash.

    Raises
    ------
    ValueError
        The cell holds something else, a fraction included.
    """
    written = text(value)
    if written in ("", "-", "–"):
        return None
    if _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    return int(written)


def partial_date(value: object) -> str | None:
    """Return a date as ``1970-08-15``, ``1970-08`` or ``1970``; None where it is none.

    Real dates, Excel's day numbers, and dd/mm/yyyy, mm/yyyy or yyyy as text are understood.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and int(value) not in _YEARS and int(value) in _EXCEL_DAYS:
        return (_EXCEL_DAY_ZERO + timedelta(days=int(value))).date().isoformat()
    found = _DAY_MONTH_YEAR.fullmatch(text(value).replace(" ", ""))
    if found is None:
        return _iso(text(value))
    day, month, year = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _iso(written: str) -> str | None:
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        return None
