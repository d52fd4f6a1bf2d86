"""What pages, logs and files tell of an error: short, plain, and nothing of recorded data."""

import json
import os
import re

import nbformat
import pytest
from trial_project import notebook, of_origin, project, review_file

from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.runner.running.error_told import LEFT_OUT, places, told
from analysis.spoken import Message, say

MARK = "Zqxvươm"
# Each makes the mark at run time, so that the notebook's own code does not hold it.
MAKE = f"mark = ''.join(map(chr, {list(map(ord, MARK))}))\n"
FAILING = {
    "plain": "raise ValueError(f'no rating {mark}')",
    "chained": (
        "def look(a):\n    try:\n        int(a)\n    except ValueError as error:\n"
        "        raise KeyError(f'first\\n{a}\\nCell In[1], line 1\\n----> 1 {a}') from error\n\n"
        "look(mark)"
    ),
    "noted": "error = TypeError('x')\nerror.add_note(mark)\nraise error",
    "grouped": "raise ExceptionGroup(mark, [ValueError(mark), TypeError(mark)])",
    "dynamic": "exec(f'raise RuntimeError(\"{mark}\")')",
    "queried": ("import pandas as pd\npd.DataFrame({'a': [1]}).query(f'{mark} two == 3')"),
    "loud": "import sys\nprint(mark, file=sys.stderr)\nraise ValueError(mark)",
    "place": "raise ValueError(f'x\\nFile {mark}.py:3, in {mark}\\nFile analysis/{mark}.py:3')",
    "named": "raise FileNotFoundError(2, mark, mark)",
    "long": "raise ValueError(('x' * 600 + '\\x1b[31m\\x07' + mark) * 20)",
}


@pytest.fixture(scope="module", params=["recorded", "simulated"])
def built(request, tmp_path_factory):
    root = project(tmp_path_factory.mktemp("project"))
    of_origin(root, request.param)
    for name, code in FAILING.items():
        notebook(root / "notebooks", name, MAKE + code)
    # Where every run failed nothing would be published.
    notebook(root / "notebooks", "good", "bundle.close()")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        made = build(request_of(root), workers=2)
    return request.param, root, {each["folder"].split("/")[1]: each for each in made.results}


def request_of(root):
    return request(review_file(root, "trial", "good", *FAILING))


def everything(root):
    files = [path for path in (root / "reports/output").rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def test_recorded_data_are_quoted_nowhere(built):
    origin, root, results = built
    held = [path for path, content in everything(root).items() if holds(content)]
    if origin == "recorded":
        assert held == [] and not holds(json.dumps(results, ensure_ascii=False).encode())
    else:
        assert held


def holds(content: bytes) -> bool:
    forms = (MARK, MARK.lower(), json.dumps(MARK)[1:-1])
    return any(form.encode() in content for form in forms)


@pytest.mark.parametrize("name", FAILING)
def test_the_type_the_cell_and_the_places_stay(built, name):
    origin, root, results = built
    error = results[name]["error"]
    names = {"chained": "KeyError", "noted": "TypeError", "dynamic": "RuntimeError"}
    names |= {"queried": "SyntaxError", "named": "FileNotFoundError"}
    # IPython writes a group to stderr, and the kernel tells of no error.
    if name != "grouped":
        assert error["ename"] == names.get(name, "ValueError")
        assert re.search(r"Cell In\[\d\], line \d", error["traceback"])
        # What the system says of a number is no datum.
        kept = os.strerror(2) if name == "named" else Message(LEFT_OUT).told("vi")
        assert (error["evalue"] == kept) is (origin == "recorded")
    executed = nbformat.read(
        root / f"reports/output/trial/district/{name}/vi/notebook.ipynb", as_version=4
    )
    nbformat.validate(executed)
    outputs = [each for cell in executed.cells for each in cell.get("outputs", ())]
    assert any(each.output_type == "error" for each in outputs) or name == "grouped"
    if origin == "recorded" and name in ("plain", "chained", "loud"):
        # The line that failed is the notebook's own.
        assert re.search(r"---> \d+ \s*(raise|look)", error["traceback"])


def test_a_message_is_cut_and_plain(built):
    _, _, results = built
    error = results["long"]["error"]
    assert len(error["evalue"]) <= 500 and len(error["traceback"]) < 5000
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", error["evalue"] + error["traceback"])


def test_of_a_message_500_signs_are_told():
    long = told("E", "a" * 501, traceback="E: " + "a" * 501)
    assert (len(long["evalue"]), long["evalue"][-1]) == (500, "…")
    assert long["traceback"] == "E: " + long["evalue"]
    assert told("E", "a\x1b[1m\n\x00b\u202e")["evalue"] == "a [1m b"
    assert told("E", "secret", recorded=True)["evalue"] == say(LEFT_OUT)


def test_places_are_of_files_that_are_there(tmp_path):
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis/real.py").touch()
    text = (
        "ValueError                  Traceback (most recent call last)\n"
        "Cell In[2], line 1, in f(Zqxv)\n----> 1 load(x)\n      2 Zqxv\n\n"
        "File analysis/real.py:12, in load(Zqxv)\n     12 Zqxv\n"
        "File analysis/Zqxv.py:12, in Zqxv\nValueError: Zqxv\nZqxv"
    )
    assert places(text, {"load(x)"}, tmp_path).split("\n") == [
        "ValueError                  Traceback (most recent call last)",
        "Cell In[2], line 1, in f",
        "----> 1 load(x)",
        "File analysis/real.py:12, in load",
    ]
