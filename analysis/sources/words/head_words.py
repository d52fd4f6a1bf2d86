"""What the head of a group names that is no unit: a year, a kind of event, part of a unit."""

import re
from functools import lru_cache

from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins
from analysis.vocabulary import code_of, fold

_OF_A_YEAR = re.compile(r"(?:kết quả\s+)?năm\s*:?\s*((?:19|20)\d{2})\W*", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:([A-HĐ])|([IVX]+)|(\d{1,2}(?:\.\d{1,2}){0,3}))"
    r"(?:\s*(?:[.)/:\-]|$)|(?:(?<=\.\d)|(?<=\.\d\d))\s)"
)

_LETTERS = "ABCDĐEFGH"
_ROMAN = {"I": 1, "V": 5, "X": 10}
# How deep the number of a head stands, then the number.
Number = tuple[int, ...]

_COMMUNE_LAST = re.compile(
    r"(?<!\S)((?:xã|thị trấn|phường)((?:\s+[^\W\d_]+){1,3}))\s*$", re.IGNORECASE
)


def year_of_head(name: str) -> int | None:
    """Return the year whose rows a head gathers.

    Examples
    --------
    >>> year_of_head("Năm 2013"), year_of_head("Trường Tiểu học 2013")
    (2013, None)
    """
    found = _OF_A_YEAR.fullmatch(name)
    return int(found[1]) if found else None


def kind_of_head(name: str) -> str | None:
    """Return the kind of event whose rows a head gathers, None for another head."""
    return code_of("outcome_kinds", name)


def is_no_kind(name: str) -> bool:
    """Say whether a head names what stands beside kinds of event and is none: *Kỷ luật*."""
    return fold(name) in folded("not_events")


def is_of_the_rest(name: str) -> bool:
    """Say whether a head gathers what the heads before it leave: *Các trường hợp khác*."""
    return any(f" {word} " in f" {fold(name)} " for word in folded("words_of_rests"))


def is_of_cases(name: str) -> bool:
    """Say whether a rest is of cases, which are beside ratings, kinds and tiers, never units."""
    return any(f" {word} " in f" {fold(name)} " for word in folded("words_of_cases"))


@lru_cache(maxsize=8192)
def speaks_for_rows(name: str) -> bool:
    """Say whether the head of a group names a year, a kind of event, or what is none here."""
    told = year_of_head(name) is not None or kind_of_head(name) is not None
    return told or is_no_kind(name)


def is_part_of_unit(name: str) -> bool:
    """Say whether a head gathers people of one unit, or several units, and so names none.

    Examples
    --------
    >>> is_part_of_unit("Khối Đảng"), is_part_of_unit("Nữ"), is_part_of_unit("Xã An Hưng")
    (True, True, False)
    """
    return begins(name, "groups_of_units") or begins(name, "parts_of_units") or is_of_people(name)


def is_of_people(name: str) -> bool:
    """Say whether a head gathers people by sex, class or post: it is no name of a unit."""
    if fold(name) in folded("heads_of_people"):
        return True
    return begins(name, "heads_by_post") and not begins(name, "unit_beginnings")


def commune_in(head: str) -> str | None:
    """Return the commune of whose part a head speaks, None where it names none.

    Examples
    --------
    >>> commune_in("Chính quyền xã Kim Sơn"), commune_in("Khối chính quyền xã, thị trấn")
    ('xã Kim Sơn', None)
    """
    found = _COMMUNE_LAST.search(head) if is_part_of_unit(head) else None
    if found is None or {*fold(found[2]).split()} & folded("words_of_titles"):
        return None
    return found[1] if all(word[0].isupper() for word in found[2].split()) else None


def number_of_head(written: list[str]) -> Number | None:
    """Return how deep a head's number stands, A over I over 1 over 1.1, and it; None without.

    Examples
    --------
    >>> number_of_head(["B."]), number_of_head(["IV"]), number_of_head(["1.2 Khối xã"])
    ((0, 2), (1, 4), (3, 1, 2))
    """
    found = _NUMBER.match(next(filter(None, written), ""))
    if found is None:
        return None
    if found[1]:
        return 0, _LETTERS.index(found[1]) + 1
    if found[2]:
        return 1, _of_roman(found[2])
    parts = found[3].split(".")
    return (1 + len(parts), *map(int, parts))


def _of_roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
