"""How long after the first rating does an event come, and how many leave before it?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from analysis.measures.followed import common_origin, rated_years, with_next_event
from analysis.measures.shares import LEVEL

_CENSORED, _EVENT, _LEFT = 0, 1, 2
_CURVE = ["time", "at_risk", "events", "left", "censored", "survival", "low", "high", "incidence"]
_TYPES = dict.fromkeys(_CURVE[:5], "Int64") | dict.fromkeys(_CURVE[5:], "float64")


def time_to_event(
    evaluations: pd.DataFrame, outcomes: pd.DataFrame, kind: str, by: Sequence[str]
) -> pd.DataFrame:
    """Return how long people go from their first rating to an event, year by year.

    Needs persons. A person starts in the first year rated in the table. The event is the first
    of the kind, or of a kind below it, in a later year. Who is off the list for good while later
    lists are on record has left, in the year after the last list; an event of that year still
    counts, a later one does not. Everybody else is censored in the last year on record, which is
    the last list: what is recorded after it is not used, as nobody knows who was still there.

    Parameters
    ----------
    evaluations, outcomes : DataFrame
        The record tables, of one origin.
    kind : str
        A code of the outcome kinds; events of the kinds below it count too.
    by : sequence of str
        Columns of `evaluations`, as they are in the starting year, that make the groups;
        missing values are a group of their own, a level nobody started from has no row.

    Returns
    -------
    DataFrame
        One row per group and whole year since the start, 0 included: by…, ``kind``, ``time``
        (years), ``at_risk`` (people not gone before that year), ``events``, ``left``,
        ``censored`` (people, in that year), ``survival`` (Kaplan-Meier share, 0-1, without the
        event, leaving treated as censoring) with its 95% log-log interval ``low``, ``high``
        (missing where the estimate is 0, or 1 after the start), ``incidence`` (Aalen-Johansen
        share, 0-1, who had the event while still there, leaving being a competing event),
        ``origin``.

    Raises
    ------
    ValueError
        The rows are counted cells or of several origins, the kind is unknown, an event spans
        several years, or `by` is empty.

    Notes
    -----
    Kaplan and Meier (1958), Nonparametric estimation from incomplete observations. JASA 53,
    457-481. Aalen and Johansen (1978), An empirical transition matrix for non-homogeneous Markov
    chains based on censored observations. Scandinavian Journal of Statistics 5, 141-150. Both as
    in statsmodels. 1 - survival is not the share who had the event where people leave: it is
    larger than ``incidence``, which is that share.
    """
    origin, by = common_origin(evaluations, outcomes), list(by)
    if not by:
        raise ValueError("`by` is empty; name at least one column, for example ['rating']")
    starts = rated_years(evaluations).drop_duplicates("person")
    ends = _with_end(with_next_event(starts, outcomes, kind), evaluations["year"].max())
    curves = [
        _curve(group).assign(**dict(zip(by, key, strict=True)))
        for key, group in ends.groupby(by, dropna=False, observed=True)
    ]
    table = pd.concat(curves) if curves else pd.DataFrame(columns=[*by, *_CURVE])
    table = table.astype({**_TYPES, **evaluations[by].dtypes}).reset_index(drop=True)
    return table.assign(kind=kind, origin=origin)[[*by, "kind", *_CURVE, "origin"]]


def _with_end(starts: pd.DataFrame, last_year: int) -> pd.DataFrame:
    leaves = starts["last_listed"] < last_year
    end = starts["last_listed"] + leaves
    happened = starts["event_year"] <= end
    status = np.select([happened, leaves], [_EVENT, _LEFT], default=_CENSORED)
    time = starts["event_year"].where(happened, end) - starts["year"]
    return starts.assign(time=time.astype("int64"), status=status)


def _curve(people: pd.DataFrame) -> pd.DataFrame:
    time, status = people["time"].to_numpy(), people["status"].to_numpy()
    years = np.arange(time.max() + 1)
    ended = {code: np.bincount(time[status == code], minlength=len(years)) for code in range(3)}
    gone = np.bincount(time, minlength=len(years))
    survival, low, high = _kaplan_meier(time, status, years)
    return pd.DataFrame(
        {
            "time": years,
            "at_risk": gone[::-1].cumsum()[::-1],
            "events": ended[_EVENT],
            "left": ended[_LEFT],
            "censored": ended[_CENSORED],
            "survival": survival,
            "low": low,
            "high": high,
            "incidence": _aalen_johansen(time, status, years),
        }
    )


def _kaplan_meier(
    time: np.ndarray, status: np.ndarray, years: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    fitted = SurvfuncRight(time, (status == _EVENT).astype(int))
    survival = _steps(fitted.surv_times, fitted.surv_prob, years, start=1)
    error = _steps(fitted.surv_times, fitted.surv_prob_se, years, start=0)
    inner = (survival > 0) & (survival < 1)
    low, high = (np.where(years == 0, 1.0, np.nan) for _ in range(2))
    estimate = survival[inner]
    spread = norm.ppf((1 + LEVEL) / 2) * error[inner] / (estimate * np.log(estimate))
    low[inner], high[inner] = estimate ** np.exp(-spread), estimate ** np.exp(spread)
    return survival, low, high


def _aalen_johansen(time: np.ndarray, status: np.ndarray, years: np.ndarray) -> np.ndarray:
    if not (status == _EVENT).any():
        return np.zeros(len(years))
    # With weights statsmodels leaves out the standard errors, which nobody asks for here and
    # which divide by zero where everybody's time ends at once.
    fitted = CumIncidenceRight(time, status, freq_weights=np.ones(len(time)))
    return _steps(fitted.times, fitted.cinc[_EVENT - 1], years, start=0)


def _steps(times: np.ndarray, values: np.ndarray, years: np.ndarray, start: float) -> np.ndarray:
    reached = np.searchsorted(times, years, side="right")
    return np.concatenate([[start], values])[reached]
