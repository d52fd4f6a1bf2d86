"""What a text of a source may be repeated: never one that might be a name, a date or a number."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz

from analysis.sources.headers import Column, folded, header_words, without_remarks
from analysis.vocabulary import fold, label, post_group_of

# Of 100: a wording alike as a whole, and in each of its words.
_ALIKE, _ALIKE_WORD = 80, 75
# Shorter ones are too near to given names.
_SHORTEST = 4
# A figure of more digits might be a staff number.
_FIGURES = range(-999, 1000)
_ADDRESS = re.compile(r"\b(?:đồng chí|đ/c)", re.IGNORECASE)
_BEFORE_A_NAME = re.compile(r"[:;()\[\]]|\b(?:ông|bà)\b", re.IGNORECASE)


def quoted(text: str, known: Iterable[str]) -> str | None:
    """Return a text where it resembles one of the known wordings, else None.

    A row pasted one column off has a name, a birth date or a staff number in any column. What
    holds a digit, or might be the name of a person, resembles nothing.

    Parameters
    ----------
    text : str
        A cell's text.
    known : iterable of str
        Wordings as `fold` gives them, for example ``vocabulary.wordings("ratings")``.
    """
    if any(sign.isdigit() for sign in text) or is_person(text):
        return None
    bare = _bare(fold(text))
    return text if any(_alike(bare, _bare(wording)) for wording in known) else None


def figure(value: int, near: int = 0) -> int | None:
    """Return a number of people that may be told: of three digits, or about as many as `near`."""
    return value if value in _FIGURES or abs(value) <= 2 * near else None


def heading(text: str, index: int, known: Iterable[str] = ()) -> str:
    """Return a column's heading where it resembles a known one, else the column's letter."""
    bare = " ".join(without_remarks(text).split())
    return quoted(bare, [*headings(), *known]) or get_column_letter(index + 1)


def name_of(column: Column) -> str:
    """Return what a column is called: its level, else its heading, else its letter."""
    if column.level:
        return label("ratings", column.level, "vi")
    return heading(column.header, column.index)


@cache
def headings() -> tuple[str, ...]:
    """Return the known headings, those of columns that are not used among them, folded."""
    used = (wording for listed in header_words()["fields"].values() for wording in listed)
    return tuple(fold(wording) for wording in (*used, *header_words()["not_used"]))


def is_person(text: str, least: int = 2) -> bool:
    """Say whether a text might be the name of a person.

    It does where it begins with a family name and has `least` to five syllables that all begin
    with a capital, or speaks to a person (*đồng chí*, *ông*, *bà*), also after a colon or a
    bracket.
    """
    if _ADDRESS.search(text):
        return True
    return any(_is_name(part, least) for part in _BEFORE_A_NAME.split(text))


def is_number(text: str, digits: int = 4) -> bool:
    """Say whether a text holds as many digits as a staff number, or a date."""
    return re.search(rf"\d{{{digits}}}|\d+[/.\-]\d+[/.\-]\d+", text) is not None


def is_post(text: str) -> bool:
    """Say whether a text begins as the title of a post does, and tells of no person."""
    begun = post_group_of(text) is not None or begins(text, "post_beginnings")
    return begun and not is_person(text, 3) and not is_number(text)


def is_no_unit(text: str) -> bool:
    """Say whether a text cannot be a unit or a group of posts: it looks like a person's own."""
    if begins(text, "unit_beginnings"):
        # A year may stand in it.
        return is_number(text, 6) or is_person(text)
    return is_number(text) or is_person(text, 3)


@lru_cache(maxsize=8192)
def begins(text: str, beginnings: str) -> bool:
    """Say whether a text begins with one of a list of ``headers.yml``."""
    padded = fold(text) + " "
    return any(padded.startswith(beginning + " ") for beginning in folded(beginnings))


def _is_name(text: str, least: int) -> bool:
    syllables = text.split()
    if not least <= len(syllables) <= 5 or begins(text, "unit_beginnings"):
        return False
    capital = all(re.fullmatch(r"[^\W\d_][^\W\d_.'’-]*\.?", word) for word in syllables)
    family = _bare(fold(syllables[0])) in _family_names()
    return capital and family and all(word[0].isupper() for word in syllables)


@cache
def _family_names() -> frozenset[str]:
    return frozenset(map(_bare, folded("family_names")))


def _alike(text: str, wording: str) -> bool:
    if len(wording) < _SHORTEST or fuzz.ratio(text, wording) < _ALIKE:
        return False
    known = wording.split()
    return all(any(fuzz.ratio(one, word) >= _ALIKE_WORD for word in known) for one in text.split())


@cache
def _bare(text: str) -> str:
    """Return a folded text without its accents, as it is typed in haste."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
