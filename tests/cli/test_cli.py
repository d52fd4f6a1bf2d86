import json
from importlib.metadata import version

import pytest
from loaded import loaded
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
    code = "from analysis.cli import app\ntry: app(['--help'])\nexcept SystemExit: pass\n"
    assert loaded(code, "pandas", "matplotlib", "seaborn", "statsmodels") == []


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


def test_a_library_that_the_lock_does_not_name_ends_the_command_with_3(root):
    (root / "requirements.lock").write_text("pandas==99.0 \\\n    --hash=sha256:00\n")
    answer = run(app, ["build", str(review_file(root, "r", "one"))])
    assert answer.exit_code == 3
    assert f"pandas is {version('pandas')}, the lock says 99.0" in answer.stderr
    assert "make setup" in answer.stderr and len(answer.stderr.splitlines()) == 1
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
        "holds no known rating" in answer.stdout
        and "errors 1 (the rows concerned are withheld)" in answer.stdout
    )
    assert run(app, ["check", "nowhere"]).exit_code == 2


def test_simulate_writes_workbooks(root):
    answer = run(app, ["simulate", str(root / "out")])
    assert answer.exit_code == 0, answer.output
    assert len(list((root / "out").glob("*.xlsx"))) == 7
    checked = run(app, ["check", str(root / "out"), "--language", "en"])
    assert checked.exit_code == 0
    # 51 groups, of which the first few are enough to find them.
    accounts = " ".join(checked.stdout.split())
    assert "group 51 (10, 32, 51, 71, …)" in accounts


@pytest.mark.usefixtures("in_this_process")
def test_a_build_is_explained_verified_and_cleaned(root):
    notebook(root / "notebooks", "one", "bundle.close()")
    path = str(review_file(root, "r", "one"))
    why = run(app, ["build", path, "--why"])
    assert why.exit_code == 0 and "r/district/one/vi: run: " in why.stdout
    assert not (root / "reports/output/r").exists()
    built = run(app, ["build", path, "--jobs", "1"])
    assert built.exit_code == 0, built.output
    assert "r/district/one/vi: keep: " in run(app, ["build", path, "--why"]).stdout
    place = root / "reports/output/r"
    told = run(app, ["verify", str(place)])
    assert (told.exit_code, told.stdout) == (0, f"{place}: every file is as the manifest says\n")
    page = run(app, ["verify", str(place / "index.html")])
    assert page.exit_code == 0 and page.stdout.startswith("unchanged: r/index.html, built ")
    (place / "more.txt").write_text("")
    changed = run(app, ["verify", str(place)])
    assert (changed.exit_code, changed.stdout) == (1, "additional: more.txt\n")
    assert run(app, ["verify", str(place / "more.txt")]).exit_code == 1
    assert run(app, ["clean"]).stdout.startswith("removed: 0 kept runs, 0 old builds")
    assert run(app, ["verify", str(root / "nowhere")]).exit_code == 2


@pytest.mark.usefixtures("in_this_process")
def test_a_failed_run_is_told_by_the_status_and_force_runs_what_is_kept(root):
    notebook(root / "notebooks", "one", "bundle.close()")
    notebook(root / "notebooks", "two", "raise ValueError('no')")
    path = str(review_file(root, "r", "one", "two"))
    first = run(app, ["build", path, "--jobs", "1"])
    assert first.exit_code == 1 and "2 runs: 1 done, 1 failed" in first.output
    forced = run(app, ["build", path, "--jobs", "1", "--force"])
    assert forced.exit_code == 1
    jobs = json.loads((root / "reports/output/r/manifest.json").read_text("utf-8"))["jobs"]
    assert [job["reused"] for job in jobs] == [False, False]
    assert "keep" not in run(app, ["build", path, "--why", "--force"]).stdout


def test_a_schedule_is_printed_and_nothing_is_installed(root, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root / "config"))
    path = str(review_file(root, "r", "one"))
    timer = run(app, ["schedule", path, "--at", "*-12-31 23:00"])
    assert timer.exit_code == 0 and "OnCalendar=*-12-31 23:00" in timer.stdout
    line = run(app, ["schedule", path, "--cron", "--at", "0 3 1 1 *"])
    assert line.exit_code == 0 and line.stdout.startswith("0 3 1 1 * ")
    assert not (root / "config").exists()
    assert run(app, ["schedule", str(root / "nowhere.yml")]).exit_code == 2
