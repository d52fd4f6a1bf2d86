"""Codes, ordered categories and labels; the data are in ``vocabulary.yml``."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from analysis.formats.catalogue import read_catalogue
from analysis.languages import LANGUAGES

# What a Vietnamese report calls those it counts: an administrative one, a party's.
PERSONS = ("người", "đồng chí")
# Sentences that say a code in other words, and the section that holds those codes.
PHRASES = {"level_phrase": "ratings", "apart_in": "ratings", "kind_phrase": "outcome_kinds"}
_BETWEEN_POSTS = re.compile(r"[,;/+]|\s[-–—]\s|\bkiêm\b", re.IGNORECASE)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@cache
def words() -> dict[str, Any]:
    """Return the whole vocabulary as read from ``vocabulary.yml``."""
    return read_catalogue(Path(__file__).with_suffix(".yml"))


def fold(text: object) -> str:
    """Return a form in which two spellings of one Vietnamese wording are equal.

    Unicode form, capitals, spacing, punctuation and the place of a tone mark in its syllable
    do not count (*Huyện uỷ* = *HUYỆN ỦY*); the letters do (*Nam* is not *Năm*).

    Examples
    --------
    >>> fold("Huyện uỷ ") == fold("HUYỆN ỦY")
    True
    >>> fold("Năm") == fold("Nam")
    False
    """
    return _folded(str(text))


# Sheets repeat the same few thousand words tens of thousands of times.
@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    parts = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())
    return " ".join(_tone_last(part) for part in parts)


def _tone_last(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = "".join(letter for letter in decomposed if ord(letter) in _TONES)
    return unicodedata.normalize("NFC", decomposed.translate(_TONES)) + tones


@cache
def codes(section: str) -> tuple[str, ...]:
    """Return the codes of a section (``ratings``, ``sexes``, …) in their order."""
    return tuple(words()[section])


@cache
def rating_order() -> tuple[str, ...]:
    """Return the rating codes from worst to best, the order of the categorical."""
    return tuple(reversed(codes("ratings")))


@cache
def wordings(section: str) -> dict[str, str]:
    """Return the folded wordings of a section, each with the code that it stands for."""
    found = {}
    for code, entry in words()[section].items():
        # One that is still to be translated: `review check --catalogues` says so.
        told = (entry[language] for language in LANGUAGES if language in entry)
        short = entry.get("short", {}).values()
        for wording in (code, *told, *short, *entry.get("also", [])):
            found[fold(wording)] = code
    return found


def code_of(section: str, wording: object) -> str | None:
    """Return the code that a wording stands for, or None where it stands for none.

    Examples
    --------
    >>> code_of("ratings", "HTSXNV"), code_of("sexes", "nữ"), code_of("ratings", "khá")
    ('excellent', 'female', None)
    """
    return wordings(section).get(fold(wording))


def is_not_rated(wording: object) -> bool:
    """Say whether a wording is the fifth state, not a rating: *không đánh giá*."""
    return fold(wording) in {fold(text) for text in words()["not_rated"]}


def post_group_of(title: object) -> str | None:
    """Return the post group whose longest listed title begins this post's title, or None.

    Examples
    --------
    >>> post_group_of("Phó Hiệu trưởng Trường mầm non mẫu 3")
    'schools'
    >>> post_group_of("Chủ tịch Hội đồng nhân dân xã"), post_group_of("Chủ tịch Hội Nông dân xã")
    ('communes', 'other')
    """
    return _begun("post_groups", _in_short(title))


def is_post_of_commune(title: object) -> bool:
    """Say whether a title, or one of several, is of a commune's key officials, held in a commune.

    Examples
    --------
    >>> is_post_of_commune("Phó Bí thư, Chủ tịch UBND"), is_post_of_commune("Bí thư Đoàn")
    (True, False)
    """
    known = {fold(post) for post in words()["posts_of_communes"]}
    return any(_in_short(post) in known for post in _BETWEEN_POSTS.split(str(title)))


def rank_of(title: object) -> str | None:
    """Return the rank of whoever holds a post, ``head`` or ``deputy``, or None.

    Of several posts in one title somebody who heads one body is a head, since a head answers for
    what the body does, whatever else the same person is. A post held beside one's own (secretary
    of the party cell, chair of the trade union) tells only where no other does.

    Examples
    --------
    >>> rank_of("Phó Trưởng phòng Nội vụ"), rank_of("Phó Bí thư Đảng ủy, Chủ tịch UBND xã")
    ('deputy', 'head')
    >>> rank_of("Phó Hiệu trưởng, Chủ tịch Công đoàn"), rank_of("Nguyên Trưởng phòng")
    ('deputy', None)
    """
    posts = _BETWEEN_POSTS.split(str(title))
    beside = tuple(f"{fold(start)} " for start in words()["posts_beside"])
    own = [post for post in posts if not f"{fold(post)} ".startswith(beside)]
    for held in (own, posts):
        ranks = {_begun("ranks", fold(post)) for post in held}
        for rank in codes("ranks"):
            if rank in ranks:
                return rank
    return None


def _in_short(title: object) -> str:
    """Return a title, folded, with the bodies in it as their short names."""
    padded = f" {fold(title)} "
    for body, short in words()["bodies_in_short"]:
        padded = padded.replace(f" {fold(body)} ", f" {fold(short)} ")
    return padded.strip()


def _begun(section: str, folded: str) -> str | None:
    """Return the code of the longest wording of a section that begins a folded title, or None."""
    known = wordings(section)
    matches = [start for start in known if f"{folded} ".startswith(start + " ")]
    return known[max(matches, key=len)] if matches else None


@cache
def _population_words() -> tuple[dict[str, str], set[str]]:
    told = words()["populations"]
    # "Huyện ủy" alone is a body; "diện Huyện ủy quản lý" are the cadres that it manages.
    whole = re.compile(f"{fold('quản lý')}$|^managed by|managed posts$")
    wholes = {words: tier for words, tier in wordings("tiers").items() if whole.search(words)}
    heads = ["", *(f"{fold(head)} " for head in told["heads"])]
    known = {head + words: tier for head in heads for words, tier in wholes.items()}
    return known, {fold(words) for words in told["untold"]}


def population_of(wording: object) -> str | None:
    """Return the tier whose whole a ledger's words mean, or ``untold``; None for other people.

    Examples
    --------
    >>> population_of("cadres managed by the district's standing committee")
    'district'
    >>> population_of("Cán bộ diện BTV Huyện uỷ quản lý"), population_of("heads of schools")
    ('district', None)
    """
    known, untold = _population_words()
    folded = fold(wording)
    return "untold" if folded in untold else known.get(folded)


def parent_of(kind: str) -> str | None:
    """Return the kind that an outcome kind rolls up to, or None."""
    return words()["outcome_kinds"][kind].get("parent")


def lineage(kind: str) -> tuple[str, ...]:
    """Return an outcome kind and the kinds it rolls up to, nearest first.

    Examples
    --------
    >>> lineage("masters")
    ('masters', 'training')
    """
    parent = parent_of(kind)
    return (kind,) if parent is None else (kind, *lineage(parent))


@cache
def kinds_told_with(finding: str) -> tuple[str, ...]:
    """Return the outcome kinds that a finding tells and the chart beside it draws, in their order.

    Examples
    --------
    >>> kinds_told_with("appointment_counts")
    ('appointed_or_reappointed', 'appointed', 'reappointed')
    """
    known = words()["outcome_kinds"]
    tops = {kind: known[lineage(kind)[-1]] for kind in codes("outcome_kinds")}
    return tuple(
        kind for kind, top in tops.items() if top.get("told_with", "movement_counts") == finding
    )


def kinds_within(kind: str) -> tuple[str, ...]:
    """Return the outcome kinds that roll up to a kind, itself among them."""
    return tuple(code for code in codes("outcome_kinds") if kind in lineage(code))
