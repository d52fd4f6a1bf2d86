"""How did the people rated in both years change, and who came and went?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.stats.contingency_tables import mcnemar

from analysis.measures.shares import tango
from analysis.tables import single_origin


@dataclass(frozen=True)
class StayersChange:
    """The change on the people rated in both years, and who came and went.

    Attributes
    ----------
    year, next_year : int
    level : str
    stayers, entrants, leavers : int
        People rated in both years, only in the later, only in the earlier.
    share_before, share_after, difference, low, high : float
        Shares of the stayers at the level; Tango's 95% interval of after minus before.
    gained, lost : int
        Stayers at the level only after, only before.
    p_value : float
        Exact McNemar test, two-sided.
    share_entrants, share_leavers : float
        Shares at the level of those who entered (in the later year) and left (in the earlier).
    origin : str or None
    """

    year: int
    next_year: int
    level: str
    stayers: int
    entrants: int
    leavers: int
    share_before: float
    share_after: float
    difference: float
    low: float
    high: float
    gained: int
    lost: int
    p_value: float
    share_entrants: float
    share_leavers: float
    origin: str | None


def change_on_stayers(
    evaluations: pd.DataFrame, year: int, next_year: int, level: str = "excellent"
) -> StayersChange:
    """Return the change of the share at a level on the people rated in both years.

    Needs persons. Sources: Tango (1998) for the interval, McNemar's exact test (statsmodels).

    Raises
    ------
    ValueError
        The rows are counted cells, or of several origins: nobody can be followed.
    """
    origin = single_origin(evaluations)
    rated = evaluations[evaluations["year"].isin([year, next_year]) & evaluations["rating"].notna()]
    if rated["person"].isna().any():
        raise ValueError("change_on_stayers needs persons; these evaluations are counted cells")
    people = rated.assign(at_level=rated["rating"] == level).set_index("person")
    before, after = (people.loc[people["year"] == y, "at_level"] for y in (year, next_year))
    before, after = before.align(after)
    both = before.notna() & after.notna()
    first, last = before[both].astype(bool), after[both].astype(bool)
    gained, lost = int((~first & last).sum()), int((first & ~last).sum())
    low, high = tango(gained, lost, int(both.sum()))
    return StayersChange(
        year=year,
        next_year=next_year,
        level=level,
        stayers=int(both.sum()),
        entrants=int(before.isna().sum()),
        leavers=int(after.isna().sum()),
        share_before=_mean(first),
        share_after=_mean(last),
        difference=_mean(last) - _mean(first),
        low=low,
        high=high,
        gained=gained,
        lost=lost,
        p_value=_mcnemar(gained, lost, len(first)),
        share_entrants=_mean(after[before.isna()]),
        share_leavers=_mean(before[after.isna()]),
        origin=origin,
    )


def _mcnemar(gained: int, lost: int, pairs: int) -> float:
    return float(mcnemar([[0, gained], [lost, 0]], exact=True).pvalue) if pairs else np.nan


def _mean(flags: pd.Series) -> float:
    return float(flags.astype(bool).mean()) if len(flags) else np.nan
