"""What is told of a kernel that ended before its notebook did."""

import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.runner.notebook_format import nbformat
from analysis.runner.running.told import NOT_BEGUN, told

# What a process is ended with for what it did itself.
_CRASHES = ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS", "SIGTRAP")


def any_cell_ran(executed: Path) -> bool:
    """Say whether any cell of an executed notebook ran."""
    # Saved as it is when the execution breaks off; one that is not there says nothing.
    with suppress(Exception):
        cells = nbformat.read(executed, as_version=4).cells
        return any(cell.get("execution_count") for cell in cells)
    return True


def dead_kernel(begun: bool) -> tuple[str, dict[str, Any]]:
    """Return the status of a run whose kernel is gone, and what is told of it."""
    from analysis.runner.kernels.provisioner import kernel_status

    status = kernel_status()
    if status is None:
        why = "how is not known, since the process that it was forked from does not answer"
        return "killed", told("KernelKilled", f"the kernel ended; {why}")
    if status >= 0 and not begun:
        why = f"the kernel ended before its first cell (exit status {status}): too little memory?"
        return "failed", told(NOT_BEGUN, why)
    if status >= 0:
        why = f"a cell ended the kernel, with exit status {status}"
        return "failed", told("KernelEnded", why)
    name = next((each.name for each in signal.Signals if each == -status), f"signal {-status}")
    if name in _CRASHES:
        why = f"the kernel crashed ({name}): the notebook, or a library that it uses, is at fault"
        return "failed", told("KernelCrashed", why)
    hint = "; often for want of memory: see the system's log" if name == "SIGKILL" else ""
    return "killed", told("KernelKilled", f"the kernel was killed from outside ({name}{hint})")
