"""A process that the system ends with its parent, however that ends (Linux)."""

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1
# Opened before any fork: a child loads nothing.
_libc = ctypes.CDLL(None)


def end_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent ends (``prctl(2)``, Linux alone).

    Parameters
    ----------
    parent
        Process id that the parent had when this process was made; if it is gone already, this
        process ends here.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
