"""Numbers and sentences in Vietnamese and English; sentences come from data files, not code."""

import math
import string
from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from babel.lists import format_list
from babel.numbers import format_decimal

from analysis.formats.catalogue import read_catalogue

# From here on binary numbers have no fraction to round.
_WHOLE = 2.0**53
# The largest has 309 before the point.
_DIGITS = 330


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """Return a number as it is written in the language; missing is an en dash.

    Halves are rounded away from zero, as in the reports that are compared with.

    Examples
    --------
    >>> number(1234.5, "vi", 1), number(1234.5, "en", 1), number(None, "vi")
    ('1.234,5', '1,234.5', '–')
    """
    if value is None or pd.isna(value):
        return "–"
    # Adding 0 turns a negative zero into zero: what rounds to nothing has no sign.
    rounded = half_up(float(value), decimals) + 0
    if math.isinf(rounded):
        return "∞" if rounded > 0 else "−∞"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_DIGITS):
        return format_decimal(rounded, format=pattern, locale=language).replace("-", "−")


def half_up(value: float, decimals: int) -> float:
    """Return a value rounded to `decimals` places, halves away from zero."""
    if abs(value) >= _WHOLE:
        return float(value)
    # 12 places first: 0.285 * 100 is 28.499999999999996 in binary and must round as 28.5.
    exact = Decimal(repr(round(float(value), 12)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def percent(share: float | None, language: str, decimals: int = 1) -> str:
    """Return a share (0-1) as a percentage.

    Examples
    --------
    >>> percent(318 / 610, "vi")
    '52,1%'
    """
    if share is None or pd.isna(share):
        return "–"
    return number(share * 100, language, decimals) + "%"


def points(change: float | None, language: str, decimals: int = 1) -> str:
    """Return a change in percentage points (a difference of shares, 0-1) with its sign."""
    if change is None or pd.isna(change):
        return "–"
    rounded = half_up(change * 100, decimals)
    return ("+" if rounded > 0 else "") + number(rounded, language, decimals)


def date(value: Any, language: str) -> str:
    """Return a date as 28/9/2016 in Vietnamese and 28 September 2016 in English."""
    from babel.dates import format_date

    return format_date(value, "d/M/y" if language == "vi" else "d MMMM y", locale=language)


def years(given: Collection[int]) -> str | None:
    """Return years as they are written: *2011–2013, 2015*; None for no year.

    Examples
    --------
    >>> years([2011, 2012, 2013, 2015])
    '2011–2013, 2015'
    """
    ordered = sorted(given)
    if not ordered:
        return None
    breaks = [after for before, after in pairwise(ordered) if after - before > 1]
    starts = [ordered[0], *breaks]
    ends = [*(year for year, after in pairwise(ordered) if after - year > 1), ordered[-1]]
    runs = zip(starts, ends, strict=True)
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def listing(items: Sequence[object], language: str) -> str:
    """Return items as a list in words: *2012, 2013 và 2014*."""
    return format_list([str(item) for item in items], locale=language)


@cache
def sentences(path: Path) -> Mapping[str, Any]:
    """Return a catalogue of sentences: key (or key and variant) to {vi, en} templates."""
    return read_catalogue(path)


def say(path: Path, key: str, language: str, **values: object) -> str:
    """Return the sentence `key` (dotted for a variant) in the language, its fields filled.

    Raises
    ------
    KeyError
        The catalogue has no such sentence, or a field has no value.
    """
    entry: Any = sentences(path)
    for part in key.split("."):
        entry = entry[part]
    return string.Formatter().vformat(entry[language].strip(), (), values)
