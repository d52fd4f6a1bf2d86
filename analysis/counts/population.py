"""A population: which person-years of a history are meant, and what can be asked of them.

Everything to the right of here sees numbers of people. A filter chooses person-years: whoever
belongs in at least one year asked stands in an answer, and a year listed outside is *elsewhere*.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import pandas as pd

from analysis import tables
from analysis.counts.coverage import coverage
from analysis.counts.states import NOT_RATED, WITHHELD, states_by_year

# What a filter and `by` may name; a rating is a state to all relations but `count`.
COLUMNS = (
    *("year", "unit", "tier", "post_group", "rank", "committee_member"),
    *("staff_class", "sex", "birth_year", "rating"),
)
RATED = "rated"
_COUNT_STATES = pd.CategoricalDtype([RATED, NOT_RATED, WITHHELD], ordered=True)

By = str | Sequence[str]


@dataclass(frozen=True)
class Population:
    """People of whom something is asked; every answer is of numbers of people.

    Attributes
    ----------
    evaluations, units : DataFrame
        The record tables, whole: who is outside is needed to tell who moved.
    years : tuple of int
        The years in question, in order; a year without any list is one too.
    of : mapping
        Column → values that belong.
    """

    evaluations: pd.DataFrame
    years: tuple[int, ...]
    of: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    units: pd.DataFrame | None = None

    def where(self, **conditions: Any) -> "Population":
        """Return the part of the population that meets further conditions.

        Parameters
        ----------
        **conditions
            A column and the value, or the list of values, that belong.

        Raises
        ------
        ValueError
            There is no such column or value; the message names the nearest.
        """
        chosen = {name: self._values(name, given) for name, given in conditions.items()}
        both = {
            name: tuple(v for v in values if v in self.of.get(name, values))
            for name, values in chosen.items()
        }
        return Population(self.evaluations, self.years, {**self.of, **both}, self.units)

    @property
    def origin(self) -> str | None:
        """The one origin of the people; ValueError where they are of several."""
        return tables.single_origin(self.evaluations[self._inside()])

    def coverage(self) -> pd.DataFrame:
        """Return which lists of the whole history there are (see `coverage.coverage`)."""
        return coverage(self.evaluations, list(self.years), self.units)

    def count(self, by: By = ()) -> pd.DataFrame:
        """Return how many people are on the lists, in each state.

        Returns
        -------
        DataFrame
            by…, ``state`` (rated, not_rated, withheld), ``n``; only what occurs, in order.
        """
        columns = self._columns(by, "rating")
        rows = self.evaluations[self._inside("rating") & self._in_years()]
        state = rows["rating"].notna().map({True: RATED, False: NOT_RATED})
        state = state.mask(rows["withheld"].astype(bool), WITHHELD).astype(_COUNT_STATES)
        return _summed(rows[columns].assign(state=state, n=rows["count"]))

    def moves(self, year: int, next_year: int, by: By = ()) -> pd.DataFrame:
        """Return how many people went from which state in a year to which in another.

        Returns
        -------
        DataFrame
            by… (as in the first of the two years in which the person belongs), ``from``, ``to``
            (see `states.STATES`), ``n``; only what occurs, in order.
        """
        table = self._states([year, next_year])
        values = self._first_values([year, next_year], self._columns(by), table.index)
        return _summed(values.assign(**{"from": table[year], "to": table[next_year]}, n=1))

    def paths(self, by: By = (), each_year: By = ()) -> pd.DataFrame:
        """Return how many people went which way through all years.

        Returns
        -------
        DataFrame
            by… (as in the first year in which the person belongs), then of each year
            ``state_<year>`` and each of `each_year` as ``<column>_<year>`` (missing in years in
            which the person does not belong), ``n``; only what occurs, in order.
        """
        years = list(self.years)
        table, own = self._states(years), self._own(years)
        values = self._first_values(years, self._columns(by), table.index)
        for year in years:
            values[f"state_{year}"] = table[year]
            there = own[own["year"] == year].set_index("person")
            for column in self._columns(each_year):
                values[f"{column}_{year}"] = there[column].reindex(table.index)
        return _summed(values.assign(n=1))

    def _states(self, years: list[int]) -> pd.DataFrame:
        lists = coverage(self.evaluations, sorted({*self.years, *years}), self.units)
        return states_by_year(self.evaluations, self._inside(), years, lists)

    def _own(self, years: Iterable[int]) -> pd.DataFrame:
        """Return the person-years that belong, in order of the years."""
        rows = self.evaluations
        belongs = self._inside() & rows["person"].notna() & rows["year"].isin(years)
        return rows[belongs].sort_values("year", kind="stable")

    def _first_values(self, years: list[int], columns: list[str], people: pd.Index) -> pd.DataFrame:
        first = self._own(years).drop_duplicates("person").set_index("person")
        return first[columns].reindex(people)

    def _inside(self, *also: str) -> pd.Series:
        """Return which rows belong; a rating chooses only where it is named."""
        inside = pd.Series(True, index=self.evaluations.index)
        for name, values in self.of.items():
            if name != "rating" or name in also:
                inside &= self.evaluations[name].isin(values).to_numpy(dtype=bool)
        return inside

    def _in_years(self) -> pd.Series:
        return self.evaluations["year"].isin(self.years)

    def _columns(self, by: By, *also: str) -> list[str]:
        columns = [by] if isinstance(by, str) else list(by)
        allowed = [name for name in COLUMNS if name in self.evaluations]
        if "rating" not in also:
            allowed = [name for name in allowed if name not in ("rating", "year")]
        for column in columns:
            if column not in allowed:
                raise ValueError(f"no column {column!r} to count by; {_nearest(column, allowed)}")
        return list(dict.fromkeys(columns))

    def _values(self, name: str, given: Any) -> tuple[Any, ...]:
        allowed = [column for column in COLUMNS if column in self.evaluations]
        if name not in allowed:
            raise ValueError(f"no column {name!r} to choose people by; {_nearest(name, allowed)}")
        values = tuple(given) if isinstance(given, list | tuple | set | range) else (given,)
        known = list(self.evaluations[name].dropna().unique())
        for value in values:
            if value not in known:
                raise ValueError(f"nobody has {name} {value!r}; {_nearest(value, known)}")
        return values


def _nearest(word: object, known: Iterable[object]) -> str:
    names = [str(each) for each in known]
    near = get_close_matches(str(word), names, n=3, cutoff=0.6)
    told = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{told}there are: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}"


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many people share the same values, in their order, missing values last."""
    keys = [column for column in rows if column != "n"]
    if not keys:
        return pd.DataFrame({"n": [int(rows["n"].sum())]})
    told = rows.groupby(keys, dropna=False, observed=True, sort=True)["n"].sum()
    return told.reset_index().astype({"n": "int64"})
