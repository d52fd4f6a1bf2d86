"""What was read from a source once, kept until one of its files changes.

A snapshot is two files of a state's folder (see `analysis.formats.kept`), each a line that tells
what is in it, then record tables as Arrow streams: *reading*, in which nobody is, and *people*,
which is read by whoever answers questions about them, and by nobody else.
"""

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.counts.history import History, empty_history
from analysis.counts.kept import READ_TABLES, read_frame, write_frame
from analysis.counts.states.recorded import Recorded
from analysis.formats.kept import forget_damaged, keep, read_kept, state_folder
from analysis.places import package_sha256, sha256
from analysis.sources.people.pseudonym import secret_digest

_TABLES = {
    "reading": READ_TABLES,
    "people": ("evaluations", "outcomes", "votes", "doubts"),
}
# Everything between a file and an answer: the record tables, and the numbers asked of them.
_READERS = (
    "sources/**/*.py",
    "sources/**/*.yml",
    "counts/**/*.py",
    "claims/**/*.py",
    "formats/*.py",
    "*.py",
    "*.yml",
)


def files_digest(files: Iterable[tuple[str, Path]], odd: Iterable[tuple[str, str]] = ()) -> str:
    """Return the SHA-256, in hex, of the names and bytes of a source's files, as they are now.

    Parameters
    ----------
    files : iterable of (str, Path)
        Each file's name within its source, and its place. One that cannot be read counts with
        the reason.
    odd : iterable of (str, str)
        What is passed over: its name, and why.
    """
    total = hashlib.sha256()
    for name, why in odd:
        total.update(f"{name}\0{why}\n".encode("utf-8", "surrogateescape"))
    for name, path in files:
        try:
            content = sha256(path)
        except OSError as error:
            content = type(error).__name__
        total.update(name.encode("utf-8", "surrogateescape") + f"\0{content}\n".encode())
    return total.hexdigest()


def snapshot_key(digest: str) -> str:
    """Return what the snapshot of a source is called whose files have a digest.

    Returns
    -------
    str
        SHA-256, in hex, of the files' digest, of the code that reads and counts them, and of the
        secret that makes the pseudonyms: another of any of them makes other tables or answers.
    """
    total = hashlib.sha256(f"{pd.__version__} {pa.__version__} {_readers_sha256()}".encode())
    return hashlib.sha256(total.digest() + secret_digest() + digest.encode()).hexdigest()


def read_reading(key: str) -> History | None:
    """Return what is kept under a key, without the people; None where there is nothing whole."""
    return _read(key, "reading", empty_history())


def read_snapshot(key: str) -> History | None:
    """Return the history kept under a key; None where it is not, or not whole."""
    reading = read_reading(key)
    return None if reading is None else _read(key, "people", reading)


def keep_snapshot(key: str, history: History) -> None:
    """Keep a history under a key, where that can be."""
    for part in _TABLES:
        keep(state_folder(key) / part, _packed(history, part))


def _read(key: str, part: str, others: History) -> History | None:
    path = state_folder(key) / part
    if (content := read_kept(path)) is None:
        return None
    try:
        return replace(others, **_unpacked(content, part))
    # What the checksum lets through can only be written by another program.
    except (ValueError, KeyError, TypeError, pa.ArrowException):
        forget_damaged(path)
        return None


def _packed(history: History, part: str) -> bytes:
    body = io.BytesIO()
    told = sorted(history.recorded_outcomes, key=str) if part == "reading" else None
    body.write(json.dumps({"recorded_outcomes": told}).encode() + b"\n")
    for name in _TABLES[part]:
        write_frame(getattr(history, name), body)
    return body.getvalue()


def _unpacked(content: bytes, part: str) -> dict[str, Any]:
    line, _, streams = content.partition(b"\n")
    told, buffer = json.loads(line)["recorded_outcomes"], pa.BufferReader(streams)
    fields: dict[str, Any] = {name: read_frame(buffer) for name in _TABLES[part]}
    if told is not None:
        fields["recorded_outcomes"] = frozenset(Recorded(*each) for each in told)
    return fields


@cache
def _readers_sha256() -> str:
    return package_sha256(*_READERS)
