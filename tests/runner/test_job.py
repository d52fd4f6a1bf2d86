"""Whatever goes wrong in one run is in its result, and nowhere else."""

import errno
import json
import os
from pathlib import Path

import pytest

from analysis import bundle
from analysis.runner import engine, job, left, store
from analysis.runner.kernels import provisioner
from analysis.runner.limits import LIMITS

FINDING = {"id": "f", "text": "t", "value": None, "low": None, "high": None, "unit": None}
CHART = {
    **{"id": "c", "png": "c.png", "svg": "c.svg", "title": "t"},
    **{"caption": "", "alt": "", "table": "c"},
}
RESULTS = {
    **{"schema_version": 1, "notebook": "n", "parameters": {}, "language": "vi"},
    **{"findings": [FINDING], "charts": [], "tables": [], "origin": []},
}


@pytest.fixture
def specification(tmp_path):
    for name in ("unfinished", "store", "build"):
        (tmp_path / name).mkdir()
    return job.Specification(
        folder="unit/n/vi",
        path="notebooks/n.ipynb",
        parameters={},
        fingerprint="f" * 64,
        unfinished=str(tmp_path / "unfinished"),
        store=str(tmp_path / "store"),
        build=str(tmp_path / "build"),
        root=str(tmp_path),
        limits=LIMITS,
        states="{}",
        recorded=False,
    )


@pytest.fixture
def run(monkeypatch, specification):
    """Run a job whose notebook leaves what a function leaves in the run's folder."""

    def execute(leave):
        def executed(notebook, path, parameters, root):
            path.write_text("{}")
            leave(path.parent)

        monkeypatch.setattr(engine, "execute", executed)
        return job.run_job(specification)

    return execute


def written(content):
    return lambda folder: (folder / "results.json").write_text(content, encoding="utf-8")


def results(**changed):
    return written(json.dumps({**RESULTS, **changed}))


def directory(folder):
    (folder / "results.json").mkdir()


def link_out(folder):
    results(charts=[CHART])(folder)
    for name in ("c.png", "c.svg"):
        (target := folder.parent.parent / name).write_text("not the run's")
        (folder / name).symlink_to(target)


def broken_picture(folder):
    results(charts=[CHART])(folder)
    (folder / "c.png").write_text("no picture")
    (folder / "c.svg").write_text("<svg></svg>")


def test_what_a_run_left_is_kept(run, tmp_path):
    assert run(results())["status"] == "done"
    assert store.find(tmp_path / "store", "f" * 64)
    assert RESULTS["schema_version"] == bundle.SCHEMA_VERSION


ODD = {
    **{name: written(name) for name in ("", "{", "[]", "null", "3", "{}", "\0")},
    "deep": written("[" * 100_000),
    "directory": directory,
    "no such chart": results(charts=[CHART]),
    "a chart elsewhere": results(charts=[{**CHART, "png": "../../c.png", "svg": "/etc/hostname"}]),
    "a chart that is a link": link_out,
    "no picture": broken_picture,
    "no such table": results(tables=[{"id": "t", "csv": "t.csv", "columns": []}]),
    "a text for a list": results(charts="c"),
    "another version": results(schema_version=2),
    "a finding of nothing": results(findings=[{}]),
    "parameters": results(parameters=[]),
}


@pytest.mark.parametrize("leave", ODD.values(), ids=ODD.keys())
def test_an_odd_bundle_is_the_failure_of_its_run(run, tmp_path, leave):
    result = run(leave)
    assert result["status"] == "failed"
    assert len(result["error"]["evalue"].splitlines()) == 1, result
    assert not list((tmp_path / "store").iterdir())
    outside = [path for path in tmp_path.glob("c.*") if path.read_text() != "not the run's"]
    assert not outside


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")


def test_a_full_disk_is_told_and_raised_nowhere(run, monkeypatch):
    monkeypatch.setattr(store, "keep", full)
    result = run(results())
    assert (result["status"], result["error"]["ename"]) == ("failed", "OSError")
    assert "No space left" in result["error"]["evalue"]


@pytest.mark.parametrize("name", ["unfinished_folder", "keep"])
def test_folders_that_vanish_are_told(run, specification, name, monkeypatch):
    real = getattr(store, name)

    def vanished(*given):
        for place in ("unfinished", "build"):
            Path(specification[place]).rename(specification[place] + "-gone")
        return real(*given)

    monkeypatch.setattr(store, name, vanished)
    result = run(results())
    assert (result["status"], result["error"]["ename"]) == ("failed", "FileNotFoundError")


@pytest.mark.parametrize(
    ("ran", "ename", "told"),
    [(1, "KernelEnded", "a cell ended"), (None, "KernelNotBegun", "before its first cell")],
)
def test_no_cell_is_blamed_where_none_had_begun(run, monkeypatch, ran, ename, told):
    def leave(folder):
        cell = {"cell_type": "code", "id": "a", "source": "", "outputs": [], "metadata": {}}
        content = {"cells": [{**cell, "execution_count": ran}], "metadata": {}}
        saved = json.dumps({**content, "nbformat": 4, "nbformat_minor": 5})
        (folder / "notebook.ipynb").write_text(saved)
        raises(folder)

    monkeypatch.setattr(provisioner, "kernel_died", lambda: True)
    monkeypatch.setattr(provisioner, "kernel_status", lambda: 1)
    result = run(leave)
    assert (result["status"], result["error"]["ename"]) == ("failed", ename)
    assert told in result["error"]["evalue"]


def raises(folder):
    """End as a notebook whose kernel died does, with an odd file saved."""
    raise RuntimeError("the notebook's own trouble")


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 3}', '{"nbformat": "x"}', "\0"])
def test_an_odd_notebook_file_keeps_its_own_error_and_is_left_out(run, tmp_path, content):
    def leave(folder):
        (folder / "notebook.ipynb").write_text(content)
        raises(folder)

    result = run(leave)
    assert (result["status"], result["error"]["ename"]) == ("failed", "RuntimeError")
    assert not list((tmp_path / "build").rglob("notebook.ipynb"))


def test_what_cannot_be_moved_is_left_and_the_error_stays(run, specification):
    Path(specification["build"], "unit").write_text("a file in the way")
    result = run(raises)
    assert (result["status"], result["error"]["ename"]) == ("failed", "RuntimeError")


def test_of_an_unfinished_run_nothing_but_its_notebook_is_shown(run, tmp_path):
    def leave(folder):
        (folder / "notebook.ipynb").write_text(
            '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
        )
        (folder / "link").symlink_to("/etc/hostname")
        (folder / "tables").mkdir()
        raises(folder)

    assert run(leave)["status"] == "failed"
    shown = tmp_path / "build/unit/n/vi"
    assert [path.name for path in shown.iterdir()] == ["notebook.ipynb"]
    assert not list((tmp_path / "unfinished").iterdir())


def test_the_fields_checked_are_those_that_a_bundle_writes():
    assert set(left.Left.model_fields) == set(bundle.BundleRecord.__annotations__)
