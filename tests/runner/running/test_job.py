"""Whatever goes wrong in one run is in its result, and nowhere else."""

import csv
import datetime as dt
import errno
import json
import os
import re
import signal
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from PIL import Image

from analysis import bundle
from analysis.charts import Description
from analysis.findings import Finding
from analysis.results import SCHEMA_VERSION, BundleRecord
from analysis.runner.keeping import store
from analysis.runner.kernels import provisioner
from analysis.runner.limits import LIMITS
from analysis.runner.running import engine, job, left

FINDING = asdict(Finding("f", "t", "t"))
CHART = {
    **{"id": "c", "png": "charts/c.png", "svg": "charts/c.svg", "table": "t"},
    **asdict(Description("t", "s", "c", "a", "", "")),
}
TABLE = {"id": "t", "csv": "tables/t.csv", "columns": ["n"]}
RESULTS = {
    **{"schema_version": 1, "notebook": "n", "parameters": {}, "language": "vi"},
    **{"findings": [FINDING], "charts": [], "tables": [], "origin": []},
}
Image.new("L", (2, 2)).save(_drawn := BytesIO(), "png")
PNG, SVG = _drawn.getvalue(), b"<svg></svg>"


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


def files(*, chart=(PNG, SVG), csv=b"n\n1\n", **changed):
    """Leave a chart and its table, with other entries or bytes than a bundle writes."""

    def leave(folder):
        results(**{"charts": [CHART], "tables": [TABLE], **changed})(folder)
        for part in ("charts", "tables"):
            (folder / part).mkdir()
        for suffix, content in zip(("png", "svg"), chart, strict=True):
            (folder / f"charts/c.{suffix}").write_bytes(content)
        (folder / "tables/t.csv").write_bytes(csv)

    return leave


def directory(folder):
    (folder / "results.json").mkdir()


def link_out(folder):
    files()(folder)
    for name in ("c.png", "c.svg"):
        (target := folder.parent.parent / name).write_text("not the run's")
        (folder / "charts" / name).unlink()
        (folder / "charts" / name).symlink_to(target)


@pytest.mark.parametrize("leave", [results(), files()], ids=["a finding", "a chart"])
def test_what_a_run_left_is_kept(run, tmp_path, leave):
    result = run(leave)
    assert result["status"] == "done", result
    assert store.find(tmp_path / "store", "f" * 64)
    assert RESULTS["schema_version"] == SCHEMA_VERSION


def without(entry, key):
    return {name: value for name, value in entry.items() if name != key}


ODD = {
    **{name: written(name) for name in ("", "{", "[]", "null", "3", "{}", "\0")},
    "deep": written("[" * 100_000),
    "directory": directory,
    "no such chart": results(charts=[CHART], tables=[TABLE]),
    "a chart elsewhere": files(charts=[{**CHART, "png": "../../c.png", "svg": "/etc/hostname"}]),
    "a chart that is a table": files(charts=[{**CHART, "png": "tables/t.csv"}]),
    "a chart of no table": files(charts=[{**CHART, "table": "u"}]),
    "a chart twice": files(charts=[CHART, CHART]),
    "a chart that is all title": files(charts=[{**CHART, "title_share": 1.0}]),
    "a chart whose share of the title is no number": files(
        charts=[{**CHART, "title_share": float("nan")}]
    ),
    "a chart that is a link": link_out,
    "no picture": files(chart=(b"no picture", SVG)),
    "half a picture": files(chart=(PNG[:-20], SVG)),
    "the head of a picture": files(chart=(PNG[:8], SVG)),
    "no vectors": files(chart=(PNG, b"no picture")),
    "half the vectors": files(chart=(PNG, b"<svg>")),
    "no such table": results(tables=[TABLE]),
    "a table elsewhere": files(tables=[{**TABLE, "csv": "../t.csv"}]),
    "a table twice": files(tables=[TABLE, TABLE]),
    "a table of nothing": files(csv=b""),
    "a table of bytes": files(csv=bytes(range(256))),
    "a table of a long cell": files(csv=b"n\n" + b"9" * 200_000 + b"\n"),
    "a table of uneven rows": files(csv=b"n\n1,2,3\n4\n"),
    "a table of a NUL": files(csv=b"n\na\0\n"),
    "a table of half a quotation": files(csv=b'n\n"1\n'),
    "a table of other columns": files(tables=[{**TABLE, "columns": ["m"]}]),
    "a table of no columns": files(tables=[{**TABLE, "columns": []}]),
    "a table of one column twice": files(
        csv=b"n,n\n1,2\n", tables=[{**TABLE, "columns": ["n", "n"]}]
    ),
    "a table that no file can be called": files(tables=[{**TABLE, "id": "../t"}]),
    "a finding twice": results(findings=[FINDING, FINDING]),
    "a finding without end": results(findings=[{**FINDING, "value": float("inf")}]),
    "a finding of half a sign": results(findings=[{**FINDING, "text": "\ud800"}]),
    "a finding of a NUL": results(findings=[{**FINDING, "text": "a\0"}]),
    "a parameter of half a sign": results(parameters={"\ud800": 1}),
    **{f"a finding without {key}": results(findings=[without(FINDING, key)]) for key in FINDING},
    **{f"a chart without {key}": files(charts=[without(CHART, key)]) for key in CHART},
    **{f"a table without {key}": files(tables=[without(TABLE, key)]) for key in TABLE},
    "a text for a list": results(charts="c"),
    "another version": results(schema_version=2),
    "a finding of nothing": results(findings=[{}]),
    "parameters": results(parameters=[]),
}


@pytest.mark.parametrize("recorded", [False, True], ids=["simulated", "recorded"])
@pytest.mark.parametrize("leave", ODD.values(), ids=ODD.keys())
def test_an_odd_bundle_is_the_failure_of_its_run(run, specification, tmp_path, leave, recorded):
    specification["recorded"] = recorded
    result = run(leave)
    assert result["status"] == "failed"
    if leave is not directory:
        assert result["error"]["ename"] == "Odd"
        assert "change nothing after review.close()" in result["error"]["evalue"], result
    assert len(result["error"]["evalue"].splitlines()) == 1, result
    assert not list((tmp_path / "store").iterdir())
    assert all(path.read_text() == "not the run's" for path in tmp_path.glob("c.*"))


@pytest.mark.parametrize("leave", ODD.values(), ids=ODD.keys())
def test_an_odd_bundle_is_told_in_vietnamese(run, specification, leave):
    specification["parameters"]["language"] = "vi"
    told = run(leave)["error"]["evalue"]
    if leave is not directory:
        why = told.removeprefix("results.json không giống như lúc review.close() ghi (")
        assert why != told and not re.search(r" (is|should|has|not|of|a) ", told), told


def test_a_long_cell_is_odd_whatever_a_library_made_of_the_limit(run):
    before = csv.field_size_limit(10_000_000)
    try:
        result = run(ODD["a table of a long cell"])
    finally:
        csv.field_size_limit(before)
    assert result["error"]["ename"] == "Odd"


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


def test_what_ended_a_run_is_told_in_the_language_of_its_pages(run, specification, monkeypatch):
    monkeypatch.setattr(provisioner, "kernel_died", lambda: True)
    for language, told in {"vi": "nhân Python bị dừng từ bên ngoài", "en": "was killed"}.items():
        monkeypatch.setattr(provisioner, "kernel_status", lambda: -signal.SIGTERM)
        specification["parameters"]["language"] = language
        assert told in run(raises)["error"]["evalue"]


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
    assert set(left.Left.model_fields) == set(BundleRecord.__annotations__)
    for part, entry in (("findings", FINDING), ("charts", CHART), ("tables", TABLE)):
        (checked,) = get_args(left.Left.model_fields[part].annotation)
        assert set(checked.model_fields) == set(entry)


def test_what_a_bundle_writes_passes_whatever_its_headings(run):
    def leave(folder):
        made = bundle.open_bundle("n", output_dir=folder)
        frame = pd.DataFrame({"=year": [2011], 2012: ["-x"], dt.date(2013, 1, 1): [None]})
        made.table("t", frame.assign(rating="good", origin="simulated"))
        made.finding(Finding("f", "t", "t", value=0.5, unit="share"))
        made.close()

    result = run(leave)
    assert result["status"] == "done", result
