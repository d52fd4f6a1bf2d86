"""What is told of a kernel that ended before its notebook did."""

import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.runner.notebook_format import nbformat
from analysis.runner.running.error_told import NOT_BEGUN, told
from analysis.spoken import say

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
        return "killed", told("KernelKilled", say("run_error.how_unknown"))
    if status >= 0 and not begun:
        return "failed", told(NOT_BEGUN, say("run_error.not_begun", status=status))
    if status >= 0:
        return "failed", told("KernelEnded", say("run_error.ended", status=status))
    name = next((each.name for each in signal.Signals if each == -status), f"signal {-status}")
    if name in _CRASHES:
        return "failed", told("KernelCrashed", say("run_error.crashed", name=name))
    key = "killed_for_memory" if name == "SIGKILL" else "killed"
    return "killed", told("KernelKilled", say(f"run_error.{key}", name=name))
