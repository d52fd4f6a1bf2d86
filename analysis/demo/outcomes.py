"""What followed for people: appointments, training, nominations and moves, as events."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
from numpy.random import RandomState

from analysis.demo.people import drawn


def outcomes(history: pd.DataFrame, plan: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Return one row per event, of people who were listed in the year of the event.

    Parameters
    ----------
    history : pandas.DataFrame
        One row per person and year with its rating, as `rated` gives it.

    Returns
    -------
    pandas.DataFrame
        ``date``, ``kind`` (code), and of the person in that year ``number``, ``sex``, ``unit``
        and ``tier``; in the order of the dates.

    Raises
    ------
    ValueError
        The plan asks for more events of a kind than people can have.
    """
    known = _with_properties(history)
    events = [
        *_appointments(known, plan["outcomes"]["appointed_or_reappointed"], random),
        *_replenishments(known, plan["outcomes"]["replenished"], random),
        ("transferred", _transfers(known, plan["district"]["exchanges"], random)),
    ]
    for kind, entry in plan["outcomes"].items():
        if kind not in ("appointed_or_reappointed", "replenished"):
            events.append((kind, _spread(known, entry, random)))
    rows = pd.concat([people.assign(kind=kind) for kind, people in events])
    rows = rows.sort_values(["year", "kind", "number"], ignore_index=True)
    dates = [_working_day(year, random) for year in rows["year"]]
    columns = ["date", "kind", "number", "sex", "unit", "tier"]
    return rows.assign(date=dates).sort_values(["date", "kind", "number"])[columns]


def _with_properties(history: pd.DataFrame) -> pd.DataFrame:
    """Add the properties that `favours` names; the rating that counts is the one before."""
    ordered = history.sort_values(["number", "year"])
    earlier = ordered.groupby("number")["rating"].shift()
    first = ordered["year"] == ordered["year"].min()
    return ordered.assign(
        excellent=earlier.where(~first, ordered["rating"]) == "excellent",
        head=ordered["rank"] == "head",
        deputy=ordered["rank"] == "deputy",
        young=ordered["year"] - ordered["birth"].map(lambda day: day.year) < 40,
        experienced=ordered.groupby("number").cumcount() > 0,
    )


def _appointments(
    known: pd.DataFrame, entry: dict[str, Any], random: RandomState
) -> list[tuple[str, pd.DataFrame]]:
    local = known[known["tier"] == "district"]
    later = local[local["appointed"]]
    if later["number"].duplicated().any() or len(later) + entry["in_first_year"] > entry["count"]:
        raise ValueError(
            f"the careers hold {len(later)} appointments; plan.yml has room for "
            f"{entry['count'] - entry['in_first_year']} different people: lower the entrants"
        )
    others = known[~known["number"].isin(later["number"])]
    first = others[others["year"] == others["year"].min()]
    listed = _spread(first, {**entry, "count": entry["in_first_year"]}, random)
    others = others[~others["number"].isin(listed["number"])]
    appointed = pd.concat([listed, later])
    rest = {**entry, "count": entry["count"] - len(appointed)}
    return [("appointed", appointed), ("reappointed", _spread(others, rest, random))]


def _transfers(known: pd.DataFrame, entry: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Return who came from another unit, in the first year as many as planned."""
    first = known[known["year"] == known["year"].min()]
    asked = {"tier": "district", "count": entry["in_first_year"], "favours": {}}
    return pd.concat([_spread(first, asked, random), known[known["moved"]]])


def _replenishments(
    known: pd.DataFrame, entry: dict[str, Any], random: RandomState
) -> list[tuple[str, pd.DataFrame]]:
    city = known[known["tier"] == "city"]
    entrants = city[city["appointed"]]
    sitting = city[~city["number"].isin(entrants["number"])]
    rest = {**entry, "count": entry["count"] - len(entrants)}
    return [("replenished", entrants), ("replenished", _spread(sitting, rest, random))]


def _spread(known: pd.DataFrame, entry: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Draw the planned count of different people, in each year as many as chance gives it."""
    years = sorted(known["year"].unique())
    quotas = Counter(random.choice(years, size=entry["count"]).tolist())
    of_tier, taken, parts = known[known["tier"] == entry["tier"]], set[int](), []
    for year in years:
        there = of_tier[(of_tier["year"] == year) & ~of_tier["number"].isin(taken)]
        chosen = drawn(_chances(there, entry["favours"]), quotas[year], random)
        parts.append(there[there["number"].isin(chosen)])
        taken |= set(chosen)
    return pd.concat(parts)


def _chances(people: pd.DataFrame, favours: Mapping[str, float]) -> dict[int, float]:
    chance = pd.Series(1.0, index=people.index)
    for name, times in favours.items():
        chance = chance.where(~people[name], chance * times)
    return dict(zip(people["number"].astype(int), chance.astype(float), strict=True))


def _working_day(year: int, random: RandomState) -> date:
    day = date(year, 2, 1) + timedelta(days=int(random.randint(0, 300)))
    return day - timedelta(days=max(0, day.weekday() - 4))
