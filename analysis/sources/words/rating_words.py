"""What a word in a column of ratings says: surely one rating, surely none, or not sure.

What differs from a listed wording in spelling, spacing, numbering or remarks is read. RapidFuzz
suggests for the rest and never decides: HTTNV, HTNV and KHTNV differ by one letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from analysis.sources.words.headers import header_words
from analysis.sources.words.persons import without_accents
from analysis.sources.words.quoting import quoted, rating_words
from analysis.vocabulary import fold, wordings, words
from analysis.words import Words

NOT_RATED, UNKNOWN = "not_rated", "unknown"
_NUMBER = re.compile(r"\s*(?:mức\s*)?\(?(?:\d{1,2}|[IVX]{1,3}|[a-d])\s*[.):/\-–]\s*", re.IGNORECASE)
# "C HTNV" is a code and a level, or a level of five letters.
_LETTER = re.compile(r"\s*[a-d]\s+(?=ht)", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:(?:xếp )?loại |mức )?(?:[a-d]|\d{1,2}|[ivx]{1,3})\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_EITHER = re.compile(r"[/;|+]|->|→|\bhoặc\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;.:()]|\s[-–—]\s")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LONGEST = 200
# Of 100: below it a suggestion would only mislead.
_ALIKE = 70


@dataclass(frozen=True)
class Said:
    """What a word says: a rating's code, `NOT_RATED` or `UNKNOWN`; and what it may mean.

    `near` are the codes that an unknown word may stand for, none where nothing resembles it.
    """

    code: str
    near: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def said(word: str) -> Said:
    """Return what a word says of a rating.

    Examples
    --------
    >>> said("1. HTXSNV (đề nghị khen thưởng)").code, said("Hoan thanh tot NV").code
    ('excellent', 'good')
    >>> said("HTTNV/HTNV").near, said("Loại A").near
    (('good', 'completed'), ('excellent',))
    """
    code = code_in(word)
    return Said(code) if code else Said(UNKNOWN, _near(word[:_LONGEST]))


def code_in(word: str) -> str | None:
    """Return the one rating that a word surely says, `NOT_RATED`, or None."""
    found = {code for text in _readings(word[:_LONGEST]) if (code := _listed(text))}
    return found.pop() if len(found) == 1 and "?" not in word else None


def says_not_rated(remark: str) -> bool:
    """Say whether a remark tells that somebody is not rated, whatever reason stands beside it.

    One with a year may speak of another; so may one that has a figure before it says so.

    Examples
    --------
    >>> says_not_rated("Nghỉ thai sản, không đánh giá"), says_not_rated("Năm 2013 không đánh giá")
    (True, False)
    """
    if _YEAR.search(remark):
        return False
    if f"{fold(remark)} ".startswith(tuple(f"{none} " for none in _not_rated())):
        return True
    if any(sign.isdigit() for sign in remark):
        return False
    parts = _CLAUSES.split(remark[:_LONGEST])
    behind_reason = tuple(f" {none}" for none in _not_rated())
    return any(code_in(part) == NOT_RATED or fold(part).endswith(behind_reason) for part in parts)


def told(word: str) -> str | None:
    """Return an unknown word as far as it may be repeated: as a whole, or its known beginning."""
    levels = _EITHER.split(word)
    whole = quoted(word, rating_words()) or (word if all(map(_listed, levels)) else None)
    if whole:
        return whole
    # What stands behind a rating may be a name.
    begun = [text for text in _beginnings(word) if fold(text) in rating_words()]
    return f"{max(begun, key=len)} …" if begun else None


def suggestion(near: tuple[str, ...]) -> str:
    """Return the wordings to which an unknown word is near, as an office writes them."""
    none = str(words()["not_rated"][0])
    return " / ".join(
        none if code == NOT_RATED else Words("vi").label("ratings", code) for code in near
    )


def _readings(word: str) -> Iterator[str]:
    """Yield the ways in which a word may be read: as it is, and without what does not count."""
    inside, bare = " ".join(_BRACKETS.findall(word)), _BRACKETS.sub(" ", word)
    if inside and _CODE.fullmatch(bare):
        # "Loại C (HTNV)" is no "CHTNV".
        yield inside
        return
    yield word
    # "HTTNV (HTNV)" and "HTTNV (tự xếp)" say two things.
    if inside and (_says_level(inside) or _undoes(inside)):
        return
    yield bare
    yield _LETTER.sub("", _NUMBER.sub("", bare, count=1), count=1)


def _listed(text: str) -> str | None:
    plain = fold(text)
    for prefix in _folded("before_ratings"):
        plain = plain.removeprefix(f"{prefix} ")
    for suffix in _folded("behind_ratings"):
        plain = plain.removesuffix(f" {suffix}")
    spelled = " ".join(_abbreviations().get(part, part) for part in plain.split())
    for known in (plain, spelled, plain.replace(" ", "") if text.upper() == text else plain):
        if code := _codes().get(known):
            return code
    if _has_no_accents(plain) and (code := _bare_codes().get(without_accents(spelled))):
        return code
    return NOT_RATED if _is_not_rated(plain) else None


def _is_not_rated(plain: str) -> bool:
    """Say whether a text is *không xếp loại* with its reason (*do kỷ luật*)."""
    reasons = tuple(_folded("reasons_begin"))
    return any(
        plain.startswith(f"{none} ") and plain.removeprefix(f"{none} ").startswith(reasons)
        for none in _not_rated()
    )


def _says_level(text: str) -> bool:
    padded = f" {fold(text)} "
    return any(f" {known} " in padded for known in _codes())


def _undoes(text: str) -> bool:
    padded = f" {fold(text)} "
    return any(f" {word} " in padded for word in _folded("remarks_that_undo"))


def _near(word: str) -> tuple[str, ...]:
    if several := tuple(filter(None, map(_listed, _EITHER.split(word)))):
        return tuple(dict.fromkeys(several))
    plain = fold(word)
    listed = header_words()["resembling"]
    if codes := [code for code, texts in listed.items() if plain in map(fold, texts)]:
        return tuple(codes)
    begun = [fold(text) for text in _beginnings(word) if fold(text) in _codes()]
    if begun:
        return (_codes()[max(begun, key=len)],)
    found = process.extractOne(plain, list(_codes()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return (_codes()[found[0]],) if found else ()


def _beginnings(word: str) -> Iterator[str]:
    ends = [found.end() for found in re.finditer(r"[^\W_]+", word[:_LONGEST])]
    return (word[:end] for end in ends)


def _has_no_accents(plain: str) -> bool:
    return without_accents(plain) == plain


@cache
def _codes() -> dict[str, str]:
    variants = {fold(word): entry["rating"] for word, entry in words()["rating_variants"].items()}
    return variants | wordings("ratings") | dict.fromkeys(_not_rated(), NOT_RATED)


@cache
def _bare_codes() -> dict[str, str]:
    """Return the wordings without their accents that stand for one code alone."""
    bare: dict[str, set[str]] = {}
    for known, code in _codes().items():
        bare.setdefault(without_accents(known), set()).add(code)
    return {known: next(iter(codes)) for known, codes in bare.items() if len(codes) == 1}


@cache
def _not_rated() -> tuple[str, ...]:
    return tuple(map(fold, words()["not_rated"]))


@cache
def _abbreviations() -> dict[str, str]:
    return {fold(short): fold(full) for short, full in header_words()["rating_parts"].items()}


@cache
def _folded(section: str) -> tuple[str, ...]:
    return tuple(map(fold, header_words()[section]))
