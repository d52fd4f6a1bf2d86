"""What can a percentage that was published without its total stand for?"""

from dataclasses import dataclass

import pandas as pd

from analysis.measures.composition import composition_bounds
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
    before_year : int or None
        The nearest earlier year whose share was published with its count.
    before_share : float or None
    bounds : DataFrame
        `composition_bounds` from that year to each count of `half_up` if nobody entered; empty
        where there is no such year or the cadres grew in number.
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
    before_year: int | None
    before_share: float | None
    bounds: pd.DataFrame


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
    half_up = compatible_counts(stated, total or 0, decimals)
    earlier = shares[shares["base_known"].astype(bool) & (shares["year"] < claim["year"])]
    before = None if earlier.empty else earlier.iloc[-1]
    return PercentMeaning(
        year=int(claim["year"]),
        level=level,
        stated=stated,
        share=float(claim["share"]),
        decimals=decimals,
        total=total,
        total_year=total_year,
        half_up=half_up,
        truncate=compatible_counts(stated, total or 0, decimals, rounding="truncate"),
        before_year=None if before is None else int(before["year"]),
        before_share=None if before is None else float(before["share"]),
        bounds=_bounds(before, total, half_up),
    )


def _roster(claims: pd.DataFrame, tier: str) -> tuple[int | None, int | None]:
    cadres = claims[(claims["tier"] == tier) & (claims["measure"] == "cadres")]
    if cadres.empty:
        return None, None
    latest = cadres.sort_values("first_year").iloc[-1]
    return int(latest["value"]), int(latest["first_year"])


def _bounds(before: pd.Series | None, total: int | None, counts: list[int]) -> pd.DataFrame:
    if before is None or total is None or before["total"] < total or not counts:
        return pd.DataFrame()
    n, k = int(before["total"]), int(before["n"])
    rows = [composition_bounds(n, k, total, count, stayers=total) for count in counts]
    return pd.concat(rows, ignore_index=True).assign(after_k=counts, origin="published")
