"""What a run is made of but for the data: a change of it is seen, and of nothing else."""

import pytest
from trial_project import notebook, project, review_file

from analysis.runner.asking.request import request
from analysis.runner.keeping import installed
from analysis.runner.keeping.asked import Asked
from analysis.runner.keeping.fingerprint import by_request, fingerprint, job_parts, request_mark

ASKED = [Asked("data", ["count", [], [2011], ["year"], []], "0" * 64)]


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    for name in ("one", "two"):
        notebook(tmp_path / "notebooks", name, "bundle.close()")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parts(root, **others):
    asked = request(review_file(root, "trial", "one", "two", units="each", **others))
    made = job_parts(asked.jobs, root)
    return {(job["unit"], job["notebook"]): own for job, own in zip(asked.jobs, made, strict=True)}


def moved(before, after):
    """Return the jobs whose mark changed, and by which parts."""
    return {
        job: {part for part in after[job] if after[job][part] != before[job][part]}
        for job in after
        if request_mark(before[job]) != request_mark(after[job])
    }


def test_neither_nothing_nor_the_data_is_a_change(root):
    before = parts(root)
    (root / "data/counts.csv").write_text("year,unit,rating,count\n2011,Đảng ủy A,good,9\n")
    with (root / "data/counts.csv").open("a", encoding="utf-8") as file:
        file.write("2012,Đảng ủy B,good,1\n")
    assert moved(before, parts(root)) == {}


def test_the_versions_that_run_count_and_not_those_that_a_lock_asks_for(root, monkeypatch):
    before = parts(root)
    (root / installed.LOCK).write_text("pandas==99.0 \\\n    --hash=sha256:00\n")
    assert moved(before, parts(root)) == {}
    monkeypatch.setattr(installed, "_found", lambda root: {"pandas": "99.0"})
    assert set(moved(before, parts(root))) == set(before)
    assert all(changed == {"lock"} for changed in moved(before, parts(root)).values())


def test_notebook_and_parameters_are_parts(root):
    before = parts(root)
    notebook(root / "notebooks", "two", "pass", "bundle.close()")
    told = moved(before, parts(root))
    assert told == {job: {"notebook"} for job in before if job[1] == "two"}
    told = moved(before, parts(root, min_cell="7"))
    assert all("parameters" in changed for changed in told.values()) and len(told) == len(before)


def test_a_fingerprint_is_of_the_request_and_of_each_answer():
    mark, other = request_mark({"notebook": "a"}), request_mark({"notebook": "b"})
    told = fingerprint(mark, ASKED)
    assert len(told) == 64 and told != fingerprint(mark, [ASKED[0]._replace(digest="1" * 64)])
    assert told != fingerprint(mark, [*ASKED, ASKED[0]._replace(role="published")])
    assert fingerprint(mark, []) == mark
    assert by_request([told, fingerprint(other, ASKED), mark])(mark) == [told, mark]
