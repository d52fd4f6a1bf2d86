"""Sentences on what is odd about who sent a list, for whoever asks the units again."""

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say
from analysis.words import OF_REVIEW, Words

_MOST = 3


def near_names(near: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
    """Return the finding of names beside a missing list that may be the unit's; none without any.

    Parameters
    ----------
    near : DataFrame
        `measures.near_names`. Of two units that each may be the other, the one is told whose
        list is missing in fewer years.
    """
    pairs = _once(near)
    if pairs.empty:
        return []
    told = [
        say("near_name", words, **_counted({**row, "year": wording.years(row["year"])}, words))
        for row in pairs.head(_MOST).to_dict("records")
    ]
    return [_listed("near_names", told, len(pairs), near["origin"], words)]


def size_jumps(jumps: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
    """Return the finding of units whose list has half or double the people of the one before.

    Parameters
    ----------
    jumps : DataFrame
        `measures.size_jumps`; the greatest are told first, none gives no finding.
    """
    if jumps.empty:
        return []
    size = (jumps["listed"] - jumps["listed_before"]).abs()
    order = jumps.loc[size.sort_values(ascending=False, kind="stable").index]
    told = [
        say("size_jump", words, **_counted(row, words))
        for row in order.head(_MOST).to_dict("records")
    ]
    return [_listed("size_jumps", told, len(jumps), jumps["origin"], words)]


def _once(near: pd.DataFrame) -> pd.DataFrame:
    """Return each two names once, with the years of the one whose list is missing less often."""
    by = ["unit", "near"]
    pairs = near.groupby(by).agg(year=("year", list), listed=("listed", "max")).reset_index()
    ordered = pairs.assign(gone=pairs["year"].map(len)).sort_values(["gone", *by], kind="stable")
    both = ordered[by].apply(frozenset, axis=1) if len(ordered) else ordered["unit"]
    return ordered[~both.duplicated()]


def _counted(row: dict, words: Words) -> dict[str, str]:
    numbers = ("listed", "listed_before")
    told = {name: words.number(row[name]) for name in numbers if name in row}
    return {name: str(value) for name, value in row.items()} | told


def _listed(id: str, told: list[str], n: int, origins: pd.Series, words: Words) -> Finding:
    more = say("reported_more", words, n=n - _MOST) if n > _MOST else ""
    values = {"n": words.number(n), "told": "; ".join(told) + more}
    variant = "one" if n == 1 else "several"
    return finding(id, variant, words, origins, (float(n), None, None, "units"), **values)
