"""Workers that die, stop or hang: told as such, and nothing waits for them without end."""

import contextlib
import errno
import os
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.queues import Queue
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from jobs_made import specification
from trial_project import notebook, project

from analysis.runner.keeping import store
from analysis.runner.limits import LIMITS
from analysis.runner.running import execute, workers
from analysis.runner.running.specification import result_of

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are stopped there"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# The template is this worker's, or all workers': a sibling of theirs.
ENDS_WORKERS = """\
import os, psutil, signal, time
for process in psutil.Process(os.getppid()).parent().children():
    try:
        if "spawn_main" in str(process.cmdline()):
            process.send_signal(signal.{name})
    except psutil.Error:
        pass  # Another test's, which has ended.
time.sleep(9)
"""
SHORT = "import time; time.sleep(0.3)"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    return tmp_path


def specifications(root, **notebooks):
    """Return a job for each notebook, whose cell is given."""
    for name, cell in notebooks.items():
        counts = f"open({str(root / 'ran')!r}, 'a').write({name!r} + chr(10))"
        notebook(root / "notebooks", name, counts, cell, "bundle.close()")
    return [specification(root, name) for name in notebooks]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(workers, "SECONDS_OF_SILENCE", 2.5)
    monkeypatch.setattr(workers, "_SECONDS_TO_END", 2)


def ends(results):
    return {each["folder"]: each["status"] for each in results}


@pytest.mark.usefixtures("quick")
def test_a_worker_that_stops_is_ended_and_its_run_alone_is_told(root):
    jobs = specifications(root, stops=ENDS_WORKERS.format(name="SIGSTOP"), good=SHORT, other=SHORT)
    results = execute.execute(jobs, 2, lambda result: None)
    assert ends(results) == {"stops": "killed", "good": "done", "other": "done"}
    assert results[0]["error"]["ename"] == "WorkerStopped"
    assert "stopped answering" in results[0]["error"]["evalue"]
    assert not workers.abandoned()


def test_what_had_not_begun_when_a_worker_died_goes_on_side_by_side(root, monkeypatch):
    many = {f"good_{number}": SHORT for number in range(4)}
    jobs = specifications(root, kills=ENDS_WORKERS.format(name="SIGKILL"), **many)
    pools, started = [], execute.started

    def counted(number, template):
        pools.append(number)
        return started(number, template)

    monkeypatch.setattr(execute, "started", counted)
    results = execute.execute(jobs, 2, lambda result: None)
    assert ends(results) == {"kills": "killed", **dict.fromkeys(many, "done")}
    assert results[0]["error"]["ename"] == "WorkerDied"
    # One or two were caught in the first pool (the other may have ended), and tried again alone.
    assert pools.count(2) == 2
    assert pools.count(1) in {1, 2}


@pytest.mark.usefixtures("quick")
def test_a_worker_that_waits_for_a_file_for_ever_is_ended_when_its_time_is_up(root):
    jobs = specifications(root, hangs=SHORT, good=SHORT)
    # Opening it waits for a writer, as opening a file on a share that hangs waits for the share.
    (root / "notebooks/hangs.ipynb").unlink()
    os.mkfifo(root / "notebooks/hangs.ipynb")
    jobs[0]["limits"] = {**LIMITS, "seconds": 0.5 - workers._SECONDS_BESIDE}
    results = execute.execute(jobs, 2, lambda result: None)
    assert ends(results) == {"hangs": "killed", "good": "done"}
    assert results[0]["error"]["ename"] == "WorkerStopped"


@pytest.mark.usefixtures("quick")
def test_a_worker_that_cannot_even_be_killed_is_given_up(root, monkeypatch):
    monkeypatch.setattr(workers, "_SECONDS_TO_END", 0.3)
    # As one that the system holds until a disk answers.
    for name in ("kill", "terminate"):
        monkeypatch.setattr(SpawnProcess, name, lambda self: None)
    jobs = specifications(root, stops=ENDS_WORKERS.format(name="SIGSTOP"))
    results = execute.execute(jobs, 1, lambda result: None)
    assert ends(results) == {"stops": "killed"}
    left = workers.abandoned()
    assert len(left) == 2
    for pid in left:
        process = psutil.Process(pid)
        assert process.status() == psutil.STATUS_STOPPED
        process.kill()
        process.wait(20)
    assert not workers.abandoned()


@pytest.fixture
def watched(monkeypatch):
    """A pool of one worker that a test makes look, under a clock of its own."""
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(workers.time, "monotonic", lambda: clock.now)
    killed = []
    process = SimpleNamespace(pid=7, kill=lambda: killed.append(7))
    monkeypatch.setattr(workers, "_runs", lambda process: not killed)
    signs = SimpleNamespace(heard=[], poll=lambda: bool(signs.heard), recv_bytes=None)
    signs.recv_bytes = lambda: signs.heard.pop()
    pool = workers.Workers(None, [process], signs, _looked=clock.now)

    def look(seconds, heard=False):
        clock.now += seconds
        signs.heard = [(7).to_bytes(8, "big")] if heard else []
        pool.look()
        return bool(killed)

    return look


def test_silence_counts_while_somebody_looks(watched):
    assert not watched(1, heard=True)
    assert not any(watched(1) for _ in range(int(workers.SECONDS_OF_SILENCE)))
    assert watched(1)


def test_a_command_that_was_stopped_itself_blames_no_worker(watched):
    assert not watched(1, heard=True)
    assert not watched(3600)
    assert not watched(1)
    assert not watched(1, heard=True)
    assert not any(watched(1) for _ in range(int(workers.SECONDS_OF_SILENCE)))


def test_a_worker_may_take_longer_until_its_first_sign(watched):
    until = workers.SECONDS_TO_START + workers.SECONDS_OF_SILENCE
    assert not any(watched(1) for _ in range(int(until)))
    assert watched(1)


def test_a_worker_whose_end_another_thread_was_told_has_ended():
    process = SpawnContext().Process(target=os.getpid)
    process.start()
    # The pool's own thread asks too, and the system tells once.
    os.waitpid(process.pid, 0)
    assert process.is_alive()
    assert not workers._runs(process)


class Breaks(ThreadPoolExecutor):
    """A pool that a worker's death breaks while jobs are handed in."""

    def submit(self, run, specification):
        if specification["folder"] == "third":
            raise BrokenExecutor("a process in the pool was terminated abruptly")
        return super().submit(run, specification)


@pytest.fixture
def pretended(monkeypatch):
    """Run jobs in threads: what the pool does is tried, not what its processes do."""

    def use(pool, run):
        @contextlib.contextmanager
        def started(number, template):
            with pool(number) as threads:
                yield SimpleNamespace(pool=threads, look=lambda: True, stopped=False)

        monkeypatch.setattr(execute, "started", started)
        monkeypatch.setattr(execute, "run_in_time", run)
        monkeypatch.setattr(execute, "shared_template", lambda: contextlib.nullcontext())

    return use


def test_a_pool_that_breaks_while_jobs_are_handed_in_loses_none(root, pretended):
    jobs = specifications(root, first="", second="", third="", fourth="")
    pretended(Breaks, lambda each: result_of(each, "done"))
    results = execute.execute(jobs, 2, lambda result: None)
    expected = {"first": "done", "second": "done", "third": "killed", "fourth": "done"}
    assert ends(results) == expected


@pytest.mark.parametrize("raised", [SystemExit(3), RuntimeError("odd"), MemoryError()])
def test_whatever_a_job_raises_is_its_result(root, pretended, raised):
    def run(each):
        if each["folder"] == "odd":
            raise raised
        return result_of(each, "done")

    pretended(ThreadPoolExecutor, run)
    results = execute.execute(specifications(root, odd="", good=""), 2, lambda result: None)
    assert ends(results) == {"odd": "failed", "good": "done"}
    assert results[0]["error"]["ename"] == type(raised).__name__


@pytest.mark.parametrize(("place", "name"), [(Queue, "_start_thread"), (threading.Thread, "start")])
def test_a_pool_that_gets_no_thread_is_told_and_not_waited_for(
    root, monkeypatch, capfd, place, name
):
    given = getattr(place, name)

    def refused(self):
        # Python's own threads of a pool, and no others.
        if isinstance(self, Queue) or "ExecutorManager" in type(self).__name__:
            raise RuntimeError("can't start new thread")
        given(self)

    monkeypatch.setattr(place, name, refused)
    with pytest.raises(OSError, match="too few threads or too little memory") as raised:
        execute.execute(specifications(root, first=SHORT), 1, lambda result: None)
    assert raised.value.errno == errno.EAGAIN
    assert not [each for each in psutil.Process().children() if _works(each)]
    assert "Traceback" not in capfd.readouterr().err


def test_an_interrupt_ends_the_workers_and_keeps_what_was_done(root):
    jobs = specifications(root, first=SHORT, slow="import time; time.sleep(60)", later=SHORT)

    def interrupt(result):
        until = time.monotonic() + 20
        while (root / "ran").read_text().split()[-1] != "slow" and time.monotonic() < until:
            time.sleep(0.02)
        raise KeyboardInterrupt

    before = set(psutil.Process().children())
    with pytest.raises(KeyboardInterrupt):
        execute.execute(jobs, 1, interrupt)
    kept = [store.find(Path(each["store"]), each["fingerprint"]) is not None for each in jobs]
    assert kept == [True, False, False]
    assert not [each for each in psutil.Process().children() if _works(each) and each not in before]


def _works(process):
    # One that has ended has no command line any more.
    with suppress(psutil.Error):
        return "spawn_main" in str(process.cmdline())
    return False
