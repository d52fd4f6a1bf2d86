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

from analysis.runner.build import build
from analysis.runner.request import request

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
    yield json.loads(about.read_text())["address"], processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def manifest(root, name, tmp, **others):
    asked = request(review_file(root, "trial", *NAMES))
    built = build(asked, output=tmp / name, **others)
    assert built.status == 0, built.results
    return json.loads((built.index.parent / "manifest.json").read_text("utf-8"))


def test_a_cluster_gives_the_same_files_also_when_a_worker_dies(root, cluster, tmp_path_factory):
    address, workers = cluster
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
