"""What a run asked of its sources, and was answered: while that is the same, it is current."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Where a run notes what it asks, in its unfinished folder.
NOTES = ".asked"


class Asked(NamedTuple):
    """A question of a run, in its plain form, and the hash of its answer.

    `role` says of which source: see `state.ROLES`.
    """

    role: str
    question: list[Any]
    digest: str


def taken_notes(folder: Path) -> list[Asked]:
    """Return what a finished run asked, each once, in an order of its own; the notes are removed.

    Raises
    ------
    ValueError
        They are none: the run wrote something else into that file.
    """
    notes = folder / NOTES
    if not notes.exists():
        return []
    lines = sorted(set(notes.read_text(encoding="utf-8").splitlines()))
    notes.unlink()
    return asked_of([json.loads(line) for line in lines])


def asked_of(told: Any) -> list[Asked]:
    """Return what was kept of what a run asked; ValueError where that is something else."""
    try:
        asked = [Asked(role, question, digest) for role, question, digest in told]
    except TypeError as error:
        raise ValueError("this is not what a run asks") from error
    if not all(isinstance(each.role, str) and isinstance(each.digest, str) for each in asked):
        raise ValueError("this is not what a run asks")
    return asked


def digest_of(asked: Sequence[Asked]) -> str:
    """Return the SHA-256, in hex, of questions and answers; empty where nothing was asked."""
    told = json.dumps(asked, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest() if asked else ""
