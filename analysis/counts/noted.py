"""The history that a run of a build is given: it answers what is asked, and notes that it was.

Questions, of the whole or of a part, are answered from what is kept. A record table that is
looked at is read for it, and noted with a hash of the part that was seen: coarse, since rows that
the run does not use are in it too. The problems `met`, `sheets` and `claims` are read without any
person.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from analysis.counts.history import History
from analysis.counts.kept import TABLE, Answers
from analysis.counts.question import Question

Note = Callable[[Question, str], None]
Problems = Callable[[pd.DataFrame], pd.DataFrame]
# The parts of the history that are seen, in the order in which they were chosen.
Steps = tuple[tuple[str, Any], ...]


class NotedHistory(History):
    """A history of which is noted what is asked and looked at.

    Parameters
    ----------
    answers : Answers
        Answers from the state that the build began with.
    note : callable
        Is given each question, and the hash of its answer.
    """

    def __init__(
        self, answers: Answers, note: Note, steps: Steps = (), more: tuple[Problems, ...] = ()
    ) -> None:
        self.__dict__.update(_answers=answers, _note=note, _steps=steps, _more=more, _seen={})

    def __getattribute__(self, name: str) -> Any:
        """Return a table for a field, noting that it was looked at."""
        return self._look(name) if name in _TABLES else super().__getattribute__(name)

    def answer(self, question: Question) -> pd.DataFrame:
        """Return the answer to a question, from what is kept."""
        if self._steps:
            question = replace(question, more={**question.more, "steps": self._steps})
        told, digest = self._answers.answer(question)
        self._note(question, digest)
        return told

    def of_unit(self, unit: str, *, perhaps: bool = False) -> History:
        """See `History`; a run of a build is of a unit that there is."""
        return self if unit == "all" else self._step("unit", unit)

    def of_tier(self, tier: str) -> History:
        """See `History`."""
        self.people((), tier=tier)
        return self._step("tier", tier)

    def of_years(self, years: Iterable[int] | None) -> History:
        """See `History`."""
        return self if years is None else self._step("years", tuple(sorted(set(years))))

    def with_problems(self, of: Callable[[pd.DataFrame], pd.DataFrame]) -> History:
        """See `History`; the sheets are looked at when the problems are."""
        return NotedHistory(self._answers, self._note, self._steps, (*self._more, of))

    def _step(self, step: str, given: Any) -> History:
        steps = (*self._steps, (step, given))
        return NotedHistory(self._answers, self._note, steps, self._more)

    def _with(self, **tables: Any) -> History:
        return History(**{name: tables.get(name, getattr(self, name)) for name in _TABLES})

    def _look(self, name: str) -> Any:
        if name not in self._seen:
            asked = Question(TABLE, {}, more={"name": name, "steps": self._steps})
            seen, digest = self._answers.look(asked)
            self._note(asked, digest)
            if name == "met":
                more = [told for of in self._more if len(told := of(self.sheets))]
                seen = pd.concat([seen, *more], ignore_index=True) if more else seen
            self._seen[name] = seen
        return self._seen[name]


_TABLES = {field.name for field in fields(History)}
