"""One run: a notebook by papermill, in a kernel of its own, into the store.

A specification is plain data that JSON can carry and a result is too, so any executor that can
call `run_job` elsewhere can run jobs: a process of this machine's pool, or a worker of a cluster
that sees the same folders.
"""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

from analysis.places import STATES
from analysis.runner import store
from analysis.runner.kernels import ENVIRONMENT, SPECIFICATIONS
from analysis.runner.limits import Breach, Limits, within
from analysis.runner.normalise import normalise, steady_text
from analysis.runner.stamp import stamp
from analysis.runner.told import hush, told, told_cell, told_raised

# How a run can end.
STATUSES = ("done", "failed", "killed", "timed_out", "interrupted", "not_run")
# A kernel's run keeps global state of its process: one at a time in each.
_one_at_a_time = threading.Lock()


class Specification(TypedDict):
    """What to run: a notebook with parameters, where the result belongs, and what it may use.

    `folder` is relative to `build`, `path` to `root`; `parameters` are in their JSON form. A run
    is made below `unfinished` and moved to the `store` when it is done. `states` are the keys of
    the sources that its build has read (see `state.keys_of`); `recorded` says whether they hold
    recorded data, which no error may quote.
    """

    folder: str
    path: str
    parameters: dict[str, Any]
    fingerprint: str
    unfinished: str
    store: str
    build: str
    root: str
    limits: Limits
    states: str
    recorded: bool


class Result(TypedDict):
    """How a run ended: one of `STATUSES`, the error's name, text, cell and traceback, if any.

    `why_cold` tells why its kernel had to be started afresh; None if it was forked, or if the
    worker that knew is dead. `reused`: nothing ran, the store had it.
    """

    folder: str
    fingerprint: str
    status: str
    seconds: float
    error: dict[str, Any] | None
    why_cold: str | None
    reused: bool


def result_of(
    specification: Specification,
    status: str,
    *,
    seconds: float = 0.0,
    error: dict[str, Any] | None = None,
    why_cold: str | None = None,
    reused: bool = False,
) -> Result:
    """Return the result of a run that ended with a status."""
    return Result(
        folder=specification["folder"],
        fingerprint=specification["fingerprint"],
        status=status,
        seconds=seconds,
        error=error,
        why_cold=why_cold,
        reused=reused,
    )


def run_job(specification: Specification) -> Result:
    """Run one job; whatever goes wrong is in the result, never raised.

    What a finished run made is in the store then; what is left of another, the notebook as far as
    it came, is in its folder of the build.
    """
    from analysis.runner.kernels.provisioner import why_cold

    with _one_at_a_time:
        prepare_process()
        fingerprint = specification["fingerprint"]
        folder = store.unfinished_folder(Path(specification["unfinished"]), fingerprint)
        start = time.monotonic()
        status, error = _run(specification, folder)
        if error is not None:
            _tidy(folder, Path(specification["root"]), specification["recorded"])
        seconds = round(time.monotonic() - start, 2)
        if error is None:
            _stamp(folder, fingerprint)
            store.keep(folder, Path(specification["store"]), fingerprint, seconds)
        else:
            left = Path(specification["build"]) / specification["folder"]
            left.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(left, ignore_errors=True)
            shutil.move(folder, left)
            left.chmod(0o755)
        return result_of(specification, status, seconds=seconds, error=error, why_cold=why_cold())


def prepare_process() -> None:
    """Let this process find our kernel, and keep the numerics of it to one thread."""
    os.environ.update(ENVIRONMENT)
    ours = str(SPECIFICATIONS)
    path = os.environ.get("JUPYTER_PATH", "")
    if ours not in path.split(os.pathsep):
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [ours, path]))


def _run(specification: Specification, folder: Path) -> tuple[str, dict[str, Any] | None]:
    from analysis.runner.kernels.provisioner import kernel_pid

    with (
        _environment(STATES, specification["states"]),
        within(specification["limits"], folder, kernel_pid) as breach,
    ):
        status, error = _execute(specification, folder)
    if breach.status is not None:
        return breach.status, _told(breach)
    return status, error


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable for the kernel of one run, which takes over this process's environment."""
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]


def _execute(specification: Specification, folder: Path) -> tuple[str, dict[str, Any] | None]:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from analysis.runner import engine, parameters

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
    except CellTimeoutError as error:
        return "timed_out", told("TimedOut", steady_text(str(error), folder, root))
    except DeadKernelError:
        return _dead_kernel()
    except Exception as error:  # a broken notebook file, a full disk: the job's failure, told
        return "failed", told_raised(error, folder, root, specification["recorded"])
    if not (folder / "results.json").is_file():
        why = "the notebook ran to its end but did not close its bundle"
        return "failed", told("BundleNotClosed", why)
    return "done", None


def _dead_kernel() -> tuple[str, dict[str, Any]]:
    from analysis.runner.kernels.provisioner import kernel_status

    status = kernel_status()
    if status is not None and status >= 0:
        return "failed", told("KernelEnded", f"a cell ended the kernel, with exit status {status}")
    name = signal.Signals(-status).name if status else "an unknown signal"
    hint = "; often for want of memory: see the system's log" if name == "SIGKILL" else ""
    return "killed", told("KernelKilled", f"the kernel was killed from outside ({name}{hint})")


def _told(breach: Breach) -> dict[str, Any]:
    return told(breach.ename, breach.evalue)


def _stamp(folder: Path, fingerprint: str) -> None:
    bundle = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    provenance = {
        "unit": str(bundle["parameters"].get("unit", "")),
        "notebook": bundle["notebook"],
        "language": bundle["language"],
        "parameters": json.dumps(bundle["parameters"], ensure_ascii=False, sort_keys=True),
        "fingerprint": fingerprint,
    }
    for chart in bundle["charts"]:
        for kind in ("png", "svg"):
            stamp(folder / chart[kind], provenance)


def _tidy(folder: Path, root: Path, recorded: bool) -> None:
    """Leave of a run that did not finish the notebook alone, to show what happened."""
    executed = folder / "notebook.ipynb"
    try:
        normalise(executed, folder, root)
        if recorded:
            hush(executed, root)
    except (OSError, ValueError):
        # Nothing was saved, or a worker died while it saved: half a file is of no use.
        executed.unlink(missing_ok=True)
    # Half a bundle must not pass for a whole one.
    (folder / "results.json").unlink(missing_ok=True)
    for part in ("charts", "tables"):
        shutil.rmtree(folder / part, ignore_errors=True)
