"""A file that is no notebook is a fault of its own runs; the others are published."""

import json

import pytest
from trial_project import notebook, project, review_file

from analysis.runner.build import build, explain
from analysis.runner.notebook_format import BrokenNotebook, read_notebook
from analysis.runner.request import request

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
