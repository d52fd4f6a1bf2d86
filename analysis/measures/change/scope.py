"""Of those who left or are new, whose posts, or units, are on one year's lists alone?"""

import pandas as pd

from analysis.counts import Population
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_REPORTED
from analysis.measures.shares import FEWEST_JUDGED

_ENDS = (ABSENT, ELSEWHERE, NOT_REPORTED)
_COLUMNS = [
    *("year", "next_year", "held_in", "column", "value", "listed", *_ENDS, "of_absent"),
    *("unknown", "of", "origin"),
]


def scope_change(people: Population, year: int, next_year: int) -> pd.DataFrame:
    """Return the kinds of posts, and the units, that only one of two years has people in.

    Where posts were delegated to another body, or taken over from it, their holders come and go
    at once without anybody leaving.

    Parameters
    ----------
    people : Population
    year, next_year : int

    Returns
    -------
    DataFrame
        One row per post group or unit that is on the lists of one year alone: ``year``,
        ``next_year``, ``held_in`` (the year that has it), ``column`` (post_group, unit),
        ``value``, ``listed`` (people on the lists of that year), of whom in the other year are
        ``absent``, ``elsewhere``, ``not_reported``; ``of_absent`` (all people of that year who
        are absent in the other), ``unknown`` (people of the other year of whom the column is not
        known: they may belong there), ``of``, ``origin``. No row where a year has no list, nor
        where the other year's tell the column of nobody. A unit whose list of the other year is
        missing is no row: nobody knows.
    """
    rows = [
        row
        for column in ("post_group", "unit")
        for row in _of_one_year(people, column, year, next_year)
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS[:-2]).astype(_TYPES)
    return table.assign(of=people.of_whom, origin=people.origin)


def posts_of_one_year(people: Population, year: int, next_year: int) -> tuple[str, ...]:
    """Return the post groups that 20 people or more hold in one year and nobody in the other."""
    told = scope_change(people, year, next_year)
    sure = told[(told["column"] == "post_group") & (told["unknown"] == 0)]
    return tuple(sorted(sure.loc[sure["listed"] >= FEWEST_JUDGED, "value"]))


_TYPES = {
    **dict.fromkeys(["year", "next_year", "held_in", "listed", *_ENDS], "int64"),
    **dict.fromkeys(["of_absent", "unknown"], "int64"),
}


def _of_one_year(people: Population, column: str, year: int, next_year: int) -> list[dict]:
    told = people.of_years([year, next_year]).count(["year", column])
    sizes = {y: told[told["year"] == y] for y in (year, next_year)}
    if year == next_year or any(part.empty for part in sizes.values()):
        return []
    moves = people.moves(year, next_year, column) if people.whole else None
    missed = _missed(people, year, next_year) if column == "unit" else set()
    rows = []
    for here, there, ends in ((year, next_year, ("from", "to")), (next_year, year, ("to", "from"))):
        held = sizes[here].groupby(column, observed=True)["n"].sum()
        elsewhere = set(sizes[there][column].dropna())
        if not elsewhere:
            continue
        unknown = int(sizes[there].loc[sizes[there][column].isna(), "n"].sum())
        same = {"year": year, "next_year": next_year, "held_in": here, "column": column}
        rows += [
            {**same, "value": value, "listed": n, "unknown": unknown}
            | _where_they_are(moves, column, value, ends)
            for value, n in held.items()
            if value not in elsewhere and (value, there) not in missed
        ]
    return rows


def _missed(people: Population, year: int, next_year: int) -> set[tuple[object, int]]:
    lists = people.of_years([year, next_year]).lists()
    short = lists[~lists["reported"]]
    return set(zip(short["unit"], short["year"], strict=True))


def _where_they_are(
    moves: pd.DataFrame | None, column: str, value: object, ends: tuple[str, str]
) -> dict[str, int]:
    if moves is None:
        return dict.fromkeys([*_ENDS, "of_absent"], 0)
    here, there = ends
    listed = moves[~moves[here].isin(_ENDS)]
    own = listed[(listed[column] == value).fillna(False)]
    told = {end: int(own.loc[own[there] == end, "n"].sum()) for end in _ENDS}
    return {**told, "of_absent": int(listed.loc[listed[there] == ABSENT, "n"].sum())}
