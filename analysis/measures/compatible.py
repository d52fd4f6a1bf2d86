"""Which whole counts can a printed percentage stand for?"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor

ROUNDINGS = ("half_up", "half_even", "truncate")


def compatible_counts(
    percent: str | Decimal, total: int, decimals: int = 0, rounding: str = "half_up"
) -> list[int]:
    """Return every whole number of `total` that prints as `percent`.

    Exact arithmetic throughout; the numbers are contiguous and found from their two bounds.

    Parameters
    ----------
    percent : str or Decimal
        The percentage as printed, without its sign; a decimal comma is accepted.
    total : int
        The base, in the unit of the counts.
    decimals : int
        Decimal places printed.
    rounding : {"half_up", "half_even", "truncate"}
        How the share was brought to `decimals` places.

    Returns
    -------
    list of int
        From the smallest to the largest; empty where no whole number prints so, or the total
        is 0.

    Raises
    ------
    TypeError
        The percentage is neither text nor Decimal: a float is not what was printed.
    ValueError
        The percentage is not a number, the total or `decimals` is negative, or the rounding is
        not known.

    Examples
    --------
    >>> compatible_counts("62", 417), compatible_counts("62", 417, rounding="truncate")
    ([257, 258, 259, 260], [259, 260, 261, 262])
    >>> compatible_counts("62,0", 417, decimals=1)
    []
    """
    if rounding not in ROUNDINGS:
        raise ValueError(f"rounding {rounding!r} is not known; use one of {', '.join(ROUNDINGS)}")
    if total < 0 or decimals < 0:
        raise ValueError(f"total {total} and decimals {decimals} cannot be negative")
    printed = _printed(percent) * 10**decimals
    if printed.denominator != 1 or total == 0:
        return []
    low, high = _bounds(int(printed), Fraction(total, 100 * 10**decimals), rounding)
    return list(range(max(low, 0), min(high, total) + 1))


def _printed(percent: str | Decimal) -> Fraction:
    if not isinstance(percent, (str, Decimal)):
        raise TypeError(
            f"the percentage {percent!r} is a {type(percent).__name__}; give it as text or "
            "Decimal, exactly as printed"
        )
    try:
        return Fraction(Decimal(str(percent).replace(",", ".")))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"{percent!r} is not a percentage") from error


def _bounds(printed: int, last_place: Fraction, rounding: str) -> tuple[int, int]:
    """Return the smallest and largest count; `last_place` is what one printed step is worth."""
    if rounding == "truncate":
        return ceil(printed * last_place), ceil((printed + 1) * last_place) - 1
    low, high = (printed - Fraction(1, 2)) * last_place, (printed + Fraction(1, 2)) * last_place
    if rounding == "half_up":
        return ceil(low), ceil(high) - 1
    # A tie goes to the even neighbour: both ends belong to an even last digit, neither to an odd.
    return (ceil(low), floor(high)) if printed % 2 == 0 else (floor(low) + 1, ceil(high) - 1)
