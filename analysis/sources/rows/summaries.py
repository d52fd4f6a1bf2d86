"""A small summary below a list: how many have each rating, under a header of its own or none."""

from analysis.sources.rows.row_kinds import NUMERAL, is_figure, section_of
from analysis.sources.words.headers import Header, field_of
from analysis.sources.words.levels import level_of


def of_a_summary(texts: list[str], header: Header, key: int) -> str | None:
    """Return what a row of a summary below a list is: its ``header``, a ``total``, None for others.

    Parameters
    ----------
    texts : list of str
        The cells of the row.
    header : Header
        That of the list, whose names stand in the column `key`.
    """
    first = next((value for value in texts if value), "")
    begun = first[0] in "-–+•*" and section_of(first)
    if begun or _counts_level(texts, header) or _tells_level(texts, header):
        return "total"
    if not texts[key]:
        return None
    if level_of(texts[key]) and header.has("rating", "rating_mark") and not _heads(texts, key):
        return "total"
    return "header" if field_of(texts[key]) not in (None, "male", "female", "unit") else None


def _heads(texts: list[str], key: int) -> bool:
    """Say whether a row holds a numeral and a level alone: a head that the rows below repeat."""
    before, rest = texts[:key], texts[key + 1 :]
    return not any(rest) and any(NUMERAL.fullmatch(value) for value in before if value)


def _tells_level(texts: list[str], header: Header) -> bool:
    """Say whether a row of a list that rates each person is *HTXSNV: 12 đồng chí* alone."""
    filled = [value for value in texts if value]
    level, colon, count = filled[0].partition(":")
    rated = len(filled) == 1 and bool(colon) and header.has("rating", "rating_mark")
    return rated and level_of(level) is not None and count.strip()[:1].isdigit()


def _counts_level(texts: list[str], header: Header) -> bool:
    """Say whether a row of a list that rates each person holds a level and its count alone."""
    first, *rest = (value for value in texts if value)
    rated = header.has("rating", "rating_mark") and section_of(first) is not None
    return rated and bool(rest) and all(map(is_figure, rest))
