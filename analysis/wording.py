"""What is written alike in every language: rounding, years; sentences are read from data files."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.formats.catalogue import read_catalogue

# From here on binary numbers have no fraction to round.
_WHOLE = 2.0**53


def half_up(value: float, decimals: int) -> float:
    """Return a value rounded to `decimals` places, halves away from zero."""
    if abs(value) >= _WHOLE:
        return float(value)
    # 12 places first: 0.285 * 100 is 28.499999999999996 in binary and must round as 28.5.
    exact = Decimal(repr(round(float(value), 12)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


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


@cache
def sentences(path: Path) -> Mapping[str, Any]:
    """Return a catalogue of sentences: key (or key and variant) to {vi, en} templates."""
    return read_catalogue(path)
