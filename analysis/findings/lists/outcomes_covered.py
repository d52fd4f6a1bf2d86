"""The sentence on what the lists of events cover: which kinds, in which years, of which units."""

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say

_MOST = 4


def outcomes_covered(recorded: pd.DataFrame, *, language: str) -> Finding:
    """Say whether the lists of events cover every year and unit, and of which kinds they do not.

    Parameters
    ----------
    recorded : DataFrame
        `measures.outcomes_recorded`. A kind stands for those above it, which are not told again.
    """
    over = {wide for kind in recorded["kind"] for wide in vocabulary.lineage(kind)[1:]}
    rows = recorded[~recorded["kind"].isin(over)]
    if rows.empty:
        return finding("outcomes_covered", "none", language, [])
    whole = rows["units_sent"].eq(rows["of_units"]) & rows["period_stated"].fillna(False)
    short = rows[~whole.groupby(rows["kind"]).transform("all")]
    kinds = [_kind(kind, own, language) for kind, own in short.groupby("kind", sort=False)]
    silent = int(rows["units_silent"].iloc[0])
    n = {
        "kinds": rows["kind"].nunique(),
        "n": len(kinds),
        "units": int(rows["of_units"].iloc[0]),
        "more": len(kinds) - _MOST,
    }
    told = {name: wording.number(value, language) for name, value in n.items()}
    if len(kinds) > _MOST:
        kinds = [*kinds[:_MOST], say("outcomes_covered_more", language, **told)]
    return finding(
        "outcomes_covered",
        "part" if kinds else "one_unit" if n["units"] == 1 else "whole",
        language,
        recorded["origin"],
        (float(n["kinds"] - n["n"]), None, None, "kinds"),
        period=wording.years(rows["year"].unique().tolist()),
        told="; ".join(kinds),
        silent=say("outcomes_silent", language, n=wording.number(silent, language))
        if silent
        else "",
        **told,
    )


def _kind(kind: str, own: pd.DataFrame, language: str) -> str:
    """Return of which years and how many units a kind is on record, and whether that is seen."""
    label = vocabulary.label("outcome_kinds", kind, language, short=language == "en")
    covered = own[own["units_sent"] > 0]
    if covered.empty:
        return say("outcomes_covered_kind.nowhere", language, kind=_inside(label))
    fewest = covered.loc[covered["units_sent"].astype(int).idxmin()]
    units, of = (wording.number(int(fewest[each]), language) for each in ("units_sent", "of_units"))
    seen = "" if covered["period_stated"].all() else say("outcomes_seen", language)
    return say(
        "outcomes_covered_kind.some",
        language,
        kind=_inside(label),
        years=wording.years(covered["year"].tolist()),
        units=units,
        of=of,
        seen=seen,
    )


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]
