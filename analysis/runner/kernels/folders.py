"""Folders of ours in the temporary directory, and the removal of those whose owner was killed.

The owner of a folder holds a lock of the system's on it, which ends with its process however that
ends: who finds a folder without one knows that nobody is left to remove it. Process ids would not
tell, as a container has its own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

_PREFIX = "cadre-review-"
_SHORT = "/tmp"
# A Unix socket's path holds 107 bytes; ours add this much to the folder's name.
_LONGEST = 107 - len("/socket-5")
_TRIES = 3
# The locks that this process holds, by folder.
_held: dict[Path, int] = {}


def private_folder(kind: str) -> Path:
    """Make a folder that no other user can enter, its path short enough for sockets in it.

    Parameters
    ----------
    kind
        What it is for; part of its name.

    Returns
    -------
    Path
        To be removed by `remove_folder`; else by a later build, once this process has ended.
    """
    for _ in range(_TRIES):
        folder = _made(kind)
        number = _lock(folder)
        if number is not None:
            _held[folder] = number
            return folder
    # Such locks cannot be had here, so nobody takes this one for abandoned either.
    return _made(kind)


def remove_folder(folder: Path) -> None:
    """Remove a folder that this process has made."""
    shutil.rmtree(folder, ignore_errors=True)
    if (number := _held.pop(folder, None)) is not None:
        os.close(number)


def remove_abandoned_folders() -> None:
    """Remove this user's folders whose owner has ended without removing them."""
    if sys.platform == "win32":
        return
    for place in {Path(tempfile.gettempdir()), Path(_SHORT)}:
        for folder in place.glob(f"{_PREFIX}*"):
            number = _lock(folder)
            if number is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(number)


def _made(kind: str) -> Path:
    prefix = f"{_PREFIX}{kind}-"
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    if len(bytes(folder)) > _LONGEST:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=_SHORT))
    return folder


def _lock(folder: Path) -> int | None:
    """Return what holds a folder of this user's, None where its owner does, or it is gone."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        # Never through a link, and not inherited by programs that this process starts.
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        about = os.fstat(number)
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between its making and its locking another may have taken it for abandoned.
        if about.st_uid == os.getuid() and os.path.samestat(about, folder.lstat()):
            return number
    except OSError:
        pass
    os.close(number)
    return None
