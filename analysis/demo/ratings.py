"""Ratings: levels given by rank of a score, so that each year's counts come out exactly."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.random import RandomState

from analysis import vocabulary


def rated(careers: pd.DataFrame, plan: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Return the careers with the rating of each year.

    The score is the sum of what the person is, the unit is used to, a head is credited with, and
    the year's chance (weights in ``plan.yml``), so one person's ratings resemble each other.

    Parameters
    ----------
    careers : pandas.DataFrame
        One row per person and year, as `careers` gives it.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``rating`` (code, missing = not rated) and ``reason`` (the key of why
        somebody was not rated, else missing).

    Raises
    ------
    ValueError
        The planned levels of a year do not add up to its people.
    """
    scored = careers.assign(score=_score(careers, plan["rating_score"], random))
    years = [
        _levels(part, plan[str(tier)]["ratings"][year], random)
        for (year, tier), part in scored.groupby(["year", "tier"])
    ]
    return pd.concat(years).sort_values(["year", "number"], ignore_index=True).drop(columns="score")


def _score(careers: pd.DataFrame, weight: dict[str, float], random: RandomState) -> pd.Series:
    units = sorted(careers["unit"].unique())
    habit = dict(zip(units, random.normal(size=len(units)), strict=True))
    return (
        weight["person"] * careers["merit"]
        + weight["unit"] * careers["unit"].map(habit)
        + weight["head"] * (careers["rank"] == "head")
        + weight["year"] * random.normal(size=len(careers))
    )


def _levels(part: pd.DataFrame, margin: dict[str, Any], random: RandomState) -> pd.DataFrame:
    levels = vocabulary.codes("ratings")
    ratings = [level for level in levels for _ in range(margin[level])]
    if len(ratings) + margin["not_rated"] != len(part):
        raise ValueError(
            f"plan.yml: the levels of {part['year'].iloc[0]} ({part['tier'].iloc[0]}) add up to "
            f"{len(ratings) + margin['not_rated']} people, the post groups to {len(part)}"
        )
    # Newcomers are the likelier not to have served long enough to be rated.
    chance = np.where(part["appointed"], 5.0, 1.0)
    absent = random.choice(
        part["number"], size=margin["not_rated"], replace=False, p=chance / chance.sum()
    )
    ranked = part.sort_values(["score", "number"], ascending=[False, True])
    counted = ranked[~ranked["number"].isin(absent)]
    unrated = ranked[ranked["number"].isin(absent)]
    reason = unrated["appointed"].map({True: "too_new", False: "on_leave"})
    return pd.concat(
        [
            counted.assign(rating=ratings, reason=None),
            unrated.assign(rating=None, reason=reason),
        ]
    )
