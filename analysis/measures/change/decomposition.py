"""Of a change between two years, what is the same people's and what is who came and went?"""

import numpy as np
import pandas as pd

from analysis import vocabulary
from analysis.counts import Population
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_RATED, NOT_REPORTED, WITHHELD
from analysis.measures.change.pairs import counts_alone, moves_between
from analysis.measures.shares import check_level

# Why somebody rated in one of two years has no rating in the other, in the order of the terms.
REASONS = (ABSENT, NOT_RATED, ELSEWHERE, WITHHELD, NOT_REPORTED)
TERMS = ("stayed", "came", "went")
_TERM = pd.CategoricalDtype(list(TERMS), ordered=True)
_REASON = pd.CategoricalDtype(list(REASONS), ordered=True)


def decomposition(
    people: Population, year: int, next_year: int, level: str = "excellent"
) -> pd.DataFrame:
    """Return what each part of the people contributes to the change of a share.

    The change of the share at a level is the change among those rated in both years, and what
    those who came into the rated, and those who went out of them, move it by: each group's
    weight times the distance of its share from that of those rated in both.

    Returns
    -------
    DataFrame
        One row per term that occurs: ``year``, ``next_year``, ``level``, ``term`` (stayed, came,
        went), ``reason`` (why not rated in the other year; missing for stayed), ``n`` (people),
        ``n_level`` (of them at the level, in the year in which they are rated; for stayed in
        the later), ``n_level_before`` (for stayed), ``points`` (percentage points of the change;
        they add up to it exactly; missing where nobody is rated in both years),
        ``unnamed_before``, ``unnamed_after`` (people rated in each year who are counted without
        telling who they are: no term has them), ``of``, ``origin``.

    Notes
    -----
    Melitz and Polanec (2015), Dynamic Olley-Pakes productivity decomposition with entry and exit,
    RAND Journal of Economics 46, 362-375, for a share without weights.
    """
    check_level(level)
    moves = moves_between(people, year, next_year)
    ratings = list(vocabulary.codes("ratings"))
    before, after = moves["from"].isin(ratings), moves["to"].isin(ratings)
    parts = [
        _part(moves[before & after], "stayed", None, level),
        *(_part(moves[after & (moves["from"] == why)], "came", why, level) for why in REASONS),
        *(_part(moves[before & (moves["to"] == why)], "went", why, level) for why in REASONS),
    ]
    table = pd.DataFrame([part for part in parts if part["n"] or part["term"] == "stayed"])
    table["points"] = _points(table)
    unnamed = counts_alone(people, year, next_year, moves)
    told = {"year": year, "next_year": next_year, "level": level}
    told |= dict(zip(("unnamed_before", "unnamed_after"), unnamed, strict=True))
    told |= {"of": people.of_whom, "origin": people.origin}
    types = {"term": _TERM, "reason": _REASON, "n_level_before": "Int64"}
    return table.assign(**told).astype(types)[_COLUMNS]


_COLUMNS = [
    *("year", "next_year", "level", "term", "reason", "n", "n_level", "n_level_before"),
    *("points", "unnamed_before", "unnamed_after", "of", "origin"),
]


def ends(table: pd.DataFrame) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return of a `decomposition` people and people at the level, in the earlier and later year."""
    stayed = table.iloc[0]
    came, went = (table[table["term"] == term] for term in ("came", "went"))
    before = stayed["n"] + went["n"].sum(), stayed["n_level_before"] + went["n_level"].sum()
    after = stayed["n"] + came["n"].sum(), stayed["n_level"] + came["n_level"].sum()
    return (int(before[0]), int(before[1])), (int(after[0]), int(after[1]))


def _part(moves: pd.DataFrame, term: str, reason: str | None, level: str) -> dict[str, object]:
    end = "from" if term == "went" else "to"
    at_level = int(moves.loc[moves[end] == level, "n"].sum())
    before = int(moves.loc[moves["from"] == level, "n"].sum()) if term == "stayed" else None
    n = int(moves["n"].sum())
    return {
        **{"term": term, "reason": reason, "n": n},
        **{"n_level": at_level, "n_level_before": before},
    }


def _points(table: pd.DataFrame) -> np.ndarray:
    stayed = table.iloc[0]
    if not stayed["n"]:
        return np.full(len(table), np.nan)
    later, earlier = (stayed[name] / stayed["n"] for name in ("n_level", "n_level_before"))
    share = (table["n_level"] / table["n"]).to_numpy(dtype=float)
    rated = {
        term: stayed["n"] + table.loc[table["term"] == term, "n"].sum() for term in ("came", "went")
    }
    points = {
        "stayed": np.full(len(table), later - earlier),
        "came": table["n"] / rated["came"] * (share - later),
        "went": -(table["n"] / rated["went"]) * (share - earlier),
    }
    chosen = [points[term] for term in TERMS]
    conditions = [(table["term"] == term).to_numpy() for term in TERMS]
    return 100 * np.select(conditions, [np.asarray(each, dtype=float) for each in chosen])
