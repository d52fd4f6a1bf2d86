"""The template: a process that imports what notebooks use, then forks a kernel when asked.

It is asked in lines of JSON over a socket, one answer to each, and ends with it:

- ``{"start": {"argv": …, "cwd": …, "env": …, "folder": …}}`` → ``{"pid": 4711}``;
- ``{"poll": 4711}`` → ``{"status": null}`` while it runs, then its exit status or −signal;
- at first, unasked: ``{"ready": true}``; where it cannot: ``{"error": "why"}``.

It holds no thread, event loop or zmq context: a fork copies one thread only, and what other
threads had locked stays locked for ever.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO

# What the kernel, the rooms of `analysis` and its functions import on first use.
_LIBRARIES = (
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "openpyxl",
    "pandas",
    "pandera.pandas",
    "psutil",
    "pyarrow",
    "python_calamine",
    "scipy.stats",
    "seaborn",
    "statsmodels.api",
)
# A catalogue read here is read in every kernel.
_CATALOGUES = ("findings/sentences/*.yml", "charts/*.yml", "sources/*.yml")
_ROOMS = ("bundle", "charts", "findings", "measures", "sources", "tables", "wording")
_TASKS = Path("/proc/self/task")


def main(descriptor: int) -> None:
    """Serve a worker over an inherited socket; return in each forked kernel when it has ended.

    Where the worker closes the socket or is gone, the kernels still running are killed, and
    this process ends.
    """
    # As ipykernel_launcher does: the folder that it was started in holds no modules.
    del sys.path[0]
    template = os.getpid()
    worker = socket.socket(fileno=descriptor)
    asked = _kernel_asked_for(worker)
    # Here is a kernel: the template does not come back.
    os.close(worker.detach())
    child = importlib.import_module("analysis.runner.kernels.child")
    child.become_kernel(asked, template)


def _kernel_asked_for(worker: socket.socket) -> dict[str, Any]:
    """Answer the worker's lines in the template; in a fork, return what it was asked to be."""
    kernels: dict[int, str] = {}
    lines = worker.makefile("rw", encoding="utf-8")
    try:
        left = _warm_up()
        _tell(lines, _single_thread() or {"ready": True})
        for line in lines:
            asked = _answer(json.loads(line), kernels, lines)
            if asked:
                return {**asked, "env": {**left, **asked["env"]}}
    except ConnectionError:
        pass  # the worker was killed while it was told something
    except Exception as error:
        _tell(lines, {"error": f"the template process failed: {error!r}"})
    return _end(kernels)


def _answer(order: dict[str, Any], kernels: dict[int, str], lines: TextIO) -> dict[str, Any] | None:
    if "poll" in order:
        _tell(lines, {"status": _status(order["poll"], kernels)})
    elif refused := _single_thread():
        _tell(lines, refused)
    elif pid := os.fork():
        kernels[pid] = order["start"]["folder"]
        _tell(lines, {"pid": pid})
    else:
        return order["start"]
    return None


def _warm_up() -> dict[str, str]:
    """Import it all; return the variables that this left in the environment, for every kernel."""
    before = dict(os.environ)
    # ipykernel sets it in every kernel; here it must be so at the first import of matplotlib.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for library in _LIBRARIES:
        importlib.import_module(library)
    for room in _ROOMS:
        module = importlib.import_module(f"analysis.{room}")
        for part in pkgutil.iter_modules(getattr(module, "__path__", [])):
            importlib.import_module(f"{module.__name__}.{part.name}")
    importlib.import_module("analysis.runner.kernels.child")
    _read_catalogues()
    gc.collect()
    # A collection in a kernel then leaves the pages shared that it did not write itself.
    gc.freeze()
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def _read_catalogues() -> None:
    """Read the texts of the package, and let pandera and matplotlib find what they look up once."""
    from matplotlib.font_manager import findfont

    from analysis import tables, wording

    package = Path(wording.__file__).parent
    for path in (path for pattern in _CATALOGUES for path in package.glob(pattern)):
        wording.sentences(path)
    tables.frame(tables.EVALUATIONS)
    findfont("DejaVu Sans")


def _single_thread() -> dict[str, str] | None:
    """Return why this process cannot be forked, None if it can."""
    names = [(task / "comm").read_text().strip() for task in sorted(_TASKS.iterdir())]
    if len(names) == 1:
        return None
    return {"error": f"the template process has {len(names)} threads: {', '.join(names)}"}


def _status(pid: int, kernels: dict[int, str]) -> int | None:
    """Return how a kernel ended, None while it runs; what it started ends with it."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    del kernels[pid]
    return os.waitstatus_to_exitcode(status)


def _end(kernels: dict[int, str]) -> NoReturn:
    for pid, folder in kernels.items():
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        shutil.rmtree(folder, ignore_errors=True)
    # Nothing is left to close, and taking apart so many modules takes time.
    os._exit(0)


def _tell(lines: TextIO, answer: dict[str, Any]) -> None:
    lines.write(json.dumps(answer) + "\n")
    lines.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
