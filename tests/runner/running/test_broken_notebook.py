"""A file that is no notebook is a fault of its own runs; the others are published."""

import json

import pytest
from trial_project import PARAMETERS, notebook, project, review_file

from analysis.runner.asking.request import request
from analysis.runner.asking.review import RequestError
from analysis.runner.notebook_format import BrokenNotebook, read_notebook
from analysis.runner.publishing.build import build, explain

CELL = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
GOOD = {"cells": [{**CELL, "id": "a", "execution_count": None}], "metadata": {}}
GOOD |= {"nbformat": 4, "nbformat_minor": 5}
BROKEN = {
    "half": "{",
    "nothing": "",
    "a list": "[]",
    "null": "null",
    "of the future": json.dumps({**GOOD, "nbformat": 5}),
    "of the past": json.dumps({"nbformat": 1}),
    "metadata a list": json.dumps({**GOOD, "metadata": []}),
    "metadata null": json.dumps({**GOOD, "metadata": None}),
    "no cells": json.dumps({**GOOD, "cells": 3}),
    "a cell that is none": json.dumps({**GOOD, "cells": [3]}),
    "tags that are none": json.dumps({**GOOD, "cells": [{**CELL, "metadata": {"tags": 3}}]}),
    "deep": "[" * 100_000,
}


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    for name in ("good", "broken"):
        notebook(tmp_path / "notebooks", name, "bundle.close()")
    review_file(tmp_path, "trial", "good", "broken")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_it_is_planned_and_told_apart(root, content):
    path = root / "notebooks/broken.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenNotebook, match=r"^broken\.ipynb is no notebook \(.+\); put back"):
        read_notebook(path)
    decisions = explain(request(root / "trial.yml"), root / "out")
    assert [each.job["notebook"] for each in decisions] == ["good", "broken"]


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("planned", [False, True], ids=["broken at planning", "broken later"])
@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00"], ids=["half", "odd bytes"])
def test_its_run_fails_and_the_others_are_published(root, content, planned):
    before = request(root / "trial.yml")
    (root / "notebooks/broken.ipynb").write_bytes(content)
    asked = before if planned else request(root / "trial.yml")
    built = build(asked, output=root / "out", workers=1)
    good, broken = built.results
    assert (good["status"], broken["status"], built.status) == ("done", "failed", 1)
    assert broken["error"]["ename"] == "BrokenNotebook"
    assert "put back a copy" in broken["error"]["evalue"]
    assert (root / "out/trial/district/good/vi/page.html").is_file()


def test_a_notebook_without_ids_of_cells_is_one(root):
    (root / "n.ipynb").write_text(
        json.dumps({**GOOD, "cells": [{**CELL, "execution_count": None}]})
    )
    assert read_notebook(root / "n.ipynb").cells[0].source == "x = 1"


@pytest.mark.parametrize(
    ("cell", "told"),
    [("unit = (", "line 1"), ("x = " + "-" * 9000 + "1", "not Python"), ("x = '\0'", "null bytes")],
)
def test_parameters_that_are_no_python_are_refused(root, cell, told):
    notebook(root / "notebooks", "broken", parameters=cell)
    with pytest.raises(RequestError, match=f"broken.ipynb: the cell tagged parameters.*{told}"):
        request(root / "trial.yml")


def test_a_default_that_python_refuses_is_the_runs_own(root):
    notebook(root / "notebooks", "broken", "bundle.close()", parameters=PARAMETERS + "a = {[1]: 2}")
    built = build(request(root / "trial.yml"), output=root / "out", workers=1)
    assert [each["status"] for each in built.results] == ["done", "failed"]


@pytest.mark.parametrize("moment", ["before its run", "in its run"])
def test_a_notebook_saved_while_it_is_built_is_not_kept_as_what_was_planned(root, moment):
    asked, place = request(root / "trial.yml"), root / "notebooks/broken.ipynb"
    saved = place.read_bytes()
    later = place.read_text("utf-8").replace("bundle.close()", "x = 1; bundle.close()")
    save = f"__import__('pathlib').Path({str(place)!r}).write_text({later!r}, encoding='utf-8')"
    saver = "good" if moment == "before its run" else "broken"
    notebook(root / "notebooks", saver, save, "bundle.close()")
    asked = request(root / "trial.yml")
    built = build(asked, output=root / "out", workers=1)
    assert [each["status"] for each in built.results] == ["done", "failed"]
    error = built.results[1]["error"]
    assert error["ename"] == "NotebookChanged" and "lập lại báo cáo" in error["evalue"]
    # Put back, it is run, not taken from what another text left.
    place.write_bytes(saved)
    again = build(request(root / "trial.yml"), output=root / "out", workers=1)
    assert [each["reused"] for each in again.results] == [True, False]
