"""The worker processes of this machine: started, watched while they run jobs, and ended.

A worker gives a sign of life each second, as long as its run is within its time; one that has
given none for long (stopped, or waiting for a network share that hangs) is killed, and the pool
then tells of it as of any worker that died.
"""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any

from analysis.runner.kernels.lifeline import adopt_orphans, children, end_strays, end_with_parent
from analysis.runner.kernels.warm import own_template, use_template
from analysis.runner.running.job import prepare_process, run_job
from analysis.runner.running.specification import Result, Specification

if TYPE_CHECKING:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection

# Without a sign of life for so long a worker counts as stopped; at its start, for so much longer.
SECONDS_OF_SILENCE = 30.0
SECONDS_TO_START = 60.0
# What a worker may take beside its kernel's time: to start it, to end it, to keep what it made.
_SECONDS_BESIDE = 300.0
_SECONDS_BETWEEN_SIGNS = 1.0
_SECONDS_TO_END = 10.0

# Until when this worker's run may take, if it has one.
_deadline: float | None = None
_abandoned: list[SpawnProcess] = []


@dataclass
class Workers:
    """The processes of a pool and how long each has been silent; `stopped`: one was killed."""

    pool: Executor
    processes: list[SpawnProcess]
    signs: "Connection"
    stopped: bool = False
    _silent: dict[int, float] = field(default_factory=dict)
    _looked: float = field(default_factory=time.monotonic)

    def look(self) -> bool:
        """Kill workers that have been silent for too long; False if one cannot even be killed.

        To be called about each second: time in which nobody looked counts little, since this
        process itself may have been stopped, and its workers with it.
        """
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, 2 * _SECONDS_BETWEEN_SIGNS), now
        heard = self._heard()
        for process in self.processes:
            pid = process.pid or 0
            silent = self._silent.get(pid, -SECONDS_TO_START) + passed
            self._silent[pid] = silent = 0.0 if pid in heard else silent
            if silent > SECONDS_OF_SILENCE and _runs(process):
                self.stopped = True
                process.kill()
            if silent > SECONDS_OF_SILENCE + _SECONDS_TO_END and _runs(process):
                return False
        return True

    def _heard(self) -> set[int]:
        heard = set()
        while self.signs.poll():
            heard.add(int.from_bytes(self.signs.recv_bytes(), "big"))
        return heard


class _Recorded(SpawnContext):
    """Spawns processes as its parent class does, and keeps them."""

    def __init__(self) -> None:
        self.processes: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]
        """Return a new process."""
        self.processes.append(SpawnProcess(*args, **kwargs))
        return self.processes[-1]


@contextmanager
def started(number: int, template: str | None) -> Iterator[Workers]:
    """Start a pool of so many workers, whose kernels are forked from a template if there is one.

    All have ended afterwards, those that do not follow by being killed.
    """
    context, hook = _Recorded(), threading.excepthook
    signs, theirs = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(number, context, _prepare, (template, theirs))

    def tell(about: threading.ExceptHookArgs) -> None:
        if about.thread is not _manager(pool):
            hook(about)

    threading.excepthook = tell
    try:
        yield Workers(pool, context.processes, signs)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in filter(_runs, context.processes):
            # nbclient first ends its kernel then.
            process.terminate()
        raise
    finally:
        # Not `wait`: a worker that is stopped would be waited for without end.
        pool.shutdown(wait=False, cancel_futures=True)
        _end(context.processes)
        threading.excepthook = hook
        signs.close()
        theirs.close()


def attended(pool: Executor) -> bool:
    """Say whether a pool's own thread lives: without it no job that waits would ever end.

    Where the system gives it no thread or no memory it dies, and tells nobody.
    """
    manager = _manager(pool)
    return manager is None or manager.is_alive()


def abandoned() -> list[int]:
    """Return the process ids of workers that could not be killed.

    The system holds them until a disk or a share answers. While there is one, Python would wait
    for it at its own end, without end.
    """
    return [process.pid or 0 for process in _abandoned if _runs(process)]


def run_in_time(specification: Specification) -> Result:
    """Run a job in a worker and end what it leaves running.

    The worker gives no more signs of life once the job takes far too long.
    """
    global _deadline
    before = children()
    _deadline = time.monotonic() + specification["limits"]["seconds"] + _SECONDS_BESIDE
    try:
        return run_job(specification)
    finally:
        end_strays(before | own_template())
        _deadline = None


def _manager(pool: Executor) -> threading.Thread | None:
    # A private name: where it is gone, such a death is told by nobody again.
    return getattr(pool, "_executor_manager_thread", None)


def _prepare(template: str | None, signs: "Connection") -> None:
    threading.Thread(target=_give_signs, args=(signs,), name="signs", daemon=True).start()
    # Ctrl-C is for the command alone, which ends its workers in order.
    if hasattr(os, "setsid"):
        os.setsid()
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent and parent.pid:
        # A killed command would leave its workers waiting for jobs for ever.
        end_with_parent(parent.pid)
        # A kernel that had to be started cold leaves what it started to its worker.
        adopt_orphans()
    use_template(template)
    prepare_process()


def _give_signs(signs: "Connection") -> None:
    own = os.getpid().to_bytes(8, "big")
    # One that is gone reads no signs.
    with suppress(OSError):
        while True:
            if _deadline is None or time.monotonic() < _deadline:
                signs.send_bytes(own)
            time.sleep(_SECONDS_BETWEEN_SIGNS)


def _end(processes: list[SpawnProcess]) -> None:
    _join(processes, _SECONDS_TO_END)
    for process in filter(_runs, processes):
        process.kill()
    _join(processes, _SECONDS_TO_END)
    _abandoned.extend(filter(_runs, processes))


def _join(processes: list[SpawnProcess], seconds: float) -> None:
    until = time.monotonic() + seconds
    for process in processes:
        # One that could not be started has no number.
        if process.pid:
            process.join(max(0.0, until - time.monotonic()))


def _runs(process: SpawnProcess) -> bool:
    # Not `is_alive`: the pool's own thread may be asking the system at the same moment, which
    # tells one of two only.
    return process.pid is not None and not wait([process.sentinel], 0)
