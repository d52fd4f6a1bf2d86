"""Where the foot of a form begins: place and date, a signature, a post in capitals above a name."""

import re
from collections.abc import Iterable

from analysis.sources.rows.row_kinds import is_figure
from analysis.sources.words.levels import level_of
from analysis.sources.words.persons import begins, is_post

# Between the words stand figures, dots or nothing; without a bound a long cell takes minutes.
# "(Kèm theo Quyết định số 12 ngày … tháng … năm …)" stands in titles.
_PLACE_AND_DATE = re.compile(
    r"[^(\d]{0,40}?\bngày\b[^,;]{0,30}?\btháng\b[^,;]{0,30}?\bnăm\b", re.IGNORECASE
)
# A signature block has up to three cells in a row.
MOST_CELLS_IN_FOOT = 3


def begins_foot(filled: list[str]) -> bool:
    """Say whether a row begins the foot of a form: place and date, or a signature."""
    if len(filled) > MOST_CELLS_IN_FOOT:
        signed = sum(begins(value, "signatures") for value in filled)
        return signed > 1 and not any(is_figure(value) or level_of(value) for value in filled)
    if len(filled) > 1 and all(map(_is_signing_post, filled)):
        # "TRƯỞNG PHÒNG" beside "CHỦ TỊCH": who signs.
        return True
    return any(_PLACE_AND_DATE.match(value) or begins(value, "signatures") for value in filled)


def may_be_signed(texts: list[str], below: list[list[str]]) -> bool:
    """Say whether a row is a post alone in capitals (*TRƯỞNG BAN*), with at most names below it.

    Such a post heads a group where anything else stands below: then it is no foot.
    """
    ((_, post), *others) = _filled(texts)
    return not others and _is_signing_post(post) and all(map(_is_of_block, below))


def heads_group(texts: list[str], heads: Iterable[list[str]]) -> bool:
    """Say whether posts head groups in the column of a post: nobody can say what this one does."""
    ((at, _),) = _filled(texts)
    return any(column == at and is_post(head) for row in heads for column, head in _filled(row))


def _filled(texts: list[str]) -> list[tuple[int, str]]:
    return [(at, value) for at, value in enumerate(texts) if value]


def _is_signing_post(value: str) -> bool:
    return value.isupper() and is_post(value)


def _is_of_block(texts: list[str]) -> bool:
    filled = [value for value in texts if value]
    figures = any(sign.isdigit() for value in filled for sign in value)
    return len(filled) <= MOST_CELLS_IN_FOOT and not figures
