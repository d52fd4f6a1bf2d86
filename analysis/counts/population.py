"""A population: which person-years of a history are meant, and what can be asked of them.

A filter chooses person-years: whoever belongs in at least one year asked stands in an answer, and
a year in which the person is listed outside is *elsewhere*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analysis import records, spoken, vocabulary
from analysis.counts import summary
from analysis.counts.asked import By, chosen, spelled
from analysis.counts.events import BALLOT, OWN, PERIOD
from analysis.counts.history import History
from analysis.counts.question import COLUMNS, COLUMNS_OF_PERSONS, LAST_DAY, Question
from analysis.refused import refuse_unknown
from analysis.spoken import Message
from analysis.words import Words


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
        Column → values that belong; None is a missing one.
    whole : bool
        Whether it is known who is outside. Of a plain table it is not, so nobody is followed.
    evaluated_on : str or None
        Month and day of a year's evaluation, ``11-30``; 31 December where it is not stated.
    """

    history: History
    years: tuple[int, ...]
    of: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    whole: bool = True
    evaluated_on: str | None = None

    def _repr_html_(self) -> str:
        """Show a summary in a notebook, in the language of whoever sits there."""
        return summary.as_html(self._summary())

    def __repr__(self) -> str:
        # That of a dataclass would print records.
        return summary.as_plain(self._summary())

    def _summary(self) -> list[summary.Block]:
        return summary.of_population(self, Words(spoken.of_user()))

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

    def of_years(self, years: Iterable[int]) -> "Population":
        """Return the same people asked about in other years."""
        return replace(self, years=tuple(sorted(set(years))))

    def reporting(self, *years: int) -> "Population":
        """Return the part on lists of units none of whose lists of these years is missing."""
        lists = self.of_years(years).lists()
        short = lists.loc[~lists["reported"], "unit"]
        if short.empty:
            return self
        kept = [unit for unit in lists["unit"].unique() if unit not in set(short)]
        return replace(self, of={**self.of, "unit": tuple(None if pd.isna(u) else u for u in kept)})

    @property
    def origin(self) -> str | None:
        """The one origin of the people; ValueError where they are of several."""
        return records.single_origin(self._ask("origins", ()))

    @property
    def of_whom(self) -> str:
        """Of whom this is, as `words.of_whom` words it."""
        return Question("count", self.of, self.years).of_whom()

    def count(self, by: By = ()) -> pd.DataFrame:
        """Return how many people are on the lists, in each state.

        Returns
        -------
        DataFrame
            by…, ``state`` (rated, not_rated, withheld; missing where a return does not tell it of
            women and men), ``n``; only what occurs, in order.
        """
        return self._ask("count", chosen(by, COLUMNS))

    def moves(self, year: int, next_year: int, by: By = ()) -> pd.DataFrame:
        """Return how many people went from which state in a year to which in another.

        Returns
        -------
        DataFrame
            by… (as in the first of the two years in which the person belongs), ``from``, ``to``
            (see `states.STATES`), ``n``; only what occurs, in order.
        """
        columns = chosen(by, COLUMNS_OF_PERSONS)
        return self._ask("moves", columns, (year, next_year))

    def paths(self, by: By = (), each_year: By = ()) -> pd.DataFrame:
        """Return how many people went which way through all years.

        Returns
        -------
        DataFrame
            by… (as in the first year in which the person belongs), then of each year
            ``state_<year>`` and each of `each_year` as ``<column>_<year>`` (missing in years in
            which the person does not belong), ``n``; only what occurs, in order.
        """
        steps = chosen(each_year, COLUMNS_OF_PERSONS)
        return self._ask("paths", chosen(by, COLUMNS_OF_PERSONS), each_year=steps)

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
            ``that_year`` (had: the event is of the start's year, up to its evaluation; came: and
            brought the person on to the lists; none; unknown), ``after`` (years), ``ended`` (see
            `following.ends`), ``n``; only what occurs, in order.
        """
        for each in (kind, before or kind):
            refuse_unknown("kind", each, vocabulary.codes("outcome_kinds"))
        refuse_unknown("start", start, ("first", "every", *self.years))
        columns = chosen(by, (*COLUMNS_OF_PERSONS, "rating"))
        day = self.evaluated_on or LAST_DAY
        return self._ask(
            "followed", columns, kind=kind, start=start, before=before, evaluated_on=day
        )

    def events(self, by: By = ("kind",)) -> pd.DataFrame:
        """Return how many events there were in the years in question, and of how many people.

        Parameters
        ----------
        by
            ``kind``, ``year``, ``first_year`` and ``last_year`` of the period, ``unit``, ``tier``
            or ``sex``, the last three the event's own.

        Returns
        -------
        DataFrame
            by…, ``events``, ``people``, ``origin`` (see `events.events`).
        """
        return self._ask("events", chosen(by, ("kind", "year", *PERIOD, *OWN)))

    def joined(self) -> pd.DataFrame:
        """Return how many events are of people on a list of evaluations (see `events.joined`)."""
        return self._ask("joined", ())

    def outcome_accounts(self) -> pd.DataFrame:
        """Return what became of every event of each list (see `events.accounts`)."""
        return self._ask("outcome_accounts", ())

    def ballots(self, by: By = ("date",)) -> pd.DataFrame:
        """Return how the votes of the years in question came out.

        Parameters
        ----------
        by
            ``post``, ``unit``, or what tells a ballot from others.

        Returns
        -------
        DataFrame
            by…, ``date``, ``body``, ``round``, ``rule``, the figures of a vote, ``origin``, ``n``
            (see `events.ballots`).
        """
        return self._ask("ballots", chosen(by, ("post", "unit", *BALLOT)))

    def lists(self) -> pd.DataFrame:
        """Return which lists there are, and are missing (see `coverage`)."""
        return self._ask("lists", ())

    def outside(self) -> pd.DataFrame:
        """Return who is on a list and not of the population, and why (see `reading.outside`)."""
        return self._ask("outside", ())

    def doubts(self) -> pd.DataFrame:
        """Return how many people may be one, or may be two (see `reading.doubts`)."""
        return self._ask("doubts", ())

    def recorded(self, *, anywhere: bool = False, partly: bool = False) -> pd.DataFrame:
        """Return in which years each kind of outcome is recorded (see `reading.recorded`).

        Parameters
        ----------
        anywhere : bool
            Of whatever tier: what happens to a followed person counts wherever it does.
        partly : bool
            Also where there are lists of some units alone.
        """
        if anywhere:
            return replace(self, of={}).recorded(partly=partly)
        told = self._ask("recorded", ())
        whole = told["units"] == told["of_units"]
        return told if partly else told[whole].reset_index(drop=True)

    def _ask(
        self, relation: str, by: tuple[str, ...], years: tuple[int, ...] = (), **more: Any
    ) -> pd.DataFrame:
        if not self.whole and relation in ("moves", "paths", "followed"):
            raise ValueError(Message("refused.not_followed"))
        return self.history.answer(Question(relation, self.of, years or self.years, by, more))

    def _values(self, name: str, given: Any) -> tuple[Any, ...]:
        refuse_unknown("column", name, COLUMNS)
        values = tuple(given) if isinstance(given, list | tuple | set | range) else (given,)
        return tuple(
            None if value is None else spelled(self.history, name, value) for value in values
        )
