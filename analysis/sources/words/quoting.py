"""What a text of a source may be repeated: never one that might be a name, a date or a number."""

from collections.abc import Iterable
from functools import cache

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz

from analysis.sources.words.headers import Column, folded, header_words, without_remarks
from analysis.sources.words.persons import is_person, without_accents
from analysis.vocabulary import codes, fold, wordings
from analysis.words import Words

# Of 100: a wording alike as a whole, and in each of its words.
_ALIKE, _ALIKE_WORD = 80, 75
# Shorter ones are too near to given names.
_SHORTEST = 4
_SHORTEST_ALONE = 6
_GIVEN = range(2, 5)
# A figure of more digits might be a staff number, and one above the most surely is.
_FIGURES = range(-999, 1000)
_MOST = 999_999


def quoted(text: str, known: Iterable[str]) -> str | None:
    """Return a text where it resembles one of the known wordings, else None.

    A row pasted one column off has a name, a birth date or a staff number in any column. What
    holds a digit, or might be the name of a person, resembles nothing; a short word, and two to
    four words that all begin with a capital, might be a given name and must be a known wording.

    Parameters
    ----------
    text : str
        A cell's text.
    known : iterable of str
        Wordings as `fold` gives them, for example ``vocabulary.wordings("ratings")``.
    """
    plain, listed = fold(text), tuple(known)
    if plain in listed:
        return text
    # Names are written in small letters too.
    named = is_person(text) or is_person(text.title()) or _may_be_given(text)
    if named or any(sign.isdigit() for sign in text):
        return None
    if without_accents(plain) == plain:
        listed = tuple(map(without_accents, listed))
    return text if any(_alike(plain, wording) for wording in listed) else None


def accepted(section: str) -> dict[str, str]:
    """Return what a remedy says of a section of the vocabulary: its wordings, and an answer.

    Examples
    --------
    >>> accepted("sexes")
    {'section': 'sexes', 'known': 'Nữ; Nam', 'answer': 'female'}
    """
    labels = "; ".join(Words("vi").label(section, code) for code in codes(section))
    return {"section": section, "known": labels, "answer": codes(section)[0]}


def figure(value: int, near: int = 0) -> int | None:
    """Return a number of people that may be told: of three digits, or about as many as `near`."""
    return value if value in _FIGURES or abs(value) <= min(2 * near, _MOST) else None


def heading(text: str, index: int, known: Iterable[str] = ()) -> str:
    """Return a column's heading as far as it may be repeated, else the column's letter."""
    return heading_told(text, known) or get_column_letter(index + 1)


def heading_told(text: str, known: Iterable[str] = ()) -> str | None:
    """Return a column's heading where it resembles a known one, else None: it may name somebody.

    Examples
    --------
    >>> heading_told("Quê quán"), heading_told("Lan anh"), heading_told("Ông bảy bị khởi tố")
    ('Quê quán', None, None)
    """
    bare = " ".join(without_remarks(text).split())
    return quoted(bare, [*headings(), *known])


def name_of(column: Column) -> str:
    """Return what a column is called: its level, else its heading, else its letter."""
    if column.level:
        return Words("vi").label("ratings", column.level)
    return heading(column.header, column.index)


@cache
def rating_words() -> tuple[str, ...]:
    """Return the wordings of ratings, and of what often stands in their place, folded."""
    return (*wordings("ratings"), *folded("not_ratings"))


@cache
def headings() -> tuple[str, ...]:
    """Return the known headings, those of columns that are not used among them, folded."""
    used = (wording for listed in header_words()["fields"].values() for wording in listed)
    return tuple(fold(wording) for wording in (*used, *header_words()["not_used"]))


def _may_be_given(text: str) -> bool:
    words = text.split()
    if len(words) == 1:
        return len(text) < _SHORTEST_ALONE
    return len(words) in _GIVEN and all(word[0].isupper() for word in words)


def _alike(text: str, wording: str) -> bool:
    if len(wording) < _SHORTEST or fuzz.ratio(text, wording) < _ALIKE:
        return False
    known = wording.split()
    return all(any(fuzz.ratio(one, word) >= _ALIKE_WORD for word in known) for one in text.split())
