"""Whether a cell names several units at once: nobody can say which of its people are whose."""

import re

from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins, behind, commune_of
from analysis.vocabulary import fold

_ASIDE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"\s*[,;&+/]\s*|\s+(?:và|cùng)\s+", re.IGNORECASE)
_PLURAL = re.compile(r"(?:các|hai|ba|\d{1,2})\s+", re.IGNORECASE)
_AND = re.compile(r"\s(?:và|cùng)\s", re.IGNORECASE)
# A bare name that is joined to a commune's is another one of two or three syllables.
_SYLLABLES = range(2, 4)


def names_several(unit: str) -> bool:
    """Say whether a text names several units: each bears its kind, or *và*, *các* joins communes.

    Behind a comma alone a bare name may be the district's. Two bodies of one commune are one unit.

    Examples
    --------
    >>> names_several("Xã An Hưng, xã Kim Sơn"), names_several("Các xã An Hưng và Kim Sơn")
    (True, True)
    >>> names_several("Văn phòng HĐND và UBND"), names_several("Xã Kim Sơn, huyện Mẫu Sơn")
    (False, False)
    >>> names_several("HĐND xã An Hưng và UBND xã An Hưng")
    False
    """
    bare = _bare(unit)
    first, *others = _BETWEEN.split(_PLURAL.sub("", bare, count=1))
    if not others or not _is_named(first):
        return False
    kind = _kind(first)
    if all(_is_named(each) and _kind(each) == kind for each in others):
        return len({fold(_place(each)) for each in (first, *others)}) > 1
    joined = _PLURAL.match(bare) or _AND.search(bare)
    return kind == "commune" and joined is not None and all(map(_is_bare, others))


def _is_named(part: str) -> bool:
    """Say whether a name, which has capitals but for a commune's, stands behind its kind."""
    rest = next(behind(part, folded("unit_beginnings")), "")
    return any(sign.isupper() for sign in rest) or commune_of(_place(part)) is not None


def _bare(unit: str) -> str:
    return _ASIDE.sub(" ", unit).strip(" ,;")


def _kind(part: str) -> str:
    is_commune = begins(_place(part), "commune_beginnings")
    return "commune" if is_commune else fold(part).split()[0]


def _place(part: str) -> str:
    *_, place = part, *behind(part, folded("bodies_of_communes"))
    return place


def _is_bare(part: str) -> bool:
    words = part.split()
    capital = all(word[0].isupper() for word in words)
    return capital and len(words) in _SYLLABLES and not begins(part, "unit_beginnings")
