"""How far apart are the shares of those who had an event, between groups?"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis import records
from analysis.measures.outcomes.incidence import limits, too_many
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, not_judged
from analysis.spoken import Message

POWER = 0.8


def incidence_difference(table: pd.DataFrame, by: str, horizon: int) -> pd.DataFrame:
    """Return how far apart the groups with the highest and the lowest incidence are.

    Groups that are not judged at the horizon, and those whose value is unknown, are not compared.
    The two extremes of G groups are what is left of G(G-1)/2 comparisons, so the interval has the
    Bonferroni level 1 - 0.05 / (G(G-1)/2).

    Parameters
    ----------
    table : DataFrame
        A result of `incidence` by one column.
    by : str
        That column.
    horizon : int
        Years since the start.

    Returns
    -------
    DataFrame
        One row: ``groups`` (G), ``horizon``, ``interval_level`` (0-1), ``high_group``,
        ``low_group``, ``high``, ``low`` (their incidences, 0-1), ``difference`` with its interval
        ``difference_low``, ``difference_high``, ``detectable`` (the difference that groups of
        these sizes would show in four cases of five), ``judged``, ``not_judged`` (why it is not:
        ``few``, there are no two groups to compare; ``one_unit``, whose differences are described;
        ``unmatched``, too many events are of people on no list; ``not_sent``, too many people of
        units without a list; ``that_year``, events in the year of the rating could turn it),
        ``of``, ``origin``. Where nothing is judged the figures are missing.

    Raises
    ------
    ValueError
        A group has several rows of a year: kinds or other columns are mixed.

    Notes
    -----
    The interval is put together from those of the two incidences: Zou and Donner (2008),
    Construction of confidence limits about effect measures: a general approach, Statistics in
    Medicine 27, 1693-1702.
    """
    if table.duplicated([by, "time"]).any():
        raise ValueError(Message("refused.groups_twice", by=by))
    at = table[(table["time"] == horizon) & table["judged"] & table[by].notna()]
    ranked = at.sort_values("incidence", ascending=False, kind="stable")
    pairs = len(ranked) * (len(ranked) - 1) / 2
    of = table["of"].iloc[0] if len(table) else ""
    why = _too_little(table) or not_judged(of, FEWEST_JUDGED if pairs else 0)
    told = {} if why else _apart(ranked, by, 1 - (1 - LEVEL) / pairs)
    if told and _turns(ranked, told):
        why, told = "that_year", {}
    row = pd.DataFrame([told], columns=_APART).astype(_APART)
    same = {"groups": len(ranked), "horizon": horizon, "judged": why is None, "not_judged": why}
    return row.assign(**same, of=of, origin=records.single_origin(table))


def _too_little(table: pd.DataFrame) -> str | None:
    if too_many(table["on_record"] - table["on_lists"], table["on_record"]).any():
        return "unmatched"
    return (
        "not_sent"
        if too_many(table["not_sent"], table["people"] + table["not_sent"]).any()
        else None
    )


def _turns(ranked: pd.DataFrame, told: dict[str, Any]) -> bool:
    """Say whether it would be another verdict if the events of the year itself had come after.

    Where the day of the evaluation is stated they did not.
    """
    if ranked["evaluated_on"].notna().all():
        return False
    before = ranked["that_year"].fillna(0).astype("float64") / ranked["people"]
    share = ranked["incidence"] + before * (1 - ranked["incidence"])
    moved = float(share.iloc[0] - share.iloc[-1]) - told["difference"]
    low, high = told["difference_low"] + moved, told["difference_high"] + moved
    return (told["difference_low"] > 0) != (low > 0) or high < 0


_APART = {
    **{"interval_level": "float64", "high_group": "object", "low_group": "object"},
    **dict.fromkeys(["high", "low", "difference"], "float64"),
    **dict.fromkeys(["difference_low", "difference_high", "detectable"], "float64"),
}


def _apart(ranked: pd.DataFrame, by: str, level: float) -> dict[str, object]:
    low, high = limits(ranked, level)
    share = ranked["incidence"].to_numpy()
    difference = share[0] - share[-1]
    below = difference - np.hypot(share[0] - low[0], high[-1] - share[-1])
    above = difference + np.hypot(high[0] - share[0], share[-1] - low[-1])
    reach = 1 + norm.ppf(POWER) / norm.ppf((1 + level) / 2)
    return {
        **{
            "interval_level": level,
            "high_group": ranked[by].iloc[0],
            "low_group": ranked[by].iloc[-1],
        },
        **{"high": share[0], "low": share[-1], "difference": difference},
        **{"difference_low": below, "difference_high": above},
        "detectable": reach * (above - below) / 2,
    }
