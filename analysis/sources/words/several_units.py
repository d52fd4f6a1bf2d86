"""Whether a cell names several units at once: nobody can say which of its people are whose."""

import re

from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins, behind
from analysis.vocabulary import fold

_ASIDE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"\s*[,;&+/]\s*|\s+(?:và|cùng)\s+", re.IGNORECASE)
_PLURAL = re.compile(r"(?:các|hai|ba|\d{1,2})\s+", re.IGNORECASE)
# A bare name that follows a commune's is another one of two or three syllables.
_SYLLABLES = range(2, 4)


def names_several(unit: str) -> bool:
    """Say whether a text names several units: of one kind, or communes of which one bears its kind.

    Examples
    --------
    >>> names_several("Xã An Hưng, xã Kim Sơn"), names_several("Các xã An Hưng và Kim Sơn")
    (True, True)
    >>> names_several("Văn phòng HĐND và UBND"), names_several("Xã Kim Sơn, huyện Mẫu Sơn")
    (False, False)
    """
    first, *others = _BETWEEN.split(_PLURAL.sub("", _bare(unit), count=1))
    if not others or not _is_named(first):
        return False
    kind = _kind(first)
    if all(_is_named(each) and _kind(each) == kind for each in others):
        return True
    return kind == "commune" and all(map(_is_bare, others))


def _is_named(part: str) -> bool:
    """Say whether a name, which has capitals, stands behind the kind of a unit."""
    rest = next(behind(part, folded("unit_beginnings")), "")
    return any(sign.isupper() for sign in rest)


def _bare(unit: str) -> str:
    return _ASIDE.sub(" ", unit).strip(" ,;")


def _kind(part: str) -> str:
    *_, place = part, *behind(part, folded("bodies_of_communes"))
    return "commune" if begins(place, "commune_beginnings") else fold(part).split()[0]


def _is_bare(part: str) -> bool:
    words = part.split()
    capital = all(word[0].isupper() for word in words)
    return capital and len(words) in _SYLLABLES and not begins(part, "unit_beginnings")
