"""Confidence votes: ballots on the city-managed cadres and on heads who sit in the committee."""

from typing import Any

import pandas as pd
from numpy.random import RandomState


def votes(history: pd.DataFrame, plan: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Return one row per person and ballot; everything about the ballots is simulated.

    Parameters
    ----------
    history : pandas.DataFrame
        One row per person and year with its rating, as `rated` gives it.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``date``, ``rule``, ``number``, ``title``, ``unit`` and the people ``summoned``,
        ballots ``issued`` and ``returned``, and those for ``high``, ``confident`` and ``low``.
    """
    ballots = plan["votes"]["ballots"]
    parts = [
        _ballot(history[history["year"] == year], plan["votes"], ballot, random)
        for year, ballot in ballots.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _ballot(
    people: pd.DataFrame, entry: dict[str, Any], ballot: dict[str, Any], random: RandomState
) -> pd.DataFrame:
    in_office = people[(people["tier"] == "city") | people["committee_member"]]
    ordered = in_office.sort_values(["tier", "group", "unit", "number"]).head(entry["people"])
    rows = []
    for merit in ordered["merit"].tolist():
        valid = ballot["returned"] - int(random.binomial(2, 0.2))
        low = int(random.binomial(valid, min(0.6, max(0.01, 0.06 - 0.05 * merit))))
        high = int(random.binomial(valid - low, min(0.97, max(0.15, 0.7 + 0.14 * merit))))
        rows.append({"high": high, "confident": valid - low - high, "low": low})
    counts = pd.DataFrame(rows, index=ordered.index)
    columns = ["year", "number", "title", "unit"]
    return ordered[columns].assign(**ballot, summoned=entry["summoned"]).join(counts)
