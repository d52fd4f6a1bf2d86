"""A build speaks of one state of its sources, whatever is saved while it is made."""

import json
import shutil

import pandas as pd
import pytest
from platformdirs import user_config_path
from trial_project import COUNTS, notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.formats import kept
from analysis.places import PROJECT_NAME
from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.sources.people.pseudonym import secret

SUM = """\
from analysis import load
people = load(source).evaluations["count"].sum()
import pandas as pd
bundle.table("people", pd.DataFrame({{"n": [people]}}))
{then}
bundle.close()
"""
EDITED = COUNTS.replace(",3", ",30").replace(",4", ",40")
EDIT = f"__import__('pathlib').Path({{path!r}}).write_text({EDITED!r}, encoding='utf-8')"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project whose first run edits the source in the middle of the build."""
    project(tmp_path)
    edit = EDIT.format(path=str(tmp_path / "data/counts.csv"))
    notebook(tmp_path / "notebooks", "first", SUM.format(then=edit))
    notebook(tmp_path / "notebooks", "second", SUM.format(then="pass"))
    review_file(tmp_path, "trial", "first", "second")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(root, **options):
    return build(request(root / "trial.yml"), output=root / "out", workers=1, **options)


def told(root):
    names = ("first", "second")
    tables = [root / f"out/trial/district/{name}/vi/tables/people.csv" for name in names]
    return [int(pd.read_csv(path)["n"].iloc[0]) for path in tables]


@pytest.mark.usefixtures("in_this_process")
def test_all_runs_read_what_the_request_read_and_the_change_is_told(root):
    first = built(root)
    assert told(root) == [7, 7] and first.status == 0
    assert first.changed == [str(root / "data/counts.csv")]
    again = built(root)
    assert told(root) == [70, 70] and again.changed == []


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("log_json", [False, True])
def test_the_command_tells_of_a_source_that_changed_while_it_built(root, log_json):
    asked = ["build", str(root / "trial.yml"), "--jobs", "1", *["--log-json"] * log_json]
    ran = CliRunner().invoke(app, asked)
    assert ran.exit_code == 0
    source = str(root / "data/counts.csv")
    assert f"trial: {source} changed after it was read" in ran.stderr
    if log_json:
        finished = json.loads(ran.stdout.splitlines()[-1])
        assert (finished["event"], finished["changed"]) == ("finished", [source])


def test_an_edit_between_the_request_and_the_build_is_not_read_either(root):
    asked = request(root / "trial.yml")
    (root / "data/counts.csv").write_text(EDITED, encoding="utf-8")
    assert build(asked, output=root / "out", workers=1).changed
    assert told(root) == [7, 7]


@pytest.mark.usefixtures("in_this_process")
def test_where_nothing_is_kept_a_run_of_another_state_fails_and_says_why(root):
    asked = request(root / "trial.yml")
    shutil.rmtree(kept.snapshots_folder())
    made = build(asked, output=root / "out", workers=1)
    first, second = made.results
    assert (first["status"], second["status"], made.status) == ("done", "failed", 1)
    assert second["error"]["ename"] == "SourceChanged"
    # In the language of the run.
    assert "chạy lại lệnh lập báo cáo" in second["error"]["evalue"].lower()


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("unusable", ["a file", "read-only", "full"])
def test_a_cache_that_cannot_be_used_is_done_without(root, unusable, monkeypatch, caplog):
    place = kept.snapshots_folder()
    place.parent.mkdir(parents=True, exist_ok=True)
    if unusable == "a file":
        place.write_text("no folder")
    else:
        # Root may write anywhere, so the refusal is made.
        place.mkdir()
        monkeypatch.setattr(kept.tempfile, "mkstemp", refuse)
    notebook(root / "notebooks", "first", SUM.format(then="pass"))
    assert built(root).status == 0 and told(root) == [7, 7]
    assert "cannot be kept" in caplog.text


def refuse(*_, **__):
    raise OSError(28, "No space left on device")


@pytest.mark.full
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("moment", range(5))
def test_at_no_moment_of_a_build_is_another_state_read(root, moment, workers):
    names = [f"run_{number}" for number in range(5)]
    for name in names:
        notebook(root / "notebooks", name, SUM.format(then="pass"))
    asked, results = request(review_file(root, "trial", *names)), []

    def save(result):
        results.append(result)
        if len(results) == moment + 1:
            (root / "data/counts.csv").write_text(EDITED, encoding="utf-8")

    assert build(asked, output=root / "out", workers=workers, on_result=save).status == 0
    for name in names:
        path = root / f"out/trial/district/{name}/vi/tables/people.csv"
        assert int(pd.read_csv(path)["n"].iloc[0]) == 7
    assert set(request(root / "trial.yml").inputs.source.evaluations["count"]) == {30, 40}


def test_a_secret_made_meanwhile_is_no_change_of_the_source(root):
    notebook(root / "notebooks", "first", SUM.format(then="pass"))
    asked = request(root / "trial.yml")
    secret(user_config_path(PROJECT_NAME))
    shutil.rmtree(kept.snapshots_folder())
    made = build(asked, output=root / "out", workers=1)
    assert made.status == 0 and made.changed == []


def test_a_source_that_cannot_be_looked_at_any_more_has_changed(root, monkeypatch):
    asked = request(root / "trial.yml")
    monkeypatch.setattr("analysis.sources.state._digest", refuse)
    assert asked.inputs.changed() == [str(root / "data/counts.csv")]
