"""Which jobs of a build have to run, which the store has, and why."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from analysis.runner.asking.inputs import Inputs
from analysis.runner.asking.plan import Job
from analysis.runner.keeping import store
from analysis.runner.keeping.asked import asked_of
from analysis.runner.keeping.fingerprint import Parts, by_request, request_mark
from analysis.spoken import say

_CHANGED = ("notebook", "parameters", "code", "lock", "python")
_ANSWERS = ("data", "published")


@dataclass(frozen=True)
class Decision:
    """Whether a job runs, and why.

    Attributes
    ----------
    parts : dict of str
        What the job is but for the data (see `fingerprint`).
    mark : str
        The mark of what it asks for.
    fingerprint : str or None
        Of the run that is kept of it; None: it has to run.
    kept : store.Entry or None
        What the store has of that.
    forgotten : tuple of str
        Kept runs of the same request that are not to be taken any more.
    why : str
        The reason, in words.
    """

    job: Job
    parts: Parts
    mark: str
    fingerprint: str | None
    kept: store.Entry | None
    forgotten: tuple[str, ...]
    why: str


def current_runs(parts: Sequence[Parts], place: Path, inputs: Inputs) -> list[str | None]:
    """Return the kept run of each request that would be answered the same now, if there is one.

    Here, and nowhere else, is decided whether a run is current: all that it is made of is the
    same, the request's mark tells, and each question that it asked has the answer that it had.

    Parameters
    ----------
    parts
        The parts of the jobs.
    place
        The store.
    inputs
        What would answer.
    """
    runs_of = by_request(store.names(place))
    return [
        next((name for name in runs_of(mark) if _otherwise(name, place, inputs) == set()), None)
        for mark in map(request_mark, parts)
    ]


def _otherwise(name: str, place: Path, inputs: Inputs) -> set[str] | None:
    """Return which sources answer otherwise than a kept run was answered; None if that is gone."""
    told = store.asked_by(place, name)
    try:
        return None if told is None else inputs.otherwise(asked_of(told))
    except ValueError:
        return None


def decide(
    jobs: Sequence[Job],
    parts: Sequence[Parts],
    current: Sequence[str | None] | None,
    place: Path,
    previous: Mapping[str, Any] | None,
    inputs: Inputs,
) -> list[Decision]:
    """Return the decision on each job, in the jobs' order.

    Parameters
    ----------
    parts
        The parts of the jobs.
    current
        Of each the kept run that is current, if there is one; None: all are to run.
    place
        The store.
    previous
        The manifest of the published build, which tells what has changed since.
    inputs
        What would answer.
    """
    before = {record["folder"]: record for record in (previous or {}).get("jobs", ())}
    runs_of = by_request(store.names(place))
    force, current = current is None, current or [None] * len(jobs)
    decisions = []
    for job, own, name in zip(jobs, parts, current, strict=True):
        mark, record = request_mark(own), before.get(job["folder"])
        kept = store.find(place, name) if name else None
        found = name if kept else None
        why = say("why.forced") if force else _why(own, found, record, place, inputs)
        forgotten = tuple(runs_of(mark)) if force else ()
        decisions.append(Decision(job, own, mark, found, kept, forgotten, why))
    return decisions


def _why(
    parts: Parts, kept: str | None, before: Mapping[str, Any] | None, place: Path, inputs: Inputs
) -> str:
    if kept is not None:
        same = before and before["fingerprint"] == kept
        return say("why.same" if same else "why.earlier")
    if before is None:
        return say("why.new")
    changed = [part for part in _CHANGED if before["parts"].get(part) != parts[part]]
    if not changed and before["status"] != "done":
        return say("why.last_time", end=say(f"ends.{before['status']}"))
    otherwise = _otherwise(before["fingerprint"], place, inputs) or set()
    changed += [role for role in _ANSWERS if role in otherwise]
    if changed:
        return say("why.changed", parts=", ".join(say(f"why.of.{part}") for part in changed))
    return say("why.damaged")


def unchanged(
    jobs: Sequence[Job],
    current: Sequence[str | None],
    pages: str,
    place: Path,
    previous: Mapping[str, Any] | None,
) -> bool:
    """Say whether the published build is already what a build would make.

    Parameters
    ----------
    current
        The runs of the jobs that are current.
    pages
        Hash of what the pages are made of beside the runs.
    place
        The published folder.
    previous
        Its manifest.
    """
    if previous is None or previous.get("pages_sha256") != pages:
        return False
    records = previous["jobs"]
    wanted = {job["folder"]: run for job, run in zip(jobs, current, strict=True)}
    if {record["folder"]: record["fingerprint"] for record in records} != wanted:
        return False
    if any(record["status"] != "done" for record in records):
        return False
    return _files(place) == {*previous["files"], "manifest.json"}


def _files(place: Path) -> set[str]:
    # A year-end build has 15,000, and `Path.rglob` takes as long as all else an idle build does.
    found: set[str] = set()
    for folder, _, names in os.walk(place):
        inside = PurePath(folder).relative_to(place).as_posix()
        found.update(names if inside == "." else (f"{inside}/{name}" for name in names))
    return found
