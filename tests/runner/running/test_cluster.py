"""The same jobs on a cluster of dask workers: the same files, also when a worker is killed."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from trial_project import notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.runner.running.execute import ClusterLost

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="workers are killed there"),
    pytest.mark.filterwarnings("ignore"),
]
NAMES = [f"job_{number}" for number in range(4)]


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    for name in NAMES:
        notebook(tmp_path / "notebooks", name, "import time; time.sleep(0.3)", "bundle.close()")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cluster(root):
    """A scheduler and two worker processes; yields its address and the processes."""
    about = root / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": root}
    dask = [sys.executable, "-m", "dask"]
    place = ["--scheduler-file", str(about)]
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = [*dask, "scheduler", "--port", "0", *local, *place]
    worker = [*dask, "worker", "--nthreads", "1", "--nworkers", "1", *local, *place]
    processes = [subprocess.Popen(scheduler, **quiet)]
    until = time.monotonic() + 60
    while not about.exists() and time.monotonic() < until:
        time.sleep(0.1)
    processes += [subprocess.Popen([*worker, "--no-nanny"], **quiet) for _ in range(2)]
    yield json.loads(about.read_text())["address"], processes[1:], processes[0]
    for process in processes:
        process.kill()
        process.wait()


def manifest(root, name, tmp, **others):
    asked = request(review_file(root, "trial", *NAMES))
    built = build(asked, output=tmp / name, **others)
    assert built.status == 0, built.results
    return json.loads((built.index.parent / "manifest.json").read_text("utf-8"))


def test_a_cluster_gives_the_same_files_also_when_a_worker_dies(root, cluster, tmp_path_factory):
    address, workers, _ = cluster
    tmp = tmp_path_factory.mktemp("outputs")
    here = manifest(root, "here", tmp, workers=2)
    assert manifest(root, "there", tmp, cluster=address)["files"] == here["files"]
    done = []

    def kill_one(result):
        if not done:
            os.kill(workers[0].pid, signal.SIGKILL)
        done.append(result["folder"])

    survived = manifest(root, "survived", tmp, cluster=address, on_result=kill_one)
    assert survived["files"] == here["files"]
    folders = [job["folder"] for job in survived["jobs"]]
    assert sorted(folders) == sorted(done) and len(set(folders)) == len(NAMES)
    assert psutil.pid_exists(workers[1].pid)


def test_a_scheduler_that_dies_is_the_machines_fault_and_what_was_done_is_kept(
    root, cluster, tmp_path_factory, capfd
):
    address, _, scheduler = cluster
    output = tmp_path_factory.mktemp("output")
    asked = request(review_file(root, "trial", *NAMES))
    done = []

    def end_scheduler(result):
        done.append(result["folder"])
        scheduler.kill()

    with pytest.raises(ClusterLost, match="is gone; runs that had finished are kept"):
        build(asked, output=output, cluster=address, on_result=end_scheduler)
    assert done and not (output / "trial").exists()
    assert "Traceback" not in capfd.readouterr().err
    assert len(list((output / ".store").glob("?" * 64))) >= len(done)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "no address", "nonsense://host:1"])
def test_a_scheduler_that_cannot_be_reached_is_told_in_a_line(root, address):
    import dask

    path = review_file(root, "trial", *NAMES)
    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        answer = CliRunner().invoke(app, ["build", str(path), "--cluster", address])
    assert answer.exit_code == 3
    told = [line for line in answer.stderr.splitlines() if "cannot be reached" in line]
    assert told == answer.stderr.splitlines() and len(told) == 1
