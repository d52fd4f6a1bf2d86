"""The template of this process, and the kernels that were forked from it."""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from typing import Any

from analysis.runner.kernels import ENVIRONMENT

# Importing takes 2 s on an idle machine; one that takes this long is better told than waited for.
_SECONDS_TO_START = 60


class NoWarmKernel(RuntimeError):
    """Why a kernel cannot be forked here."""


class Template:
    """A running template process and the line to it."""

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise NoWarmKernel(f"a kernel is forked on Linux only, and this is {sys.platform}")
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "analysis.runner.kernels.template", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.settimeout(_SECONDS_TO_START)
        self._socket = ours
        self._lines = ours.makefile("rw", encoding="utf-8")
        self._ready = False

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return the template's answer.

        Raises
        ------
        NoWarmKernel
            It refuses, or does not answer: it has ended, or was killed.
        """
        if not self._ready:
            self._answer()
            self._ready = True
        try:
            self._lines.write(json.dumps(order) + "\n")
            self._lines.flush()
        except OSError as error:
            raise NoWarmKernel(f"the template process has ended: {error}") from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._lines.readline()
        except OSError as error:
            raise NoWarmKernel(f"the template process does not answer: {error}") from error
        if not line:
            raise NoWarmKernel("the template process has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise NoWarmKernel(answer["error"])
        return answer

    def close(self) -> None:
        """End the template, and with it any kernel that still runs."""
        with contextlib.suppress(OSError):
            self._lines.close()
        self._socket.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Kernel:
    """A forked kernel, with as much of `subprocess.Popen` as jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, template: Template, order: dict[str, Any]) -> None:
        self._template = template
        self.pid: int = template.ask({"start": order})["pid"]
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status, −signal for one that was killed, None while it runs."""
        if self.returncode is None:
            try:
                self.returncode = self._template.ask({"poll": self.pid})["status"]
            except NoWarmKernel:
                # It is the template's child, and the system killed it together with that.
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int | None:
        """Return the exit status of a kernel that has ended, as `poll` found it."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended: its number may be another's by now."""
        if self.poll() is None:
            os.kill(self.pid, number)


_current: Template | None = None
_refusal: NoWarmKernel | None = None


def start_kernel(order: dict[str, Any]) -> Kernel:
    """Fork a kernel from this process's template, which is started when there is none.

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
    if _current:
        # One that was killed is replaced once; one that refuses will refuse again.
        with contextlib.suppress(NoWarmKernel):
            return Kernel(_current, order)
        end_template()
    try:
        return Kernel(start_template(), order)
    except NoWarmKernel as error:
        _refusal = error
        end_template()
        raise


def start_template() -> Template:
    """Return this process's template; one just started warms up while its starter goes on."""
    global _current
    if _current is None:
        _current = Template()
        atexit.register(end_template)
    return _current


def end_template() -> None:
    """End this process's template, if it has one."""
    global _current
    if _current:
        _current.close()
        atexit.unregister(end_template)
    _current = None
