"""What nbclient talks to our kernels with: it takes one as ready as soon as that has answered."""

import math
import time
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from traitlets import default

# A kernel's sockets are there some 30 ms after it was asked for; zmq itself looks after 100.
_MILLISECONDS_BETWEEN_LOOKS = 5
_SECONDS_TO_ANSWER = 1
# The kernel's other line may be open a moment after it has told there that it answered.
_SECONDS_TO_TELL = 0.1


class ReviewClient(AsyncKernelClient):
    """Jupyter's client, without a heart that beats for nobody and without waits in vain."""

    @default("context")
    def _quick_context(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, _MILLISECONDS_BETWEEN_LOOKS)
        return context

    def start_channels(self, *args: Any, **kwargs: Any) -> None:
        """Open all lines but the heart's: whether the kernel lives, its manager knows."""
        super().start_channels(*args, **{**kwargs, "hb": False})

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers on both lines.

        jupyter_client's own then waits 0.2 s for messages that nobody asked for, a quarter of a
        small run's time; nbclient passes over messages that are no answer to its own.

        Raises
        ------
        RuntimeError
            The kernel has died, or does not answer in `timeout` seconds.
        """
        until = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            while not _answer(await self.get_shell_msg(timeout=_SECONDS_TO_ANSWER), asked):
                pass
            while not _answer(await self.get_iopub_msg(timeout=_SECONDS_TO_TELL), asked):
                pass
        except Empty:
            return False
        return True


def _answer(message: dict[str, Any], asked: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == asked)
