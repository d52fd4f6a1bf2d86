"""A build at set times tells how it went: by cron and by a timer, and whatever goes wrong."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from as_started import as_cron, as_systemd
from trial_project import notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.cli.scheduling import rotated, scheduled
from analysis.cli.scheduling.crontab import cron_line
from analysis.cli.scheduling.schedule import Task, systemd_units

TOLD = 'printf "%s\\n" "$CADRE_REVIEW_OUTCOME" > outcome; cat > told'
RUN = """#!/bin/sh
PYTHONPATH={path} exec {python} -c 'from analysis.cli import app; app()' "$@"
"""


@pytest.fixture
def root(tmp_path):
    root = project(tmp_path)
    notebook(root / "notebooks", "one", "bundle.close()")
    review_file(root, "r", "one")
    return root


def task(root, script=None, notify=TOLD, language="en"):
    program = root / "review"
    real = RUN.format(path=shlex.quote(str(Path.cwd())), python=shlex.quote(sys.executable))
    program.write_text(f"#!/bin/sh\n{script}\n" if script else real)
    program.chmod(0o755)
    return Task(root / "r.yml", root, notify, language, program)


def told(root):
    return (root / "outcome").read_text().strip(), (root / "told").read_text("utf-8")


def as_started(by, made):
    if by == "cron":
        return as_cron(cron_line(made))
    return as_systemd(systemd_units(made)[f"{made.unit}.service"])


def started(by, made):
    return subprocess.run(
        as_started(by, made), cwd="/", capture_output=True, text=True, check=False
    )


@pytest.mark.full
def test_each_end_of_a_real_build_is_told_as_it_is(root):
    made = task(root)
    first = started("cron", made)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    outcome, text = told(root)
    assert outcome == "success" and "cadre-review r: the review was built" in text
    assert "Runs: 1 done" in text and str(root / "reports/output/r/index.html") in text
    assert started("cron", made).returncode == 0
    assert told(root)[0] == "unchanged" and "Runs: 1 unchanged" in told(root)[1]
    notebook(root / "notebooks", "two", "raise ValueError('no such list')")
    review_file(root, "r", "one", "two")
    part = started("cron", made)
    outcome, text = told(root)
    assert (part.returncode, outcome, part.stdout) == (1, "incomplete", text)
    assert "First error: district/two/vi: ValueError: " in text
    log = (root / "reports/output/r.log").read_text("utf-8").splitlines()
    events = [json.loads(line) for line in log if line.startswith("{")]
    ends = [each["outcome"] for each in events if each["event"] == "notice"]
    assert ends == ["success", "unchanged", "incomplete"]


@pytest.mark.parametrize("by", ["cron", "systemd"])
def test_a_real_build_that_fails_gives_notice_by_cron_and_by_a_timer(root, by):
    made = task(root)
    review_file(root, "r", "one", yeers="[2011, 2012]")
    wrong = started(by, made)
    outcome, text = told(root)
    assert (wrong.returncode, outcome, wrong.stdout) == (2, "failure", text)
    assert "was NOT built" in text and "r.yml, line 6: unknown key 'yeers'" in text


DONE = '{"event": "finished", "review": "r", "runs": {"done": 2}, "index": "i", "published": true}'
ENDS = {
    "killed": ("kill -KILL $$", 137, "failure", "ended by the system (SIGKILL), mostly for want"),
    "a line of an import": ("echo broken >&2; exit 3", 3, "failure", "First error: broken"),
    "warnings": (f"echo '{DONE}'; echo 'r: rows withheld' >&2; exit 1", 1, "unchanged", "withheld"),
    "none published": (
        *("echo '" + DONE.replace("true", "false") + "'; exit 1", 1),
        *("failure", "what was published before is unchanged"),
    ),
    "told": (
        """echo '{"event": "ended", "told": "line 3: no", "exit_status": 2}'; exit 2""",
        *(2, "failure", "First error: line 3: no"),
    ),
}


@pytest.mark.parametrize(("script", "status", "outcome", "said"), ENDS.values(), ids=ENDS)
def test_what_the_build_said_is_told(root, capsys, script, status, outcome, said):
    assert scheduled.run(task(root, script), root / "reports/output") == status
    assert told(root)[0] == outcome and said in told(root)[1]
    assert capsys.readouterr().out == told(root)[1]


def test_a_program_that_is_gone_is_told(root, capsys):
    made = task(root, "exit 0", language="vi")
    made.program.unlink()
    assert scheduled.run(made, root / "reports/output") == 3
    outcome, text = told(root)
    assert outcome == "failure" and f"không khởi động được {made.program}" in text
    assert text.startswith("cadre-review r: KHÔNG lập được báo cáo; bản đã có vẫn giữ nguyên")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_takes_the_log_and_not_the_notice(root, monkeypatch):
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(rotated.os, "open", lambda *_: os.dup(full))
    script = "echo 'No space left on device' >&2; exit 3"
    assert scheduled.run(task(root, script), root / "reports/output") == 3
    assert told(root)[0] == "failure" and "could not be written (No space left" in told(root)[1]
    os.close(full)


@pytest.mark.parametrize("notify", ["exit 7", "no-such-command-here"])
def test_a_notice_that_was_not_given_is_an_end_of_its_own(root, capsys, notify):
    made = task(root, f"echo '{DONE}'", notify)
    assert scheduled.run(made, root / "reports/output") == 3
    assert f"the notice was not given: the command '{notify}'" in capsys.readouterr().err
    assert scheduled.run(task(root, "exit 2", notify), root / "reports/output") == 2


def test_the_log_is_turned_over_and_old_ones_go(root, monkeypatch):
    monkeypatch.setattr(rotated, "_LARGEST", 2000)
    made = task(root, "for i in 1 2 3 4 5 6 7 8 9; do printf '%0200d\\n' 7; done", "")
    output = root / "reports/output"
    for _ in range(20):
        assert scheduled.run(made, output) == 0
    logs = sorted(output.glob("r.log*"))
    assert [path.name for path in logs] == ["r.log", *(f"r.log.{n}" for n in range(1, 5))]
    assert sum(path.stat().st_size for path in logs) < 5 * 2 * 2500
    assert rotated.last_event(output, "r", "notice")["outcome"] == "unchanged"
    assert os.name == "nt" or {path.stat().st_mode & 0o777 for path in logs} == {0o600}


def test_a_log_that_somebody_made_a_link_is_not_written_through(root):
    elsewhere = root / "elsewhere"
    (output := root / "reports/output").mkdir(parents=True)
    (output / "r.log").symlink_to(elsewhere)
    assert scheduled.run(task(root, "exit 2"), output) == 2
    assert not elsewhere.exists() and "could not be written" in told(root)[1]


def test_now_does_what_the_schedule_does(root, monkeypatch):
    monkeypatch.chdir(root)
    made = task(root, "echo broken >&2; exit 3")
    monkeypatch.setattr(sys, "executable", str(made.program.with_name("python")))
    asked = ["schedule", "r.yml", "--now", "--notify", TOLD, "--language", "vi"]
    answer = CliRunner().invoke(app, asked)
    assert answer.exit_code == 3 and answer.stdout == told(root)[1]
    assert "Lỗi đầu tiên: broken" in answer.stdout


@pytest.mark.skipif(not shutil.which("systemd-run"), reason="systemd is not installed here")
def test_a_user_manager_runs_it_where_there_is_one(root):
    there = ["systemctl", "--user", "is-system-running"]
    state = subprocess.run(there, capture_output=True, text=True, check=False).stdout.strip()
    if state not in ("running", "degraded"):
        pytest.skip("no systemd of the user runs here")
    command = as_started("systemd", task(root, "echo broken >&2; exit 3"))
    asked = ["systemd-run", "--user", "--wait", "--collect", *command]
    assert subprocess.run(asked, capture_output=True, check=False).returncode
    assert told(root)[0] == "failure"
