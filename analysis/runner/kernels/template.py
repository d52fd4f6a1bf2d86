"""The template: a process that imports what notebooks use, then forks a kernel when asked.

Each worker asks in lines of JSON over a connection of its own, one answer to each line:

- ``{"start": {"argv": …, "cwd": …, "env": …, "folder": …}}`` → ``{"pid": 4711}``;
- ``{"poll": 4711}`` → ``{"status": null}`` while it runs, then its exit status or −signal;
- at first, unasked: ``{"ready": true}``; where it cannot: ``{"error": "why"}``.

A worker's kernels end with its connection, the template with its owner's line.
It holds no thread, event loop or zmq context: a fork copies one thread only, and what other
threads had locked stays locked for ever.
"""

import contextlib
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TextIO

from analysis.runner.kernels.lifeline import adopt_orphans, end_strays
from analysis.runner.kernels.rehearsal import read_ahead, warm_up

_TASKS = Path("/proc/self/task")
# Started on Linux alone; says so to mypy, which is asked of Windows too.
assert sys.platform != "win32"


def main(listening: int, owner: int) -> None:
    """Serve workers at an inherited socket; return in each forked kernel when it has ended.

    Where the owner closes its line or is gone, the kernels still running are killed, and this
    process ends.
    """
    # As ipykernel_launcher does: the folder that it was started in holds no modules.
    del sys.path[0]
    # What a kernel leaves becomes this process's child, and is ended.
    adopt_orphans()
    template = os.getpid()
    listener, line = socket.socket(fileno=listening), socket.socket(fileno=owner)
    workers: list[_Worker] = []
    asked = _kernel_asked_for(listener, line, workers)
    # Here is a kernel: the template does not come back.
    for each in (listener, line, *(worker.connection for worker in workers)):
        os.close(each.detach())
    child = importlib.import_module("analysis.runner.kernels.child")
    child.become_kernel(asked, template)


@dataclass
class _Worker:
    """A worker's connection, and the private folder of each of its kernels, by process id."""

    connection: socket.socket
    lines: TextIO
    kernels: dict[int, str] = field(default_factory=dict)


def _kernel_asked_for(
    listener: socket.socket, owner: socket.socket, workers: list[_Worker]
) -> dict[str, Any]:
    """Answer the workers' lines in the template; in a fork, return what it was asked to be."""
    try:
        left = warm_up(Path(listener.getsockname()).parent)
        told: dict[str, Any] = _single_thread() or {"ready": True}
    except Exception as error:
        left, told = {}, {"error": f"the template process failed: {error!r}"}
    while True:
        ready, _, _ = select.select([listener, owner, *(w.connection for w in workers)], [], [])
        if owner in ready:
            _end(workers)
        if listener in ready:
            workers.append(_welcome(listener, told))
        for worker in [worker for worker in workers if worker.connection in ready]:
            asked = _answer(worker, workers)
            if asked:
                return {**asked, "env": {**left, **asked["env"]}}


def _welcome(listener: socket.socket, told: dict[str, Any]) -> _Worker:
    connection, _ = listener.accept()
    worker = _Worker(connection, connection.makefile("rw", encoding="utf-8"))
    # One that has gone again meanwhile is noticed when its line is read.
    with contextlib.suppress(OSError):
        _tell(worker.lines, told)
    return worker


def _answer(worker: _Worker, workers: list[_Worker]) -> dict[str, Any] | None:
    """Answer a worker's line; return what the fork that it asked for is to be, in that fork."""
    try:
        line = worker.lines.readline()
        if not line.endswith("\n"):
            raise ConnectionError("the worker is gone")
        order = json.loads(line)
        if "poll" in order:
            _tell(worker.lines, {"status": _status(order["poll"], worker, workers)})
            return None
        read_ahead(order["start"]["env"])
        if refused := _single_thread():
            _tell(worker.lines, refused)
        elif pid := os.fork():
            worker.kernels[pid] = order["start"]["folder"]
            _tell(worker.lines, {"pid": pid})
        else:
            return order["start"]
    except OSError:
        workers.remove(worker)
        _kill(worker.kernels)
        end_strays(_kernels(workers))
        worker.connection.close()
    return None


def _single_thread() -> dict[str, str] | None:
    """Return why this process cannot be forked, None if it can."""
    names = [(task / "comm").read_text().strip() for task in sorted(_TASKS.iterdir())]
    if len(names) == 1:
        return None
    return {"error": f"the template process has {len(names)} threads: {', '.join(names)}"}


def _status(pid: int, worker: _Worker, workers: list[_Worker]) -> int | None:
    """Return how a kernel ended, None while it runs; what it started ends with it."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    del worker.kernels[pid]
    end_strays(_kernels(workers))
    return os.waitstatus_to_exitcode(status)


def _kernels(workers: list[_Worker]) -> set[int]:
    return {pid for worker in workers for pid in worker.kernels}


def _end(workers: list[_Worker]) -> NoReturn:
    for worker in workers:
        _kill(worker.kernels)
    end_strays(())
    # Nothing is left to close, and taking apart so many modules takes time.
    os._exit(0)


def _kill(kernels: dict[int, str]) -> None:
    for pid, folder in kernels.items():
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        shutil.rmtree(folder, ignore_errors=True)


def _tell(lines: TextIO, answer: dict[str, Any]) -> None:
    lines.write(json.dumps(answer) + "\n")
    lines.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
