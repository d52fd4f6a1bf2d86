"""What the lists of events cover: kinds, years and units, and whether they say so themselves.

Nobody having an event is a zero only where a list covers the unit, the kind and the year and says
so. Where it does not say which years it is of, those between its first and last event of the kind
are what is seen: there events can be counted, and that there were none is not known.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from analysis import vocabulary
from analysis.counts.question import LAST_DAY


class Recorded(NamedTuple):
    """A kind of event that a list covers in a year.

    Attributes
    ----------
    tier : str or None
        The tier of its events; None where it tells none.
    kind : str
    year : int
    unit : str or None
        The unit of which it is; None for every unit.
    stated : bool
        The list says so; otherwise the year lies between its first and last event of the kind.
    """

    tier: str | None
    kind: str
    year: int
    unit: str | None = None
    stated: bool = True


def in_full(recorded: Iterable[tuple]) -> list[Recorded]:
    """Return what is covered with all parts told; a triple is of every unit, and stated."""
    return [Recorded(*each) for each in recorded]


def years_by_unit(
    recorded: Iterable[Recorded], kind: str, *, stated: bool = False
) -> dict[str | None, set[int]]:
    """Return the years in which a kind is covered, by unit; None is every other unit.

    A wide kind is covered where all kinds below it that are on record are.

    Parameters
    ----------
    stated : bool
        Only those of which a list says that it covers them.
    """
    within = set(vocabulary.kinds_within(kind))
    met = [each for each in recorded if each.kind in within]
    parts = {each.kind for each in met}
    told = {(e.kind, e.unit, e.year) for e in met if e.stated or not stated}
    units = {each.unit for each in met} | {None}

    def of(unit: str | None) -> set[int]:
        by_part = [{y for k, u, y in told if k == part and u in (None, unit)} for part in parts]
        return set.intersection(*by_part) if by_part else set()

    return {unit: of(unit) for unit in units}


def from_evaluations(by_unit: dict[str | None, set[int]], day: str) -> dict[str | None, set[int]]:
    """Return of years that lists cover from 1 January those covered from evaluation to evaluation.

    Parameters
    ----------
    day : str
        Month and day of a year's evaluation: what comes after it is of the next year.
    """
    if day == LAST_DAY:
        return by_unit
    return {unit: {y for y in years if y - 1 in years} for unit, years in by_unit.items()}


def covered_years(
    units: pd.DataFrame, years: Collection[int], by_unit: dict[str | None, set[int]]
) -> pd.DataFrame:
    """Return in which years each person is covered: a row a person, a column a year.

    Parameters
    ----------
    units : DataFrame
        The unit of each person (the index) in each of the years (the columns); missing where none
        is told.
    """
    others = by_unit.get(None, set())
    told = {
        year: units[year].map({u: year in of for u, of in by_unit.items() if u is not None})
        for year in years
    }
    known = pd.DataFrame(told, index=units.index).astype("boolean")
    return known.fillna(pd.Series({year: year in others for year in years})).astype(bool)


def latest_stretch(years: Collection[int]) -> list[int]:
    """Return the years, in order, after the latest one that is missing among them."""
    start = max(years, default=0)
    while start - 1 in years:
        start -= 1
    return [year for year in sorted(years) if year >= start]
