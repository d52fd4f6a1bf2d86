"""A small summary below a list: how many have each rating, under a header of its own or none."""

from analysis.sources.rows.row_kinds import is_figure, section_of
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
    if (first[0] in "-–+•*" and section_of(first)) or _counts_level(texts, header):
        return "total"
    if not texts[key]:
        return None
    if level_of(texts[key]) and header.has("rating", "rating_mark"):
        return "total"
    return "header" if field_of(texts[key]) not in (None, "male", "female", "unit") else None


def _counts_level(texts: list[str], header: Header) -> bool:
    """Say whether a row of a list that rates each person holds a level and its count alone."""
    first, *rest = (value for value in texts if value)
    rated = header.has("rating", "rating_mark") and section_of(first) is not None
    return rated and bool(rest) and all(map(is_figure, rest))
