"""How the command ends: one line and an exit status for each fault, and how a signal ends it."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from trial_project import hear_signals, notebook, of_origin, project, review_file
from typer.testing import CliRunner

from analysis import results
from analysis.cli import app, building, ends
from analysis.formats.catalogue import CatalogueError
from analysis.runner.asking import review
from analysis.runner.keeping import store
from analysis.runner.keeping.files import NotOurs
from analysis.runner.publishing import build, fill
from analysis.runner.running import execute, workers
from analysis.sources import NothingReadable
from analysis.sources.people import pseudonym

run = CliRunner().invoke
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are stopped and listed there")
COMMAND = [sys.executable, "-c", "from analysis.cli import app; app()"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    notebook(tmp_path / "notebooks", "one", "bundle.close()")
    return tmp_path


def system(number, file="/some/place"):
    return OSError(number, os.strerror(number), file)


FAULTS = {
    "full disk": (system(errno.ENOSPC), 3, "make room there"),
    "full quota": (system(errno.EDQUOT), 3, "make room there"),
    "not allowed": (system(errno.EACCES), 3, "give this user the right to it"),
    "not permitted": (system(errno.EPERM), 3, "give this user the right to it"),
    "read only": (system(errno.EROFS), 3, "give this user the right to it"),
    "a share gone stale": (system(errno.ESTALE), 3, "answers"),
    "threads": (OSError(errno.EAGAIN, "too few threads"), 3, "fewer --jobs"),
    "open files": (system(errno.EMFILE), 3, "fewer --jobs"),
    "broken disk": (system(errno.EIO), 3, "answers"),
    "a file of ours": (system(errno.ENOENT), 3, "/some/place: No such file"),
    "without a file": (OSError(errno.ENOSPC, "No space left on device"), 3, "cli/building.py"),
    "memory": (MemoryError(), 3, "fewer --jobs"),
    "a library": (ModuleNotFoundError("No module named 'pptx'", name="pptx"), 3, "pptx: "),
    "part of one": (ImportError("cannot import name 'x'"), 3, "make setup"),
    "cluster": (execute.ClusterLost("the scheduler is gone"), 3, "the scheduler is gone"),
    "key": (pseudonym.PseudonymKeyError("chmod 600"), 3, "chmod 600"),
    "request": (review.RequestError("line 3: no"), 2, "line 3: no"),
    "source": (NothingReadable([], "data"), 2, "data"),
    "bundle": (results.BundleError("another version"), 2, "another version"),
    "data file": (CatalogueError("rules.yml, line 3: no"), 2, "rules.yml, line 3: no"),
    "planted": (NotOurs("/output/.store: is a link"), 3, "/output/.store: is a link"),
    "kept run": (store.Damaged("run the same command again"), 3, "run the same command again"),
}


@pytest.mark.parametrize(("error", "status", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_has_its_status_and_one_line(root, monkeypatch, error, status, told):
    def fails(*args, **others):
        raise error

    monkeypatch.setattr(building, "build", fails)
    path = str(review_file(root, "r", "one"))
    answer = run(app, ["build", path])
    assert answer.exit_code == status, answer.output
    assert told in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    event = run(app, ["build", path, "--log-json"])
    assert json.loads(event.stdout.splitlines()[-1]) == {
        **{"event": "ended", "review": "r", "told": answer.stderr.strip(), "exit_status": status},
    }


@pytest.mark.parametrize("raised", [KeyError, ValueError, RecursionError, AssertionError])
def test_a_fault_of_our_own_is_told_without_its_message(root, monkeypatch, raised):
    def fails(*args, **others):
        raise raised("Nguyễn Văn A, 1961")

    monkeypatch.setattr(building, "build", fails)
    path = str(review_file(root, "r", "one"))
    answer = run(app, ["build", path])
    assert answer.exit_code == 3
    assert len(answer.stderr.splitlines()) == 1 and "Nguyễn" not in answer.stderr
    assert raised.__name__ in answer.stderr
    assert "analysis/cli/building.py, line " in answer.stderr
    monkeypatch.setenv(ends.TRACEBACK, "1")
    shown = run(app, ["build", path])
    assert shown.exit_code == 3 and "Traceback" in shown.stderr and "Nguyễn" in shown.stderr


def test_what_the_user_named_and_is_not_there_is_the_users(root):
    for named in (["verify", "nowhere"], ["check", "nowhere"], ["compare", "nowhere", "nowhere"]):
        answer = run(app, named)
        assert (answer.exit_code, len(answer.stderr.splitlines()) > 0) == (2, True), named
    (root / "file").touch()
    assert run(app, ["simulate", "file"]).exit_code == 2
    absent = run(app, ["gallery", "reports", "absent/gallery.html"])
    assert absent.exit_code == 2 and absent.stderr.startswith("absent/gallery.html: No such file")
    assert not (root / "absent").exists()
    gone = root / "gone/gallery.html"
    error = FileNotFoundError(errno.ENOENT, "No such file or directory", str(gone))
    assert ends.told(error, [gone])[0] == ends.told(error, [gone.parent])[0] == 2
    assert ends.told(error, [root / "elsewhere"])[0] == 3


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_a_key_that_others_can_read_is_told_in_a_line(root, monkeypatch):
    (place := root / "config/cadre-review").mkdir(parents=True)
    key = place / "pseudonym.key"
    key.write_text("0" * 64)
    key.chmod(0o644)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root / "config"))
    monkeypatch.setattr(pseudonym, "secret", pseudonym.secret.__wrapped__)

    def keyed(*args, **others):
        pseudonym.key_for(simulated=False)

    monkeypatch.setattr(building, "build", keyed)
    answer = run(app, ["build", str(review_file(root, "r", "one"))])
    assert answer.exit_code == 3
    assert answer.stderr.splitlines() == [
        f"r: {key}: others may read the secret of the pseudonyms (mode 0644); if nobody has "
        f"copied it, run: chmod 600 '{key}'"
    ]


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("origin", ["recorded", "simulated"])
@pytest.mark.parametrize(("number", "remedy"), [(28, "make room"), (13, "the right to it")])
def test_a_machine_that_fails_every_run_is_told_with_3(root, origin, number, remedy):
    of_origin(root, origin)
    fails = f"raise OSError({number}, 'Zqxv', 'Zqxv')"
    notebook(root / "notebooks", "fails", fails)
    notebook(root / "notebooks", "other", "raise MemoryError" if number == 28 else fails)
    answer = run(app, ["build", str(review_file(root, "r", "fails", "other")), "--jobs", "1"])
    assert answer.exit_code == 3, answer.output
    assert len(answer.stderr.splitlines()) == 1
    assert remedy in answer.stderr
    if origin == "recorded":
        assert os.strerror(number) in answer.stderr and "Zqxv" not in answer.output
    path = str(review_file(root, "s", "fails"))
    event = json.loads(run(app, ["build", path, "--log-json"]).stdout.splitlines()[-1])
    assert (event["event"], event["exit_status"], event["published"]) == ("finished", 3, False)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "cell", ["raise FileNotFoundError(2, 'x')", "raise ValueError('[Errno 28] x')"]
)
def test_a_notebook_that_fails_is_not_the_machines_fault(root, cell):
    notebook(root / "notebooks", "fails", cell)
    notebook(root / "notebooks", "full", "raise OSError(28, 'No space left on device')")
    assert run(app, ["build", str(review_file(root, "r", "fails", "full"))]).exit_code == 1
    assert run(app, ["build", str(review_file(root, "s", "one", "full"))]).exit_code == 1


SLOW = "open({place!r}, 'w').write('began'); import time; time.sleep(60)"


@LINUX
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("SIGTERM", 143),
        *(
            pytest.param(*each, marks=pytest.mark.full)
            for each in (("SIGHUP", 143), ("SIGINT", 130))
        ),
    ],
)
def test_a_signal_ends_all_that_a_build_started_and_says_what_remains(root, scratch, name, status):
    notebook(root / "notebooks", "slow", SLOW.format(place=str(root / "began")))
    path = review_file(root, "r", "one", "slow")
    command = [*COMMAND, "build", str(path), "--jobs", "1", "--log-json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=root, preexec_fn=hear_signals, **pipes)
    until = time.monotonic() + 60
    while not (root / "began").exists() and time.monotonic() < until:
        time.sleep(0.05)
    started = psutil.Process(process.pid).children(recursive=True)
    # A second one in the same moment does not break off what the first one began.
    for _ in range(2):
        process.send_signal(getattr(signal, name))
    out, told = process.communicate(timeout=60)
    assert process.returncode == status
    who = "interrupted" if name == "SIGINT" else f"ended by the system ({name})"
    line = (
        f"r: {who} with 1 of 2 runs done, which are kept: the same command goes on from there; "
        "what was published before is unchanged"
    )
    assert told.splitlines() == [line]
    event = {"event": "ended", "review": "r", "told": line, "exit_status": status}
    assert json.loads(out.splitlines()[-1]) == event
    assert len(started) >= 3 and not psutil.wait_procs(started, timeout=20)[1]
    assert not (root / "reports/output/r").exists()
    assert not list((root / "reports/output/.builds/r").iterdir())
    assert not [each for each in scratch.iterdir() if each.is_dir()]


def test_an_interrupt_while_documents_are_made_tells_of_the_runs_that_are_kept(root, monkeypatch):
    def interrupted(*args, **others):
        raise KeyboardInterrupt

    path = str(review_file(root, "r", "one"))
    monkeypatch.setattr(fill.pages, "write_first_pages", interrupted)
    answer = run(app, ["build", path, "--jobs", "1"])
    assert answer.exit_code == 130
    assert answer.stderr.startswith("r: interrupted with 1 of 1 runs done, which are kept")
    monkeypatch.setattr(build, "decide", interrupted)
    answer = run(app, ["build", path, "--jobs", "1"])
    assert answer.exit_code == 130 and answer.stderr.startswith("r: interrupted before any run")


@pytest.mark.parametrize("moment", ["publish", "prune", "summary"])
def test_an_interrupt_at_the_switch_says_whether_the_build_is_published(root, monkeypatch, moment):
    def interrupt(*_):
        raise KeyboardInterrupt

    place = building.progress if moment == "summary" else build
    monkeypatch.setattr(place, moment, interrupt)
    answer = run(app, ["build", str(review_file(root, "r", "one")), "--jobs", "1"])
    is_published = moment != "publish"
    assert answer.exit_code == 130
    assert answer.stderr.strip() == (
        "r: interrupted when the new build had just been published, whole"
        if is_published
        else "r: interrupted with 1 of 1 runs done, which are kept: the same command goes on from "
        "there; what was published before is unchanged"
    )
    assert (root / "reports/output/r/index.html").is_file() is is_published


def dropped():
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def made_another():
    # As Python 3.11 does where the signal is heard within a `__set_name__`, at an import.
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as interrupt:
        raise RuntimeError("Error calling __set_name__") from interrupt


@pytest.mark.parametrize("lost", [dropped, made_another])
@pytest.mark.parametrize(
    ("place", "name", "done"), [(fill, "execute", 0), (fill.pages, "write_first_pages", 1)]
)
def test_an_interrupt_that_is_lost_on_its_way_ends_the_build_all_the_same(
    root, monkeypatch, place, name, done, lost
):
    given = getattr(place, name)

    def lose(*args):
        lost()
        return given(*args)

    monkeypatch.setattr(place, name, lose)
    # Whoever runs the tests in the background may have them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    answer = run(app, ["build", str(review_file(root, "r", "one")), "--jobs", "1"])
    signal.signal(signal.SIGINT, before)
    assert answer.exit_code == 130
    how_far = f"with {done} of 1 runs done" if done else "before any run was done"
    assert answer.stderr.startswith(f"r: interrupted {how_far}")
    assert not (root / "reports/output/r").exists()


def test_the_end_tells_of_the_reviews_that_were_published_before(root, monkeypatch):
    done = build.Built(root, [], 0, [], True)

    def interrupted_at_the_third(asked, **others):
        if asked.name != "c":
            return done
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "build", interrupted_at_the_third)
    paths = [str(review_file(root, name, "one")) for name in "abc"]
    answer = run(app, ["build", *paths, "--log-json"])
    assert answer.exit_code == 130
    assert answer.stderr.strip() == (
        "c: interrupted before any run was done: the same command begins anew; what was published "
        "before is unchanged; published before that: a, b"
    )
    event = json.loads(answer.stdout.splitlines()[-1])
    assert (event["event"], event["review"]) == ("ended", "c")


@LINUX
def test_what_is_told_to_be_ignored_stays_ignored():
    code = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from analysis.cli.ends import told_ends\n"
        "with told_ends(): os.kill(os.getpid(), signal.SIGHUP); print('goes on')"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "goes on\n")


def test_signals_are_as_they_were_after_the_command(root):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert run(app, ["check", "data/counts.csv"]).exit_code == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def printed_to(root, out, *command):
    """Run the command with its standard output going there."""
    process = subprocess.Popen(
        [*COMMAND, *command], cwd=root, stdout=out, stderr=subprocess.PIPE, text=True
    )
    told = process.communicate(timeout=60)[1]
    return process.returncode, told.splitlines()


def reader_gone():
    """Return the writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@LINUX
@pytest.mark.parametrize(
    "more", [(), pytest.param(("--log-json",), marks=pytest.mark.full)], ids=["lines", "json"]
)
def test_a_build_whose_output_nobody_reads_is_published_all_the_same(root, more):
    path = str(review_file(root, "r", "one"))
    with os.fdopen(reader_gone(), "w") as out:
        assert printed_to(root, out, "build", path, "--jobs", "1", *more) == (0, [])
    assert (root / "reports/output/r/index.html").exists()
    line = "standard output: No space left on device; make room there, then run the same command"
    with Path("/dev/full").open("w") as out:
        status, told = printed_to(root, out, "build", path, *more)
    assert (status, told) == (0, [f"{line} again"])


def test_a_file_that_may_not_be_read_is_told_as_such(root, monkeypatch):
    # Click's own check would end each command with its usage, and 2.
    monkeypatch.setattr("os.access", lambda *given, **others: False)
    assert run(app, ["build", str(review_file(root, "r", "one")), "--dry-run"]).exit_code == 0
    for given in (["verify"], ["compare", "data"], ["gallery"], ["schedule"], ["simulate"]):
        assert "Usage" not in run(app, [*given, "data/counts.csv"]).stderr, given


def test_a_path_with_line_breaks_is_told_in_one_line(root):
    answer = run(app, ["verify", "no\nwhere\x1b[31m"])
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (2, 1)
    assert ends.told(system(errno.EIO, "a\nb\x1b"))[1].startswith("a b : ")


@pytest.mark.parametrize(
    "encoding",
    [
        "latin-1",
        *(pytest.param(each, marks=pytest.mark.full) for each in ("ascii", "cp1252", "cp437")),
    ],
)
def test_letters_that_the_terminal_does_not_know_end_no_command(root, encoding):
    encoded = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [*COMMAND, "check", "data/counts.csv", "--language", "vi"]
    told = subprocess.run(command, cwd=root, capture_output=True, env=encoded)
    assert (told.returncode, told.stderr) == (0, b"")
    # The first letters of a sentence with one that Latin-1 has not.
    assert rb"\u1" in told.stdout


@LINUX
def test_what_a_command_is_asked_to_print_and_cannot_is_told(root):
    with Path("/dev/full").open("w") as out:
        status, told = printed_to(
            root, out, "build", "--dry-run", str(review_file(root, "r", "one"))
        )
    assert status == 3
    assert len(told) == 1 and told[0].startswith("standard output: No space left on device")
    with os.fdopen(reader_gone(), "w") as out:
        assert printed_to(root, out, "check", "data/counts.csv") == (0, [])


@LINUX
@pytest.mark.full
def test_the_command_ends_although_a_worker_cannot_be_killed(root):
    stops = (
        "import os, psutil, signal, time\n"
        "for each in psutil.Process(os.getppid()).parent().children():\n"
        "    if 'spawn_main' in str(each.cmdline()): each.send_signal(signal.SIGSTOP)\n"
        "time.sleep(60)"
    )
    notebook(root / "notebooks", "stops", stops)
    path = review_file(root, "r", "one", "stops")
    code = (
        "from multiprocessing.context import SpawnProcess\n"
        "from analysis.runner.running import workers\n"
        "workers.SECONDS_OF_SILENCE, workers._SECONDS_TO_END = 2.5, 0.5\n"
        "SpawnProcess.kill = SpawnProcess.terminate = lambda self: None\n"
        "from analysis.cli import app; app()"
    )
    command = [sys.executable, "-c", code, "build", str(path), "--jobs", "1"]
    # Files, not pipes, which the workers hold open too.
    with (root / "out").open("w") as out:
        process = subprocess.Popen(command, cwd=root, stdout=out, stderr=out)
        # The workers end with the command: the system sees to it.
        assert process.wait(timeout=60) == 1
    assert "WorkerStopped" in (root / "out").read_text()
    assert (root / "reports/output/r/index.html").exists()


def test_a_status_is_what_the_process_ends_with(monkeypatch):
    ended = []
    monkeypatch.setattr(ends.os, "_exit", ended.append)
    monkeypatch.setattr(workers, "abandoned", lambda: [4711])
    with pytest.raises(ends.typer.Exit) as raised:
        ends.end(1)
    assert ended == [1] and raised.value.exit_code == 1


def test_a_mistaken_list_of_languages_is_one_line():
    """Nothing that speaks can be imported without it."""
    told = subprocess.run(
        [sys.executable, "-c", _WRONG_LANGUAGES], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1 and "languages.yml" in told.stderr, told.stderr


_WRONG_LANGUAGES = """
from analysis.formats import catalogue
catalogue.read_catalogue = lambda path: {"languages": [{"code": "vi"}]}
from analysis.cli import app
app(["--help"])
"""
