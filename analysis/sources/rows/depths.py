"""How deep the number of a row stands: A over I over 1 over 1.1."""

from functools import lru_cache

from analysis.sources.rows.row_kinds import DIGITS, NUMERAL
from analysis.sources.words.headers import Header

_LETTERS = "ABCDĐEFGH"


def depths_of(rows: list[list[str]], header: Header) -> dict[int, int]:
    """Return the depth of each row's number, where some rows of the table are numbered 1, 2."""
    column = header.index("ordinal")
    if column is None:
        return {}
    numbers = {at: texts[column] for at, texts in enumerate(rows) if texts[column]}
    if not any(DIGITS.fullmatch(value) for value in numbers.values()):
        return {}
    lettered = any(value.strip(" .)") == "A" for value in numbers.values())
    found = {at: _depth(value, lettered) for at, value in numbers.items()}
    return {at: depth for at, depth in found.items() if depth is not None}


# Every list has a 7.
@lru_cache(maxsize=8192)
def _depth(value: str, lettered: bool) -> int | None:
    if DIGITS.fullmatch(value):
        return 2 + value.strip(" .)").count(".")
    numeral = NUMERAL.fullmatch(value)
    if numeral is None or not numeral[1].isupper():
        return None
    return 0 if numeral[1] in _LETTERS and (lettered or numeral[1] not in "CD") else 1
