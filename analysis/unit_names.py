"""Whether two names may be one unit's: under another prefix, or misspelt."""

from functools import lru_cache

from rapidfuzz import fuzz

from analysis.vocabulary import fold, words

# Of 100: bare names as alike as these may be one, misspelt.
_ALIKE = 85


@lru_cache(maxsize=8192)
def bare_name(unit: str) -> str:
    """Return a unit's name, folded, without what says of which body of the unit it is.

    Examples
    --------
    >>> bare_name("UBND xã An Bình") == bare_name("Đảng ủy X. An Bình")
    True
    >>> bare_name("Đảng ủy xã")
    'xã'
    """
    plain = fold(unit)
    beginnings = [f"{fold(each)} " for each in words()["unit_prefixes"]]
    while found := [each for each in beginnings if plain.startswith(each)]:
        plain = plain.removeprefix(max(found, key=len))
    return plain


def may_be_one(unit: str, other: str) -> bool:
    """Say whether two names may be of one unit: a hint for whoever knows, never a decision.

    Numbers and single letters tell units apart (*xã mẫu 3*, *xã mẫu 4*).

    Examples
    --------
    >>> may_be_one("Xã An", "UBND xã An"), may_be_one("Xã mẫu 3", "Xã mẫu 4")
    (True, False)
    >>> may_be_one("Thị trấn Phú Thịnh", "TT Phú Thinh"), may_be_one("Xã An", "Xã Ân")
    (True, False)
    """
    bare, its = bare_name(unit), bare_name(other)
    if bare == its:
        return True
    return _marks(bare) == _marks(its) and fuzz.ratio(bare, its) >= _ALIKE


def _marks(bare: str) -> list[str]:
    return [word for word in bare.split() if len(word) == 1 or not word.isalpha()]
