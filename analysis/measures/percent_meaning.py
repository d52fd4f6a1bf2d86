"""What can a percentage that was published without its total stand for?"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.claims.claims import (
    Claim,
    amount,
    claim_records,
    differing,
    fits,
    is_ours,
    is_share,
    one_year,
    usable,
    whole_of,
)
from analysis.measures.compatible import compatible_counts
from analysis.measures.shares import check_level


@dataclass(frozen=True)
class PercentMeaning:
    """The counts that a published percentage without its total is compatible with.

    Attributes
    ----------
    year : int
    level : str
    stated : str
        The percentage as it was published.
    share : float
        The same, 0-1.
    decimals : int
        Of `stated`.
    total, total_year : int or None
        A published number of the same cadres, of that year or one that the ledger holds against it
        (``tested_on``): a reading, not the stated base; None where no number was published.
    half_up, truncate : list of int
        Whole counts of `total` that print as `stated`, rounded and cut off.
    others : list of str
        What else was published of the same thing; then none of them is used.
    """

    year: int
    level: str
    stated: str
    share: float
    decimals: int
    total: int | None
    total_year: int | None
    half_up: list[int]
    truncate: list[int]
    others: list[str]


def percent_meaning(
    claims: pd.DataFrame,
    *,
    tier: str,
    years: Iterable[int] | None = None,
    level: str = "excellent",
) -> list[PercentMeaning]:
    """Return what the tier's percentages at a level that lack their total can stand for.

    Parameters
    ----------
    claims : DataFrame
        The published ledger.
    years : iterable of int, optional
        Only percentages of these years.

    Returns
    -------
    list of PercentMeaning
        One a year, in their order; a percentage of several years is of none of them. Empty where
        every such percentage has its total.
    """
    check_level(level)
    records = claim_records(claims)
    by_id = {claim["id"]: claim for claim in records}
    wanted = None if years is None else set(years)
    found: dict[int, PercentMeaning] = {}
    for claim in records:
        asked = (claim["tier"], claim["level"], claim["kind"], claim["measure"])
        year = one_year(claim)
        if asked != (tier, level, "percent", "rating_share") or year is None:
            continue
        unbased = claim["unit"] is None and whole_of(claim, by_id) is None
        if unbased and is_ours(claim, by_id) and (wanted is None or year in wanted):
            found.setdefault(year, _meaning(claim, year, records))
    return [found[year] for year in sorted(found)]


def _meaning(claim: Claim, year: int, records: list[Claim]) -> PercentMeaning:
    others = [
        _printed(other, records)
        for pair in differing(records)
        if claim["id"] in (pair[0]["id"], pair[1]["id"])
        for other in pair
        if other["id"] != claim["id"]
    ]
    total, total_year = (None, None) if others else _roster(claim, records)
    stated, decimals = claim["value"], int(claim["decimals"])
    return PercentMeaning(
        year=year,
        level=claim["level"],
        stated=stated,
        share=float(amount(claim) / 100),
        decimals=decimals,
        total=total,
        total_year=total_year,
        half_up=compatible_counts(stated, total or 0, decimals),
        truncate=compatible_counts(stated, total or 0, decimals, rounding="truncate"),
        others=others,
    )


def _printed(claim: Claim, records: list[Claim]) -> str:
    if is_share(claim):
        return f"{claim['value']}%"
    whole = whole_of(claim, {each["id"]: each for each in records})
    return str(claim["value"]) + (f"/{whole['value']}" if whole else "")


def _roster(claim: Claim, records: list[Claim]) -> tuple[int | None, int | None]:
    """Return a number of the same people that the percentage may be of, the year's own first."""
    totals = [other for other in usable(records) if fits(claim, other, assumed=True)]
    if not totals:
        return None, None
    order = ("rated", "cadres")
    nearest = min(
        totals,
        key=lambda total: (one_year(total) != one_year(claim), order.index(total["measure"])),
    )
    return int(nearest["value"]), int(nearest["first_year"])
