"""What a run or a killed build leaves behind, processes and folders, is ended and removed."""

import ast
import contextlib
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest
from jobs_made import specification
from trial_project import notebook, project

from analysis.runner import limits
from analysis.runner.kernels import folders, lifeline
from analysis.runner.limits import LIMITS
from analysis.runner.running import execute

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
OWN_SESSION = """\
import subprocess
subprocess.Popen(["sleep", "600"], start_new_session=True)
"""
DOUBLE_FORK = """\
import os
if not (child := os.fork()):
    os.setsid()
    if os.fork():
        os._exit(0)
    os.execvp("sleep", ["sleep", "600"])
os.waitpid(child, 0)
"""
# One that starts another in a session of its own again when the first is ended.
CHAIN = """\
import subprocess, sys
inner = 'import subprocess, time; subprocess.Popen(["sleep", "600"], start_new_session=True)'
subprocess.Popen([sys.executable, "-c", inner + "; time.sleep(600)"], start_new_session=True)
import time; time.sleep(0.5)
"""
HOARDS = "hoard = bytearray(b'x' * 600_000_000); import time; time.sleep(60)"
FORKS_AND_HOARDS = """\
import subprocess, sys, time
hoards = "x = bytearray(b'x' * 600_000_000); import time; time.sleep(600)"
subprocess.Popen([sys.executable, "-c", hoards], start_new_session=True)
time.sleep(60)
"""


def jobs(root, notebooks, memory_mb=LIMITS["memory_mb"]):
    for name, cells in notebooks.items():
        notebook(root / "notebooks", name, *cells)
    limits = {**LIMITS, "memory_mb": memory_mb}
    return [specification(root, name, limits=limits) for name in notebooks]


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    yield tmp_path
    for process in left(tmp_path):
        process.kill()


def left(root):
    """Return the processes of a run's notebook that still run: their folder is the project's."""
    own = psutil.Process().pid
    found = []
    for process in psutil.process_iter(["cwd", "status", "cmdline"]):
        here = process.info["cwd"] == str(root) and process.pid != own
        if here and process.info["status"] != psutil.STATUS_ZOMBIE:
            command = " ".join(process.info["cmdline"] or [])
            if "sleep" in command or "bytearray" in command:
                found.append(process)
    return found


STARTS = (OWN_SESSION, DOUBLE_FORK, CHAIN)


def test_what_a_notebook_started_ends_with_its_run(root):
    cells = {"done": (*STARTS, "bundle.close()"), "fails": (*STARTS, "raise ValueError")}
    results = execute.execute(jobs(root, cells), 2, lambda result: None)
    assert [(each["status"], each["why_cold"]) for each in results] == [
        ("done", None),
        ("failed", None),
    ]
    assert not left(root)


def test_what_a_cold_kernel_started_ends_with_its_run(root, monkeypatch):
    # Without a template that they share each worker starts one, here in vain.
    cells = {"done": (*STARTS, "bundle.close()")}
    refuses = "import os, sys\nif 'kernels.template' in str(sys.orig_argv): os._exit(1)\n"
    (root / "site").mkdir()
    (root / "site/sitecustomize.py").write_text(refuses)
    path = os.pathsep.join([str(root / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setattr(execute, "shared_template", contextlib.nullcontext)
    results = execute.execute(jobs(root, cells), 1, lambda result: None)
    assert results[0]["status"] == "done" and results[0]["why_cold"]
    assert not left(root)


def test_what_goes_over_a_limit_takes_along_what_it_started(root):
    over = {"hoards": (*STARTS, HOARDS), "child_hoards": (FORKS_AND_HOARDS,)}
    results = execute.execute(jobs(root, over, memory_mb=500), 2, lambda result: None)
    assert {each["error"]["ename"] for each in results} == {"OutOfMemory"}
    assert not left(root)


def test_what_was_seen_of_a_run_is_ended_and_nothing_that_has_its_number_by_now():
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as other:
        with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as seen:
            reused = psutil.Process(other.pid)
            # Born earlier than the process that has its number.
            reused._ident = (reused.pid, 1.0)
            limits._end([psutil.Process(seen.pid), reused])
            assert seen.wait(10) == -9
        assert other.poll() is None


def test_only_strays_are_ended():
    code = """\
    import subprocess, time
    from analysis.runner.kernels import lifeline
    lifeline.adopt_orphans()
    # Who waits for what this one says would wait for those that hold its output.
    silent = {"stdout": subprocess.DEVNULL}
    kept = subprocess.Popen(["sleep", "600"], **silent)
    print(before := lifeline.children())
    orphan = "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"
    subprocess.run([__import__("sys").executable, "-c", orphan], **silent)
    print(lifeline.children())
    lifeline.end_strays(before)
    print(lifeline.children())
    print({kept.pid} if kept.poll() is None else set())
    kept.kill()
    """
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], check=True, stdout=subprocess.PIPE, text=True
    )
    before, with_stray, after, kept = map(ast.literal_eval, told.stdout.splitlines())
    assert before == kept and len(kept) == 1, "the child of its own still runs"
    assert len(with_stray - before) == 1 and after == before, "the stray alone was ended"


def test_this_process_adopts_nobody():
    """What runs jobs in its own process (a script, pytest) keeps its ways with its children."""
    told = lifeline.ctypes.c_int(-1)
    get_child_subreaper = 37
    lifeline._libc.prctl(get_child_subreaper, lifeline.ctypes.byref(told))
    assert told.value == 0


OWNS = """\
import sys, time
from analysis.runner.kernels import folders
folder = folders.private_folder("kernel")
(folder / "socket-1").write_text("")
print(folder, flush=True)
time.sleep(60)
"""


def test_folders_of_the_dead_are_removed_and_those_of_the_living_are_not(scratch):
    command = [sys.executable, "-c", OWNS]
    pipes = {"stdout": subprocess.PIPE, "text": True}
    owners = [subprocess.Popen(command, **pipes) for _ in range(2)]
    dead, living = (Path(owner.stdout.readline().strip()) for owner in owners)
    own = folders.private_folder("template")
    folders.remove_abandoned_folders()
    assert {dead, living, own} == set(scratch.iterdir())
    owners[0].kill()
    owners[0].communicate()
    folders.remove_abandoned_folders()
    assert {living, own} == set(scratch.iterdir())
    owners[1].kill()
    owners[1].communicate()
    folders.remove_folder(own)
    folders.remove_abandoned_folders()
    assert not list(scratch.iterdir())


def test_what_is_not_ours_stays(scratch, tmp_path):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (elsewhere / "kept").write_text("")
    (scratch / "cadre-review-link").symlink_to(elsewhere)
    (scratch / "cadre-review-file").write_text("")
    (scratch / "another").mkdir()
    folders.remove_abandoned_folders()
    assert len(list(scratch.iterdir())) == 3 and (elsewhere / "kept").exists()


def test_a_folder_of_another_user_stays(scratch, monkeypatch):
    (scratch / "cadre-review-kernel-1").mkdir()
    monkeypatch.setattr(folders.os, "getuid", lambda: os.geteuid() + 1)
    folders.remove_abandoned_folders()
    assert list(scratch.iterdir())


def test_a_long_place_for_temporary_files_gives_way_to_a_short_one(tmp_path, monkeypatch):
    (deep := tmp_path / ("d" * 100)).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    folder = folders.private_folder("kernel")
    assert len(bytes(folder / "socket-5")) <= 107
    assert folder.stat().st_mode & 0o077 == 0
    folders.remove_folder(folder)
    assert not folder.exists() and not list(deep.iterdir())
