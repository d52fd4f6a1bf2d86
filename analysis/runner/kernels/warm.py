"""The kernels of this process, forked from a template: its own, or one shared with others."""

import atexit
import contextlib
import json
import os
import socket
import sys
from typing import Any

import psutil

from analysis.runner.kernels.launch import NoWarmKernel, Template
from analysis.spoken import Message

# Importing takes 2 s on an idle machine; one that takes this long is better told than waited for.
_SECONDS_TO_START = 60
# A fork takes a hundredth of a second: a template that says nothing for so long is stopped.
_SECONDS_TO_ANSWER = 10
# SIGKILL, which Windows does not name.
_KILLED = 9


class NoAnswer(NoWarmKernel):
    """The template process is there but does not answer: it was stopped, or starts for long."""


def _unix_socket() -> socket.socket:
    if sys.platform == "win32":
        raise NoWarmKernel(Message("built.cold_not_linux", system=sys.platform))
    return socket.socket(socket.AF_UNIX)


class Connection:
    """The line to a template, which kills the kernels asked for over it when it is closed."""

    def __init__(self, address: str) -> None:
        self._socket = _unix_socket()
        self._socket.settimeout(_SECONDS_TO_START)
        try:
            self._socket.connect(address)
        except OSError as error:
            self._socket.close()
            raise NoWarmKernel(Message("built.cold_ended", why=str(error))) from error
        self._lines = self._socket.makefile("rw", encoding="utf-8")
        self._answer()
        self._socket.settimeout(_SECONDS_TO_ANSWER)

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return the template's answer.

        Raises
        ------
        NoWarmKernel
            It refuses, or does not answer: it has ended, or was killed.
        """
        try:
            self._lines.write(json.dumps(order) + "\n")
            self._lines.flush()
        except OSError as error:
            raise NoWarmKernel(Message("built.cold_ended", why=str(error))) from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._lines.readline()
        except OSError as error:
            raise NoAnswer(Message("built.cold_silent", why=str(error))) from error
        if not line:
            raise NoWarmKernel(Message("built.cold_ended", why="EOF"))
        answer = json.loads(line)
        if "error" in answer:
            raise NoWarmKernel(answer["error"])
        return answer

    def close(self) -> None:
        """Close the line, and with it any kernel that still runs."""
        with contextlib.suppress(OSError):
            self._lines.close()
        self._socket.close()


class Kernel:
    """A forked kernel, with as much of `subprocess.Popen` as jupyter_client uses.

    `status_known`: False where it has ended but its template does not say how.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: Connection, order: dict[str, Any]) -> None:
        self._connection = connection
        self.pid: int = connection.ask({"start": order})["pid"]
        self.returncode: int | None = None
        self.status_known = True
        with contextlib.suppress(psutil.Error):
            self._process = psutil.Process(self.pid)

    def poll(self) -> int | None:
        """Return the exit status, −signal for one that was killed, None while it runs."""
        if self.returncode is None and not self._runs():
            try:
                self.returncode = self._connection.ask({"poll": self.pid})["status"]
            except NoAnswer:
                self.status_known, self.returncode = False, 1
            except NoWarmKernel:
                # It is the template's child, and the system killed it together with that.
                self.returncode = -_KILLED
        return self.returncode

    def _runs(self) -> bool:
        # Not asked of the template, which may be busy, or stopped while its kernels go on.
        with contextlib.suppress(psutil.Error, AttributeError):
            return self._process.status() != psutil.STATUS_ZOMBIE and self._process.is_running()
        return False

    def wait(self) -> int | None:
        """Return the exit status of a kernel that has ended, as `poll` found it."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended: its number may be another's by now."""
        if self.poll() is None:
            os.kill(self.pid, number)


_shared: str | None = None
_own: Template | None = None
_connection: Connection | None = None
_refusal: NoWarmKernel | None = None


def use_template(address: str | None) -> None:
    """Fork this process's kernels from a template that another process owns."""
    global _shared
    _shared = address


def start_kernel(order: dict[str, Any]) -> Kernel:
    """Fork a kernel from the shared template, or from one of this process where that is gone.

    Parameters
    ----------
    order
        ``argv``, ``cwd``, ``env`` of the kernel, and ``folder``, its private one.

    Raises
    ------
    NoWarmKernel
        There is no template here and none can be started. It is tried once a process: the
        next kernel would wait as long and in vain.
    """
    global _refusal
    if _refusal:
        raise _refusal
    if _connection or _shared:
        # One that was killed is replaced once; one that refuses will refuse again.
        with contextlib.suppress(NoWarmKernel):
            return Kernel(_connect(_shared), order)
        end_template()
    try:
        return Kernel(_connect(start_template().address), order)
    except NoWarmKernel as error:
        _refusal = error
        end_template()
        raise


def _connect(address: str | None) -> Connection:
    global _connection
    if _connection is None:
        _connection = Connection(address or start_template().address)
    return _connection


def start_template() -> Template:
    """Return this process's template; one just started warms up while its starter goes on."""
    global _own
    if _own is None:
        _own = Template()
        atexit.register(end_template)
    return _own


def own_template() -> set[int]:
    """Return the process id of this process's own template, if it has one."""
    return {_own.process.pid} if _own else set()


def end_template() -> None:
    """Leave the template, and end it if it is this process's own."""
    global _connection, _own, _shared
    if _connection:
        _connection.close()
    if _own:
        _own.close()
        atexit.unregister(end_template)
    _connection = _own = _shared = None
