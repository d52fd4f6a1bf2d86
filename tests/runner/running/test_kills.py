"""Kill any part of a build at any time: the same bytes after it, and nothing left behind."""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest
from trial_project import hear_signals, notebook, project, review_file

from analysis.places import project_root
from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.runner.publishing.retention import builds_of
from analysis.sources import load

NAMES = [f"slow_{number}" for number in range(4)]
BUILD = [sys.executable, "-c", "from analysis.cli import app; app()", "build", "--jobs", "2"]
KINDS = ("command", "worker", "template", "kernel")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are told apart there")


@pytest.fixture
def root(tmp_path, monkeypatch, scratch):
    monkeypatch.chdir(project(tmp_path))
    for name in NAMES:
        begins = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + chr(10))"
        notebook(
            *(tmp_path / "notebooks", name, begins),
            *("import time; time.sleep(0.3)", "bundle.close()"),
        )
    review_file(tmp_path, "trial", *NAMES)
    return tmp_path


def command(root):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = [*BUILD, str(root / "trial.yml")]
    return subprocess.Popen(start, cwd=root, preexec_fn=hear_signals, **quiet)


def finished(root):
    """Build by the command, and return the published files' hashes."""
    assert command(root).wait(120) == 0
    return json.loads((root / "reports/output/trial/manifest.json").read_text("utf-8"))["files"]


def parts(process):
    """Return the processes of a build that runs, by kind."""
    family = {"command": [process], "worker": [], "template": [], "kernel": []}
    for each in family["command"][0].children(recursive=True):
        try:
            told, above = " ".join(each.cmdline()), " ".join(each.parent().cmdline())
        except (psutil.Error, AttributeError):
            continue
        if "spawn_main" in told:
            family["worker"].append(each)
        elif "kernels.template" in told:
            family["kernel" if "kernels.template" in above else "template"].append(each)
    return family


def disturbed(root, kinds, chance):
    """Start a build, kill one process of each kind at any time, and wait until all have ended.

    Return whether they were killed: a build may end before all kinds are there at once.
    """
    process = command(root)
    runs = chance.choice((0, 1, 2, 3))
    until = time.monotonic() + 60
    while process.poll() is None and len(ran(root)) < runs and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.4))
    started, killed = set(), False
    while process.poll() is None and not killed and time.monotonic() < until:
        family = parts(psutil.Process(process.pid))
        started.update(each for some in family.values() for each in some)
        if killed := all(family[kind] for kind in kinds):
            for kind in kinds:
                # The system may have ended it with the one before.
                with contextlib.suppress(psutil.NoSuchProcess):
                    chance.choice(family[kind]).kill()
        time.sleep(0.01)
    process.wait(120)
    assert not psutil.wait_procs(started, timeout=20)[1]
    # None but 0 and 1, with a killed run told, unless the command itself was killed.
    ended = (-signal.SIGKILL,) if killed and "command" in kinds else (0, 1)
    assert process.returncode in ended
    return killed


def ran(root):
    return (root / "ran").read_text().split() if (root / "ran").exists() else []


def check(root, kills, seed):
    undisturbed, chance = finished(root), random.Random(seed)
    left, until = list(kills), time.monotonic() + 120 * len(kills)
    while left:
        assert time.monotonic() < until, f"no build had {left[0]} at once"
        kinds = left[0]
        for part in ("reports/output", "ran"):
            os.system(f"rm -rf '{root / part}'")
        if disturbed(root, kinds, chance):
            left.pop(0)
        assert finished(root) == undisturbed
        assert not list(Path(os.environ["TMPDIR"]).iterdir()), kinds
        # A build that lost a run was published and stays, to be compared; of any other nothing.
        built = list((root / "reports/output/.builds/trial").iterdir())
        assert {place for place, _ in builds_of(root / "reports/output", "trial")} == {*built}
        assert len(built) <= 1 + ("command" not in kinds)


@pytest.mark.full
@pytest.mark.parametrize(("kinds", "number"), [*(((kind,), 10) for kind in KINDS[1:]), (KINDS, 8)])
def test_many_kills_and_the_same_hashes(root, kinds, number):
    check(root, [kinds] * number, seed=number)


def whole(root):
    """Return the published build's files, that are there as their manifest says; None if none."""
    place = root / "reports/output/trial"
    if not place.exists():
        return None
    files = json.loads((place / "manifest.json").read_text("utf-8"))["files"]
    for name, digest in files.items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest, name
    return files


def signalled(root, number, after):
    """Start a build, send it a signal after so many seconds, and wait until all have ended."""
    process = command(root)
    watched, started = psutil.Process(process.pid), set()
    until = time.monotonic() + after
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(psutil.Error):
            started.update(watched.children(recursive=True))
        time.sleep(0.01)
    process.send_signal(number)
    process.wait(60)
    assert not psutil.wait_procs(started, timeout=20)[1]
    return process.returncode


ENDS = {signal.SIGTERM: 143, signal.SIGHUP: 143, signal.SIGINT: 130}


@pytest.mark.full
def test_a_signal_at_61_moments_of_one_command(root):
    begun = time.monotonic()
    undisturbed = finished(root)
    lasted, ends = time.monotonic() - begun, Counter()
    for moment in range(61):
        number = list(ENDS)[moment % 3]
        os.system(f"rm -rf '{root / 'reports/output'}'")
        status = signalled(root, number, lasted * moment / 60)
        # Before it has told Python what to do with a signal, the system ends it; or it was done.
        assert status in (ENDS[number], -number, 0), (moment, status)
        assert whole(root) in ((undisturbed,) if status == 0 else (None, undisturbed)), moment
        assert not list(Path(os.environ["TMPDIR"]).iterdir()), moment
        ends[status] += 1
        if moment % 6 == 0:
            assert finished(root) == undisturbed
    assert ends[143] > 20 and ends[130] > 10
    assert finished(root) == undisturbed


@pytest.mark.full
def test_sigterm_in_a_large_build_and_the_rest_is_built_by_the_next(tmp_path, monkeypatch, scratch):
    project(tmp_path)
    for part in ("data/demo", "data/published", "notebooks"):
        shutil.copytree(project_root() / part, tmp_path / part)
    units = sorted(load(tmp_path / "data/demo").evaluations["unit"].unique())[:12]
    about = {"source": "data/demo", "years": "[2011, 2015]", "units": json.dumps(units)}
    review_file(tmp_path, "trial", "confidence_votes", "data_quality", **about)
    monkeypatch.chdir(tmp_path)
    undisturbed = finished(tmp_path)
    store = tmp_path / "reports/output/.store"
    runs = len(list(store.iterdir()))
    for done in (2, 9, 17):
        os.system(f"rm -rf '{tmp_path / 'reports/output'}'")
        process = command(tmp_path)
        until = time.monotonic() + 120
        while not store.exists() or len(list(store.iterdir())) < done:
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.02)
        process.terminate()
        assert process.wait(60) == 143 and whole(tmp_path) is None
        assert not list(Path(os.environ["TMPDIR"]).iterdir())
        kept = set(store.iterdir())
        assert done <= len(kept) < runs
        assert finished(tmp_path) == undisturbed and kept <= set(store.iterdir())


def built(root, tell=lambda result: None):
    """Build in this process, which is quicker than by the command."""
    done = build(request(root / "trial.yml"), output=root / "out", workers=2, on_result=tell)
    manifest = json.loads((done.index.parent / "manifest.json").read_text("utf-8"))
    return manifest["files"], [each["status"] for each in done.results]


def test_two_kernels_and_two_workers_killed_and_the_same_hashes(root):
    undisturbed, _ = built(root)
    for kind in ("kernel", "worker"):
        killed = []

        def kill(result, kind=kind, killed=killed):
            if len(killed) < 2 and (found := parts(psutil.Process())[kind]):
                killed.append(found[0])
                with contextlib.suppress(psutil.NoSuchProcess):
                    found[0].kill()

        # When a run ends there may be none of the kind at that moment.
        for _ in range(20):
            os.system(f"rm -rf '{root / 'out'}'")
            _, ends = built(root, kill)
            if killed:
                break
        # A kernel that is killed is its run's end, if that had not come; a worker's run is tried
        # again.
        assert killed and ends.count("killed") <= (len(killed) if kind == "kernel" else 0)
        assert set(ends) <= {"done", "killed"}
        assert built(root) == (undisturbed, ["done"] * len(NAMES))
        assert not list(Path(os.environ["TMPDIR"]).iterdir())
