"""What jupyter_client starts our kernels with: warm where that can be, else cold, and said."""

import asyncio
import signal
import sys
import time
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from analysis.runner.kernels.client import ReviewClient
from analysis.runner.kernels.folders import private_folder, remove_folder
from analysis.runner.kernels.launch import NoWarmKernel
from analysis.runner.kernels.warm import start_kernel
from analysis.spoken import Message

_SECONDS_BETWEEN_LOOKS = 0.01
_SECONDS_TO_END = 2.5

_why_cold: Message | str | None = None
_current: "ReviewProvisioner | None" = None


def forget_kernel() -> None:
    """Let the three below tell of the next kernel alone, none until it has been started."""
    global _current, _why_cold
    _current = _why_cold = None


def why_cold() -> Message | str | None:
    """Return why this process's latest kernel was started cold; None: it was forked, or none."""
    return _why_cold


def kernel_pid() -> int | None:
    """Return the process id of this process's latest kernel while it runs, else None."""
    return _current.pid if _current and _current.process else None


def kernel_status() -> int | None:
    """Return how this process's latest kernel ended, −signal if killed; None while it runs.

    None too where that is not known, since the template of the kernel does not answer.
    """
    if _current is None or _current.launched is None:
        return None
    status: int | None = _current.launched.poll()
    return status if getattr(_current.launched, "status_known", True) else None


def kernel_died() -> bool:
    """Return whether this process's latest kernel ended without having been asked to."""
    if _current is None or _current.launched is None or _current.asked_to_end:
        return False
    return _current.launched.poll() is not None


class ReviewProvisioner(LocalProvisioner):
    """Fork a kernel that listens in a private folder instead of on ports."""

    process: Any = None
    # What `process` was, which jupyter_client forgets when it has ended.
    launched: Any = None
    asked_to_end = False
    _folder: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give a new kernel a private folder for its sockets, unless the system lacks those."""
        manager: Any = self.parent
        if manager.client_factory is AsyncKernelClient:
            manager.client_factory = ReviewClient
        if self._folder is None and sys.platform != "win32":
            self._folder = private_folder("kernel")
            manager.transport = "ipc"
            manager.ip = str(self._folder / "socket")
            manager.connection_file = str(self._folder / "kernel.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; start one afresh where that cannot be."""
        global _current, _why_cold
        _current = self
        after_module = cmd.index("-m") + 2
        order = {
            "argv": cmd[after_module:],
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "env": dict(kwargs["env"]),
            "folder": str(self._folder),
        }
        try:
            kernel = start_kernel(order)
        except NoWarmKernel as error:
            _why_cold = error.why
            connection = await super().launch_kernel(cmd, **kwargs)
            self.launched = self.process
            return connection
        _why_cold = None
        # Each kernel leads a group of its own.
        self.process = self.launched = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = order["cwd"]
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Look often whether the kernel has ended; jupyter_client itself looks ten times a second.

        One that has not ended in time is left to it.
        """
        self.asked_to_end = True
        until = time.monotonic() + _SECONDS_TO_END
        while await self.poll() is None and time.monotonic() < until:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's processes; other than an interrupt, it ends them."""
        self.asked_to_end = self.asked_to_end or signum != signal.SIGINT
        await super().send_signal(signum)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the private folder of a kernel that will not start again."""
        await super().cleanup(restart=restart)
        if self._folder and not restart:
            remove_folder(self._folder)
            self._folder = None
