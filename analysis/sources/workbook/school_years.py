"""Schools are rated by school year; for which calendar year 2014-2015 counts, the office says."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from analysis.sources.workbook.grid import Sheet

_SPAN = re.compile(
    r"(?:n[ăa]m[\s_-]*h[ọo]c|niên\s+kh(?:óa|oá))[\s:_-]*"
    r"((?:19|20)\d{2})\s*[-–—/_]\s*((?:19|20)?\d{2})(?!\d)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*((?:19|20)\d{2})\s*[-–—/]\s*((?:19|20)\d{2})\s*")
# The rating is given when the school year is over.
SUGGESTED = "ends"


def school_years_in(texts: Iterable[str]) -> set[int]:
    """Return the years in which the school years begin that some texts name.

    Examples
    --------
    >>> school_years_in(["ĐÁNH GIÁ VIÊN CHỨC NĂM HỌC 2014 - 2015", "giai đoạn 2011-2015"])
    {2014}
    """
    return set(chain.from_iterable(map(_begun_in, texts)))


# Hundreds of sheets share their titles.
@lru_cache(maxsize=8192)
def _begun_in(text: str) -> tuple[int, ...]:
    return tuple(int(begun) for begun, ended in _SPAN.findall(text) if _next(begun, ended))


def years_meant(
    years_of: Callable[[list[str], tuple[str, ...], Sheet], tuple[int, ...]],
    own: list[str],
    titles: tuple[str, ...],
    sheet: Sheet,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the calendar years of a table, and the school years that wait for an answer.

    A school year counts as the office says; without its word the name of the sheet or file has to
    tell the year. A calendar year in a title goes before.

    Parameters
    ----------
    years_of : callable
        Says which calendar years titles and names tell.
    own, titles : sequence of str
        The table's own titles, and those of its sheet.
    sheet : Sheet
        With its names, and what the office says.
    """
    begun = school_years_in([*own, *titles]) or school_years_in((sheet.name, sheet.file))
    if not begun:
        return years_of(own, titles, sheet), ()
    plain = [_SPAN.sub(" ", text) for text in own], tuple(_SPAN.sub(" ", text) for text in titles)
    titled = years_of(*plain, replace(sheet, name="", file=""))
    if answer := None if titled else sheet.answers.school_year:
        return tuple(sorted(year for each in begun if (year := counts_for(each, answer)))), ()
    years = years_of(*plain, sheet)
    return (years, ()) if titled or len(years) == 1 else ((), tuple(sorted(begun)))


def school_year_of(cell: str) -> int | None:
    """Return the year in which the school year begins that a cell is, None where it is none."""
    found = _ALONE.fullmatch(cell) or _SPAN.fullmatch(cell.strip())
    return int(found[1]) if found and _next(found[1], found[2]) else None


def counts_for(begun: int, answer: str | None) -> int | None:
    """Return the year for which a school year counts: where the office has said ends or begins."""
    return None if answer is None else begun + (answer == "ends")


def _next(begun: str, ended: str) -> bool:
    return int(ended) % 100 == (int(begun) + 1) % 100
