"""Whether a line without a numeral heads a group, and its name without star, brackets, count."""

import re

from analysis.sources.words.head_words import is_part_of_unit, speaks_for_rows
from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins, behind, is_person
from analysis.sources.words.tier_words import tier_of_head
from analysis.vocabulary import fold

_MARKED = re.compile(r"[*•+]\s*([^\W\d_].*)|\(\s*([^\W\d_][^()]*?)\s*\)")
_OF_A_SENTENCE = re.compile(r"[:;.,?]")
# How many people a group has, behind its name: "Xã An (02 đ/c)".
_PEOPLE_BEHIND = re.compile(
    r"\s*[(:–-]\s*\d{1,4}\s*(?:đ/c|đồng chí|người|cán bộ|CB|trường hợp)\s*\)?\s*$", re.IGNORECASE
)


def without_count(name: str) -> str:
    """Return the name of a group without how many people it has.

    Examples
    --------
    >>> without_count("XÃ AN HƯNG (02 đ/c)"), without_count("Tổ 2")
    ('XÃ AN HƯNG', 'Tổ 2')
    """
    return _PEOPLE_BEHIND.sub("", name)


def is_head(name: str) -> bool:
    """Say whether a line without a numeral heads a group: a tier, a unit, people within one."""
    tells = speaks_for_rows(name) or tier_of_head(name) is not None
    of_unit = begins(name, "unit_beginnings") or begins(name, "parts_of_units")
    return tells or of_unit or (is_part_of_unit(name) and not is_person(name))


def marked_head(text: str) -> str | None:
    """Return the head that a star or brackets mark, without them; None for a remark.

    A remark begins as units do, too: *(Trường hợp luân chuyển)*, *Xã An Hưng chưa nộp*.

    Examples
    --------
    >>> marked_head("* Xã An Hưng"), marked_head("(Xã An Hưng)"), marked_head("(Ban hành kèm theo)")
    ('Xã An Hưng', 'Xã An Hưng', None)
    """
    found = _MARKED.fullmatch(text)
    name = (found[1] or found[2]) if found else ""
    bare = without_count(name)
    if not bare or _OF_A_SENTENCE.search(bare) or not is_head(bare):
        return None
    if speaks_for_rows(bare) or tier_of_head(bare):
        return name
    padded = f" {fold(bare)} "
    says = any(f" {word} " in padded for word in folded("words_of_remarks"))
    return None if says or not _is_written_as_name(bare) else name


def _is_written_as_name(name: str) -> bool:
    if is_part_of_unit(name):
        return True
    rests = [rest.split() for rest in behind(name, folded("unit_beginnings"))]
    if begins(name, "commune_beginnings"):
        return all(map(_is_capital, rests[-1]))
    return any(not rest or _is_capital(rest[0]) for rest in rests)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()
