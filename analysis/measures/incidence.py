"""How many of those rated had an event within one, two, three years?"""

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from analysis import tables
from analysis.counts import Population
from analysis.counts.following import END_KNOWN, EVENT, LEFT, NOT_COVERED
from analysis.counts.population import By

FEWEST_JUDGED = 20
LEVEL = 0.95
_STATUS = {END_KNOWN: 0, EVENT: 1, LEFT: 2}
_KEYS = ("start_year", "after", "ended", "n")


def incidence(
    people: Population,
    kind: str,
    by: By = (),
    start: str | int = "first",
    before: str | None = None,
) -> pd.DataFrame:
    """Return the cumulative incidence of an event after a rating, leaving competing with it.

    Parameters
    ----------
    people : Population
    kind : str
        A code of the outcome kinds; events of the kinds below it count too.
    by, start, before
        As `Population.followed`.

    Returns
    -------
    DataFrame
        One row per group and whole year since the start, 0 included: by…, ``kind``, ``time``
        (years), ``at_risk`` (people whose end is not before that year), ``events``, ``left``,
        ``end_known`` (people, in that year), ``incidence`` (Aalen-Johansen share, 0-1) with its
        95% log-log interval ``low``, ``high`` (missing where nobody or everybody had the event),
        ``error`` (standard error), ``people`` (of the group, followed), ``not_covered`` (people
        whose following years are not recorded), ``judged``, ``origin``.

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
    answer = people.followed(kind, by, start, before)
    groups = [column for column in answer if column not in _KEYS]
    parts = answer.groupby(groups, dropna=False, observed=True) if groups else [((), answer)]
    curves = [_curve(part).assign(**dict(zip(groups, key, strict=True))) for key, part in parts]
    table = pd.concat(curves) if curves else _curve(answer)[:0].assign(**dict.fromkeys(groups))
    table = table.astype(answer[groups].dtypes.to_dict()).reset_index(drop=True)
    table = table.assign(kind=kind, judged=table["people"] >= FEWEST_JUDGED, origin=people.origin)
    return table[[*groups, "kind", *_CURVE, "judged", "origin"]]


def incidence_difference(table: pd.DataFrame, by: str, horizon: int) -> pd.DataFrame:
    """Return how far apart the groups with the highest and the lowest incidence are.

    Groups of fewer than 20 people, and of those whose value is unknown, are not compared. The
    two extremes of G groups are what is left of G(G-1)/2 comparisons, so the interval has the
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
        One row: ``groups`` (G), ``horizon``, ``level`` of the interval, ``high_group``,
        ``low_group``, ``high``, ``low`` (their incidences, 0-1), ``difference`` with its interval
        ``difference_low``, ``difference_high``, ``judged`` (whether there are two groups to
        compare; without them all but ``groups`` and ``horizon`` is missing), ``origin``.

    Notes
    -----
    The interval is put together from those of the two incidences: Zou and Donner (2008),
    Construction of confidence limits about effect measures: a general approach, Statistics in
    Medicine 27, 1693-1702. Where nobody had the event, Wilson's upper limit stands for the
    log-log one, which there is none of.
    """
    at = table[(table["time"] <= horizon) & table["judged"] & table[by].notna()]
    last = at.sort_values("time", kind="stable").drop_duplicates(by, keep="last")
    ranked = last.sort_values("incidence", ascending=False, kind="stable")
    pairs = len(ranked) * (len(ranked) - 1) / 2
    told = _apart(ranked, by, 1 - (1 - LEVEL) / pairs) if pairs else {}
    row = pd.DataFrame([told], columns=_APART).astype(_APART)
    same = {"groups": len(ranked), "horizon": horizon, "judged": bool(pairs)}
    return row.assign(**same, origin=tables.single_origin(table))


_APART = {
    **{"level": "float64", "high_group": "object", "low_group": "object"},
    **dict.fromkeys(["high", "low", "difference"], "float64"),
    **dict.fromkeys(["difference_low", "difference_high"], "float64"),
}


def _apart(ranked: pd.DataFrame, by: str, level: float) -> dict[str, object]:
    high, low = (_estimate(ranked.iloc[end], level) for end in (0, -1))
    difference = high[0] - low[0]
    return {
        **{"level": level, "high_group": ranked[by].iloc[0], "low_group": ranked[by].iloc[-1]},
        **{"high": high[0], "low": low[0], "difference": difference},
        "difference_low": difference - np.hypot(high[0] - high[1], low[2] - low[0]),
        "difference_high": difference + np.hypot(high[2] - high[0], low[0] - low[1]),
    }


def _estimate(row: pd.Series, level: float) -> tuple[float, float, float]:
    """Return an incidence with its interval at a level, also where nobody had the event."""
    share, error = float(row["incidence"]), float(row["error"])
    if 0 < share < 1:
        low, high = _log_log(np.array([share]), np.array([error]), level)
        return share, float(low[0]), float(high[0])
    count = round(share * row["people"])
    low, high = proportion_confint(count, row["people"], alpha=1 - level, method="wilson")
    return share, min(float(low), share), max(float(high), share)


_CURVE = [
    *("time", "at_risk", "events", "left", "end_known", "incidence", "low", "high", "error"),
    *("people", "not_covered"),
]


def _curve(answer: pd.DataFrame) -> pd.DataFrame:
    covered = answer[answer["ended"] != NOT_COVERED]
    times = np.arange(covered["after"].max() + 1 if len(covered) else 1)
    ended = {
        end: np.bincount(part["after"], weights=part["n"], minlength=len(times)).astype("int64")
        for end in _STATUS
        for part in [covered[covered["ended"] == end]]
    }
    gone = np.sum(list(ended.values()), axis=0)
    share, error = _aalen_johansen(covered, times)
    low, high = _log_log(share, error)
    return pd.DataFrame(
        {
            "time": times,
            "at_risk": gone[::-1].cumsum()[::-1],
            **{name: ended[end] for name, end in _COLUMNS.items()},
            **{"incidence": share, "low": low, "high": high, "error": error},
            "people": int(covered["n"].sum()),
            "not_covered": int(answer["n"].sum() - covered["n"].sum()),
        }
    )


_COLUMNS = {"events": EVENT, "left": LEFT, "end_known": END_KNOWN}


def _aalen_johansen(covered: pd.DataFrame, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if covered.empty:
        return np.full(len(times), np.nan), np.full(len(times), np.nan)
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


def _log_log(
    share: np.ndarray, error: np.ndarray, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.full(len(share), np.nan), np.full(len(share), np.nan)
    inner = (share > 0) & (share < 1) & np.isfinite(error)
    spread = norm.ppf((1 + level) / 2) * error[inner] / (share[inner] * np.log(share[inner]))
    low[inner], high[inner] = share[inner] ** np.exp(-spread), share[inner] ** np.exp(spread)
    return low, high
