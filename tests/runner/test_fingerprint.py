"""What a run depends on: a change of it is seen, and a change of anything else is not."""

from dataclasses import replace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_project import notebook, project, review_file

from analysis import tables
from analysis.runner import installed
from analysis.runner.decide import decide
from analysis.runner.fingerprint import fingerprint, job_parts
from analysis.runner.request import request
from analysis.runner.review import RequestError
from analysis.runner.store import store_of

READS = {"own": ["unit"], "series": ["unit", "units"], "quality": ["reading"], "silent": None}
OTHER = "2012,Đảng ủy B,good,4\n"


def declare(path, reads):
    content = nbformat.read(path, as_version=4)
    content.metadata["cadre_review"] = {"reads": reads}
    nbformat.write(content, path)


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    for name, reads in READS.items():
        notebook(tmp_path / "notebooks", name, "bundle.close()")
        if reads:
            declare(tmp_path / f"notebooks/{name}.ipynb", reads)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parts(root, **others):
    asked = request(review_file(root, "trial", *READS, units="each", **others))
    made = job_parts(asked.jobs, asked.inputs, root)
    return {(job["unit"], job["notebook"]): own for job, own in zip(asked.jobs, made, strict=True)}


def moved(before, after):
    """Return the jobs whose fingerprint changed, and by which parts."""
    return {
        job: {part for part in after[job] if after[job][part] != before[job][part]}
        for job in after
        if fingerprint(before[job]) != fingerprint(after[job])
    }


def change(root, old, new):
    path = root / "data/counts.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_is_nothing_changed(root):
    assert moved(parts(root), parts(root)) == {}


def test_the_versions_that_run_count_and_not_those_that_a_lock_asks_for(root, monkeypatch):
    before = parts(root)
    (root / installed.LOCK).write_text("pandas==99.0 \\\n    --hash=sha256:00\n")
    assert moved(before, parts(root)) == {}
    monkeypatch.setattr(installed, "_found", lambda root: {"pandas": "99.0"})
    assert set(moved(before, parts(root))) == set(before)
    assert all(changed == {"lock"} for changed in moved(before, parts(root)).values())


def test_rows_of_one_unit_concern_that_unit_and_the_district(root):
    before = parts(root)
    change(root, "2011,Đảng ủy A,excellent,3", "2011,Đảng ủy A,good,3")
    assert moved(before, parts(root)) == {
        **{(unit, name): {"data"} for unit in ("all", "Đảng ủy A") for name in ("own", "series")},
        # A notebook that does not say what it reads may read everything.
        **{(unit, "silent"): {"data"} for unit in ("all", "Đảng ủy A", "Đảng ủy B")},
    }


def test_the_last_years_ratings_concern_whoever_draws_all_units(root):
    before = parts(root)
    change(root, OTHER, OTHER.replace("good", "excellent"))
    assert ("Đảng ủy A", "series") in moved(before, after := parts(root))
    assert ("Đảng ủy A", "own") not in moved(before, after)


def test_another_layout_of_the_same_rows_changes_nothing(root):
    before = parts(root)
    change(root, "year,unit,rating,count", "Year,unit,rating,count")
    assert moved(before, parts(root)) == {}


def test_a_problem_met_concerns_who_shows_what_was_read(root):
    before = parts(root)
    change(root, OTHER, OTHER + ",Đảng ủy B,good,1\n")
    told = moved(before, parts(root))
    assert {job[1] for job in told} == {"quality", "silent"}


def test_notebook_and_parameters_are_parts(root):
    before = parts(root)
    notebook(root / "notebooks", "silent", "pass", "bundle.close()")
    assert set(map(frozenset, moved(before, parts(root)).values())) == {frozenset({"notebook"})}
    told = moved(before, parts(root, min_cell="7"))
    assert all("parameters" in changed for changed in told.values()) and len(told) == len(before)


@pytest.mark.parametrize(
    ("reads", "told"),
    [(["units", "ages"], "'ages'"), ("units,", "'units,'"), ([["unit"]], "'unit'")],
)
def test_an_unknown_reading_is_refused(root, reads, told):
    declare(root / "notebooks/own.ipynb", reads)
    with pytest.raises(RequestError, match=rf"own\.ipynb says .*{told}.*can say a list of"):
        parts(root)


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from(["good", "excellent"]), st.integers(0, 9)
        ),
        min_size=2,
        max_size=8,
    ),
    place=st.integers(0, 7),
)
def test_a_row_of_another_unit_is_never_seen_and_an_own_one_always(rows, place):
    from analysis.counts.history import empty_history
    from analysis.runner.fingerprint import _by_unit

    def history(rows):
        records = [
            {"year": 2011, "unit": unit, "rating": rating, "count": n, "origin": "recorded"}
            for unit, rating, n in rows
        ]
        return replace(empty_history(), evaluations=tables.frame(tables.EVALUATIONS, records))

    place %= len(rows)
    unit, rating, n = rows[place]
    other = [*rows[:place], (unit, rating, n + 1), *rows[place + 1 :]]
    one, two = _by_unit(history(rows)), _by_unit(history(other))
    for name in "ABC":
        assert (one(name) == two(name)) == (name != unit)
    assert one("all") != two("all")


def test_another_table_of_units_makes_other_data(root):
    asked = request(review_file(root, "trial", "own"))
    units = tables.frame(tables.UNITS, [{"unit": "Xã Mẫu", "expected_from": 2011}])
    expected = replace(asked.inputs, source=replace(asked.inputs.source, units=units))
    before, after = (job_parts(asked.jobs, each, root)[0] for each in (asked.inputs, expected))
    assert {part for part in before if before[part] != after[part]} == {"data"}


def test_the_reason_of_a_decision_names_what_changed(root, tmp_path):
    asked = request(review_file(root, "trial", "own"))
    made = job_parts(asked.jobs, asked.inputs, root)
    kept = store_of(tmp_path / "output")

    def why(previous, **others):
        return [each.why for each in decide(asked.jobs, made, kept, previous, **others)]

    assert why(None) == ["not built before"]
    record = {**asked.jobs[0], "parts": made[0], "status": "done"}
    changed = {**made[0], "data": "0", "code": "0"}
    assert why({"jobs": [{**record, "parts": changed}]}) == [
        "changed: the data that it reads, the code of the project"
    ]
    assert why({"jobs": [{**record, "status": "timed_out"}]}) == ["timed out last time"]
    assert why({"jobs": [record]}) == ["its files in the store are gone or damaged"]
    assert why({"jobs": [record]}, force=True) == ["forced"]
