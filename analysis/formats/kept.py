"""Files kept in the user's cache for a while: each whole or absent, and as it was written.

What is kept of one state of a source lies in one folder, and is forgotten together. It is a help,
never needed: a file that is not what it was when it was kept is removed, said, and made anew by
who asked for it. Folders and files are for the eyes of this user alone.
"""

import contextlib
import hashlib
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_path

from analysis.places import PROJECT_NAME

_log = logging.getLogger(__name__)
_HEAD = b"cadre-review kept 1\n"
_DIGEST_BYTES = hashlib.sha256().digest_size
# Several reviews' sources, as they were before their last few changes.
_KEPT = 32
# What is older and still unfinished was left by a process that was killed.
_SECONDS_TO_FINISH = 3600
# Longer than any answer takes: who waits for a process that stands still does the work itself.
_SECONDS_TO_WAIT, _SECONDS_BETWEEN_LOOKS = 20.0, 0.01


def snapshots_folder() -> Path:
    """Return where the folders of states lie."""
    return user_cache_path(PROJECT_NAME) / "snapshots"


def state_folder(key: str) -> Path:
    """Return the folder of what is kept of one state."""
    return snapshots_folder() / key


def read_kept(path: Path) -> bytes | None:
    """Return the content of a kept file; None where there is none, or a damaged one."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + _DIGEST_BYTES
    if content[:start] != _HEAD + _digest(path, content[start:]):
        forget_damaged(path)
        return None
    # What is in use is the last to be forgotten; a folder that is read-only keeps its times.
    with contextlib.suppress(OSError):
        os.utime(path.parent)
    return content[start:]


def keep(path: Path, content: bytes) -> bool:
    """Keep a file in a state's folder, complete or not at all, and the latest other states.

    Returns
    -------
    bool
        Whether it is kept: the disk may be full, the folder read-only or none. That is said.
    """
    folder, unfinished = path.parent, None
    try:
        new = not folder.is_dir()
        _make_folder(folder)
        handle, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=folder.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_HEAD + _digest(path, content) + content)
        _remove(path, folders_only=True)
        Path(unfinished).replace(path)
    except OSError as error:
        _log.warning("what was read of a source cannot be kept, so each run reads it: %s", error)
        if unfinished:
            _remove(Path(unfinished))
        return False
    if new:
        _forget_all_but(_KEPT)
    return True


def forget_damaged(path: Path) -> None:
    """Remove a kept file that is not what was written, and say so."""
    _log.warning("what was kept of a source is damaged, so the source is read again: %s", path)
    _remove(path)


def forget_snapshots() -> int:
    """Remove all that is kept and return of how many states it was."""
    return _forget_all_but(0)


@contextlib.contextmanager
def taking_turns(path: Path) -> Iterator[None]:
    """Let one process at a time make a kept file, so that the others find it made.

    It is no condition: where nothing can be locked, or one stands still, all do the work.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            _take_turn(path, held)
        yield


def _take_turn(path: Path, held: contextlib.ExitStack) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    _make_folder(path.parent)
    place = path.with_name(f".{path.name}.lock")
    handle = os.open(place, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    held.callback(os.close, handle)
    until = time.monotonic() + _SECONDS_TO_WAIT
    while time.monotonic() < until:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _digest(path: Path, content: bytes) -> bytes:
    # With its name: a file that was moved is of another state, or another question.
    name = f"{path.parent.name}/{path.name}\0".encode("utf-8", "surrogateescape")
    total = hashlib.sha256(name)
    total.update(content)
    return total.digest()


def _make_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        _remove(folder)
    for place in (folder.parent, folder):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)


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
