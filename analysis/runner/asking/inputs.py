"""What a review reads, and whether what its runs asked of it would be answered the same now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.counts.history import History, empty_history
from analysis.counts.kept import Answers
from analysis.counts.question import Question
from analysis.runner.keeping.asked import Asked
from analysis.sources.state import ROLES, State


@dataclass(frozen=True)
class Inputs:
    """What the jobs of a review read: the source and the published ledger, if there is one.

    Attributes
    ----------
    states : tuple of State
        Of the source, and of the ledger where that is another.
    units : tuple of str
        Of which the jobs ask.
    """

    states: tuple[State, ...]
    has_ledger: bool = False
    units: tuple[str, ...] = ()
    _told: dict[tuple[str, str], str | None] = field(default_factory=dict, init=False, repr=False)

    @property
    def source(self) -> History:
        """What was read of the source."""
        return self.states[0].history

    @property
    def ledger(self) -> History:
        """What was read of the ledger; nothing where there is none."""
        return self.states[-1].history if self.has_ledger else empty_history()

    def changed(self) -> list[str]:
        """Return the places of those whose files are no longer what was read."""
        return [state.place for state in self.states if state.changed()]

    def otherwise(self, asked: Sequence[Asked]) -> set[str]:
        """Return to which roles questions now have other answers; none: the run is current."""
        return {each.role for each in asked if self._digest(each) != each.digest}

    def _digest(self, asked: Asked) -> str | None:
        key = asked.role, json.dumps(asked.question)
        if key not in self._told:
            self._told[key] = self._asked_now(asked)
        return self._told[key]

    def _asked_now(self, asked: Asked) -> str | None:
        try:
            return self._answers[asked.role].digest(Question.of_plain(asked.question))
        # A unit that is gone, two origins since: what can no longer be asked is not the same.
        except Exception:
            return None

    @cached_property
    def _answers(self) -> dict[str, Answers]:
        states = zip(ROLES, self.states, strict=False)
        return {role: state.answers(self.units) for role, state in states}
