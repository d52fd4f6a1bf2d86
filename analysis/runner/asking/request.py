"""A request for a build, checked before anything runs."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.places import resolve
from analysis.runner.asking.inputs import Inputs
from analysis.runner.asking.missing import missing_lists, small_units
from analysis.runner.asking.plan import Job, plan
from analysis.runner.asking.review import (
    RequestError,
    Review,
    line_of_key,
    nodes_of,
    read_review,
)
from analysis.sources import NothingReadable
from analysis.sources.ledger.published import is_ledger
from analysis.sources.mapping.stated import KEYS, Stated
from analysis.sources.state import NOTHING_STATED, read_state
from analysis.spoken import say

# That of a notebook which is told none.
_TIER = "district"


@dataclass(frozen=True)
class Request:
    """A checked request: the review, its jobs, and what was read for them."""

    name: str
    review: Review
    jobs: list[Job]
    inputs: Inputs

    @property
    def problems(self) -> pd.DataFrame:
        """The problems met while reading the source and the published ledger."""
        return self._both("met")

    @property
    def sheets(self) -> pd.DataFrame:
        """The sheets read of the source and of the published ledger."""
        return self._both("sheets")

    def errors(self) -> int:
        """Return how many problems are errors, each of which withheld rows."""
        return int((self.problems["severity"] == "error").sum())

    @cached_property
    def missing(self) -> pd.DataFrame:
        """The lists of the years and tiers under review that were expected and are not there."""
        first, last = self.review.years
        tiers = {str(job["parameters"].get("tier", _TIER)) for job in self.jobs}
        units = {job["unit"] for job in self.jobs}
        asked = () if "all" in units else units
        return missing_lists(self.inputs.source, range(first, last + 1), tiers, asked)

    @cached_property
    def small(self) -> frozenset[str]:
        """The units, or the whole, whose lists never have `FEWEST_JUDGED` people in a year."""
        tiers = {str(job["parameters"].get("tier", _TIER)) for job in self.jobs}
        units = {job["unit"] for job in self.jobs}
        return small_units(self.inputs.source.contents, self.review.years, tiers, units)

    def _both(self, table: str) -> pd.DataFrame:
        read = [self.inputs.source, self.inputs.ledger]
        tables = [getattr(history, table) for history in read]
        # A ledger that is the source too was read once.
        one = self.review.source == self.review.published
        return pd.concat(tables[:1] if one else tables, ignore_index=True)


def request(path: Path, unit: str | None = None) -> Request:
    """Read a review file and its source, and check that each job can be asked for.

    The source is read once: what was read of it is kept for the jobs (see `read_state`).

    Parameters
    ----------
    path
        The review file.
    unit
        A unit, ``all`` or ``each``, in place of the review's units.

    Raises
    ------
    RequestError
        The review file is wrong, nothing of the source can be read, or the plan is impossible.
    """
    review = read_review(path)
    if review.published is None and is_ledger(resolve(review.source)):
        # What a ledger states is told as it states it, its periods with it.
        review = review.model_copy(update={"published": review.source})
    if unit is not None:
        review = review.model_copy(update={"units": [unit]})
    try:
        inputs = _read(review, path)
    except NothingReadable as error:
        raise RequestError(f"{path}: {error}") from error
    try:
        jobs = plan(review, inputs.source)
    except RequestError as error:
        # A unit named on the command line stands in no line of the file.
        place = "--unit" if unit is not None and error.key == "units" else _place(path, error.key)
        raise RequestError(f"{place}: {error}") from None
    units = tuple({job["unit"] for job in jobs} - {"all"})
    return Request(path.stem, review, jobs, replace(inputs, units=units))


def _read(review: Review, path: Path) -> Inputs:
    places = dict.fromkeys(filter(None, [review.source, review.published]))
    of_source = _stated(review, path)
    states = tuple(
        read_state(place, of_source if place == review.source else NOTHING_STATED)
        for place in places
    )
    return Inputs(states, has_ledger=bool(review.published))


def _stated(review: Review, path: Path) -> Stated:
    """Return what a review states of its source, in the words of the mapping file."""
    content = {key: said for key in KEYS if (said := getattr(review, key)) is not None}
    return Stated(review.tier, path.name, content, nodes_of(path) if content else None)


def _place(path: Path, key: str | None) -> str:
    return say("at_line", path=path, line=line_of_key(path, key)) if key else str(path)
