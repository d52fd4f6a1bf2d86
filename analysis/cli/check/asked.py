"""What `review check` was asked of, and the result tables of it, each worked out once."""

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import findings, measures
from analysis.counts import Population
from analysis.counts.history import History
from analysis.findings import Finding
from analysis.measures.lists.coverage import MISSING
from analysis.record_checks import EARLIEST_YEAR, LATEST_YEAR
from analysis.words import Words

_TEXTS = Path(__file__).with_name("reading.yml")
# A longer span is that of a slip: then the years with a list are taken alone.
_LONGEST_SPAN = 30


def say(key: str, words: Words, **values: object) -> str:
    """Return what the command says under a key of ``reading.yml``."""
    return words.say(_TEXTS, key, **values)


@dataclass(frozen=True)
class Asked:
    """A source that was read, and what is told of it in a language.

    A `ledger` of published figures is held against it.
    """

    history: History
    words: Words
    ledger: History | None = None

    def say(self, key: str, **values: object) -> str:
        """Return what the command says under a key, in the language."""
        return say(key, self.words, **values)

    def number(self, value: Any) -> str:
        """Return a number as it is written in the language."""
        return self.words.number(value)

    @cached_property
    def sheets(self) -> pd.DataFrame:
        """What each sheet was taken for."""
        told = self.history
        return measures.sheets_understood(told.contents, told.headings, told.accounts)

    @cached_property
    def skips(self) -> pd.DataFrame:
        """For what the rows of each sheet were skipped."""
        from analysis.cli.check.understood import skips

        return skips(self.history.accounts, self.words)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """The problems met, in the language."""
        return findings.in_language(self.met, words=self.words)

    @cached_property
    def met(self) -> pd.DataFrame:
        """The problems met in the source and in the ledger."""
        read = self.history.met
        if self.ledger is None or self.ledger is self.history:
            return read
        return pd.concat([read, self.ledger.met], ignore_index=True)

    @cached_property
    def held(self) -> pd.DataFrame:
        """The published figures and checks, each held against the source."""
        assert self.ledger is not None
        told = self.history
        everybody = told.people(range(EARLIEST_YEAR, LATEST_YEAR + 1))
        return measures.reconcile(self.ledger.claims, everybody, told.sheets, told.met)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """What became of every published figure."""
        assert self.ledger is not None
        account = measures.ledger_account(self.held, self.ledger.claims)
        return findings.in_language(account, words=self.words)

    @cached_property
    def lists(self) -> pd.DataFrame:
        """Which units sent a list in which year, from the first year with one to the last."""
        rows = self.history.evaluations
        if len(set(rows["origin"])) > 1:
            # What is simulated beside them was sent by nobody.
            recorded = rows[rows["origin"] == "recorded"].reset_index(drop=True)
            return measures.coverage(replace(self.history, evaluations=recorded).people(self.years))
        return measures.coverage(self.history.people(self.years))

    @cached_property
    def years(self) -> list[int]:
        """The years in question."""
        met = sorted({int(year) for year in self.history.evaluations["year"]})
        span = range(met[0], met[-1] + 1) if met else range(0)
        return list(span) if len(span) <= _LONGEST_SPAN else met

    @cached_property
    def near(self) -> pd.DataFrame:
        """Names beside a missing list that may be the unit's."""
        return measures.near_names(self.lists)

    @cached_property
    def perhaps(self) -> dict[tuple[str, int], str]:
        """The file that may be a unit's list of a year, by its head; it names no unit itself."""
        met = self.met[self.met["cause"] == "unit_perhaps"]
        lists = met.merge(self.history.sheets, on=["file", "sheet"])
        return {
            (json.loads(row.named)["near"], year): str(row.file)
            for row in lists.itertuples()
            for year in range(int(row.first_year), int(row.last_year) + 1)
        }

    @cached_property
    def jumps(self) -> pd.DataFrame:
        """Units whose list has half or double the people of the one before."""
        return measures.size_jumps(self.lists)

    @cached_property
    def findings(self) -> list[Finding]:
        """What is said at the end: what was read, what is wrong, who has not sent."""
        everybody = self.history.people(self.years)
        with self.words.spoken():
            return [
                findings.records_read(self._of_any_year, self.history.sheets),
                findings.rows_accounted(self.sheets),
                *self._events_accounted(everybody),
                findings.problems_met(self.met, self.lists),
                findings.coverage(self.lists),
                *findings.near_names(self.near),
                *findings.size_jumps(self.jumps),
                *self._figures_held(),
            ]

    @property
    def _of_any_year(self) -> Population:
        """All that was read: votes and events are of other years than the lists too."""
        read, votes = self.history.outcomes, self.history.votes["date"].dt.year
        met = pd.concat([read["first_year"], read["last_year"], votes]).dropna()
        return self.history.people(sorted({*self.years, *met.astype(int)}))

    def _figures_held(self) -> list[Finding]:
        if self.ledger is None:
            return []
        return [findings.reconciled(self.held, self.figures)]

    def _events_accounted(self, everybody: Population) -> list[Finding]:
        """Return what became of the events on the lists, where there are any."""
        told = measures.outcome_accounts(everybody)
        if told.empty:
            return []
        covered = measures.outcomes_recorded(self.history.people(self.years))
        return [
            findings.outcomes_accounted(told),
            findings.outcomes_covered(covered),
        ]

    @property
    def status(self) -> int:
        """The exit status: 1 where rows are withheld or a list is missing."""
        errors = (self.met["severity"] == "error").any()
        return int(errors or (self.lists["list"] == MISSING).any())
