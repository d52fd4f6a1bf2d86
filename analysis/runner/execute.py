"""Many runs: on a pool of this machine's processes, or on a cluster."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from analysis.runner.job import Result, Specification, prepare_process, result_of, run_job
from analysis.runner.kernels.launch import shared_template
from analysis.runner.kernels.warm import use_template

_SECONDS_TO_END = 10
Keep = Callable[[Result], None]
# An executor, and the exception that tells of a job that its worker died with.
Executors = AbstractContextManager[tuple[Executor, type[Exception]]]


class Interrupted(KeyboardInterrupt):
    """The command was interrupted; `results` tells of every job how far it came."""

    def __init__(self, results: list[Result]) -> None:
        super().__init__("interrupted")
        self.results = results


def execute(
    specifications: Sequence[Specification],
    workers: int,
    on_result: Keep,
    cluster: str | None = None,
) -> list[Result]:
    """Run the jobs and return their results in the jobs' order.

    Parameters
    ----------
    specifications
        The jobs.
    workers
        Runs at a time on this machine.
    on_result
        Called with each result as it comes.
    cluster
        Address of a dask scheduler, whose workers run the jobs in place of this machine's.

    Raises
    ------
    Interrupted
        By Ctrl-C. The workers and their kernels have ended.

    Notes
    -----
    A worker that dies takes its whole pool along. The jobs that were caught in that run again,
    each alone, so that only the one that kills its worker is told as killed. A cluster moves the
    jobs of a dead worker to another by itself.
    """
    results: dict[str, Result] = {}

    def keep(result: Result) -> None:
        results[result["folder"]] = result
        on_result(result)

    try:
        if cluster:
            caught = _run_on(_cluster(cluster), specifications, keep)
        else:
            caught = _run_on(_pool(workers), specifications, keep)
            caught = [each for each in caught if _run_on(_pool(1), [each], keep)]
        for each in caught:
            keep(_dead_worker(each))
    except KeyboardInterrupt:
        left = [each for each in specifications if each["folder"] not in results]
        for each in left:
            results[each["folder"]] = _broken_off(each)
        raise Interrupted([results[each["folder"]] for each in specifications]) from None
    return [results[each["folder"]] for each in specifications]


def _run_on(
    executors: Executors, specifications: Sequence[Specification], keep: Keep
) -> list[Specification]:
    """Run jobs on an executor and return those that a dead worker left without a result."""
    caught = []
    with executors as (pool, worker_died):
        futures: dict[Future[Result], Specification] = {
            pool.submit(run_job, each): each for each in specifications
        }
        for future in as_completed(futures):
            try:
                keep(future.result())
            except worker_died:
                caught.append(futures[future])
    return sorted(caught, key=specifications.index)


@contextmanager
def _pool(workers: int) -> Iterator[tuple[Executor, type[Exception]]]:
    context = multiprocessing.get_context("spawn")
    with shared_template() as template:
        pool = ProcessPoolExecutor(workers, context, _prepare_worker, (template,))
        try:
            yield pool, BrokenProcessPool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _end_workers()
            raise
        pool.shutdown()


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, type[Exception]]]:
    from distributed import Client
    from distributed.scheduler import KilledWorker

    with Client(address) as client, client.get_executor(pure=False) as pool:
        yield pool, KilledWorker


def _prepare_worker(template: str | None) -> None:
    # Ctrl-C is for the command alone, which ends its workers in order.
    if hasattr(os, "setsid"):
        os.setsid()
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent and parent.pid:
        # A killed command would leave its workers waiting for jobs for ever.
        from analysis.runner.kernels.lifeline import end_with_parent

        end_with_parent(parent.pid)
    use_template(template)
    prepare_process()


def _end_workers() -> None:
    # On SIGTERM nbclient first ends its kernel; a worker that does not follow is killed.
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _SECONDS_TO_END
    for worker in workers:
        worker.join(max(0.1, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()


def _dead_worker(specification: Specification) -> Result:
    told = (
        "the worker process of this run was killed from outside (often for want of memory); see "
        "the system's log, and build again with fewer --jobs"
    )
    error = {"ename": "WorkerDied", "evalue": told, "cell": None, "traceback": ""}
    return result_of(specification, "killed", error=error)


def _broken_off(specification: Specification) -> Result:
    # A run that had begun has its folder; the pool itself counts one more as running than runs.
    began = Path(specification["unfinished"]).glob(f"{specification['fingerprint'][:16]}-*")
    return result_of(specification, "interrupted" if any(began) else "not_run")
