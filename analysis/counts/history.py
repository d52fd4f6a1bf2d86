"""A history: the record tables that were read together, and the parts of it."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import records, spoken
from analysis.counts import summary
from analysis.counts.question import Question, month_and_day
from analysis.problem_words import worded
from analysis.refused import refuse_unknown
from analysis.words import Words

if TYPE_CHECKING:
    from analysis.counts.population import Population


@dataclass(frozen=True)
class History:
    """What was read: the record tables, the problems met, and the sheets they came from.

    Attributes
    ----------
    evaluations, outcomes, votes, claims : pandas.DataFrame
        The record tables (see the schemas of this module).
    met : pandas.DataFrame
        The problems met, one a row: severity, key, place and what they name (`problems` in words).
    sheets : pandas.DataFrame
        One row per sheet and table read: provenance with the file's SHA-256.
    recorded_outcomes : frozenset of Recorded, or of (tier, kind, year)
        What the lists of events cover, whichever unit of the source this is: where a kind is
        covered for a tier, year and unit, nobody having it is a zero, if a list says so; where it
        is not, nothing is known (see `recorded`).
    units : pandas.DataFrame
        The record table of units; empty where the office does not say which it expects.
    doubts : pandas.DataFrame
        How many people of each two years may be one, or may be two (see `records.DOUBTS`).
    accounts : pandas.DataFrame
        What every row of each sheet was taken for (see `records.ACCOUNTS`).
    outcome_accounts : pandas.DataFrame
        What became of every event of each list (see `records.OUTCOME_ACCOUNTS`).
    headings, contents : pandas.DataFrame
        What each heading was taken for, and of which years, units and tiers each sheet is (see
        `records.HEADINGS` and `records.CONTENTS`).
    """

    evaluations: pd.DataFrame
    outcomes: pd.DataFrame
    votes: pd.DataFrame
    claims: pd.DataFrame
    met: pd.DataFrame
    sheets: pd.DataFrame
    recorded_outcomes: frozenset[tuple] = frozenset()
    units: pd.DataFrame = field(default_factory=lambda: records.frame(records.UNITS))
    doubts: pd.DataFrame = field(default_factory=lambda: records.frame(records.DOUBTS))
    accounts: pd.DataFrame = field(default_factory=lambda: records.frame(records.ACCOUNTS))
    outcome_accounts: pd.DataFrame = field(
        default_factory=lambda: records.frame(records.OUTCOME_ACCOUNTS)
    )
    headings: pd.DataFrame = field(default_factory=lambda: records.frame(records.HEADINGS))
    contents: pd.DataFrame = field(default_factory=lambda: records.frame(records.CONTENTS))

    def people(
        self,
        years: Iterable[int] | None = None,
        *,
        evaluated_on: str | None = None,
        **conditions: Any,
    ) -> "Population":
        """Return the people of whom something is asked.

        Parameters
        ----------
        years : iterable of int, optional
            The years in question; by default those with a list.
        evaluated_on : str, optional
            The day of a year's evaluation, as *30/11*; what follows a rating is after it. By
            default, and where it is empty, 31 December.
        **conditions
            A column of the evaluations and the value, or list of values, that belong. ``unit``
            can be ``all``.

        Raises
        ------
        ValueError
            There is no such column or value; the message names the nearest. Or the day is none.
        """
        from analysis.counts.population import Population

        if years is None:
            listed = self.answer(Question("values", {}, by=("year",)))
            years = listed["year"]
        if conditions.get("unit") == "all":
            del conditions["unit"]
        day = month_and_day(evaluated_on) if evaluated_on else None
        in_order = tuple(sorted({int(year) for year in years}))
        whole = Population(self, in_order, evaluated_on=day)
        return whole.where(**conditions)

    def _repr_html_(self) -> str:
        """Show a summary in a notebook, in the language of whoever sits there."""
        return summary.as_html(self._summary())

    def __repr__(self) -> str:
        # That of a dataclass would print records.
        return summary.as_plain(self._summary())

    def _summary(self) -> list[summary.Block]:
        return summary.of_history(self, Words(spoken.of_user()))

    def answer(self, question: Question) -> pd.DataFrame:
        """Return the answer to a question, from the records (in a run of a build: see `noted`)."""
        from analysis.counts.engine import answer

        return answer(question, self)

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was worked out of this history before, which no question changes."""
        known = self.__dict__.setdefault("_remembered", {})
        if key not in known:
            known[key] = make()
        return known[key]

    def of_unit(self, unit: str, *, perhaps: bool = False) -> "History":
        """Return the part of the history that concerns one unit; ``all`` is the whole.

        Parameters
        ----------
        unit : str
        perhaps : bool
            Of a unit that is not there nothing is asked, and that is no slip: of published
            figures few are of one unit.

        Raises
        ------
        ValueError
            There is no such unit; the message names the nearest.
        """
        if unit == "all":
            return self
        parts = ("evaluations", "outcomes", "votes", "claims")
        if not perhaps:
            known = {name for p in parts for name in getattr(self, p)["unit"].dropna()}
            refuse_unknown("unit", unit, sorted(known))
        # What covers every unit covers this one, and a triple tells no unit.
        recorded = frozenset(e for e in self.recorded_outcomes if (*e, None)[3] in (None, unit))
        own = {p: _where(getattr(self, p), "unit", {unit}) for p in parts}
        return self._with(**own, recorded_outcomes=recorded)

    def of_tier(self, tier: str) -> "History":
        """Return the evaluations, outcomes and claims of one managing tier, no row withheld.

        A table that tells no tier at all is of one body of cadres and is taken whole. Tiers are
        never pooled: what one year has of both and another of one alone would look like a change.

        Raises
        ------
        ValueError
            There is no such tier; the message names the nearest.
        """
        self.people((), tier=tier)
        parts = {p: getattr(self.sound, p) for p in ("evaluations", "outcomes", "claims")}
        told = {name: table for name, table in parts.items() if table["tier"].notna().any()}
        recorded = {each for each in self.recorded_outcomes if each[0] == tier}
        if not any(each[0] for each in self.recorded_outcomes):
            recorded = set(self.recorded_outcomes)
        parts |= {name: _where(table, "tier", {tier}) for name, table in told.items()}
        return self._with(**parts, recorded_outcomes=frozenset(recorded))

    @property
    def problems(self) -> pd.DataFrame:
        """The problems met, with ``reason`` and ``remedy`` in words (`Words.now`)."""
        return worded(self.met, Words.now())

    @property
    def sound(self) -> "History":
        """The history without withheld evaluations, for measures that do not know the state."""
        withheld = self.evaluations["withheld"].to_numpy(dtype=bool)
        if not withheld.any():
            return self
        return self._with(evaluations=self.evaluations[~withheld].reset_index(drop=True))

    @property
    def origin(self) -> str | None:
        """The one origin of the evaluations; ValueError where they are of several."""
        return records.single_origin(self.evaluations)

    def of_years(self, years: Iterable[int] | None) -> "History":
        """Return the part of the history inside the years; None is the whole.

        A count of a period belongs where the whole period is inside; claims stay whole,
        because a claim of a later year can still be compared with.
        """
        if years is None:
            return self
        wanted = set(years)
        inside = self.outcomes[["first_year", "last_year"]].isin(wanted).all(axis=1)
        held = self.votes["date"].dt.year.isin(wanted)
        return self._with(
            evaluations=_where(self.evaluations, "year", wanted),
            outcomes=self.outcomes[inside].reset_index(drop=True),
            votes=self.votes[held].reset_index(drop=True),
            recorded_outcomes=frozenset(e for e in self.recorded_outcomes if e[2] in wanted),
        )

    def reading(self) -> "History":
        """Return what was read, without the people."""
        people = ("evaluations", "outcomes", "votes", "doubts")
        return self._with(**{name: getattr(self, name)[:0] for name in people})

    def with_problems(self, of: Callable[[pd.DataFrame], pd.DataFrame]) -> "History":
        """Return the history with further problems, which are told by its sheets."""
        more = of(self.sheets)
        if more.empty:
            return self
        return self._with(met=pd.concat([self.met, more], ignore_index=True))

    def _with(self, **tables: Any) -> "History":
        return replace(self, **tables)


def empty_history() -> History:
    """Return a history of nothing, for a review that lays no published figures over its data."""
    schemas = (
        *(records.EVALUATIONS, records.OUTCOMES, records.VOTES),
        *(records.CLAIMS, records.PROBLEMS, records.SHEETS),
    )
    return History(*(records.frame(schema) for schema in schemas))


def _where(table: pd.DataFrame, column: str, values: set) -> pd.DataFrame:
    return table[table[column].isin(values)].reset_index(drop=True)
