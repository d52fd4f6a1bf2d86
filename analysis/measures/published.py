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
    total, total_year : int
        A published number of the same cadres, of another year: a reading, not the stated base.
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
    total: int
    total_year: int
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
        None where every such percentage has its total, or no number of cadres was published.
    """
    shares = published_shares(claims)
    shares = shares[(shares["tier"] == tier) & (shares["level"] == level)].sort_values("year")
    unbased = shares[~shares["base_known"].astype(bool)]
    cadres = claims[(claims["tier"] == tier) & (claims["measure"] == "cadres")]
    if unbased.empty or cadres.empty:
        return None
    claim, roster = unbased.iloc[0], cadres.sort_values("first_year").iloc[-1]
    total, decimals = int(roster["value"]), int(claim["decimals"])
    half_up = compatible_counts(claim["stated"], total, decimals)
    earlier = shares[shares["base_known"].astype(bool) & (shares["year"] < claim["year"])]
    before = None if earlier.empty else earlier.iloc[-1]
    return PercentMeaning(
        year=int(claim["year"]),
        level=level,
        stated=claim["stated"],
        share=float(claim["share"]),
        total=total,
        total_year=int(roster["first_year"]),
        half_up=half_up,
        truncate=compatible_counts(claim["stated"], total, decimals, rounding="truncate"),
        before_year=None if before is None else int(before["year"]),
        before_share=None if before is None else float(before["share"]),
        bounds=_bounds(before, total, half_up),
    )


def _bounds(before: pd.Series | None, total: int, counts: list[int]) -> pd.DataFrame:
    if before is None or before["total"] < total or not counts:
        return pd.DataFrame()
    n, k = int(before["total"]), int(before["n"])
    rows = [composition_bounds(n, k, total, count, stayers=total) for count in counts]
    return pd.concat(rows, ignore_index=True).assign(after_k=counts, origin="published")
