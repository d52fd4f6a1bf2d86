"""How many of those rated had an event within one, two, three years?"""

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from analysis.counts import By, Population
from analysis.counts.states.following import (
    CAME,
    DAYS_MISSING,
    END_KNOWN,
    EVENT,
    HAD,
    LEFT,
    NOT_COVERED,
    NOWHERE,
    UNKNOWN,
)
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, columns_of

# Of events of people on no list, or people whose unit sent none: 5% of a share of a tenth is half
# a point, less than what is told as a clear difference of 20 people or more.
MOST_UNKNOWN = 0.05
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
        kind, or who can be looked for on no list of evaluations of it), ``days_missing`` (of them,
        people whose next year is on a list but for the days after the evaluation) and their
        years of rating ``days_of``, ``not_sent`` (people whose unit is on none, though others
        are), ``that_year`` (people who had the event in the year of
        the rating, up to its evaluation), ``came`` (people whom
        it brought on to the lists that year), both before the rating; of the kind, whoever had
        them, ``on_record`` (events of the years, tier and unit asked about) and ``on_lists`` (of
        these, of people on a list of evaluations), ``period_stated`` (the lists say themselves
        which years they cover), ``evaluated_on`` (missing where not stated), ``judged``, ``of`` (of
        whom), ``origin``.

        A row is judged where each year's share so far is of 20 people or more, and not more than
        5% of the events are of people on no list, or of the people of units that sent none. Where
        too many events are of people on no list, nobody can be said to have had none: ``events``,
        ``had`` and the share are missing.

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
    record = _record(people, kind)
    groups = [*columns_of(by), *([f"had_{before}"] if before else [])]
    followed = answer.loc[~answer["ended"].isin(NOWHERE), "after"]
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
    table = table.assign(kind=kind, of=people.of_whom, origin=people.origin, **record)
    table = _as_far_as_known(table)
    return table[[*groups, "kind", *_CURVE[:-1], *record, "judged", "of", "origin"]]


def _record(people: Population, kind: str) -> dict[str, object]:
    """Return what is told of the lists of a kind, whoever is followed."""
    joined = people.joined()
    own = joined.loc[joined["kind"] == kind, ["events", "on_lists"]].sum()
    recorded = people.recorded(anywhere=True, partly=True)
    met = recorded[(recorded["kind"] == kind) & recorded["year"].isin(people.years)]
    day = people.evaluated_on
    return {
        **{"on_record": int(own["events"]), "on_lists": int(own["on_lists"])},
        **{"period_stated": bool(met["stated"].all()), "evaluated_on": day},
    }


def _as_far_as_known(table: pd.DataFrame) -> pd.DataFrame:
    names = ("events", "had", "that_year", "came")
    counts = {name: table[name].astype("Int64") for name in names}
    texts = {name: table[name].astype("str") for name in ("evaluated_on", "days_of")}
    table = table.assign(**counts, **texts)
    if too_many(table["on_record"] - table["on_lists"], table["on_record"]).any():
        shares = dict.fromkeys(("incidence", "low", "high", "error"), np.nan)
        return table.assign(events=pd.NA, had=pd.NA, **shares, judged=False).astype(table.dtypes)
    sent = table["people"] + table["not_sent"]
    return table.assign(judged=table["judged"] & ~too_many(table["not_sent"], sent))


def too_many(unknown: pd.Series, every: pd.Series) -> pd.Series:
    """Return where more of something is not known than a comparison can bear."""
    return unknown > MOST_UNKNOWN * every


_CURVE = [
    *("time", "people", "at_risk", "events", "left", "end_known", "had", "not_followed"),
    *("incidence", "low", "high", "error"),
    *("not_covered", "days_missing", "days_of", "not_sent", "that_year", "came", "judged"),
]


def _curve(answer: pd.DataFrame, times: np.ndarray) -> pd.DataFrame:
    covered = answer[~answer["ended"].isin(NOWHERE)]
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
    low, high = limits(curve, LEVEL)
    judged = known & (_denominator(curve) >= FEWEST_JUDGED)
    return curve.assign(low=low, high=high, **_beside(answer), judged=judged)


def _beside(answer: pd.DataFrame) -> dict[str, object]:
    """Return who is followed nowhere, and who had the event before the rating."""
    ended, year = (
        answer.groupby(name, observed=True)["n"].sum() for name in ("ended", "that_year")
    )
    told: dict[str, object] = {name: int(ended.get(name, 0)) for name in NOWHERE}
    told[NOT_COVERED] = int(ended.reindex([NOT_COVERED, DAYS_MISSING]).sum())
    years = sorted(answer.loc[answer["ended"] == DAYS_MISSING, "start_year"].unique())
    told["days_of"] = ", ".join(map(str, years)) or None
    # Where the year of the rating is on no list, that nobody had it then is not known.
    for name, met in (("that_year", HAD), (CAME, CAME)):
        n = int(year.get(met, 0))
        told[name] = pd.NA if not n and year.get(UNKNOWN, 0) else n
    return told


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


def limits(curve: pd.DataFrame, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of each share of a curve, at a level."""
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
