import subprocess
import sys

import pytest
from trial_project import COUNTS, notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app

run = CliRunner().invoke


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    notebook(tmp_path / "notebooks", "one")
    return tmp_path


def test_help_loads_neither_pandas_nor_a_plotting_library():
    code = (
        "import sys; from analysis.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'matplotlib', 'seaborn', 'statsmodels'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_a_dry_run_prints_the_plan_and_builds_nothing(root):
    path = review_file(root, "r", "one")
    told = run(app, ["build", str(path), "--dry-run", "--unit", "each"])
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("r/district/one/vi: notebooks/one.ipynb (source='data/counts.csv'")
    assert not (root / "reports/output").exists()


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"notebok": "x"}, "did you mean notebooks?"),
        ({"years": "[2011, 2020]"}, "2020 is outside"),
        ({"source": "nowhere"}, "nowhere"),
    ],
)
def test_a_wrong_request_ends_with_2_and_one_clear_message(root, others, told):
    answer = run(app, ["build", str(review_file(root, "r", "one", **others))])
    assert answer.exit_code == 2
    assert told in answer.stderr and "Traceback" not in answer.stderr
    assert not (root / "reports/output").exists()


def test_one_wrong_review_of_two_builds_neither(root):
    good = review_file(root, "good", "one")
    bad = review_file(root, "bad", "one", years="[1999, 2012]")
    assert run(app, ["build", str(good), str(bad)]).exit_code == 2
    assert not (root / "reports/output").exists()


def test_two_reviews_of_one_name_or_none_at_all_are_refused(root):
    path = str(review_file(root, "r", "one"))
    assert run(app, ["build", path, path]).exit_code == 2
    answer = run(app, ["build"])
    assert answer.exit_code == 2 and "no review file" in answer.stderr


def test_check_lists_problems_and_ends_with_1_where_rows_are_withheld(root):
    clean = run(app, ["check", "data/counts.csv"])
    assert clean.exit_code == 0, clean.output
    (root / "bad.csv").write_text(COUNTS + "2012,Đảng ủy B,tuyệt vời,4\n", encoding="utf-8")
    answer = run(app, ["check", "bad.csv", "--language", "en"])
    assert answer.exit_code == 1
    assert (
        "tuyệt vời" in answer.stdout
        and "errors 1 (the rows concerned are withheld)" in answer.stdout
    )
    assert run(app, ["check", "nowhere"]).exit_code == 2


def test_simulate_writes_workbooks(root):
    answer = run(app, ["simulate", str(root / "out")])
    assert answer.exit_code == 0, answer.output
    assert len(list((root / "out").glob("*.xlsx"))) == 7
