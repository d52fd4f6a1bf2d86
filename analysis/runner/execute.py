"""Run jobs in worker processes, each notebook by papermill in a kernel of its own.

The seam is narrow: a job is plain data, `run_job` takes one and returns a plain result, and
any executor that can call a function elsewhere can do it.
"""

import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypedDict

from analysis.runner.kernels import ENVIRONMENT, KERNEL, SPECIFICATIONS
from analysis.runner.normalise import normalise, steady_text, without_colours
from analysis.runner.plan import Job

_SECONDS_TO_END = 10


class Result(TypedDict):
    """How a job ended: ``done``, or ``failed`` with the error's name, text, cell, traceback.

    `why_cold` tells why its kernel had to be started afresh; None if it was forked, or if the
    worker that knew is dead.
    """

    folder: str
    status: str
    seconds: float
    error: dict[str, Any] | None
    why_cold: str | None


def execute(
    jobs: Sequence[Job],
    build: Path,
    root: Path,
    workers: int,
    on_result: Callable[[Result], None],
) -> list[Result]:
    """Run the jobs into a build folder and return their results in the jobs' order.

    A worker that dies takes its whole pool along. The jobs that were caught in that run again,
    each alone, so that only the one that kills its worker is failed.
    """
    results: dict[str, Result] = {}

    def keep(result: Result) -> None:
        results[result["folder"]] = result
        on_result(result)

    caught = _in_pool(jobs, build, root, workers, keep)
    for job in caught:
        if _in_pool([job], build, root, 1, keep):
            keep(_dead_worker(job, build, root))
    return [results[job["folder"]] for job in jobs]


def run_job(job: Job, build: str, root: str) -> Result:
    """Run one job with papermill; whatever goes wrong is in the result, never raised."""
    from analysis.runner.kernels.provisioner import why_cold

    folder = Path(build) / job["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    error = _error_of(job, folder, Path(root))
    _tidy(folder, Path(root), failed=error is not None)
    return Result(
        folder=job["folder"],
        status="failed" if error else "done",
        seconds=round(time.monotonic() - start, 2),
        error=error,
        why_cold=why_cold(),
    )


def _in_pool(
    jobs: Sequence[Job],
    build: Path,
    root: Path,
    workers: int,
    keep: Callable[[Result], None],
) -> list[Job]:
    """Run jobs in one pool and return those that a dead worker left without a result."""
    caught = []
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare_worker)
    try:
        futures: dict[Future[Result], Job] = {
            pool.submit(run_job, job, str(build), str(root)): job for job in jobs
        }
        for future in as_completed(futures):
            try:
                keep(future.result())
            except BrokenProcessPool:
                caught.append(futures[future])
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _end_workers()
        raise
    pool.shutdown()
    return sorted(caught, key=jobs.index)


def _prepare_worker() -> None:
    # Ctrl-C is for the command alone, which ends its workers in order.
    if hasattr(os, "setsid"):
        os.setsid()
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent and parent.pid:
        # A killed command would leave its workers waiting for jobs for ever.
        from analysis.runner.kernels.lifeline import end_with_parent

        end_with_parent(parent.pid)
    os.environ.update(ENVIRONMENT)
    own = [str(SPECIFICATIONS), os.environ.get("JUPYTER_PATH", "")]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, own))


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


def _error_of(job: Job, folder: Path, root: Path) -> dict[str, Any] | None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from analysis.runner import engine

    try:
        papermill.execute_notebook(
            root / job["path"],
            folder / "notebook.ipynb",
            parameters={**job["parameters"], "output_dir": str(folder)},
            engine_name=engine.NAME,
            kernel_name=KERNEL,
            language="python",
            cwd=str(root),
            progress_bar=False,
            request_save_on_cell_execute=False,
            # Each kernel would print a warning about its port; errors of cells come back anyway.
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    except PapermillExecutionError as error:
        text = steady_text(without_colours("\n".join(error.traceback)), folder, root)
        evalue = steady_text(without_colours(error.evalue), folder, root)
        return _told(error.ename, evalue, error.exec_count, text)
    except Exception as error:  # a dead kernel, a broken notebook file: the job's failure, told
        return _told(type(error).__name__, steady_text(str(error), folder, root))
    if not (folder / "results.json").is_file():
        return _told("BundleNotClosed", "the notebook ran to its end but did not close its bundle")
    return None


def _told(ename: str, evalue: str, cell: int | None = None, traceback: str = "") -> dict[str, Any]:
    return {"ename": ename, "evalue": evalue, "cell": cell, "traceback": traceback}


def _tidy(folder: Path, root: Path, failed: bool) -> None:
    executed = folder / "notebook.ipynb"
    try:
        normalise(executed, folder, root)
    except (OSError, ValueError):
        # Nothing was saved, or a worker died while it saved: half a file is of no use.
        executed.unlink(missing_ok=True)
    if failed:
        # Half a bundle must not pass for a whole one; the notebook stays, to show what happened.
        (folder / "results.json").unlink(missing_ok=True)
        for part in ("charts", "tables"):
            shutil.rmtree(folder / part, ignore_errors=True)


def _dead_worker(job: Job, build: Path, root: Path) -> Result:
    _tidy(build / job["folder"], root, failed=True)
    error = _told(
        "WorkerDied",
        "the worker process of this run was killed from outside (often for want of memory); "
        "see the system's log, and build again with fewer --jobs",
    )
    return Result(folder=job["folder"], status="failed", seconds=0.0, error=error, why_cold=None)
