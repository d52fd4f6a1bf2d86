"""What can a percentage that was published without its total stand for?"""

from dataclasses import dataclass

import pandas as pd

from analysis.measures.reconcile import compatible_counts, published_shares


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
        A published number of the same cadres, of another year: a reading, not the stated base;
        None where no number was published.
    half_up, truncate : list of int
        Whole counts of `total` that print as `stated`, rounded and cut off.
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


def percent_meaning(
    claims: pd.DataFrame, *, tier: str, level: str = "excellent"
) -> PercentMeaning | None:
    """Return what the tier's percentage at a level that lacks its total can stand for.

    Parameters
    ----------
    claims : DataFrame
        The published ledger.

    Returns
    -------
    PercentMeaning or None
        None where every such percentage has its total.
    """
    shares = published_shares(claims)
    shares = shares[(shares["tier"] == tier) & (shares["level"] == level)].sort_values("year")
    unbased = shares[~shares["base_known"].astype(bool)]
    if unbased.empty:
        return None
    claim = unbased.iloc[0]
    total, total_year = _roster(claims, tier)
    stated, decimals = claim["stated"], int(claim["decimals"])
    return PercentMeaning(
        year=int(claim["year"]),
        level=level,
        stated=stated,
        share=float(claim["share"]),
        decimals=decimals,
        total=total,
        total_year=total_year,
        half_up=compatible_counts(stated, total or 0, decimals),
        truncate=compatible_counts(stated, total or 0, decimals, rounding="truncate"),
    )


def _roster(claims: pd.DataFrame, tier: str) -> tuple[int | None, int | None]:
    cadres = claims[(claims["tier"] == tier) & (claims["measure"] == "cadres")]
    if cadres.empty:
        return None, None
    latest = cadres.sort_values("first_year").iloc[-1]
    return int(latest["value"]), int(latest["first_year"])
