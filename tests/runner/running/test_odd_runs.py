"""What is odd in one run is its failure: the others are published, in every kind of document."""

import errno
import os

import pytest
from trial_project import notebook, of_origin, project, review_file

from analysis.cli.published.verify import verify_build
from analysis.runner.asking.request import request
from analysis.runner.keeping import store
from analysis.runner.publishing import finish
from analysis.runner.publishing.build import build

pytestmark = pytest.mark.usefixtures("in_this_process")
ALL = "[pages, briefing, slides, workbook]"
TABLE = "import pandas as pd\nbundle.table('t', pd.DataFrame({}))\nbundle.close()"
REWRITE = """\
import json, pathlib, pandas as pd
from analysis.findings import Finding
bundle.finding(Finding("f", "It rose", "It rose"))
bundle.table("t", pd.DataFrame({{"n": [1]}}))
path = bundle.close() / "results.json"
told = json.loads(path.read_text())
{}
path.write_text(json.dumps(told))
"""
LEFT = {
    "good": TABLE.format("{'year': [2011], 'n': [1]}"),
    "large": TABLE.format("{'n': [10**30], 'share': [1e300]}").replace("'t'", "'large'"),
    "endless": TABLE.format("{'year': [2011], 'n': [float('inf')]}"),
    "empty": TABLE.format(""),
    "nul": TABLE.format(r"{'unit': ['a\0b']}"),
    "untitled": REWRITE.format("del told['findings'][0]['title']"),
    "halved": REWRITE.format(r"told['findings'][0]['text'] = '\ud800'"),
    "binary": REWRITE.format("(path.parent / 'tables/t.csv').write_bytes(bytes(range(256)))"),
}
GOOD = {"good", "large"}
DOCUMENTS = ("briefing-vi.docx", "slides-vi.pptx", "workbook-vi.xlsx")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(root := project(tmp_path))
    return root


def built(root, *names, **keys):
    asked = request(review_file(root, "r", *names, **{"deliverables": ALL, **keys}))
    return build(asked, output=root / "out", workers=1)


def kept(root):
    return {each.name for each in (root / "out" / store.STORE).iterdir()} - {".unfinished"}


def test_odd_runs_end_no_build_and_are_not_kept(root):
    of_origin(root, "recorded")
    for name, cells in LEFT.items():
        notebook(root / "notebooks", name, cells)
    made = built(root, *LEFT)
    done = {each["fingerprint"] for each in made.results if each["status"] == "done"}
    names = {each["folder"].split("/")[1]: each for each in made.results}
    assert {name for name, each in names.items() if each["status"] == "done"} == GOOD
    assert kept(root) == done and verify_build(place := made.index.parent) == []
    for name in LEFT.keys() - GOOD:
        error = names[name]["error"]
        assert error["ename"] in ("BundleError", "Odd") and "left out" not in error["evalue"], error
        assert (place / names[name]["folder"] / "page.html").is_file()
    assert all((place / name).is_file() for name in DOCUMENTS)
    assert "1.000.000.000.000.000.000.000.000.000.000" in page(place, "large")


def page(place, name):
    return (place / f"district/{name}/vi/page.html").read_text("utf-8")


@pytest.fixture
def no_page(root, monkeypatch):
    """Make the page of one notebook's finished run fail as a mistake of ours would let it."""
    for name in ("good", "large"):
        notebook(root / "notebooks", name, LEFT[name])
    real = finish.pages.write_run

    def fail(raised):
        def write_run(build, described, run):
            if run.notebook == "large" and run.status == "done":
                raise raised
            return real(build, described, run)

        monkeypatch.setattr(finish.pages, "write_run", write_run)

    return fail


def test_a_run_of_which_no_page_can_be_made_fails_and_is_made_anew(root, no_page):
    no_page(KeyError("Đảng ủy A"))
    made = built(root, "good", "large")
    good, large = made.results
    assert (good["status"], large["status"], made.status) == ("done", "failed", 1)
    assert large["error"]["ename"] == "PageNotMade" and "(KeyError)" in large["error"]["evalue"]
    assert kept(root) == {good["fingerprint"]} and verify_build(made.index.parent) == []
    assert "PageNotMade" in page(made.index.parent, "large")
    assert "Đảng ủy A" not in page(made.index.parent, "large")
    assert not (made.index.parent / "district/large/vi/results.json").exists()


def test_the_same_of_a_run_that_was_kept_and_told_to_who_watches(root, no_page):
    assert built(root, "good", "large").status == 0
    no_page(ZeroDivisionError())
    told = []
    asked = request(review_file(root, "r", "good", "large", title="{vi: Mới, en: New}"))
    made = build(asked, output=root / "out", workers=1, on_result=told.append)
    good, large = made.results
    assert (good["reused"], large["reused"], large["status"]) == (True, False, "failed")
    assert told[-1] == large and kept(root) == {good["fingerprint"]}


@pytest.mark.parametrize(
    "raised", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), MemoryError()]
)
def test_where_the_machine_is_at_fault_the_build_ends_and_runs_stay_kept(root, no_page, raised):
    no_page(raised)
    with pytest.raises(type(raised)):
        built(root, "good", "large")
    assert len(kept(root)) == 2
