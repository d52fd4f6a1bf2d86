"""A run is current while the questions that it asked have the answers that they had."""

import shutil

import pytest
from openpyxl import Workbook
from trial_project import notebook, project, review_file

from analysis.formats import kept
from analysis.runner.asking.request import request
from analysis.runner.keeping import store
from analysis.runner.publishing.build import build, explain

PEOPLE = """\
import pandas as pd
from analysis import load
people = load(source).people(range(first_year, last_year + 1), unit=unit)
{ask}
bundle.table("{name}", pd.DataFrame({{"n": [told["n"].sum()]}}))
bundle.close()
"""
ASKS = {
    "counts": 'told = people.count(["year", "rating"])',
    "moves": "told = people.moves(2011, 2012)",
    "series": 'told = load(source).people([2012]).count(["unit", "rating"])',
    "looks": 'told = load(source, unit=unit).evaluations.rename(columns={"count": "n"})',
    "reads": 'told = load(source).sheets.rename(columns={"rows": "n"})',
    "silent": 'told = {"n": pd.Series([1])}',
}
A, B, C = (f"Trường Mẫu {letter}" for letter in "ABC")
HEAD = ["TT", "Số hiệu", "Họ và tên", "Ngày sinh", "", "Chức vụ", "Đơn vị", "HTXSNV", "HTTNV"]
SUB = ["", "", "", "Nam", "Nữ", "", "", "", ""]
# Staff number → unit and rating, by year; number 7 goes from A to B.
LISTS = {
    2011: {n: ("ABC"[n % 3], "good") for n in range(6)} | {7: ("A", "good")},
    2012: {n: ("ABC"[n % 3], "good") for n in range(6)} | {7: ("B", "excellent")},
}


def lay(root, lists):
    for year, people in lists.items():
        workbook = Workbook()
        sheet = workbook.active
        sheet.append([f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM {year}"])
        sheet.append(HEAD)
        sheet.append(SUB)
        for number, (unit, rating) in people.items():
            known = [number, f"SH{number}", f"Người Mẫu {number}", "1/2/1970", "", "Hiệu trưởng"]
            marks = ["x", ""] if rating == "excellent" else ["", "x"]
            sheet.append([*known, f"Trường Mẫu {unit}", *marks])
        (root / "data/lists").mkdir(exist_ok=True)
        workbook.save(root / f"data/lists/{year}.xlsx")


def changed(year, number, told):
    return LISTS | {year: LISTS[year] | {number: told}}


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    lay(tmp_path, LISTS)
    for name, ask in ASKS.items():
        notebook(tmp_path / "notebooks", name, PEOPLE.format(ask=ask, name=name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(root, *notebooks, **others):
    others = {"source": "data/lists", "units": "each", **others}
    return request(review_file(root, "trial", *(notebooks or ASKS), **others))


def ran(root, *notebooks, **others):
    """Build, and return unit and notebook of the runs that ran."""
    wanted = asked(root, *notebooks, **others)
    made = build(wanted, output=root / "out", workers=1)
    assert {each["status"] for each in made.results} == {"done"}, made.results
    pairs = zip(wanted.jobs, made.results, strict=True)
    return {(job["unit"], job["notebook"]) for job, result in pairs if not result["reused"]}


@pytest.fixture
def built(root, in_this_process):
    assert len(ran(root)) == 4 * len(ASKS)
    assert ran(root) == set()
    return root


def test_one_units_rows_concern_the_runs_whose_answers_they_change_and_no_others(built):
    lay(built, changed(2012, 0, ("A", "excellent")))
    all_units = {(unit, "series") for unit in ("all", A, B, C)}
    own = {(unit, name) for unit in ("all", A) for name in ("counts", "moves", "looks")}
    assert ran(built) == all_units | own
    assert ran(built) == set()


def test_who_moved_concerns_both_units(built):
    # Rated in the unit that the person came to: what became of the people of the other changes too.
    lay(built, changed(2012, 7, ("B", "good")))
    all_units = {(unit, "series") for unit in ("all", A, B, C)}
    own = {(unit, name) for unit in ("all", B) for name in ("counts", "moves", "looks")}
    assert ran(built) == all_units | own
    # Gone to a third: *elsewhere* from A as before, and no longer in B.
    lay(built, changed(2012, 7, ("C", "good")))
    more = {(unit, name) for unit in (B, C) for name in ("counts", "moves", "looks")}
    assert ran(built) == all_units | more | {("all", "looks")}
    # Gone altogether: left, from A. C is as it was at first, and its runs of then are found.
    lay(built, LISTS | {2012: {n: told for n, told in LISTS[2012].items() if n != 7}})
    own = {("all", name) for name in ("counts", "moves", "looks")}
    reads = {(unit, "reads") for unit in ("all", A, B, C)}
    assert ran(built) == all_units | own | reads | {(A, "moves")}


def test_an_earlier_state_finds_its_runs_again(built):
    lay(built, changed(2012, 0, ("A", "excellent")))
    ran(built)
    lay(built, LISTS)
    assert ran(built) == set()


def test_another_layout_of_the_same_rows_changes_nothing(built):
    for year in LISTS:
        (built / f"data/lists/{year}.xlsx").rename(built / f"data/lists/{year}-other.xlsx")
    # The name of the file is in what was read of the sheets.
    assert ran(built) == {(unit, "reads") for unit in ("all", A, B, C)}


def test_without_the_cache_the_same_runs_are_current(built):
    shutil.rmtree(kept.snapshots_folder())
    assert ran(built) == set()
    lay(built, changed(2012, 0, ("A", "excellent")))
    shutil.rmtree(kept.snapshots_folder())
    assert (C, "counts") not in ran(built)


def test_a_run_notes_what_it_asked_and_no_person(built):
    entries = [
        store.asked_by(built / "out/.store", name)
        for name in store.names(built / "out/.store")
        if not name.startswith(".")
    ]
    questions = [question[0] for entry in entries for _, question, _ in entry]
    assert {"count", "moves", "values", "table"} <= set(questions)
    assert [] in entries
    assert "Người Mẫu" not in str(entries) and "SH1" not in str(entries)


def test_the_reason_of_a_decision_names_what_changed(root, in_this_process):
    def why(**others):
        wanted = asked(root, "counts", units="[all]", **others)
        return [each.why for each in explain(wanted, root / "out")]

    assert why() == ["not built before"]
    ran(root, "counts", units="[all]")
    assert why() == ["unchanged"]
    lay(root, changed(2012, 0, ("A", "excellent")))
    assert why() == ["changed: the data that it reads"]
    assert why(min_cell="7") == ["changed: its parameters, the data that it reads"]
    shutil.rmtree(root / "out/.store")
    assert why() == ["its files in the store are gone or damaged"]


def kept_runs(root):
    """Return when the folder of each kept run was filled, by its name."""
    place = root / "out/.store"
    names = [name for name in store.names(place) if not name.startswith(".")]
    return {name: (place / name).stat().st_mtime_ns for name in names}


def test_a_forced_build_runs_all_and_keeps_what_it_made_anew(built):
    before = kept_runs(built)
    made = build(asked(built, "counts"), output=built / "out", workers=1, force=True)
    after = kept_runs(built)
    assert not any(each["reused"] for each in made.results) and after.keys() == before.keys()
    anew = {name for name in after if after[name] != before[name]}
    assert anew == {each["fingerprint"] for each in made.results}


TAMPER = """\
import os
open(os.environ["CADRE_REVIEW_ASKED"], "w").write("[1]")
told = load(source).sheets.assign(n=1)
"""


def test_a_run_that_writes_its_notes_itself_is_not_kept(root, in_this_process):
    cell = PEOPLE.format(ask=TAMPER, name="counts")
    notebook(root / "notebooks", "counts", cell)
    made = build(asked(root, "counts", units="[all]"), output=root / "out", workers=1)
    assert made.results[0]["status"] == "failed" and not kept_runs(root)
