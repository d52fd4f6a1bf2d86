"""The value of one cell: as text, as a whole number, as a date that may lack day or month."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from analysis.formats.signs import holds_signs, without_signs

_THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+)")
_OF_PEOPLE = re.compile(r"(\d[\d.]*)\s*(?:người|đồng chí|đ/c|đc|cán bộ|CB)\.?", re.IGNORECASE)
# "6 (50%)": what stands behind is the share of the same people. In "52,125%" and "40-50%" the
# sign stands within one figure: it parts two only with a blank or a word.
_SHARE_BEHIND = re.compile(
    r"(?:\s*/\s*\d{1,5})?(?:\s*[(/;=]\s*|\s*[,–-]?\s+|[,–-]?(?=[^\W\d]))"
    r"(?:(?:đạt|chiếm|tỷ lệ|tỉ lệ)\s*:?\s*)?"
    r"\d{1,3}(?:[.,]\d{1,2})?\s*%\s*\)?$",
    re.IGNORECASE,
)
# "9 (3 nữ)": whose women are told by themselves counts the same people.
_WOMEN_BEHIND = re.compile(
    r"\s*\(\s*(?:trong đó\s*:?\s*)?(?:nữ\s*:?\s*\d+|\d+\s*nữ)\s*\)$", re.IGNORECASE
)
NOBODY = ("", "-", "–", "không", "ko")
_DIGITS = re.compile(r"\d{2}|\d{4}|\d")
_PARTS = range(1, 4)
_WHOLE_YEAR = 4
# A longer text is no date; nothing below looks at more of it.
_LONGEST_DATE = 40
_WORDS_OF_DATE = re.compile(r"\b(?:sinh|ngày|tháng|năm)\b", re.IGNORECASE)
_BETWEEN_PARTS = re.compile(r"[\s/.,\-–]+")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?(?:\.0+)?$|(?<=\d{4})\.0$")
# Of years of two digits: nobody on a list was born after 2010; events are of up to 2049.
_LAST_BORN, _LAST_OF_CENTURY = 10, 49
_YEARS = range(1800, 2201)
# Excel counts days from here; its phantom 29 February 1900 is before anybody's birth date.
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_EXCEL_DAYS = range(367, 73051)


# Every sheet has a B6.
@lru_cache(maxsize=8192)
def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from 0: (56, 9) is ``J57``."""
    return f"{get_column_letter(column + 1)}{row + 1}"


@lru_cache(maxsize=8192)
def row_of(cell: str) -> int:
    """Return the row, counted from 0, of the name of a cell: of ``J57`` it is 56."""
    return int(coordinate_from_string(cell)[1]) - 1


def take_signs(rows: list[list[object]], cells: Iterable[tuple[int, int]]) -> list[str]:
    """Take the signs that nobody sees out of some cells, and return those that held any."""
    found = []
    for row, column in cells:
        value = rows[row][column]
        if isinstance(value, str) and holds_signs(value):
            rows[row][column] = without_signs(value)
            found.append(cell_name(row, column))
    return found


def text(value: object) -> str:
    """Return a cell as text in NFC with single spaces; an empty cell is an empty text."""
    if type(value) is str:
        return spaced(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return spaced(str(value))


# Each cell is asked for its text several times, and the same words stand in hundreds of rows.
@lru_cache(maxsize=32768)
def spaced(value: str) -> str:
    """Return a text in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def whole_number(value: object) -> int | None:
    """Return a cell as a whole number, None where it is empty or a dash.

    Raises
    ------
    ValueError
        The cell holds something else, a fraction included.
    """
    written = without_people(text(value))
    if written.casefold() in NOBODY:
        return None
    if _THOUSANDS.fullmatch(written):
        written = re.sub(r"[. ]", "", written)
    return int(written)


def tells_women(written: str) -> bool:
    """Say whether a figure tells behind it how many of its people are women: *9 (3 nữ)*."""
    return written.endswith(")") and _WOMEN_BEHIND.search(written) is not None


@lru_cache(maxsize=8192)
def without_people(written: str) -> str:
    """Return a figure without whom it counts, and without their share: *12 người (50%)* is 12."""
    bare = _SHARE_BEHIND.sub("", written, count=1) if written.endswith(("%", "%)")) else written
    bare = _WOMEN_BEHIND.sub("", bare, count=1) if tells_women(bare) else bare
    found = _OF_PEOPLE.fullmatch(bare)
    return found[1] if found else bare or written


def partial_date(value: object, birth: bool = False) -> str | None:
    """Return a date as ``1970-08-15``, ``1970-08`` or ``1970``; None where it is none.

    Parameters
    ----------
    value : object
        Real dates, Excel's day numbers, and text are understood: dd/mm/yyyy, mm/yyyy or yyyy,
        yyyy-mm-dd, in words (*ngày 15 tháng 8 năm 1970*), with 00 for what is not known, and
        dd/mm/yy.
    birth : bool
        Of a year of two digits: that of a birth, not of an event.

    Examples
    --------
    >>> partial_date("12/3/70", birth=True), partial_date("Tháng 8/1970"), partial_date("31/4/1970")
    ('1970-03-12', '1970-08', None)
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and int(value) not in _YEARS and int(value) in _EXCEL_DAYS:
        return (_EXCEL_DAY_ZERO + timedelta(days=int(value))).date().isoformat()
    if isinstance(value, float) and not value.is_integer():
        return None
    return _date_in(text(value)[:_LONGEST_DATE], birth)


# The same births stand on the lists of several years.
@lru_cache(maxsize=8192)
def _date_in(written: str, birth: bool) -> str | None:
    parts = _parts_of_date(written, birth)
    if parts is None:
        return None
    year, month, day = parts
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    known = [f"{year:04d}", *(f"{part:02d}" for part in (month, day if month else 0) if part)]
    return "-".join(known)


def _parts_of_date(written: str, birth: bool) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 where not known, of a date as text."""
    plain = _WORDS_OF_DATE.sub("/", written.strip("'’ \""))
    plain = _BETWEEN_PARTS.sub("/", _MIDNIGHT.sub("", plain)).strip("/ ")
    parts = plain.split("/")
    if not all(_DIGITS.fullmatch(part) for part in parts) or len(parts) not in _PARTS:
        return None
    if len(parts[0]) == _WHOLE_YEAR:
        parts.reverse()
    *before, last = parts
    if any(len(part) > 2 for part in before) or (len(last) != _WHOLE_YEAR and len(before) < 2):
        return None
    month, day = [*map(int, reversed(before)), 0, 0][:2]
    return _whole_year(last, birth), month, day


def _whole_year(written: str, birth: bool) -> int:
    year = int(written)
    if len(written) == _WHOLE_YEAR:
        return year
    return year + (2000 if year <= (_LAST_BORN if birth else _LAST_OF_CENTURY) else 1900)
