"""Whether a text may be the name of a person, and so may name no unit and no post.

Nobody can tell every name from every unit. A family name that no list holds, and a name of two
syllables that is also a commune's (*Đoàn Lập*), stay unknown.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from analysis.sources.words.headers import folded
from analysis.vocabulary import fold, post_group_of, wordings

_SYLLABLES = range(3, 7)
_LETTERS = re.compile(r"(?:[^\W\d_]|[\s.'’-])+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.\s*){2,}[^\W\d_]{2,}")
_ADDRESS = re.compile(r"(?<![^\W_])(?:đồng chí|đ\s*[./]\s*c|đc)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[:;()\[\],/–—_|]|\s-|-\s")
# In small letters alone where the word is a given name too.
_WITHIN = re.compile(r"-|\b(?i:ông|bà)\b|\b(?:anh|chị|do|là)\b")


@lru_cache(maxsize=8192)
def is_person(text: str, least: int = 2) -> bool:
    """Say whether a text, or a part of it, might be the name of a person.

    It does where it speaks to one (*đồng chí*), where its second of three to six syllables is
    *văn* or *thị*, where it begins with a family name and has `least` to six syllables that all
    begin with a capital, or where two syllables of that kind follow the title of a post.
    """
    return bool(_ADDRESS.search(text)) or any(_names(part, least) for part in _parts(text))


def is_number(text: str, digits: int = 4) -> bool:
    """Say whether a text holds as many digits as a staff number, or a date."""
    return re.search(rf"\d{{{digits}}}|\d+[/.\-]\d+[/.\-]\d+", text) is not None


def is_post(text: str) -> bool:
    """Say whether a text begins as the title of a post does, and tells of no person."""
    if is_number(text):
        return False
    *_, whole = text, *behind(text, folded("post_prefixes"))
    begun = post_group_of(text) is not None or begins(whole, "post_beginnings")
    deputy = whole != text and (not whole or begins(whole, "unit_beginnings"))
    return (begun or deputy) and not any(is_person(rest) for rest in behind(text, _posts()))


def is_no_unit(text: str) -> bool:
    """Say whether a text cannot be a unit or a group of posts: it looks like a person's own.

    Two syllables are also the name of a commune; only what stands beside them tells.
    """
    # A year may stand in the name of a unit.
    digits = 5 if begins(text, "unit_beginnings") else 4
    return is_number(text, digits) or is_person(text, 3)


def is_label_of_person(label: str) -> bool:
    """Say whether a file or sheet seems to be named after a person."""
    return is_person(label.replace("_", " "), 3)


@lru_cache(maxsize=8192)
def begins(text: str, beginnings: str) -> bool:
    """Say whether a text begins with one of a list of ``headers.yml``."""
    padded = fold(text) + " "
    return any(padded.startswith(beginning + " ") for beginning in folded(beginnings))


def commune_of(unit: str) -> str | None:
    """Return the bare name, folded, of a unit that says of which kind of commune it is."""
    *_, bare = "", *map(fold, behind(unit, folded("commune_beginnings")))
    return bare if " " in bare else None


@cache
def without_accents(text: str) -> str:
    """Return a folded text without its accents, as it is typed in haste."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _parts(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(unicodedata.normalize("NFC", text)):
        yield from dict.fromkeys((part, *_WITHIN.split(part)))


def _names(part: str, least: int) -> bool:
    written = part.strip(" .-0123456789")
    if not _LETTERS.fullmatch(written) or begins(written, "unit_beginnings"):
        return False
    return _is_name(written, least) or any(_is_name(rest, 2) for rest in behind(written, _posts()))


def _is_name(written: str, least: int) -> bool:
    words = re.findall(r"[^\W\d_]+[’']?[^\W\d_]*", written)
    plain = [fold(word) for word in words]
    if begins(written, "unit_beginnings") or len(words) > _SYLLABLES[-1]:
        return False
    of_family = words != [] and _is_family(plain)
    if len(words) in _SYLLABLES and _has_middle(plain):
        return of_family or not begins(" ".join(words[1:]), "words_like_middle_names")
    capital = all(word[0].isupper() for word in words)
    named = of_family and len(words) >= least and not begins(written, "post_beginnings")
    return capital and (named or _INITIALS.fullmatch(written) is not None)


def _has_middle(plain: list[str]) -> bool:
    middle = {fold("văn"), fold("thị")}
    return plain[1] in (middle | {"van", "thi"} if _has_no_accents(plain) else middle)


def _is_family(plain: list[str]) -> bool:
    if plain[0] in folded("family_names"):
        return True
    return _has_no_accents(plain) and plain[0] in _bare_families()


def _has_no_accents(plain: list[str]) -> bool:
    return all(without_accents(word) == word for word in plain)


def behind(text: str, beginnings: frozenset[str]) -> Iterator[str]:
    """Yield what follows the longest beginning of a text, and what follows one in that, …."""
    ends = [found.end() for found in re.finditer(r"[^\W_]+", text)]
    plain = fold(text).split()
    most = min(len(plain), _longest(beginnings))
    for count in range(most, 0, -1):
        if " ".join(plain[:count]) in beginnings:
            rest = text[ends[count - 1] :].lstrip(" .")
            yield rest
            yield from behind(rest, beginnings)
            return


@cache
def _longest(beginnings: frozenset[str]) -> int:
    return max(len(beginning.split()) for beginning in beginnings)


@cache
def _posts() -> frozenset[str]:
    listed = folded("post_beginnings") | folded("post_prefixes")
    return listed | frozenset(wordings("post_groups"))


@cache
def _bare_families() -> frozenset[str]:
    return frozenset(map(without_accents, folded("family_names")))
