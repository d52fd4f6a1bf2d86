"""Processes that end with their parent, and those that they leave behind (Linux, `prctl(2)`)."""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Collection
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_SECONDS_TO_END = 1.0
_SECONDS_BETWEEN_LOOKS = 0.002
_TASKS = Path("/proc/self/task")
# Opened before any fork: a child loads nothing.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent ends.

    Parameters
    ----------
    parent
        Process id that the parent had when this process was made; if it is gone already, this
        process ends here.
    """
    if sys.platform == "linux" and _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Have the system give this process the orphans among its descendants as its children.

    What a notebook starts in a session of its own cannot get away from its kernel so, nor what
    that leaves from the process that the kernel was started by.
    """
    if _libc:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def children() -> set[int]:
    """Return the process ids of this process's children, ended ones that it has not asked too."""
    try:
        told = [(task / "children").read_text() for task in _TASKS.iterdir()]
    except OSError:
        # A thread has just ended, or this Linux was made without.
        import psutil

        return {child.pid for child in psutil.Process().children()}
    return {int(pid) for line in told for pid in line.split()}


def end_strays(kept: Collection[int]) -> None:
    """Kill all children but those kept, and what they leave to this process in turn (Linux)."""
    if sys.platform != "linux" or _libc is None:
        return
    until = time.monotonic() + _SECONDS_TO_END
    while (strays := children().difference(kept)) and time.monotonic() < until:
        for pid in strays:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if not sum(map(_reaped, strays)):
            # One that the system holds until a disk answers is not waited for.
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _reaped(pid: int) -> bool:
    if sys.platform == "win32":
        return False
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True
