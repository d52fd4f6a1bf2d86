"""What one run may use: time, memory, and room for what it writes."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import psutil

from analysis.spoken import say

_SECONDS_BETWEEN_LOOKS = 0.5
_MEGABYTE = 1024 * 1024
Family = list[psutil.Process]


class Limits(TypedDict):
    """The most that one run may use: seconds of time, megabytes of memory and of output."""

    seconds: float
    memory_mb: float
    output_mb: float


# Far above what the shipped notebooks need: 3 s, 200 MB and 5 MB.
LIMITS = Limits(seconds=600, memory_mb=2000, output_mb=200)


@dataclass
class Breach:
    """Which limit a run went over, if any: its status then, and the error told."""

    status: str | None = None
    ename: str = ""
    evalue: str = ""


@contextmanager
def within(limits: Limits, folder: Path, kernel: Callable[[], int | None]) -> Iterator[Breach]:
    """Kill the kernel of a run that goes over a limit, and tell which.

    Its time begins when it has a kernel. What was seen to belong to the run and outlives it is
    ended.

    Parameters
    ----------
    limits
        The limits of the run.
    folder
        Where the run writes.
    kernel
        Gives the process id of the run's kernel, None while there is none.
    """
    breach, ended = Breach(), threading.Event()
    seen: set[psutil.Process] = set()

    def look() -> None:
        start: float | None = None
        while not ended.wait(_SECONDS_BETWEEN_LOOKS):
            if (pid := kernel()) is None:
                continue
            start = start or time.monotonic()
            seen.update(family := _family(pid))
            if _gone_over(limits, time.monotonic() - start, family, folder, breach):
                _end(family)
                return

    watch = threading.Thread(target=look, name="limits", daemon=True)
    watch.start()
    try:
        yield breach
    finally:
        ended.set()
        watch.join()
        _end(seen)
    if breach.status is None:
        # What a run writes in its last moments is over the limit too.
        _too_large(limits, folder, breach)


def _gone_over(
    limits: Limits, seconds: float, family: Family, folder: Path, breach: Breach
) -> bool:
    if seconds > limits["seconds"]:
        breach.status, breach.ename = "timed_out", "TimedOut"
        breach.evalue = say("run_error.seconds", limit=f"{limits['seconds']:g}")
    elif (used := _memory(family, limits["memory_mb"])) > limits["memory_mb"]:
        breach.status, breach.ename = "killed", "OutOfMemory"
        limit = f"{limits['memory_mb']:g}"
        breach.evalue = say("run_error.memory", used=f"{used:.0f}", limit=limit)
    else:
        _too_large(limits, folder, breach)
    return breach.status is not None


def _too_large(limits: Limits, folder: Path, breach: Breach) -> None:
    written = _size(folder)
    if written > limits["output_mb"]:
        breach.status, breach.ename = "killed", "OutputTooLarge"
        limit = f"{limits['output_mb']:g}"
        breach.evalue = say("run_error.output", used=f"{written:.0f}", limit=limit)


def _family(pid: int) -> Family:
    """Return a kernel and all that it started, also what that left to it."""
    with suppress(psutil.Error):
        kernel = psutil.Process(pid)
        return [kernel, *kernel.children(recursive=True)]
    return []


def _memory(family: Family, limit: float) -> float:
    """Return the megabytes that a kernel and its children use, at most.

    What several processes share counts in parts (PSS), so that the template's pages are not all
    each kernel's own; but to tell them apart takes the system long, so it is asked for only where
    all that they hold, counted for each anew, is over the limit.
    """
    held = _total(family, lambda process: process.memory_info().rss)
    if held <= limit:
        return held
    return _total(family, _in_parts)


def _in_parts(process: psutil.Process) -> int:
    told = process.memory_full_info()
    return getattr(told, "pss", told.uss)


def _total(family: Family, used: Callable[[psutil.Process], int]) -> float:
    total = 0
    for process in family:
        with suppress(psutil.Error):
            total += used(process)
    return total / _MEGABYTE


def _size(folder: Path) -> float:
    total = 0
    # What a notebook removes meanwhile, its own folder too, is not counted.
    with suppress(OSError):
        for path in folder.rglob("*"):
            with suppress(OSError):
                total += path.lstat().st_size
    return total / _MEGABYTE


def _end(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        # Never another one that has its number by now: psutil knows each by its time of birth.
        with suppress(psutil.Error):
            process.kill()
