"""Which jobs of a build have to run, which the store has, and why."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from analysis.runner import store
from analysis.runner.fingerprint import Parts, fingerprint
from analysis.runner.plan import Job

_CHANGED = {
    "notebook": "the notebook",
    "parameters": "its parameters",
    "data": "the data that it reads",
    "published": "the published figures",
    "code": "the code of the project",
    "lock": "the versions of its libraries",
    "python": "Python or the platform",
}


@dataclass(frozen=True)
class Decision:
    """Whether a job runs, and why.

    Attributes
    ----------
    fingerprint : str
        Of the job, with the parts that it is made of.
    kept : store.Entry or None
        What the store has of it; None: it has to run.
    why : str
        The reason, in words.
    """

    job: Job
    parts: Parts
    fingerprint: str
    kept: store.Entry | None
    why: str


def decide(
    jobs: Sequence[Job],
    parts: Sequence[Parts],
    place: Path,
    previous: Mapping[str, Any] | None,
    force: bool = False,
) -> list[Decision]:
    """Return the decision on each job, in the jobs' order.

    Parameters
    ----------
    parts
        The parts of the jobs' fingerprints.
    place
        The store.
    previous
        The manifest of the published build, which tells what has changed since.
    force
        Run them all.
    """
    before = {record["folder"]: record for record in (previous or {}).get("jobs", ())}
    decisions = []
    for job, own in zip(jobs, parts, strict=True):
        mark = fingerprint(own)
        kept = None if force else store.find(place, mark)
        why = "forced" if force else _why(own, kept, before.get(job["folder"]))
        decisions.append(Decision(job, own, mark, kept, why))
    return decisions


def _why(parts: Parts, kept: store.Entry | None, before: Mapping[str, Any] | None) -> str:
    if kept is not None:
        return "unchanged" if before and before["parts"] == parts else "kept from an earlier build"
    if before is None:
        return "not built before"
    changed = [
        words for part, words in _CHANGED.items() if before["parts"].get(part) != parts[part]
    ]
    if changed:
        return f"changed: {', '.join(changed)}"
    if before["status"] != "done":
        return f"{before['status'].replace('_', ' ')} last time"
    return "its files in the store are gone or damaged"


def unchanged(
    jobs: Sequence[Job],
    parts: Sequence[Parts],
    pages: str,
    place: Path,
    previous: Mapping[str, Any] | None,
) -> bool:
    """Say whether the published build is already what a build would make.

    Parameters
    ----------
    parts
        The parts of the jobs' fingerprints.
    pages
        Hash of what the pages are made of beside the runs (see `pages_hash`).
    place
        The published folder.
    previous
        Its manifest.
    """
    if previous is None or previous.get("pages_sha256") != pages:
        return False
    records = previous["jobs"]
    marks = {job["folder"]: fingerprint(own) for job, own in zip(jobs, parts, strict=True)}
    if {record["folder"]: record["fingerprint"] for record in records} != marks:
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


def pages_hash(described: Mapping[str, Any], templates: Path) -> str:
    """Return the hash of what the pages say beside the runs, and of their templates."""
    total = hashlib.sha256(json.dumps(described, sort_keys=True, default=str).encode())
    for path in sorted(templates.rglob("*")):
        if path.is_file():
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
