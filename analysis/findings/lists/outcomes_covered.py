"""The sentence on what the lists of events cover: which kinds, in which years, of which units."""

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.words import OF_REVIEW, Words

_MOST = 4


def outcomes_covered(recorded: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say whether the lists of events cover every year and unit, and of which kinds they do not.

    Parameters
    ----------
    recorded : DataFrame
        `measures.outcomes_recorded`. A kind stands for those above it, which are not told again.
    """
    over = {wide for kind in recorded["kind"] for wide in vocabulary.lineage(kind)[1:]}
    rows = recorded[~recorded["kind"].isin(over)]
    if rows.empty:
        return finding("outcomes_covered", "none", words, [])
    whole = rows["units_sent"].eq(rows["of_units"]) & rows["period_stated"].fillna(False)
    short = rows[~whole.groupby(rows["kind"]).transform("all")]
    kinds = [_kind(kind, own, words) for kind, own in short.groupby("kind", sort=False)]
    silent = int(rows["units_silent"].iloc[0])
    n = {
        "kinds": rows["kind"].nunique(),
        "n": len(kinds),
        "units": int(rows["of_units"].iloc[0]),
        "more": len(kinds) - _MOST,
    }
    told = {name: words.number(value) for name, value in n.items()}
    if len(kinds) > _MOST:
        kinds = [*kinds[:_MOST], say("outcomes_covered_more", words, **told)]
    return finding(
        "outcomes_covered",
        "part" if kinds else "one_unit" if n["units"] == 1 else "whole",
        words,
        recorded["origin"],
        (float(n["kinds"] - n["n"]), None, None, "kinds"),
        period=wording.years(rows["year"].unique().tolist()),
        told="; ".join(kinds),
        silent=say("outcomes_silent", words, n=words.number(silent)) if silent else "",
        **told,
    )


def _kind(kind: str, own: pd.DataFrame, words: Words) -> str:
    """Return of which years and how many units a kind is on record, and whether that is seen."""
    label = words.label("outcome_kinds", kind, short=words.language == "en")
    covered = own[own["units_sent"] > 0]
    if covered.empty:
        return say("outcomes_covered_kind.nowhere", words, kind=_inside(label))
    fewest = covered.loc[covered["units_sent"].astype(int).idxmin()]
    units, of = (words.number(int(fewest[each])) for each in ("units_sent", "of_units"))
    seen = "" if covered["period_stated"].all() else say("outcomes_seen", words)
    return say(
        "outcomes_covered_kind.some",
        words,
        kind=_inside(label),
        years=wording.years(covered["year"].tolist()),
        units=units,
        of=of,
        seen=seen,
    )


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]
