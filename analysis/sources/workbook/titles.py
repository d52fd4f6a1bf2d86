"""What titles say of a table: its year and its tier; else the names of sheet and file."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from analysis.sources.words.cells import text
from analysis.sources.words.headers import folded
from analysis.sources.words.tier_words import tier_in
from analysis.sources.workbook.grid import Sheet
from analysis.vocabulary import fold

# "năm 2014, 2015" and "năm 2014 - 2015" name two.
_NAMED_YEARS = re.compile(
    r"\bnăm\s*:?\s*(\d{4}\b(?:\s*(?:[,;&+/–—-]|và|đến)\s*(?:năm\s+)?(?:19|20)\d{2}\b)*)",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
# No part of a date, a period or the number of a document.
_LONE_YEAR = re.compile(r"(?<![\d/.–-])((?:19|20)\d{2})(?!\s*[\d/–-])")
# Neither the day on which a form was written nor a birth is the year of an evaluation.
_DATE_LINE = re.compile(
    r"ngày[^,;]{0,30}?tháng[^,;]{0,30}?năm\s{0,3}\d{4}|sinh\s+năm\s+\d{4}", re.IGNORECASE
)
# Behind the year of the results stands what is meant for the next, or the one before beside it.
_NEXT_YEAR = re.compile(
    r"(?<=\d{4})[\s,;:.–-]+(?:và\s+)?(?:phương hướng|nhiệm vụ|kế hoạch)\b.*$"
    r"|\bso (?:với|sánh với)\b.*$",
    re.IGNORECASE,
)


def years_of(own: list[str], sheets: tuple[str, ...], sheet: Sheet) -> tuple[int, ...]:
    """Return the years that a table is of: by its own titles, its sheet's, or the two names.

    Parameters
    ----------
    own, sheets : iterable of str
        The titles and headings of the table, and the titles of its sheet's first table.
    """
    candidates = filter(None, _years_told(own, sheets, sheet))
    return tuple(sorted(int(year) for year in next(candidates, set())))


def _years_told(own: list[str], sheets: tuple[str, ...], sheet: Sheet) -> Iterator[set[str]]:
    yield from _years_named(own)
    yield from _years_named([*sheets])
    yield set(_BARE_YEAR.findall(text(sheet.name)))
    yield set(_BARE_YEAR.findall(PurePath(sheet.file).stem))
    yield from _years_of_folders(sheet.file)


def _years_of_folders(file: str) -> Iterator[set[str]]:
    """Yield the year of each folder that names one, the innermost first."""
    for folder in reversed(PurePath(file).parts[:-1]):
        found = set(_BARE_YEAR.findall(folder))
        # "2011-2015" is a period.
        yield found if len(found) == 1 else set()


def _years_named(texts: list[str]) -> Iterator[set[str]]:
    """Yield the years that titles name, the surest first: of an evaluation, any, bare ones."""
    plain = [*map(_of_this_year, texts)]
    of_evaluation = [value for value in plain if _is_of_evaluation(value)]
    yield set(_named_in(of_evaluation))
    yield set(_named_in(plain))
    yield {year for value in of_evaluation for year in _LONE_YEAR.findall(value)}


@lru_cache(maxsize=8192)
def _of_this_year(title: str) -> str:
    return _NEXT_YEAR.sub("", _DATE_LINE.sub("", title))


@lru_cache(maxsize=8192)
def _is_of_evaluation(title: str) -> bool:
    return any(word in fold(title) for word in folded("evaluation_words"))


def _named_in(texts: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(map(_years_in, texts))


@lru_cache(maxsize=8192)
def _years_in(title: str) -> tuple[str, ...]:
    named = _NAMED_YEARS.findall(title)
    return tuple(year for found in named for year in re.findall(r"\d{4}", found))


def only_tier(titles: Iterable[str]) -> str | None:
    """Return the tier that titles name, None where they name none or several."""
    tiers = {tier_in(title, whole_title=True) for title in titles} - {None}
    return tiers.pop() if len(tiers) == 1 else None
