"""One build of a review at a time: a lock of the system's, which is free when its holder dies.

Where the file system refuses such locks, as some network shares do, a file that says who builds
is the lock; one that a dead process of this machine left is free too.
"""

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from analysis.formats.signs import legible
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.files import check_own, read_file
from analysis.spoken import Message, say

# What a share that has no such locks answers; EPERM is SMB's.
_REFUSED = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
# Long enough for the file of a dead process to be taken over.
_SECONDS = 0.3
_LONGEST_NOTE = 1000
# Whoever could open the lock could hold it.
_MODE = 0o600


@contextmanager
def held(place: Path, review: str, patience: float = 0) -> Iterator[None]:
    """Hold the lock of a review's builds.

    Parameters
    ----------
    place
        Of the lock, without suffix; a note of who holds it is written beside it.
    review
        The review's name, for messages.
    patience
        How many seconds to wait for who holds it.

    Raises
    ------
    RequestError
        Another process holds it; the message says which, since when, and what to do.
    NotOurs
        Something else is where the lock should be: a link that was planted.
    """
    note = place.with_name(f"{place.name}.holder")
    lock = _taken(place, review, note, patience)
    try:
        _write(note)
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _taken(place: Path, review: str, note: Path, patience: float) -> BaseFileLock:
    hard, soft = (place.with_name(f"{place.name}{suffix}") for suffix in (".lock", ".locked"))
    for path in (hard, soft, note):
        check_own(path, "file")
    try:
        return _acquired(FileLock(hard, timeout=patience, mode=_MODE, fallback_to_soft=False))
    except Timeout:
        raise RequestError(Message("being_built", review=review, holder=_holder(note))) from None
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
    try:
        return _acquired(SoftFileLock(soft, timeout=max(_SECONDS, patience), mode=_MODE))
    except Timeout:
        told = Message("being_built_soft", review=review, holder=_holder(note), file=soft)
        raise RequestError(told) from None


def _acquired(lock: BaseFileLock) -> BaseFileLock:
    lock.acquire()
    return lock


def _write(note: Path) -> None:
    told = {"process": os.getpid(), "host": socket.gethostname(), "since": _now()}
    note.unlink(missing_ok=True)
    # A new file: what somebody puts there meanwhile is not written through.
    number = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        json.dump(told, file)


def _holder(note: Path) -> str:
    try:
        told = json.loads(read_file(note, _LONGEST_NOTE))
        return legible(say("holder", **{part: told[part] for part in ("process", "host", "since")}))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # It is just being written, or somebody removed it.
        return say("another_process")


def _now() -> str:
    return f"{datetime.now():%H:%M:%S on %Y-%m-%d}"
