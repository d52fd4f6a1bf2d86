"""A build that is killed goes on where it was, and ends as if it had not been."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from trial_project import notebook, project, review_file

from analysis.runner.asking.request import request
from analysis.runner.keeping.fingerprint import code_hash
from analysis.runner.publishing.build import build

NAMES = [f"slow_{number}" for number in range(4)]
BUILD = [sys.executable, "-c", "from analysis.cli import app; app()", "build", "--jobs", "2"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process group is killed there")


def command(root):
    return subprocess.Popen(
        [*BUILD, str(root / "trial.yml")], cwd=root, stdout=subprocess.PIPE, text=True
    )


def finished(root):
    """Build by the command, as an office does."""
    process = command(root)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told
    return json.loads((root / "reports/output/trial/manifest.json").read_text("utf-8"))


def built(root, **options):
    """Build in this process, which is quicker than by the command."""
    build(request(root / "trial.yml"), output=root / "reports/output", workers=2, **options)
    return json.loads((root / "reports/output/trial/manifest.json").read_text("utf-8"))


@pytest.fixture
def unedited():
    """Tell an edit of the package from a fault: its code is part of each run's fingerprint."""
    before = code_hash()
    yield
    assert code_hash() == before, "the package was edited while this test ran, so runs ran again"


@pytest.fixture
def root(tmp_path, monkeypatch, scratch, unedited):
    monkeypatch.chdir(project(tmp_path))
    for name in NAMES:
        counts = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + chr(10))"
        notebook(
            tmp_path / "notebooks", name, "import time; time.sleep(0.3)", counts, "bundle.close()"
        )
    review_file(tmp_path, "trial", *NAMES)
    return tmp_path


def ran(root):
    """Return the runs that there were, in their order."""
    return (root / "ran").read_text().split() if (root / "ran").exists() else []


def gone(process):
    until = time.monotonic() + 20
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until, f"{process} is still there"
        time.sleep(0.05)


def killed(root, runs, seconds):
    """Kill the command alone, so long after some runs, and see that all it started ends with it."""
    process = command(root)
    while process.poll() is None and len(ran(root)) < runs:
        time.sleep(0.02)
    time.sleep(seconds)
    started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.send_signal(signal.SIGKILL)
    process.communicate()
    for each in started:
        gone(each)


def check(root, kills, seed, finish):
    start = time.monotonic()
    undisturbed = finish(root)["files"]
    # The command starts its processes besides.
    took, chance = 2 * (time.monotonic() - start), random.Random(seed)
    for kill in range(kills):
        for part in ("reports/output/trial", "reports/output/.store", "reports/output/.builds"):
            os.system(f"rm -rf '{root / part}'")
        (root / "ran").unlink()
        # Every other kill comes at any time, the others while the notebooks run.
        runs = chance.choice((1, 2, 3)) if kill % 2 else 0
        killed(root, runs, chance.uniform(0, 0.3 if runs else took))
        done = {path.name for path in (root / "reports/output/.store").glob("?" * 64)}
        before = len(ran(root))
        assert runs <= before
        assert finish(root)["files"] == undisturbed
        assert not list(Path(os.environ["TMPDIR"]).iterdir())
        assert len(ran(root)) - before == len(NAMES) - len(done)


@pytest.mark.usefixtures("in_this_process")
def test_two_kills_and_the_same_hashes(root):
    check(root, kills=2, seed=1, finish=built)


@pytest.mark.full
def test_twenty_kills_and_the_same_hashes(root):
    check(root, kills=20, seed=2, finish=finished)


@pytest.mark.usefixtures("in_this_process")
def test_nothing_changed_runs_nothing_and_force_runs_all(root):
    first = built(root)
    assert built(root) == first
    assert len(ran(root)) == len(NAMES)
    assert built(root, force=True)["files"] == first["files"]
    assert len(ran(root)) == 2 * len(NAMES)


@pytest.mark.usefixtures("in_this_process")
def test_a_published_file_that_is_gone_comes_back_without_a_run(root):
    first = built(root)
    (root / "reports/output/trial/district" / NAMES[0] / "vi/results.json").unlink()
    assert built(root)["files"] == first["files"]
    assert len(ran(root)) == len(NAMES)


@pytest.mark.usefixtures("in_this_process")
def test_a_job_that_failed_runs_again_and_the_others_do_not(root):
    fails = "assert __import__('pathlib').Path('cured').exists(), 'not yet'"
    notebook(root / "notebooks", NAMES[0], fails, "bundle.close()")
    assert [job["status"] for job in built(root)["jobs"]] == ["failed", *["done"] * 3]
    (root / "cured").touch()
    assert [job["reused"] for job in built(root)["jobs"]] == [False, True, True, True]
