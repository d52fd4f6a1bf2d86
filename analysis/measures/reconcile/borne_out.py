"""Can what was counted be what was stated?"""

from fractions import Fraction
from math import inf

from analysis.claims.claims import Claim, amount
from analysis.measures.compatible import compatible_counts
from analysis.measures.reconcile.tally import Tally

Number = int | float | Fraction


def borne_out(tally: Tally, claim: Claim, *, incomplete: bool = False) -> str:
    """Return the verdict on a count that was stated: agrees, contradicts or undetermined.

    Parameters
    ----------
    tally : Tally
        What the records count; those without the column to tell may belong or not, and whoever
        had several events may be counted as often by the source.
    incomplete : bool
        Whether lists are missing, on which any number can stand.
    """
    low = tally.known
    high = inf if incomplete else max(low, tally.events or 0) + tally.unknown
    if not _can_be(low, high, claim):
        return "contradicts"
    sure = not (tally.unknown or incomplete or tally.unnamed)
    agrees = _must_be(low, low if sure else high, claim)
    return "agrees" if agrees else "undetermined"


def share_borne_out(count: int, total: int, claim: Claim) -> str:
    """Return the verdict on a percentage: undetermined where it prints so only cut off."""
    share = 100 * Fraction(count, total)
    if claim["kind"] != "percent":
        if not _can_be(share, share, claim):
            return "contradicts"
        return "agrees" if _must_be(share, share, claim) else "undetermined"
    for rounding, decided in (("half_up", "agrees"), ("truncate", "undetermined")):
        if count in compatible_counts(claim["value"], total, int(claim["decimals"]), rounding):
            return decided
    return "contradicts"


def _can_be(low: Number, high: Number, claim: Claim) -> bool:
    stated = amount(claim)
    possible = {
        "count": low <= stated <= high,
        "lower_bound": high > stated,
        "at_least": high >= stated,
        "upper_bound": low < stated,
        "at_most": low <= stated,
    }
    # Of "about", no source says how far off it still is right.
    return possible.get(claim["kind"], True)


def _must_be(low: Number, high: Number, claim: Claim) -> bool:
    stated = amount(claim)
    sure = {
        "count": low == high == stated,
        "lower_bound": low > stated,
        "at_least": low >= stated,
        "upper_bound": high < stated,
        "at_most": high <= stated,
    }
    return sure.get(claim["kind"], False)
