"""Start a template process and end it: the side of the process that owns it."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.runner.kernels import ENVIRONMENT
from analysis.runner.kernels.folders import private_folder, remove_folder
from analysis.spoken import Message


class NoWarmKernel(RuntimeError):
    """Why a kernel cannot be forked here."""

    def __init__(self, why: Message | str) -> None:
        super().__init__(why)
        # Worded by whoever tells it: a worker does not know the user's language.
        self.why = why


class Template:
    """A running template process; any process of this user can ask at `address` for a kernel.

    It ends with this process at the latest.
    """

    address: str
    process: subprocess.Popen[bytes]
    _folder: Path
    _line: socket.socket

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise NoWarmKernel(Message("built.cold_not_linux", system=sys.platform))
        self._folder = private_folder("template")
        self.address = str(self._folder / "socket")
        self._line, theirs = socket.socketpair()
        try:
            self.process = self._started(theirs)
        except OSError as error:
            self._line.close()
            remove_folder(self._folder)
            raise NoWarmKernel(Message("built.cold_not_started", why=str(error))) from error

    def _started(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        if sys.platform == "win32":
            raise NoWarmKernel(Message("built.cold_not_linux", system=sys.platform))
        with theirs, socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen(128)
            passed = [listener.fileno(), theirs.fileno()]
            return subprocess.Popen(
                [sys.executable, "-m", "analysis.runner.kernels.template", *map(str, passed)],
                pass_fds=passed,
                env={**os.environ, **ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def close(self) -> None:
        """End the template, and with it any kernel that still runs."""
        self._line.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        remove_folder(self._folder)


_ahead: list[Template] = []


def start_ahead() -> None:
    """Start the template of the next build, which warms up while that is being planned.

    For a command that is certain to run something: it takes two seconds of a processor.
    """
    with contextlib.suppress(NoWarmKernel):
        _ahead.append(Template())
        atexit.register(_end_unused)


def _end_unused() -> None:
    while _ahead:
        template = _ahead.pop()
        # Nobody has asked it for anything, and it looks at its line only when it is warm.
        template.process.kill()
        template.close()


@contextlib.contextmanager
def shared_template() -> Iterator[str | None]:
    """Run a template for this process's workers: its address, None where none can be."""
    try:
        template = _ahead.pop() if _ahead else Template()
    except NoWarmKernel:
        yield None
        return
    try:
        yield template.address
    finally:
        template.close()
