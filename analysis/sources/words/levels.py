"""Which level of the scale the heading of a column names, in any wording that a cell may have."""

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.sources.words.headers import LIMITED, field_of, without_remarks
from analysis.sources.words.rating_words import code_in

_NUMBER_OF = re.compile(r"^\s*(?:số(?:\s+(?:lượng|người|cán bộ))?|mức|loại)\s+", re.IGNORECASE)

# "Loại A (HTXSNV)", "Mức 1: HTXSNV".
_LETTERED = re.compile(
    r"(?:xếp loại|loại|mức|hạng)\s+(?:[A-D]|[1-4]|I{1,3}|IV)\s*[(:–-]\s*(.+?)\s*\)?", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def level_of(text: str) -> str | None:
    """Return the level that a heading names, ``not_rated``, or None.

    Examples
    --------
    >>> level_of("Số HTXSNV (người)"), level_of("HTNV nhưng còn hạn chế về năng lực")
    ('excellent', 'completed')
    >>> level_of("Hoan thanh tot NV"), level_of("Chưa xếp loại"), level_of("Quê quán")
    ('good', 'not_rated', None)
    """
    bare = _NUMBER_OF.sub("", LIMITED.sub("", without_remarks(text)))
    said = _LETTERED.fullmatch(text)
    readings = (text, bare, said[1]) if said else (text, bare)
    return next(filter(None, map(code_in, readings)), None)


def known_in(texts: Iterable[str]) -> set[str]:
    """Return the fields and levels that the cells of a row name."""
    fields = (field_of(text) or level_of(text) for text in texts if text)
    return {field for field in fields if field}
