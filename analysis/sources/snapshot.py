"""What was read from a source once, kept until one of its files changes: a help, never needed.

A snapshot is one file: a line that says what it is, the SHA-256 of the rest, then the record
tables as Arrow streams. It is written aside and renamed, so it is whole or absent; one that is
not what it was when it was kept is removed, said, and read anew by who asked for it.
"""

import contextlib
import hashlib
import io
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
from platformdirs import user_cache_path

from analysis.counts.history import History
from analysis.places import PROJECT_NAME, package_sha256, sha256
from analysis.sources.pseudonym import secret_digest

_log = logging.getLogger(__name__)
_HEAD = b"cadre-review snapshot 3\n"
_DIGEST_BYTES = hashlib.sha256().digest_size
_TABLES = (
    *("evaluations", "outcomes", "votes", "claims"),
    *("problems", "sheets", "units", "doubts"),
)
# Several reviews' sources, as they were before their last few changes.
_KEPT = 32
# What is older and still unfinished was left by a process that was killed.
_SECONDS_TO_FINISH = 3600
# Everything between a file and its record tables.
_READERS = ("sources/**/*.py", "sources/**/*.yml", "*.py", "*.yml")


def snapshots_folder() -> Path:
    """Return where snapshots lie, for the eyes of this user alone: they hold rows of persons."""
    return user_cache_path(PROJECT_NAME) / "snapshots"


def files_digest(files: Iterable[tuple[str, Path]]) -> str:
    """Return the SHA-256, in hex, of the names and bytes of a source's files, as they are now.

    Parameters
    ----------
    files : iterable of (str, Path)
        Each file's name within its source, and its place. One that cannot be read counts with
        the reason.
    """
    total = hashlib.sha256()
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
        SHA-256, in hex, of the files' digest, of the code that reads them, and of the secret
        that makes the pseudonyms: another of any of them makes other tables.
    """
    total = hashlib.sha256(f"{pd.__version__} {pa.__version__} {_readers_sha256()}".encode())
    return hashlib.sha256(total.digest() + secret_digest() + digest.encode()).hexdigest()


def read_snapshot(key: str) -> History | None:
    """Return the history kept under a key; None where there is none, or a damaged one."""
    path = snapshots_folder() / key
    try:
        content = path.read_bytes()
    except OSError:
        return None
    try:
        history = _unpacked(content, key)
    # What the checksum lets through can only be written by another program.
    except (ValueError, KeyError, TypeError, pa.ArrowException):
        _log.warning("what was kept of a source is damaged, so the source is read again: %s", path)
        _remove(path)
        return None
    _touch(path)
    return history


def keep_snapshot(key: str, history: History) -> None:
    """Keep a history under a key, complete or not at all, and the latest others beside it.

    Where nothing can be kept – the disk is full, the folder is read-only or is none – it is said
    and nothing else happens.
    """
    folder, unfinished = snapshots_folder(), None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(_packed(history, key))
        _remove(folder / key, folders_only=True)
        Path(unfinished).replace(folder / key)
    except OSError as error:
        _log.warning("what was read of a source cannot be kept, so each run reads it: %s", error)
        if unfinished:
            _remove(Path(unfinished))
        return
    _forget_all_but(_KEPT)


def forget_snapshots() -> int:
    """Remove all snapshots and return how many there were."""
    return _forget_all_but(0)


def _packed(history: History, key: str) -> bytes:
    told = sorted(history.recorded_outcomes, key=str)
    body = io.BytesIO()
    body.write(json.dumps({"key": key, "recorded_outcomes": told}).encode() + b"\n")
    for name in _TABLES:
        table = pa.Table.from_pandas(getattr(history, name), preserve_index=False)
        with pa.ipc.new_stream(body, table.schema) as stream:
            stream.write_table(table)
    content = body.getvalue()
    return _HEAD + hashlib.sha256(content).digest() + content


def _unpacked(content: bytes, key: str) -> History:
    start = len(_HEAD) + _DIGEST_BYTES
    body = content[start:]
    if content[:start] != _HEAD + hashlib.sha256(body).digest():
        raise ValueError("not what was written")
    line, _, streams = body.partition(b"\n")
    about, buffer = json.loads(line), pa.BufferReader(streams)
    if about["key"] != key:
        raise ValueError("kept under another name")
    tables = {name: pa.ipc.open_stream(buffer).read_pandas() for name in _TABLES}
    recorded = frozenset((tier, kind, year) for tier, kind, year in about["recorded_outcomes"])
    return History(**tables, recorded_outcomes=recorded)


def _touch(path: Path) -> None:
    # What is in use is the last to be forgotten; a folder that is read-only keeps its times.
    with contextlib.suppress(OSError):
        os.utime(path)


def _remove(path: Path, folders_only: bool = False) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif not folders_only:
            path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("what was kept of a source cannot be removed: %s", error)


def _forget_all_but(kept: int) -> int:
    folder = snapshots_folder()
    if not folder.is_dir():
        return 0
    times = {}
    for path in folder.iterdir():
        # Another process may be forgetting too.
        with contextlib.suppress(OSError):
            times[path] = path.lstat().st_mtime
    unfinished = {path for path in times if path.name.startswith(".")}
    latest = sorted(times.keys() - unfinished, key=times.__getitem__, reverse=True)
    left = {path for path in unfinished if times[path] < time.time() - _SECONDS_TO_FINISH}
    for path in (*latest[kept:], *(left if kept else unfinished)):
        _remove(path)
    return len(latest[kept:])


@cache
def _readers_sha256() -> str:
    return package_sha256(*_READERS)
