"""The client of our kernels: ready means that it has answered, on both lines, and nothing more."""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.session import Session

from analysis.runner.kernels import ENVIRONMENT, KERNEL, SPECIFICATIONS, warm
from analysis.runner.kernels.client import ReviewClient

SOMEBODY_ELSES = {"parent_header": {"msg_id": "another"}}
A_WELCOME = {"parent_header": {}}


class Scripted(ReviewClient):
    """A client whose kernel says what it is told to; None is silence until the time is over."""

    def __init__(self, shell, told, alive=True):
        super().__init__(session=Session(key=b""))
        self.lines = {"shell": list(shell), "told": list(told)}
        self.alive = alive
        self.asked = []

    def kernel_info(self):
        self.asked.append(f"question {len(self.asked) + 1}")
        return self.asked[-1]

    def _next(self, line):
        message = self.lines[line].pop(0) if self.lines[line] else None
        if message is None:
            raise Empty
        return {"parent_header": {"msg_id": message}} if isinstance(message, str) else message

    async def get_shell_msg(self, timeout):
        return self._next("shell")

    async def get_iopub_msg(self, timeout):
        return self._next("told")

    async def is_alive(self):
        return self.alive


def ready(client, timeout=60):
    # In a thread: a browser's loop may run in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, client.wait_for_ready(timeout)).result()


def test_a_kernel_that_has_answered_is_not_waited_for_any_longer():
    client = Scripted(
        shell=[SOMEBODY_ELSES, "question 1", "left"],
        told=[A_WELCOME, SOMEBODY_ELSES, "question 1", "left"],
    )
    ready(client)
    assert client.asked == ["question 1"]
    assert client.lines == {"shell": ["left"], "told": ["left"]}


@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ([None, "question 2"], ["question 2"]),
        # It answered before it could be heard on its other line.
        (["question 1", "question 2"], [None, "question 2"]),
    ],
)
def test_a_kernel_that_is_not_heard_is_asked_again(shell, told):
    client = Scripted(shell, told)
    ready(client)
    assert client.asked == ["question 1", "question 2"]


def test_a_dead_kernel_is_not_waited_for():
    with pytest.raises(RuntimeError, match="Kernel died before"):
        ready(Scripted([], [], alive=False), timeout=None)


def test_a_kernel_that_lives_and_is_silent_is_given_up_in_time():
    with pytest.raises(RuntimeError, match="didn't respond in 0 seconds"):
        ready(Scripted([], []), timeout=0)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_kernel_of_ours_is_talked_to_by_it_and_by_no_further_thread(monkeypatch, one_template):
    for name, value in {**ENVIRONMENT, "JUPYTER_PATH": str(SPECIFICATIONS)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(warm, "_refusal", None)

    async def talk():
        manager = AsyncKernelManager(kernel_name=KERNEL)
        await manager.start_kernel()
        before = set(threading.enumerate())
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(60)
            further = set(threading.enumerate()) - before
            told = await client.execute("6 * 7", reply=True, timeout=60)
            return type(client), further, told["content"]["status"]
        finally:
            client.stop_channels()
            await manager.shutdown_kernel()

    with one_template() as address:
        warm.use_template(address)
        try:
            with ThreadPoolExecutor(1) as thread:
                assert thread.submit(asyncio.run, talk()).result() == (ReviewClient, set(), "ok")
        finally:
            warm.end_template()
