"""A population: which person-years of a history are meant, and what can be asked of them.

A filter chooses person-years: whoever belongs in at least one year asked stands in an answer, and
a year in which the person is listed outside is *elsewhere*.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

import pandas as pd

from analysis import tables, vocabulary
from analysis.counts import engine
from analysis.counts.question import COLUMNS, COLUMNS_OF_PERSONS, Question
from analysis.history import History

By = str | Sequence[str]
_MOST_NAMED = 12


@dataclass(frozen=True)
class Population:
    """People of whom something is asked; every answer is of numbers of people.

    Attributes
    ----------
    history : History
        What was read, whole: who is outside is needed to tell who moved.
    years : tuple of int
        The years in question, in order; one without any list is one too.
    of : mapping
        Column → values that belong.
    """

    history: History
    years: tuple[int, ...]
    of: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

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
        chosen = dict(self.of)
        for name, given in conditions.items():
            values = self._values(name, given)
            chosen[name] = tuple(v for v in values if v in chosen.get(name, values))
        return replace(self, of=chosen)

    @property
    def origin(self) -> str | None:
        """The one origin of the people; ValueError where they are of several."""
        return tables.single_origin(engine.belonging(self.history.evaluations, self.of))

    def count(self, by: By = ()) -> pd.DataFrame:
        """Return how many people are on the lists, in each state.

        Returns
        -------
        DataFrame
            by…, ``state`` (rated, not_rated, withheld), ``n``; only what occurs, in order.
        """
        return self._ask("count", self._columns(by, COLUMNS))

    def moves(self, year: int, next_year: int, by: By = ()) -> pd.DataFrame:
        """Return how many people went from which state in a year to which in another.

        Returns
        -------
        DataFrame
            by… (as in the first of the two years in which the person belongs), ``from``, ``to``
            (see `states.STATES`), ``n``; only what occurs, in order.
        """
        columns = self._columns(by, COLUMNS_OF_PERSONS)
        return engine.answer(Question("moves", self.of, (year, next_year), columns), self.history)

    def paths(self, by: By = (), each_year: By = ()) -> pd.DataFrame:
        """Return how many people went which way through all years.

        Returns
        -------
        DataFrame
            by… (as in the first year in which the person belongs), then of each year
            ``state_<year>`` and each of `each_year` as ``<column>_<year>`` (missing in years in
            which the person does not belong), ``n``; only what occurs, in order.
        """
        steps = self._columns(each_year, COLUMNS_OF_PERSONS)
        return self._ask("paths", self._columns(by, COLUMNS_OF_PERSONS), each_year=steps)

    def followed(
        self, kind: str, by: By = (), start: str | int = "first", before: str | None = None
    ) -> pd.DataFrame:
        """Return how many people went how long from a rating to an event, or to another end.

        Parameters
        ----------
        kind : str
            A code of the outcome kinds; events of the kinds below it count too.
        by
            Columns as they are in the year of the start, the rating among them.
        start
            ``first``, a person's first rated year; ``every``, each rated year; or a year.
        before
            A kind of event: whether one is on record up to the start.

        Returns
        -------
        DataFrame
            by…, ``had_<before>`` (missing where none could be on record), ``start_year``,
            ``after`` (years), ``ended`` (see `following.ends`), ``n``; only what occurs, in order.
        """
        for each in (kind, before or kind):
            _check("kind of outcome", each, vocabulary.codes("outcome_kinds"))
        _check("start", start, ("first", "every", *self.years))
        columns = self._columns(by, (*COLUMNS_OF_PERSONS, "rating"))
        return self._ask("followed", columns, kind=kind, start=start, before=before)

    def _ask(self, relation: str, by: tuple[str, ...], **more: Any) -> pd.DataFrame:
        return engine.answer(Question(relation, self.of, self.years, by, more), self.history)

    def _columns(self, by: By, allowed: Iterable[str]) -> tuple[str, ...]:
        columns = [by] if isinstance(by, str) else list(by)
        for column in columns:
            _check("column", column, self._known(allowed))
        return tuple(dict.fromkeys(columns))

    def _values(self, name: str, given: Any) -> tuple[Any, ...]:
        _check("column", name, self._known(COLUMNS))
        values = tuple(given) if isinstance(given, list | tuple | set | range) else (given,)
        for value in values:
            _check(name, value, self.history.evaluations[name].dropna().unique())
        return values

    def _known(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.history.evaluations]


def _check(what: str, word: object, known: Iterable[object]) -> None:
    """Refuse a word that is none of those known."""
    named = list(known)
    if word in named:
        return
    texts = [str(each) for each in named]
    near = get_close_matches(str(word), texts, n=3, cutoff=0.6)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    more = ", …" if len(texts) > _MOST_NAMED else ""
    told = ", ".join(texts[:_MOST_NAMED]) or "none"
    raise ValueError(f"there is no {what} {word!r}; {meant}there are: {told}{more}")
