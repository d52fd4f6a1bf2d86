"""Small notebooks that end in every way, built for real and looked at from all sides."""

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loaded import loaded
from trial_project import hear_signals, notebook, of_origin, project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.results import read_bundle
from analysis.runner.asking.request import request
from analysis.runner.asking.review import RequestError
from analysis.runner.kernels import launch
from analysis.runner.kernels.launch import start_ahead
from analysis.runner.publishing.build import build

TABLE = """\
import pandas as pd
table = bundle.table("cells", pd.DataFrame({"year": [2011], "share": [0.5], "origin": "recorded"}))
"""
DIES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
KILLS_WORKER = """\
import psutil, time
template = psutil.Process().parent()
for process in template.parent().children():
    if "spawn_main" in str(process.cmdline()):
        process.kill()
time.sleep(9)
"""
WRITES = "(bundle.folder / 'much').write_bytes(bytes(30_000_000))"
SMALL = "{seconds: 10, memory_mb: 400, output_mb: 20}"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("project"))
    of_origin(root, "simulated")
    cells = {
        "good": (TABLE, "bundle.close()"),
        "wrong": (TABLE, "raise ValueError(f'no such year in {output_dir}')"),
        "never_closed": (TABLE,),
        "dies": (TABLE, DIES),
        "kills_worker": (KILLS_WORKER,),
        "exits": (TABLE, "import os; os._exit(3)"),
        "too_slow": (TABLE, "import time; time.sleep(60)"),
        # What a notebook shares with processes that it forked is its own too.
        "hoards": (
            "hoard = bytearray(b'x' * 600_000_000); import os, time; child = os.fork()",
            "time.sleep(60)",
        ),
        "writes": (WRITES, "bundle.close()"),
        "breaks_off": (TABLE, "raise KeyboardInterrupt"),
        "odd": (TABLE, "bundle.close()", "(bundle.folder / 'results.json').write_text('[]')"),
    }
    for name, sources in cells.items():
        notebook(root / "notebooks", name, *sources)
    return root


@pytest.fixture(scope="module")
def built(root):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        names = [path.stem for path in sorted((root / "notebooks").iterdir())]
        asked = request(review_file(root, "trial", *names, limits=SMALL))
        told = []
        return build(asked, workers=2, on_result=lambda result: told.append(result)), told


@pytest.fixture(scope="module")
def errors(built):
    return {result["folder"].split("/")[1]: result["error"] for result in built[0].results}


@pytest.fixture(scope="module")
def place(built):
    return built[0].index.parent


def test_each_job_ends_as_it_ended_and_is_told_once(built, errors):
    ended = {result["folder"].split("/")[1]: result["status"] for result in built[0].results}
    assert ended == {
        "good": "done",
        "wrong": "failed",
        "never_closed": "failed",
        "dies": "killed",
        "kills_worker": "killed",
        "exits": "failed",
        "too_slow": "timed_out",
        "hoards": "killed",
        "writes": "killed",
        "breaks_off": "interrupted",
        "odd": "failed",
    }
    assert len(built[1]) == len(ended)
    assert built[0].status == 1
    assert errors["wrong"]["ename"] == "ValueError"
    assert errors["wrong"]["evalue"] == "no such year in ."
    assert errors["wrong"]["cell"] == 5 and "\x1b" not in errors["wrong"]["traceback"]
    assert "results.json không giống như lúc review.close() ghi" in errors["odd"]["evalue"]
    assert errors["never_closed"]["ename"] == "BundleNotClosed"
    assert "SIGKILL" in errors["dies"]["evalue"]
    assert errors["kills_worker"]["ename"] == "WorkerDied"
    assert "mã kết thúc 3" in errors["exits"]["evalue"]
    assert "quá giới hạn 10 giây" in errors["too_slow"]["evalue"]
    assert "bộ nhớ, quá giới hạn 400 MB" in errors["hoards"]["evalue"]
    assert "quá giới hạn 20 MB" in errors["writes"]["evalue"]


def test_a_finished_job_leaves_its_bundle_and_a_failed_one_no_half(place):
    folder = place / "district/good/vi"
    assert read_bundle(folder)["parameters"]["unit"] == "all"
    assert (folder / "tables/cells.csv").is_file()
    for name in ("wrong", "never_closed", "dies"):
        left = {path.name for path in (place / f"district/{name}/vi").iterdir()}
        assert left == {"page.html", "notebook.ipynb"}


def test_pages_show_the_error_and_the_notebooks_own_heading(place):
    page = (place / "district/wrong/vi/page.html").read_text("utf-8")
    assert "What does wrong ask?" in page and "no such year in ." in page
    assert "Không chạy được" in page
    assert "data/counts.csv" in page  # a parameter that it was given
    index = (place / "index.html").read_text("utf-8")
    assert index.count(' unfinished" data-') == 10 and "1 trên 11" in index


def test_nothing_of_this_machine_is_in_what_is_published(place, root):
    for path in place.rglob("*"):
        if path.is_file():
            assert str(root).encode() not in path.read_bytes(), path


def test_the_manifest_holds_every_file_job_and_input(place, root):
    manifest = json.loads((place / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(place).as_posix(): p for p in place.rglob("*") if p.is_file()}
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    hashes.pop("manifest.json")
    assert manifest["files"] == hashes
    source = hashlib.sha256((root / "data/counts.csv").read_bytes()).hexdigest()
    assert [entry["sha256"] for entry in manifest["inputs"]] == [source]
    assert manifest["units"] == {"district": "all"}
    assert [job["status"] for job in manifest["jobs"]].count("failed") == 4
    assert manifest["review"]["years"] == [2011, 2012]


def test_the_same_build_gives_the_same_bytes(root, tmp_path, monkeypatch):
    monkeypatch.chdir(root)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    asked = request(review_file(root, "again", "good", units="each", language="[vi]"))
    kept = []
    for name in ("one", "two"):
        done = build(asked, workers=2, output=tmp_path / name)
        assert done.status == 0
        kept.append(json.loads((done.index.parent / "manifest.json").read_text("utf-8"))["files"])
    assert kept[0] == kept[1]
    assert len([name for name in kept[0] if name.endswith("results.json")]) == 3


def test_a_build_in_which_every_run_failed_is_not_published(root, monkeypatch, tmp_path):
    monkeypatch.chdir(root)

    def built(*cells):
        notebook(root / "notebooks", "breaks", TABLE, *cells)
        asked = request(review_file(root, "withheld", "breaks", units="each"))
        return build(asked, workers=2, output=tmp_path)

    never = built("raise ValueError('no such table')")
    assert (never.status, never.published) == (1, False)
    assert not (tmp_path / "withheld").exists()
    good = built("bundle.close()")
    first = good.index.parent.resolve()
    assert good.published
    before = {path: path.read_bytes() for path in good.index.parent.rglob("*") if path.is_file()}
    for _ in range(2):
        bad = built("raise ValueError('no such column')")
        assert (bad.status, bad.published) == (1, False)
        left = list((tmp_path / ".builds/withheld").iterdir())
        assert set(left) == {good.index.parent.resolve(), bad.index.parent}
    now = {path: path.read_bytes() for path in good.index.parent.rglob("*") if path.is_file()}
    assert now == before
    assert "no such column" in bad.index.read_text("utf-8")
    assert (bad.index.parent / "district/breaks/vi/notebook.ipynb").is_file()
    partly = built("assert unit == 'all'; bundle.close()")
    assert (partly.status, partly.published) == (1, True)
    # The build before stays, to be compared.
    left = set((tmp_path / ".builds/withheld").iterdir())
    assert left == {first, partly.index.parent.resolve()}


def test_the_command_says_where_the_runs_that_all_failed_can_be_seen(root, monkeypatch):
    monkeypatch.chdir(root)
    notebook(root / "notebooks", "fails", "1 / 0")
    told = CliRunner().invoke(app, ["build", str(review_file(root, "all_failed", "fails"))])
    assert told.exit_code == 1
    (line,) = [line for line in told.stderr.splitlines() if "nothing is published" in line]
    index = next(word for word in line.split() if "index.html" in word).rstrip(",")
    assert "ZeroDivisionError" in Path(index).read_text("utf-8")


def test_a_template_is_started_ahead_only_where_something_is_certain_to_run(root, monkeypatch):
    monkeypatch.chdir(root)
    started = []
    monkeypatch.setattr(launch, "start_ahead", lambda: started.append("a template"))
    path = str(review_file(root, "ahead", "good"))

    def starts(*options):
        started.clear()
        assert CliRunner().invoke(app, ["build", *options]).exit_code in (0, 2)
        return len(started)

    assert starts(path, "--dry-run") == starts(str(root / "none.yml")) == 0
    assert starts(path) == 1
    assert starts(path) == starts(path, "--force", "--why") == 0
    assert starts(path, "--force") == 1


def test_a_template_started_ahead_is_used_once_and_one_in_vain_is_ended(monkeypatch):
    class Fake:
        made = 0

        def __init__(self):
            Fake.made += 1
            self.address, self.process, self.ends = f"template {Fake.made}", self, []

        def kill(self):
            self.ends.append("killed")

        def close(self):
            self.ends.append("closed")

    monkeypatch.setattr(launch, "Template", Fake)
    start_ahead()
    for each in ("template 1", "template 2"):
        with launch.shared_template() as address:
            assert address == each
    start_ahead()
    (unused,) = launch._ahead
    launch._end_unused()
    assert unused.ends == ["killed", "closed"] and not launch._ahead


WAITS = """\
import glob, time
until = time.monotonic() + 30
while not (made := glob.glob("out/.builds/early/*/district/good/vi/page.html")):
    assert time.monotonic() < until, "no page of the run that ended before"
    time.sleep(0.02)
"""


def test_the_page_of_a_run_is_made_while_others_go_on(root, monkeypatch):
    monkeypatch.chdir(root)
    notebook(root / "notebooks", "waits", TABLE, WAITS, "bundle.close()")
    asked = request(review_file(root, "early", "good", "waits"))
    assert build(asked, workers=1, output=root / "out").status == 0


def test_where_nothing_has_to_run_nothing_is_started_and_no_document_made(root, monkeypatch):
    monkeypatch.chdir(root)
    build(request(review_file(root, "retitled", "good")), output=root / "out")
    path = review_file(root, "retitled", "good", title="{vi: Tên khác, en: Another}")
    code = f"""
import pathlib
from analysis.runner.asking import request
from analysis.runner.publishing import build
from analysis.runner.running import execute
execute.shared_template = None
asked = request.request(pathlib.Path({str(path)!r}))
done = build.build(asked, output=pathlib.Path("out"))
assert done.results[0]["reused"] and "Tên khác" in done.index.read_text("utf-8")
"""
    documents = ("docx", "matplotlib", "pptx", "scipy", "xlsxwriter")
    assert loaded(code, *documents, folder=root) == []


def test_a_wrong_request_publishes_nothing(root, monkeypatch):
    monkeypatch.chdir(root)
    for others in ({"years": "[1990, 2012]"}, {"source": "data/none.csv"}, {"units": "[Nơi khác]"}):
        with pytest.raises(RequestError):
            request(review_file(root, "refused", "good", **others))
    assert not (root / "reports/output/refused").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt is sent otherwise there")
def test_an_interrupted_build_leaves_no_trace_and_no_process(root, tmp_path):
    notebook(
        root / "notebooks",
        "slow",
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(__import__('os').getpid()))",
        "import time; time.sleep(60)",
    )
    path = review_file(root, "slow_review", "slow")
    code = "from analysis.cli import app; app()"
    command = [sys.executable, "-c", code, "build", str(path)]
    process = subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, text=True, preexec_fn=hear_signals
    )
    until = time.monotonic() + 60
    while not (tmp_path / "pid").exists() and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.startswith("slow_review: interrupted")
    assert not (root / "reports/output/slow_review").exists()
    assert not list((root / "reports/output/.builds/slow_review").iterdir())
