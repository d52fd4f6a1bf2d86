"""What is wrong with the input is said once, with its place, and nothing is published half-way."""

import shutil

import pytest
from problems_told import reasons
from trial_project import notebook, project
from typer.testing import CliRunner
from workbook_made import write_workbook

from analysis.cli import app
from analysis.places import resolve
from analysis.results import read_bundle
from analysis.sources import load

HEADER = ["STT", "Số hiệu", "Họ và tên", "Chức vụ", "Kết quả đánh giá"]
GOOD = [
    [1, "CB1", "Cán bộ mẫu 1", "Hiệu trưởng", "HTXSNV"],
    [2, "CB2", "Cán bộ mẫu 2", "Phó Hiệu trưởng", "HTTNV"],
    [3, "CB3", "Cán bộ mẫu 3", "Phó Hiệu trưởng", "HTNV"],
]
TITLE = [["DANH SÁCH KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2013"], ["SỐ LIỆU MÔ PHỎNG"], []]
RETURN = [
    ["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2013"],
    ["SỐ LIỆU MÔ PHỎNG"],
    [],
    ["STT", "Đơn vị", "Tỷ lệ hoàn thành xuất sắc (%)"],
    [1, "Trường mẫu 1", "62,0"],
]


def people(*rows, header=HEADER):
    return [*TITLE, header, *rows]


def without_rating():
    return people(*([*row[:-1]] for row in GOOD), header=HEADER[:-1])


# Sheet, its rows, severity, cell, words of the reason, exit status, people kept beside the 3 good.
BAD_SHEETS = {
    "missing column": (without_rating(), "error", "A4", ("column of ratings", "cột kết quả"), 0),
    "unknown rating": (
        people(["1", "CB8", "Cán bộ mẫu 8", "Hiệu trưởng", "Tuyệt vời"]),
        "error",
        "E5",
        ("no known rating", "Không nhận ra kết quả đánh giá"),
        0,
    ),
    "person twice in a year": (
        people(
            ["1", "CB8", "Cán bộ mẫu 8", "Hiệu trưởng", "HTXSNV"],
            ["2", "CB8", "Cán bộ mẫu 8", "Hiệu trưởng", "HTTNV"],
        ),
        "error",
        "C6",
        ("the same year 2013", "cùng năm 2013"),
        0,
    ),
    "empty sheet": ([], "warning", None, ("no row of data", "không có dòng số liệu"), 0),
    "percentage without a base": (
        RETURN,
        "error",
        "C4",
        ("There are percentages", "Chỉ có tỷ lệ phần trăm"),
        0,
    ),
}


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Make a project of its own with the notebooks of the suite, and stand in it."""
    root = tmp_path / "project"
    root.mkdir()
    project(root)
    shutil.copytree(resolve("notebooks"), root / "notebooks")
    monkeypatch.chdir(root)
    return root


def lay(path, **sheets):
    write_workbook(path, sheets)


def review(root, **changes):
    keys = {
        "title": "{vi: Thử, en: Trial}",
        "source": "data/lists",
        "years": "[2013, 2013]",
        "notebooks": "[data_quality]",
        **changes,
    }
    path = root / "thu.yml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in keys.items()), encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_a_bad_sheet_is_one_problem_with_its_place_and_the_rest_is_kept(case, root):
    rows, severity, cell, (reason, reason_vi), kept = BAD_SHEETS[case]
    lay(root / "data/lists/don-vi.xlsx", Tốt=people(*GOOD), Sai=rows)
    history = load("data/lists")
    [problem] = history.problems.to_dict("records")
    assert (problem["severity"], problem["file"], problem["sheet"]) == (
        severity,
        "don-vi.xlsx",
        "Sai",
    )
    assert (None if problem["cell"] != problem["cell"] else problem["cell"]) == cell
    assert reason in problem["reason"]
    assert reason_vi in reasons(history.problems)[0]
    assert problem["remedy"]
    assert history.sound.evaluations["count"].sum() == len(GOOD) + kept


@pytest.mark.parametrize("case", BAD_SHEETS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_check_lists_it_and_ends_as_the_severity_says(case, language, root):
    rows, severity, cell, reasons, _ = BAD_SHEETS[case]
    lay(root / "data/lists/don-vi.xlsx", Tốt=people(*GOOD), Sai=rows)
    told = run("check", "data/lists", "--language", language)
    assert told.exit_code == (1 if severity == "error" else 0)
    # What was broken over lines stands together again.
    shown = " ".join(told.stdout.split())
    for word in ("don-vi.xlsx", "Sai", cell or "", reasons[language == "vi"]):
        assert word in shown


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_nothing_else_to_read_is_a_wrong_request_and_builds_nothing(case, root):
    rows, _, cell, (reason, _), _ = BAD_SHEETS[case]
    lay(root / "data/lists/don-vi.xlsx", Sai=rows)
    path = review(root)
    check = ("check", "data/lists", "--language", "en")
    for words in (check, ("build", path), ("build", path, "--dry-run")):
        told = run(*words)
        assert told.exit_code == 2
        assert f"don-vi.xlsx, Sai, {cell}" if cell else "don-vi.xlsx, Sai" in told.stderr
        assert reason in told.stderr
    assert not (root / "reports").exists()


def test_a_counts_file_of_percentages_names_the_column(root):
    path = root / "data/ty-le.csv"
    path.write_text("year,unit,rating,percent\n2013,Trường mẫu 1,excellent,62\n", encoding="utf-8")
    told = run("check", path, "--language", "en")
    assert told.exit_code == 2
    assert "ty-le.csv, D1" in told.stderr
    assert "percentage without a base" in told.stderr


WRONG_REVIEWS = {
    "a year outside": ({"years": "[2013, 2020]"}, ("thu.yml, line 3", "2020", "2013")),
    "a misspelt key": ({"langauge": "[vi]"}, ("thu.yml, line 5", "'langauge'", "language?")),
    "a wrong type": ({"years": "2013"}, ("thu.yml, line 3", "'years'", "[2011, 2015]")),
    "an unknown notebook": ({"notebooks": "[data_qualty]"}, ("data_qualty", "data_quality?")),
    "an unknown unit": ({"units": "[Trường mẫu 9]"}, ("Trường mẫu 9",)),
    "no such source": ({"source": "data/nowhere"}, ("thu.yml", "data/nowhere")),
}


@pytest.mark.parametrize("case", WRONG_REVIEWS)
@pytest.mark.parametrize("also", [(), ("--dry-run",)])
def test_a_wrong_review_is_one_problem_and_builds_nothing(case, also, root):
    changes, words = WRONG_REVIEWS[case]
    lay(root / "data/lists/don-vi.xlsx", Tốt=people(*GOOD))
    told = run("build", review(root, **changes), *also)
    assert told.exit_code == 2
    assert told.stdout == ""
    for word in words:
        assert word in told.stderr
    assert not (root / "reports").exists()


def test_a_wrong_review_keeps_the_others_from_being_built(root):
    lay(root / "data/lists/don-vi.xlsx", Tốt=people(*GOOD))
    wrong = review(root, years="[2013, 2020]").rename(root / "sai.yml")
    told = run("build", review(root), wrong)
    assert told.exit_code == 2
    assert not (root / "reports").exists()


@pytest.mark.usefixtures("in_this_process")
def test_a_withheld_row_is_told_and_the_rest_is_published(root):
    notebook(root / "notebooks", "small", "bundle.close()")
    bad = BAD_SHEETS["unknown rating"][0]
    lay(root / "data/lists/don-vi.xlsx", Tốt=people(*GOOD), Sai=bad)
    told = run("build", review(root, notebooks="[small]", language="[vi]"), "--jobs", "1")
    assert told.exit_code == 1
    published = root / "reports/output/thu"
    page = (published / "index.html").read_text(encoding="utf-8")
    assert BAD_SHEETS["unknown rating"][3][1] in page
    assert read_bundle(published / "district/small/vi")["notebook"] == "small"
    assert "withheld" in told.stderr
