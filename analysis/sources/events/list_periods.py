"""Which period a list of events says that it covers: by its titles, its sheet's or file's name."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from analysis.sources.words.cells import partial_date
from analysis.sources.workbook.context import Context

Period = tuple[date, date]

_DATE = r"(?:\d{1,2}\s?[/.-]\s?)?(?:\d{1,2}\s?[/.-]\s?)?(?:19|20)\d{2}"
_WORDS = r"(?:hết\s+)?(?:ngày\s+|tháng\s+|năm\s+)*"
_FROM_TO = re.compile(rf"\btừ\s+{_WORDS}({_DATE})\s+đến\s+{_WORDS}({_DATE})", re.IGNORECASE)
_RUN = re.compile(
    r"(?<![\d/.])((?:19|20)\d{2})\s*(?:[-–—]|đến(?:\s+hết)?(?:\s+năm)?)\s*((?:19|20)\d{2})(?![\d/.])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d{2})(?![\d/.–-])", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:tính\s+)?\bđến\s+{_WORDS}(\d{{1,2}}\s?[/.-]\s?\d[\d/. -]*(?:19|20)\d{{2}})", re.IGNORECASE
)
# A part of a year, a school's year and a term of office are no years of which all is known.
_PART = re.compile(
    r"\bquý\b|\btháng\b(?!\s+\d{1,2}\s+năm)|\bnăm học\b|\bnhiệm kỳ\b|\bkế hoạch\b", re.IGNORECASE
)
_WRITTEN = re.compile(r"ngày[^,;]{0,30}?tháng[^,;]{0,30}?năm\s{0,3}\d{4}", re.IGNORECASE)


def period_of(context: Context) -> Period | None:
    """Return the period that a list states, None where it states none.

    The table's titles speak before the sheet's, then the names of the sheet and of the file.
    """
    names = (context.sheet.name or "", PurePath(context.sheet.file).stem)
    stated = map(period_in, (*context.table_titles, *context.titles, *names))
    return next(filter(None, stated), None)


def period_in(title: str) -> Period | None:
    """Return the period that a title names.

    Examples
    --------
    >>> period_in("Kết quả từ ngày 01/7/2011 đến ngày 30/6/2013")
    (datetime.date(2011, 7, 1), datetime.date(2013, 6, 30))
    >>> period_in("DANH SÁCH BỔ NHIỆM 6 THÁNG ĐẦU NĂM 2013") is None
    True
    """
    plain = _WRITTEN.sub(" ", title)
    if found := _FROM_TO.search(plain):
        return _between(found[1], found[2])
    if _PART.search(plain):
        return None
    run, year = _RUN.search(plain), _YEAR.search(plain)
    ends = (run[1], run[2]) if run else (year[1], year[1]) if year else None
    until = _UNTIL.search(plain)
    return _between(ends[0], until[1] if until else ends[1]) if ends else None


def whole_years(period: Period) -> range:
    """Return the calendar years that lie in a period from their first day to their last."""
    first, last = period
    begun = first.year + (first > date(first.year, 1, 1))
    return range(begun, last.year + (last >= date(last.year, 12, 31)))


def within(years: Iterable[int], period: Period) -> int:
    """Return how many of some years a period touches."""
    return sum(period[0].year <= year <= period[1].year for year in years)


def _between(first: str, last: str) -> Period | None:
    begun, ended = partial_date(first.replace(" ", "")), partial_date(last.replace(" ", ""))
    if begun is None or ended is None:
        return None
    told = _first_day(begun), _last_day(ended)
    return told if told[0] <= told[1] else None


def _first_day(when: str) -> date:
    year, month, day = [*map(int, when.split("-")), 1, 1][:3]
    return date(year, month, day)


def _last_day(when: str) -> date:
    year, *rest = map(int, when.split("-"))
    if len(rest) == 2:
        return date(year, *rest)
    month = rest[0] if rest else 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
