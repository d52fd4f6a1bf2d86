"""What a fork of the template becomes: a kernel as if it had been started afresh."""

import os
import random
import sys
from typing import Any

import ipykernel_launcher
import numpy as np
import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from zmq.eventloop.zmqstream import ZMQStream

from analysis.runner.kernels.lifeline import end_with_parent


def become_kernel(asked: dict[str, Any], template: int) -> None:
    """Run a kernel to its end in this process, which was forked for it.

    Parameters
    ----------
    asked
        ``argv``, the kernel's own arguments; ``cwd``, its folder; ``env``, all its environment;
        ``folder``, the private one for its sockets.
    template
        Process id of the template, with which the kernel ends at the latest.
    """
    os.setsid()
    end_with_parent(template)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update({**asked["env"], "JPY_PARENT_PID": str(template)})
    sys.argv = [ipykernel_launcher.__file__, *asked["argv"]]
    # Every fork would draw the same numbers otherwise.
    random.seed()
    np.random.seed()
    _OutputThread.place = f"ipc://{asked['folder']}/output"
    # Read from the environment when the class was made, long before this kernel was asked for.
    kernel = PortlessKernelApp.instance(parent_handle=template)
    kernel.initialize()
    kernel.start()


class _OutputThread(IOPubThread):
    """Takes in what processes forked by a cell print, over a file where ipykernel opens a port."""

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


class PortlessKernelApp(IPKernelApp):
    """IPython's kernel, which opens no port."""

    def init_iopub(self, context: zmq.Context) -> None:
        """Do as ipykernel does, with the thread above."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = _OutputThread(self.iopub_socket, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket
