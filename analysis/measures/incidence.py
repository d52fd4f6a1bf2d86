"""How many of those rated had an event within one, two, three years?"""

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from analysis import tables
from analysis.counts import By, Population
from analysis.counts.following import END_KNOWN, EVENT, LEFT, NOT_COVERED
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, columns_of, not_judged

POWER = 0.8
_ENDS = {"events": EVENT, "left": LEFT, "end_known": END_KNOWN}


def incidence(
    people: Population,
    kind: str,
    by: By = (),
    start: str | int = "first",
    before: str | None = None,
) -> pd.DataFrame:
    """Return what share of those rated had an event within one, two, … years.

    Who leaves the list can no longer have the event and stays in the share's base; who had it is
    not dropped for leaving later. Those whose following ends with the record count as long as it
    goes (Aalen-Johansen, leaving competing with the event).

    Parameters
    ----------
    people : Population
    kind : str
        A code of the outcome kinds; events of the kinds below it count too, of whatever tier and
        unit.
    by, start, before
        As `Population.followed`.

    Returns
    -------
    DataFrame
        One row per group and year since the start, the same years for all groups: by…,
        ``had_<before>``, ``kind``, ``time`` (years, from 1), ``people`` (of the group, followed),
        ``at_risk`` (whose end is not before that year), ``events``, ``left``, ``end_known``
        (people, in that year), ``had`` (the event, by then), ``not_followed`` (whose record ended
        before), ``incidence`` (share, 0-1; missing where nobody is followed for so long) with its
        interval ``low``, ``high`` (95%, log-log; Wilson's where nobody or everybody had the event)
        and standard error ``error``, ``not_covered`` (people whose next year is on no list of the
        kind; in none of the other columns), ``judged``, ``of`` (of whom), ``origin``. A row is
        judged where each year's share so far is of 20 people or more.

    Raises
    ------
    ValueError
        As `Population.followed`; or the people are of several origins.

    Notes
    -----
    Aalen and Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains
    based on censored observations, Scandinavian Journal of Statistics 5, 141-150; variance by
    Marubini and Valsecchi (1995), as in statsmodels.
    """
    answer = people.followed(kind, by, start, before).drop(columns="of")
    groups = [*columns_of(by), *([f"had_{before}"] if before else [])]
    followed = answer.loc[answer["ended"] != NOT_COVERED, "after"]
    times = np.arange(1, max(followed.max(), 1) + 1 if len(followed) else 2)
    parts = answer.groupby(groups, dropna=False, observed=True) if groups else [((), answer)]
    curves = [
        _curve(part, times).assign(**dict(zip(groups, key, strict=True)))
        for key, part in parts
        if len(part)
    ]
    empty = _curve(answer, times)[:0].assign(**dict.fromkeys(groups))
    table = pd.concat(curves) if curves else empty
    table = table.astype(answer[groups].dtypes.to_dict()).reset_index(drop=True)
    table = table.assign(kind=kind, of=people.of_whom, origin=people.origin)
    return table[[*groups, "kind", *_CURVE, "of", "origin"]]


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
        ``few``, there are no two groups to compare; ``one_unit``, whose differences are described),
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
        raise ValueError(f"a value of {by!r} has several rows of a year; give one kind by {by!r}")
    at = table[(table["time"] == horizon) & table["judged"] & table[by].notna()]
    ranked = at.sort_values("incidence", ascending=False, kind="stable")
    pairs = len(ranked) * (len(ranked) - 1) / 2
    of = table["of"].iloc[0] if len(table) else ""
    why = not_judged(of, FEWEST_JUDGED if pairs else 0)
    told = {} if why else _apart(ranked, by, 1 - (1 - LEVEL) / pairs)
    row = pd.DataFrame([told], columns=_APART).astype(_APART)
    same = {"groups": len(ranked), "horizon": horizon, "judged": why is None, "not_judged": why}
    return row.assign(**same, of=of, origin=tables.single_origin(table))


_APART = {
    **{"interval_level": "float64", "high_group": "object", "low_group": "object"},
    **dict.fromkeys(["high", "low", "difference"], "float64"),
    **dict.fromkeys(["difference_low", "difference_high", "detectable"], "float64"),
}


def _apart(ranked: pd.DataFrame, by: str, level: float) -> dict[str, object]:
    low, high = _limits(ranked, level)
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


_CURVE = [
    *("time", "people", "at_risk", "events", "left", "end_known", "had", "not_followed"),
    *("incidence", "low", "high", "error", "not_covered", "judged"),
]


def _curve(answer: pd.DataFrame, times: np.ndarray) -> pd.DataFrame:
    covered = answer[answer["ended"] != NOT_COVERED]
    each_year = np.arange(times[-1] + 1)
    counts = {
        name: np.bincount(part["after"], weights=part["n"], minlength=len(each_year)).astype(int)
        for name, end in _ENDS.items()
        for part in [covered[covered["ended"] == end]]
    }
    gone = np.sum(list(counts.values()), axis=0)
    people = int(gone.sum())
    cut_off = counts["end_known"].cumsum() - counts["end_known"]
    curve = pd.DataFrame({"time": each_year, "people": people, **counts})
    curve = curve.assign(
        at_risk=gone[::-1].cumsum()[::-1], had=counts["events"].cumsum(), not_followed=cut_off
    )[1:]
    share, error = _aalen_johansen(covered, times)
    # Beyond the last person followed a share is known only where nobody's record ended before.
    known = (curve["at_risk"] > 0) | ((curve["not_followed"] == 0) & (people > 0))
    curve = curve.assign(incidence=share, error=error)
    curve[["incidence", "error"]] = curve[["incidence", "error"]].where(known)
    low, high = _limits(curve, LEVEL)
    judged = known & (_denominator(curve) >= FEWEST_JUDGED)
    not_covered = int(answer["n"].sum()) - people
    return curve.assign(low=low, high=high, not_covered=not_covered, judged=judged)


def _denominator(curve: pd.DataFrame) -> pd.Series:
    """Return of how many people the share of the year with the fewest is."""
    return curve["at_risk"].where(curve["not_followed"] > 0, curve["people"])


def _aalen_johansen(covered: pd.DataFrame, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if not covered.loc[covered["ended"] == EVENT, "n"].sum():
        return np.zeros(len(times)), np.zeros(len(times))
    # One by one: with weights statsmodels gives no standard errors.
    time = np.repeat(covered["after"].to_numpy(), covered["n"])
    status = np.repeat(covered["ended"].astype(str).map(_STATUS).to_numpy(), covered["n"])
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = CumIncidenceRight(time, status)
    reached = np.searchsorted(fitted.times, times, side="right")
    share, error = (
        np.concatenate([[0.0], values])[reached] for values in (fitted.cinc[0], fitted.cinc_se[0])
    )
    return share, error


_STATUS = {END_KNOWN: 0, EVENT: 1, LEFT: 2}


def _limits(curve: pd.DataFrame, level: float) -> tuple[np.ndarray, np.ndarray]:
    share, error = curve["incidence"].to_numpy(), curve["error"].to_numpy()
    size = _denominator(curve).to_numpy(dtype=float)
    low, high = np.full(len(share), np.nan), np.full(len(share), np.nan)
    inner = (share > 0) & (share < 1) & np.isfinite(error) & (error > 0)
    spread = norm.ppf((1 + level) / 2) * error[inner] / (share[inner] * np.log(share[inner]))
    low[inner], high[inner] = share[inner] ** np.exp(-spread), share[inner] ** np.exp(spread)
    end = ~inner & np.isfinite(share) & (size > 0)
    count = np.round(share[end] * size[end])
    low[end], high[end] = proportion_confint(count, size[end], alpha=1 - level, method="wilson")
    low[share == 0], high[share == 1] = 0.0, 1.0
    return low, high
