"""Many runs: on a pool of this machine's processes, or on a cluster."""

import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from analysis.runner.kernels.folders import remove_abandoned_folders
from analysis.runner.kernels.launch import shared_template
from analysis.runner.running.error_told import told
from analysis.runner.running.interrupts import raise_lost
from analysis.runner.running.job import run_job
from analysis.runner.running.specification import Result, Specification, language_of, result_of
from analysis.runner.running.workers import attended, run_in_time, started
from analysis.spoken import Message

_SECONDS_BETWEEN_LOOKS = 1.0
Keep = Callable[[Result], None]


class ClusterLost(ConnectionError):
    """The scheduler of a cluster cannot be reached, or is gone."""


def execute(
    specifications: Sequence[Specification],
    workers: int,
    on_result: Keep,
    cluster: str | None = None,
) -> list[Result]:
    """Run the jobs and return their results in the jobs' order.

    Parameters
    ----------
    workers
        Runs at a time on this machine.
    on_result
        Called with each result as it comes.
    cluster
        Address of a dask scheduler, whose workers run the jobs in place of this machine's.

    Raises
    ------
    KeyboardInterrupt
        By Ctrl-C. The workers and their kernels have ended; finished runs are kept.
    ClusterLost
        The cluster's scheduler cannot be reached, or died. Finished runs are kept.
    OSError
        The system gives a pool no thread or no memory.

    Notes
    -----
    A worker that dies, or stops answering, takes its whole pool along. The jobs that had not
    begun go on in another; those that were caught in it run again, each alone, so that only the
    one that ends its worker is told as killed. A cluster moves the jobs of a dead worker to
    another by itself.
    """
    results: dict[str, Result] = {}

    def keep(result: Result) -> None:
        results[result["folder"]] = result
        on_result(result)

    if cluster:
        _on_cluster(cluster, specifications, keep)
    else:
        _on_this_machine(workers, specifications, keep)
    return [results[each["folder"]] for each in specifications]


def _on_this_machine(workers: int, specifications: Sequence[Specification], keep: Keep) -> None:
    if not specifications:
        return
    waiting, suspects = list(specifications), list[Specification]()
    try:
        with shared_template() as template:
            while waiting:
                caught, _ = _in_pool(workers, template, waiting, keep)
                # Where workers die before they begin anything, each job has to try alone.
                suspects += (began := [each for each in caught if _began(each)] or caught)
                waiting = [each for each in caught if each not in began]
            for each in suspects:
                caught, stopped = _in_pool(1, template, [each], keep)
                if caught:
                    keep(_lost_worker(each, stopped))
    finally:
        # Those of workers that were killed meanwhile, or had to end at once.
        remove_abandoned_folders()


def _in_pool(
    workers: int, template: str | None, specifications: Sequence[Specification], keep: Keep
) -> tuple[list[Specification], bool]:
    """Run jobs in a pool; return those left without a result, and whether a worker stopped."""
    left = {each["folder"]: each for each in specifications}
    with started(min(workers, len(left)), template) as pool:
        for each, future in _ended(pool.pool, run_in_time, specifications, pool.look):
            if isinstance(broken := future.exception(), BrokenExecutor):
                if _for_want(broken):
                    raise _scarce() from broken
                continue
            del left[each["folder"]]
            keep(_result(each, future))
    return list(left.values()), pool.stopped


def _on_cluster(address: str, specifications: Sequence[Specification], keep: Keep) -> None:
    from distributed.scheduler import KilledWorker

    with _cluster(address) as pool:
        for each, future in _ended(pool, run_job, specifications):
            try:
                lost = isinstance(future.exception(), KilledWorker)
            except CancelledError:
                raise ClusterLost(Message("cluster_lost", address=address)) from None
            keep(_lost_worker(each, stopped=False) if lost else _result(each, future))


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    from distributed import Client

    log = logging.getLogger("distributed.client")
    level = log.level
    # Of a scheduler that is gone it logs a traceback of its own; that is told here.
    log.setLevel(logging.CRITICAL)
    try:
        with _client(Client, address) as client:
            pool = client.get_executor(pure=False)
            try:
                yield pool
            finally:
                # Nothing is waited for: all is done, or this is no longer wanted.
                pool.shutdown(wait=False)
    finally:
        log.setLevel(level)


def _client(kind: Any, address: str) -> Any:
    try:
        return kind(address)
    except (OSError, ValueError) as error:
        told = Message("cluster_unreached", address=address, why=str(error))
        raise ClusterLost(told) from None


def _ended(
    pool: Executor,
    run: Callable[[Specification], Result],
    specifications: Sequence[Specification],
    look: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[Specification, Future[Result]]]:
    """Give each job as it ends, until all have or `look`, asked each second, sees no use in it.

    OSError where the pool gets no thread of its own.
    """
    waiting: dict[Future[Result], Specification] = {}
    done: SimpleQueue[Future[Result]] = SimpleQueue()
    try:
        for each in specifications:
            waiting[future := pool.submit(run, each)] = each
            future.add_done_callback(done.put)
    except BrokenExecutor:
        # A worker died already; what had been handed in tells the same.
        pass
    except RuntimeError as error:
        raise _scarce() from error
    while waiting and look():
        raise_lost()
        # Asked before: what it has told until its death is in the queue then.
        hopeless = not attended(pool)
        try:
            future = done.get(timeout=_SECONDS_BETWEEN_LOOKS)
        except Empty:
            if hopeless:
                raise _scarce() from None
            continue
        yield waiting.pop(future), future


def _for_want(broken: BrokenExecutor) -> bool:
    """Say whether a pool broke since its own thread got none; from Python 3.12 on it tells so."""
    told = str(broken.__cause__)
    return "can't start new thread" in told or "MemoryError" in told


def _scarce() -> OSError:
    return OSError(errno.EAGAIN, "too few threads or too little memory to watch the workers")


def _result(specification: Specification, future: Future[Result]) -> Result:
    """Return a job's result, also where it raised what it never should."""
    if (raised := future.exception()) is None:
        return future.result()
    # Without its message, which may quote data.
    return result_of(
        specification, "failed", error=_told(specification, type(raised).__name__, "not_made")
    )


def _lost_worker(specification: Specification, stopped: bool) -> Result:
    name, key = ("WorkerStopped", "worker_stopped") if stopped else ("WorkerDied", "worker_died")
    return result_of(specification, "killed", error=_told(specification, name, key))


def _told(specification: Specification, name: str, key: str) -> dict[str, Any]:
    return told(name, Message(f"run_error.{key}").told(language_of(specification)))


def _began(specification: Specification) -> bool:
    """Return whether a run without a result had begun: its folder is there then."""
    place = Path(specification["unfinished"])
    return any(place.glob(f"{specification['fingerprint'][:16]}-*"))
