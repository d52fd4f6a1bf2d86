"""One run: a notebook by papermill, in a kernel of its own, into the store.

A specification is plain data that JSON can carry and a result is too, so any executor that can
call `run_job` elsewhere can run jobs: a process of this machine's pool, or a worker of a cluster
that sees the same folders.
"""

import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from analysis import spoken
from analysis.places import ASKED, STATES
from analysis.runner.keeping import store
from analysis.runner.keeping.asked import NOTES, taken_notes
from analysis.runner.keeping.fingerprint import fingerprint
from analysis.runner.kernels import ENVIRONMENT, SPECIFICATIONS
from analysis.runner.limits import within
from analysis.runner.notebook_format import stripped_sha256
from analysis.runner.running.error_told import hush, told, told_cell, told_raised
from analysis.runner.running.kernel_ended import any_cell_ran, dead_kernel
from analysis.runner.running.left import stamp_charts
from analysis.runner.running.normalise import normalise
from analysis.runner.running.specification import Result, Specification, language_of, result_of

# A kernel's run keeps global state of its process: one at a time in each.
_one_at_a_time = threading.Lock()


class NotebookChanged(RuntimeError):
    """A notebook was saved while it was built: what it left is not of what was planned."""


def run_job(specification: Specification) -> Result:
    """Run one job; whatever goes wrong is in the result, never raised.

    What a finished run made is in the store then; what is left of another, the notebook as far as
    it came, is in its folder of the build.
    """
    with _one_at_a_time, spoken.spoken_in(language_of(specification)):
        why, mark, start = None, None, time.monotonic()
        try:
            from analysis.runner.kernels.provisioner import forget_kernel, why_cold

            prepare_process()
            forget_kernel()
            mark, status, error = _made(specification, start)
            why = why_cold()
        except Exception as raised:
            status, error = "failed", _raised(specification, raised)
        seconds = round(time.monotonic() - start, 2)
        how: dict[str, Any] = {"fingerprint": mark, "error": error, "why_cold": why}
        return result_of(specification, status, seconds=seconds, **how)


def prepare_process() -> None:
    """Let this process find our kernel, and keep the numerics of it to one thread."""
    os.environ.update(ENVIRONMENT)
    # What it says of a kernel that does not start is in the run's result.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    ours = str(SPECIFICATIONS)
    path = os.environ.get("JUPYTER_PATH", "")
    if ours not in path.split(os.pathsep):
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [ours, path]))


def _made(
    specification: Specification, start: float
) -> tuple[str | None, str, dict[str, Any] | None]:
    """Run a job in a folder of its own, and keep what it made or show how far it came.

    Return its fingerprint if it is kept, its status and its error.
    """
    folder = store.unfinished_folder(
        Path(specification["unfinished"]), specification["fingerprint"]
    )
    status, error = _run(specification, folder)
    if error is None:
        try:
            return _kept(specification, folder, start), status, None
        except Exception as raised:
            status, error = "failed", _raised(specification, raised, folder)
    # Nothing to show is no reason to hide the error.
    with suppress(Exception):
        _show(specification, folder)
    shutil.rmtree(folder, ignore_errors=True)
    return None, status, error


def _kept(specification: Specification, folder: Path, start: float) -> str:
    """Keep a finished run under its fingerprint, and return that."""
    _refuse_changed(specification)
    asked = taken_notes(folder)
    own = fingerprint(specification["fingerprint"], asked)
    stamp_charts(folder, own)
    seconds = round(time.monotonic() - start, 2)
    store.keep(folder, Path(specification["store"]), own, seconds, asked)
    return own


def _refuse_changed(specification: Specification) -> None:
    notebook = Path(specification["root"]) / specification["path"]
    planned = specification.get("notebook_sha256")
    if planned is not None and stripped_sha256(notebook) != planned:
        raise NotebookChanged(spoken.say("run_error.saved_since", path=specification["path"]))


def _run(specification: Specification, folder: Path) -> tuple[str, dict[str, Any] | None]:
    from analysis.runner.kernels.provisioner import kernel_pid

    language = {spoken.LANGUAGE: language_of(specification)}
    with (
        _environment({STATES: specification["states"], ASKED: str(folder / NOTES), **language}),
        within(specification["limits"], folder, kernel_pid) as breach,
    ):
        status, error = _execute(specification, folder)
    if breach.status is not None:
        return breach.status, told(breach.ename, breach.evalue)
    return status, error


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Set variables for the kernel of one run, which takes over this process's environment."""
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]


def _execute(specification: Specification, folder: Path) -> tuple[str, dict[str, Any] | None]:
    from papermill.exceptions import PapermillExecutionError

    from analysis.runner.asking import parameters
    from analysis.runner.kernels.provisioner import kernel_died
    from analysis.runner.running import engine

    root = Path(specification["root"])
    given = {name: parameters.decoded(value) for name, value in specification["parameters"].items()}
    try:
        engine.execute(
            root / specification["path"],
            folder / "notebook.ipynb",
            {**given, "output_dir": str(folder)},
            root,
        )
    except PapermillExecutionError as error:
        status = "interrupted" if error.ename == "KeyboardInterrupt" else "failed"
        return status, told_cell(error, folder, root, specification["recorded"])
    except Exception as error:  # a broken notebook file, a full disk: the job's failure, told
        if kernel_died():
            return dead_kernel(begun=any_cell_ran(folder / "notebook.ipynb"))
        return "failed", _raised(specification, error, folder)
    if not (folder / "results.json").is_file():
        return "failed", told("BundleNotClosed", spoken.say("run_error.not_closed"))
    return "done", None


def _raised(
    specification: Specification, error: Exception, folder: Path | None = None
) -> dict[str, Any]:
    place = folder or Path(specification["unfinished"])
    return told_raised(error, place, Path(specification["root"]), specification["recorded"])


def _show(specification: Specification, folder: Path) -> None:
    """Leave in the build, of a run that did not finish, the notebook alone: half a bundle is none.

    Half a notebook, saved by a process that died meanwhile, is of no use either.
    """
    executed = folder / "notebook.ipynb"
    normalise(executed, folder, Path(specification["root"]))
    if specification["recorded"]:
        hush(executed, Path(specification["root"]))
    place = Path(specification["build"]) / specification["folder"]
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    shutil.move(executed, place / executed.name)
