"""Private names of ipykernel: the only place that uses them, and whether this version has them.

Where one is gone, ipykernel does as it always does: what processes forked by a cell print comes in
at a port of this machine, and the rest of the kernel has none all the same.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any, cast

import zmq
from ipykernel import ipkernel, kernelapp
from ipykernel.iostream import IOPubThread
from IPython.core import shellapp
from zmq.eventloop.zmqstream import ZMQStream

NAMES = ("_setup_pipe_in", "_setup_pipe_out", "_handle_pipe_msg")
OWN_PIPE = hasattr(kernelapp, "IOPubThread") and all(hasattr(IOPubThread, each) for each in NAMES)


def take_output_in_at(place: str) -> None:
    """Have what forked processes print come in at a file, where ipykernel opens a port.

    Parameters
    ----------
    place
        A zmq address such as ``ipc:///folder/output``, for the kernels of this process.
    """
    if OWN_PIPE:
        _OutputThread.place = place
        cast(Any, kernelapp).IOPubThread = _OutputThread


def list_no_modules() -> None:
    """Have kernels of this process not list all modules, for a debugger that nobody starts.

    Nor for ``%reset --aggressive`` (see `know_no_modules`). To look at each of 2,000 modules
    copies the pages that a fork shares with its template: a tenth of the time in which a kernel
    starts and ends.
    """
    for place in (ipkernel, shellapp):
        if hasattr(place, "sys"):
            cast(Any, place).sys = _System()


def know_no_modules(shell: Any) -> None:
    """Have ``%reset --aggressive`` say that it cannot, where no modules were listed for it.

    It would take all others for the notebook's own, and remove them.
    """
    if getattr(shell, "_sys_modules_keys", None) == set():
        del shell._sys_modules_keys


class _System:
    """`sys` as ipykernel sees it."""

    modules: Mapping[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


class _OutputThread(IOPubThread):
    place = ""

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        socket = self.socket.context.socket(zmq.PULL)
        socket.linger = 0
        socket.bind(self.place)
        self._pipe_in = ZMQStream(socket, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[zmq.Context, zmq.Socket]:
        context = zmq.Context()
        socket = context.socket(zmq.PUSH)
        socket.linger = 3000
        socket.connect(self.place)
        return context, socket
