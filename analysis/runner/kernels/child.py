"""What a fork of the template becomes: a kernel as if it had been started afresh."""

import ctypes
import os
import random
import signal
import sys
from typing import Any

import ipykernel_launcher
import numpy as np
from ipykernel.kernelapp import IPKernelApp

_PR_SET_PDEATHSIG = 1
# Loaded before any fork, so that the child itself loads nothing.
_libc = ctypes.CDLL(None)


def become_kernel(asked: dict[str, Any], template: int) -> None:
    """Run a kernel to its end in this process, which was forked for it.

    Parameters
    ----------
    asked
        ``argv``, the kernel's own arguments; ``cwd``, its folder; ``env``, all its environment.
    template
        Process id of the template, with which the kernel ends at the latest.
    """
    os.setsid()
    end_with_parent(template)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [ipykernel_launcher.__file__, *asked["argv"]]
    # Every fork would draw the same numbers otherwise.
    random.seed()
    np.random.seed()
    kernel = IPKernelApp.instance()
    # Read from the environment when the class was made, long before this kernel was asked for.
    kernel.parent_handle = template
    kernel.initialize()
    kernel.start()


def end_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent ends, however that ends (Linux).

    Parameters
    ----------
    parent
        Process id that the parent had when this process was made; if it is gone already, this
        process ends here.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
