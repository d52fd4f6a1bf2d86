"""Which column holds what: headers are found by their meaning, wherever they stand."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from analysis.formats.catalogue import read_catalogue
from analysis.vocabulary import fold

_LEAST_NUMBERED = 3
_REMARK = re.compile(
    r"\([^)]*\)|(?:\bnăm\s+)?\b(?:19|20)\d{2}\b"
    r"|\b(?:trong\s+)?0?[2-5]\s+năm(?:\s+(?:gần|liền|liên)\s+\w+)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/–-])((?:19|20)\d{2})(?![\d/–-])")
LIMITED = re.compile(r"[\s,]*(?:\bnhưng\s+)?(?:\bcòn\s+)?\bhạn chế\b.*$", re.IGNORECASE)
# Fields of which a table may have several columns, and those that differ by their level.
_MANY = ("note", "skip", "share", "date", "not_rated")
_LEVELLED = ("rating_mark", "women_mark", "men_mark", "kind_mark")
_NUMBERED = re.compile(r"\(?(\d{1,2}|[A-Ea-e])\)?(=.*)?")


# A class of staff, a tier or a rank that has columns of its own: the field, and its code.
Part = tuple[str, str]


@dataclass(frozen=True)
class Column:
    """One column: what it holds, the rating level of a marked column, its own header text.

    `level` of a ``rating_mark`` column is None where its header is no known level. `year` and
    `part` are those of a table where several stand side by side; `role` says whose rating
    it is (see `role_of`).
    """

    index: int
    field: str
    header: str
    level: str | None = None
    year: int | None = None
    role: str | None = None
    part: Part | None = None


@dataclass(frozen=True)
class Header:
    """The header of a table: its rows, the columns known and those not used.

    `others` are the ratings that count for nothing: a cadre's own and the collective's.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    unused: tuple[tuple[int, tuple[str, ...]], ...]
    others: tuple[Column, ...] = ()

    # Each row asks for many: a method around it cost as much again.
    @cached_property
    def index(self) -> Callable[[str], int | None]:
        """Says where a field stands, or None."""
        return {column.field: column.index for column in reversed(self.columns)}.get

    def has(self, *fields: str) -> bool:
        """Say whether any of the fields has a column."""
        return any(self.index(field) is not None for field in fields)

    def of(self, field: str) -> list[Column]:
        """Return the columns of a field."""
        return self._by_field.get(field, [])

    @cached_property
    def _by_field(self) -> dict[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            found.setdefault(column.field, []).append(column)
        return found

    @cached_property
    def ratings(self) -> tuple[Column, ...]:
        """The columns that tell how somebody is rated."""
        fields = ("rating_mark", "not_rated", "rating")
        return tuple(column for field in fields for column in self.of(field))

    @property
    def years(self) -> tuple[int, ...]:
        """The years that stand side by side, if any do."""
        return tuple(sorted({column.year for column in self.columns if column.year}))

    def of_year(self, year: int) -> "Header":
        """Return the header with the columns of one of the years that stand side by side."""
        columns = tuple(each for each in self.columns if each.year in (None, year))
        return replace(self, columns=columns)

    def beside(self, by_part: bool) -> Iterator[tuple["Header", int | None, Part | None]]:
        """Yield the header of each year, and class of staff, that stands side by side.

        Parameters
        ----------
        by_part : bool
            Classes, tiers and ranks are told apart: a return counts them, and a list names people.
        """
        for year in self.years or (None,):
            own = self.of_year(year) if year else self
            parts = own.parts if by_part else ()
            for each in parts:
                yield own.of_part(each), year, each
            if not parts:
                yield own, year, None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The classes, tiers or ranks that stand side by side, if any do."""
        return tuple(dict.fromkeys(each.part for each in self.columns if each.part))

    def of_part(self, part: Part) -> "Header":
        """Return the header with the columns of one part; what counts all of them is left out."""
        own = [each for each in self.columns if each.part in (None, part)]
        of_all = ("total", "rated", "female", "male")
        columns = (each for each in own if each.part or each.field not in of_all)
        return replace(self, columns=tuple(columns))


@cache
def header_words() -> dict[str, Any]:
    """Return the header synonyms and row wordings of ``headers.yml``."""
    return read_catalogue(Path(__file__).with_suffix(".yml"))


@cache
def folded(section: str) -> frozenset[str]:
    """Return a list of ``headers.yml`` in folded form."""
    return frozenset(fold(wording) or wording for wording in header_words()[section])


@lru_cache(maxsize=8192)
def field_of(header: str) -> str | None:
    """Return the field that a header text names, or None.

    Examples
    --------
    >>> field_of("HỌ VÀ TÊN (chữ in hoa)"), field_of("Xếp loại năm 2012"), field_of("Quê quán")
    ('name', 'rating', None)
    """
    # A sign such as % folds to nothing, and is then compared as it stands.
    bare = without_remarks(header)
    plain = fold(bare)
    if found := _fields().get(plain or bare.strip()):
        return found
    short = _without_ends(plain)
    return _fields().get(short) if short else None


def _without_ends(plain: str) -> str:
    ends = [f" {end}" for end in folded("heading_ends")]
    while end := next((end for end in ends if plain.endswith(end)), None):
        plain = plain.removesuffix(end)
    return plain


def without_remarks(header: str) -> str:
    """Return a header text without what stands in brackets, and without a year."""
    return _REMARK.sub(" ", header)


@cache
def _fields() -> dict[str, str]:
    fields = header_words()["fields"].items()
    return {fold(text) or text: field for field, texts in fields for text in texts}


def is_numbering(texts: Iterable[str]) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 … or (1), (2) … or A, B, 1, 2 …."""
    filled = []
    for text in filter(None, texts):
        if not (found := _number_of(text)):
            return False
        filled.append(found)
    if len(filled) < _LEAST_NUMBERED:
        return False
    numbers = [int(found) for found in filled if found.isdigit()]
    return numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1


@lru_cache(maxsize=8192)
def _number_of(text: str) -> str | None:
    found = _NUMBERED.fullmatch(text.replace(" ", ""))
    return found[1] if found else None


def repeated(header: Header) -> list[Column]:
    """Return the columns that claim one and the same thing, or an empty list."""
    known = [column for column in header.columns if column.field not in _MANY]
    counts = Counter(map(_claimed, known))
    singles = Counter(column.field for column in known if column.field not in _LEVELLED)
    return [column for column in known if counts[_claimed(column)] > 1 or singles[column.field] > 1]


def _claimed(column: Column) -> tuple[str, str, bool]:
    # Two legal scales meet: "HTNV" and "HTNV nhưng còn hạn chế về năng lực" are two columns.
    return column.field, column.level or column.header, is_limited(column.header)


# Hundreds of sheets share their headings.
@lru_cache(maxsize=8192)
def is_limited(text: str) -> bool:
    """Say whether a level is the third of civil servants: *nhưng còn hạn chế về năng lực*."""
    return LIMITED.search(text) is not None


@lru_cache(maxsize=8192)
def role_of(text: str) -> str | None:
    """Return whose rating a header speaks of: own, collective or competent; None for nobody's."""
    padded = f" {fold(text)} "
    return next(
        (
            role
            for role, wordings in header_words()["whose_ratings"].items()
            if any(f" {fold(wording)} " in padded for wording in wordings)
        ),
        None,
    )


@lru_cache(maxsize=8192)
def year_in(text: str) -> int | None:
    """Return the one year that a header names, None for none or several."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None
