"""How was a share among the same people, year by year; who stayed, left and came between years?"""

import pandas as pd

from analysis.counts import Population
from analysis.counts.states.states import ABSENT
from analysis.measures.change.pairs import RATINGS
from analysis.measures.shares import check_level, with_wilson


def same_people(people: Population, level: str = "excellent") -> pd.DataFrame:
    """Return the share at a level in each year, of those who are rated in every year.

    Parameters
    ----------
    people : Population
        Of one origin; years in which nobody is rated are left out.
    level : str
        The rating.

    Returns
    -------
    DataFrame
        One row per year with ratings: ``year``, ``level``, ``n`` (people at the level), ``total``
        (people rated in every year, the same in each), ``share``, ``low``, ``high`` (Wilson),
        ``of``, ``origin``. No row where nobody is rated in every year, or one year alone has any.
    """
    check_level(level)
    paths = people.paths()
    states = {year: paths[f"state_{year}"] for year in people.years}
    states = {year: state for year, state in states.items() if state.isin(RATINGS).any()}
    every = pd.DataFrame(states).isin(RATINGS).all(axis=1) if len(states) > 1 else paths["n"] < 0
    total = int(paths.loc[every, "n"].sum())
    rows = [
        {"year": year, "n": int(paths.loc[every & state.eq(level), "n"].sum())}
        for year, state in states.items()
        if total
    ]
    told = {"level": level, "total": total, "of": people.of_whom, "origin": people.origin}
    table = with_wilson(pd.DataFrame(rows, columns=["year", "n"]).assign(**told), "n", "total")
    return table[["year", "level", "n", "total", "share", "low", "high", "of", "origin"]]


def flows(people: Population) -> pd.DataFrame:
    """Return from each year to the next who stayed on the lists, left them and came on to them.

    Parameters
    ----------
    people : Population
        Of one origin.

    Returns
    -------
    DataFrame
        One row per pair of neighbouring years of which somebody is on a list of both, or of whom
        it is known that nobody is: ``year``, ``next_year``, ``stayed``, ``left_list``, ``entered``
        (people; absent on the other side, nothing else), ``otherwise_out``, ``otherwise_in``
        (people on another list, or whose unit sent none, in the other year), ``of``, ``origin``.
        People counted without names are in none.
    """
    pairs = [(year, year + 1) for year in people.years if year + 1 in people.years]
    rows = [row for pair in pairs if (row := _between(people, *pair))]
    told = {"of": people.of_whom, "origin": people.origin}
    return pd.DataFrame(rows, columns=_FLOWS).assign(**told)


_FLOWS = ["year", "next_year", "stayed", "left_list", "entered", "otherwise_out", "otherwise_in"]
_ON_A_LIST = (*RATINGS, "not_rated", "withheld")


def _between(people: Population, year: int, next_year: int) -> dict[str, int] | None:
    moves = people.moves(year, next_year)
    before, after = (moves[end].isin(_ON_A_LIST) for end in ("from", "to"))
    if not (before.any() and after.any()):
        return None
    parts = {
        "stayed": before & after,
        "left_list": before & moves["to"].eq(ABSENT),
        "entered": after & moves["from"].eq(ABSENT),
        "otherwise_out": before & ~after & moves["to"].ne(ABSENT),
        "otherwise_in": after & ~before & moves["from"].ne(ABSENT),
    }
    counts = {name: int(moves.loc[rows, "n"].sum()) for name, rows in parts.items()}
    return {"year": year, "next_year": next_year, **counts}
