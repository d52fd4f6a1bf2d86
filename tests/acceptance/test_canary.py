"""Marked names, birth dates and staff numbers in 500 cells: none in anything that is made."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import review_notebooks
from canaries import Canaries
from marks import found, self_check
from trial_project import notebook, project
from typer.testing import CliRunner

from analysis import load
from analysis.cli import app
from analysis.places import resolve

# Reads the workbook past the reader, as an analyst's own notebook may, and fails on a cell.
FAILS = """\
from openpyxl import load_workbook
cells = [c for row in load_workbook("data/lists/danh-sach.xlsx").worksheets[0].values for c in row]
name = [str(cell) for cell in cells if "Zq" + "xv" in str(cell)][7]
number = int(name)
"""
TOLD = {".csv", ".html", ".json", ".ipynb", ".svg"}
ALL = "[pages, briefing, slides, workbook]"
COMMAND = [sys.executable, "-c", "from analysis.cli import app; app()"]


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    project(root)
    (root / "data/counts.csv").unlink()
    shutil.copytree(resolve("notebooks"), root / "notebooks", dirs_exist_ok=True)
    notebook(root / "notebooks", "fails", FAILS)
    return root


def as_a_user(root, *words):
    """Run the command in a process of its own; return its status and what its processes say."""
    keys = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "PATH", "PYTHONPATH", "HOME")
    env = {key: os.environ[key] for key in keys if key in os.environ} | {"TMPDIR": str(root.parent)}
    ran = subprocess.run([*COMMAND, *words], cwd=root, env=env, capture_output=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def here(monkeypatch, capfdbinary):
    """Run the command in this process, which is sooner done."""

    def run(root, *words):
        monkeypatch.chdir(root)
        told = CliRunner().invoke(app, list(words))
        return told.exit_code, told.output.encode() + b"".join(capfdbinary.readouterr())

    return run


def review(root, **keys):
    keys = {
        "title": "{vi: Thử, en: Trial}",
        "source": "data/lists",
        "years": "[2012, 2014]",
        "deliverables": ALL,
        **keys,
    }
    path = root / "thu.yml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in keys.items()), encoding="utf-8")
    return path.name


def leaks(root, said):
    """Return the marks in what was said and in all files but the source, and the kinds of files."""
    places = (root.parent, Path(os.environ["XDG_CACHE_HOME"]))
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    made = [path for path in files if root / "data" not in path.parents]
    held = [mark for path in made for mark in found(str(path), path.read_bytes())]
    return found("said", said) + held, {path.suffix for path in made}


def pseudonyms(root):
    """Return what is made of the source that holds whom, by the first digits of a pseudonym."""
    history = load(root / "data/lists")
    tables = (history.evaluations, history.outcomes, history.votes)
    people = {person[:12] for table in tables for person in table["person"].dropna()}
    assert len(people) > 20
    made = [p for p in (root / "reports/output").rglob("*") if p.suffix in TOLD and p.is_file()]
    assert made
    return [str(p) for p in made if any(each in p.read_text("utf-8") for each in people)]


def built(run, root, **keys):
    """Check and build a recorded source with 500 marked cells; return how its runs ended."""
    canaries = Canaries()
    canaries.lay(root / "data/lists")
    assert canaries.placed >= 400 and canaries.misplaced >= 120
    status, said = run(root, "check", "data/lists", "--language", "vi")
    assert status == 1, said.decode()
    status, more = run(root, "build", review(root, **keys), "--log-json")
    assert status == 1, more.decode()
    manifest = root / "reports/output/thu/manifest.json"
    jobs = json.loads(manifest.read_text(encoding="utf-8"))["jobs"]
    held, kinds = leaks(root, said + more)
    assert held == []
    assert {".html", ".json", ".csv", ".png", ".svg", ".ipynb", ".docx", ".pptx", ".xlsx"} <= kinds
    assert pseudonyms(root) == []
    assert list((Path(os.environ["XDG_CACHE_HOME"]) / "cadre-review/snapshots").iterdir())
    return {(job["notebook"], job["status"]) for job in jobs}


def test_the_search_finds_a_mark_however_it_is_written():
    assert self_check() == []


def test_no_mark_is_in_anything_that_is_made(root, here):
    ended = built(here, root, notebooks="[data_quality, fails]", language="[vi]")
    assert ended == {("data_quality", "done"), ("fails", "failed")}


@pytest.mark.full
def test_no_mark_is_in_anything_of_all_notebooks(root):
    names = ", ".join([*review_notebooks.NAMES, "fails"])
    keys = {"notebooks": f"[{names}]", "language": "[vi, en]", "units": "[all, Xã Mẫu Một]"}
    ended = built(as_a_user, root, **keys)
    assert {name for name, status in ended if status != "done"} == {"fails"}
    assert len({name for name, _ in ended}) == len(names.split(", "))
