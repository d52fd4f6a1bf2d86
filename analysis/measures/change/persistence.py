"""Are the same people at a level year after year, or does it go round?"""

from collections import Counter

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from analysis.counts import Population
from analysis.counts.engine import RATED
from analysis.counts.states.states import WITHHELD
from analysis.measures.change.pairs import RATINGS
from analysis.measures.shares import LEVEL, check_level, not_judged

# Of a number of people, what is less likely than that carries nothing.
_NEVER = 1e-15


def persistence(people: Population, level: str = "excellent") -> pd.DataFrame:
    """Return in how many years, and in how many in a row, the same people were at a level.

    Of those rated in every year, beside what would be if each year's level fell on them anew,
    whoever had it before: as many people of them at the level in each year as there were.

    Parameters
    ----------
    people, level
        As for `same_people`: years in which nobody is rated are left out.

    Returns
    -------
    DataFrame
        One row per number of years, from none to all: ``level``, ``first_year``, ``last_year``,
        ``of_years`` (years with ratings), ``times``, ``n`` (people at the level in so many years),
        ``expected`` (people, were years unrelated; exact), ``expected_low``, ``expected_high``
        (people: 95 of 100 such draws lie within; for none and for all years, else missing),
        ``n_in_a_row`` (people whose longest run is of so many years), ``expected_in_a_row``,
        ``total`` (people rated in every year), ``rated`` (people rated in any), ``withheld``
        (people rated in every year but those withheld for an error), ``unnamed`` (ratings counted
        without telling whose they are: in no other figure), ``judged``, ``not_judged`` (why not:
        ``few``, ``one_unit``, ``withheld``, who could turn it), ``of``, ``origin``. No row where
        fewer than two years have ratings.

    Notes
    -----
    A person is at the level in year t with the share p(t) of those rated in every year, so the
    years at it are a sum of unlike coin tosses and the longest run follows from a walk over the
    years, both enumerated in full. With fixed numbers at the level in each year, those at it
    in all years are the intersection of random sets: a chain of hypergeometric laws.
    """
    check_level(level)
    paths = people.paths()
    states = [f"state_{year}" for year in people.years]
    states = [name for name in states if paths[name].isin(RATINGS).any()]
    rated = paths[states].isin(RATINGS)
    at, n = paths[states].eq(level).to_numpy(dtype=bool), paths["n"].to_numpy()
    every = rated.all(axis=1).to_numpy(dtype=bool)
    held = (rated | paths[states].eq(WITHHELD)).all(axis=1).to_numpy() & ~every
    told = _beside_chance(at[every], n[every], len(states))
    why = not_judged(people.of_whom, int(n[every].sum()))
    if why is None and held.any() and _turned(paths, states, level, every | held):
        why = WITHHELD
    years = [int(name.removeprefix("state_")) for name in states]
    same = {
        **{"level": level, "first_year": min(years, default=0), "last_year": max(years, default=0)},
        **{"of_years": len(states), "total": int(n[every].sum())},
        **{"rated": int(n[rated.any(axis=1)].sum()), "withheld": int(n[held].sum())},
        **{"unnamed": _unnamed(people, int((rated.to_numpy() * n[:, None]).sum()))},
        **{"judged": why is None, "not_judged": why},
        **{"of": people.of_whom, "origin": people.origin},
    }
    table = told.assign(**same)[_COLUMNS].astype({"not_judged": "str"})
    return table if len(states) > 1 else table[:0]


_COLUMNS = [
    *("level", "first_year", "last_year", "of_years", "times", "n", "expected"),
    *("expected_low", "expected_high", "n_in_a_row", "expected_in_a_row", "total", "rated"),
    *("withheld", "unnamed", "judged", "not_judged", "of", "origin"),
]


def _unnamed(people: Population, named: int) -> int:
    told = people.count()
    return int(told.loc[told["state"] == RATED, "n"].sum()) - named


def _beside_chance(at: np.ndarray, n: np.ndarray, years: int) -> pd.DataFrame:
    """Return the rows of people of whom it is told in which years they were at the level."""
    total = int(n.sum())
    share = (at * n[:, None]).sum(axis=0) / total if total else np.full(years, np.nan)
    times, longest = _by_chance(share)
    low, high = np.full(years + 1, np.nan), np.full(years + 1, np.nan)
    for place, sizes in ((0, total * (1 - share)), (years, total * share)):
        if total and years:
            low[place], high[place] = in_all(total, np.round(sizes).astype(int))
    runs = np.array([_longest(way) for way in at], dtype=int)
    return pd.DataFrame(
        {
            "times": np.arange(years + 1),
            "n": _people(at.sum(axis=1), n, years),
            "expected": total * times,
            **{"expected_low": low, "expected_high": high},
            "n_in_a_row": _people(runs, n, years),
            "expected_in_a_row": total * longest,
        }
    )


def _people(years: np.ndarray, n: np.ndarray, most: int) -> np.ndarray:
    return np.bincount(years, weights=n, minlength=most + 1).astype(int)


def _longest(way: np.ndarray) -> int:
    longest = run = 0
    for at in way:
        run = run + 1 if at else 0
        longest = max(longest, run)
    return longest


def _by_chance(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the chances of 0, 1, … years at the level, and of a longest run of so many."""
    ways: Counter[tuple[int, int, int]] = Counter({(0, 0, 0): 1.0})
    for chance in share:
        walked: Counter[tuple[int, int, int]] = Counter()
        for (times, run, longest), weight in ways.items():
            walked[times + 1, run + 1, max(longest, run + 1)] += weight * chance
            walked[times, 0, longest] += weight * (1 - chance)
        ways = walked
    told = np.zeros((2, len(share) + 1))
    for (times, _, longest), weight in ways.items():
        told[0, times] += weight
        told[1, longest] += weight
    return told[0], told[1]


def in_all(total: int, sizes: np.ndarray) -> tuple[int, int]:
    """Return between how many of `total` people are in all of several random groups.

    Parameters
    ----------
    total : int
        People in all.
    sizes : ndarray of int
        People in each group, drawn anew of all.

    Returns
    -------
    tuple of int
        The quantiles between which 95% of the draws lie; more only as numbers are whole.
    """
    chance = np.zeros(total + 1)
    chance[sizes[0]] = 1.0
    for size in sizes[1:]:
        met = np.flatnonzero(chance > _NEVER)
        reached = np.arange(met[-1] + 1)
        law = hypergeom.pmf(reached[:, None], total, met[None, :], size)
        chance = np.pad(law @ chance[met], (0, total - met[-1]))
    below = chance.cumsum()
    low, high = (np.searchsorted(below, tail) for tail in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return int(low), int(high)


def _turned(paths: pd.DataFrame, states: list[str], level: str, every: np.ndarray) -> bool:
    """Say whether those withheld in some years could make the comparison end otherwise."""
    open_ = paths.loc[every, states].eq(WITHHELD).to_numpy(dtype=bool)
    at, n = paths.loc[every, states].eq(level).to_numpy(), paths.loc[every, "n"].to_numpy()
    alone = ~open_.any(axis=1)
    parts = [(at[alone], n[alone]), (at | open_, n), (at, n)]
    return len({verdict(_beside_chance(*part, len(states))) for part in parts}) > 1


def verdict(table: pd.DataFrame) -> int:
    """Return 1 where clearly more people were at the level in all years than by chance, -1 fewer.

    Parameters
    ----------
    table : DataFrame
        A result of `persistence`; 0 is no clear difference.
    """
    last = table.iloc[-1]
    return int(last["n"] > last["expected_high"]) - int(last["n"] < last["expected_low"])
