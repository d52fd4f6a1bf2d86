import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from as_started import as_cron, as_systemd

from analysis.cli.scheduling.crontab import cron_line
from analysis.cli.scheduling.schedule import Task, install_units, systemd_units
from analysis.runner.asking.review import RequestError
from analysis.spoken import spoken_in

ODD = Task(Path("/srv/Huyện ủy 100% $HOME/it's/r.yml"), Path("/srv/Huyện ủy 100% $HOME/it's"))
ANALYSE = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not installed here"
)
TOLD = 'printf "%s " "$CADRE_REVIEW_OUTCOME" "$CADRE_REVIEW_NAME" "$CADRE_REVIEW_SUBJECT"; cat'


@pytest.fixture
def task(tmp_path):
    """A task in a folder with an odd name, whose command writes down how it was called."""
    root = tmp_path / 'Huyện ủy 100% $HOME it\'s "so"'
    root.mkdir()
    program = root / "review"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@" > called\necho "it was built"\n')
    program.chmod(0o755)
    return Task(root / "r.yml", root, f"({TOLD}) > told", "en", program)


def commands(task):
    unit = systemd_units(task)[f"{task.unit}.service"]
    return {"cron": as_cron(cron_line(task)), "systemd": as_systemd(unit)}


def run(command, cwd, **env):
    given = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=given, check=False)


def test_a_timer_makes_up_for_time_missed_and_a_failure_gives_notice():
    units = systemd_units(ODD, "*-12-31 23:00")
    names = {f"cadre-review-r{end}" for end in (".service", ".timer", "-failed.service")}
    assert set(units) == names
    timer = units["cadre-review-r.timer"]
    assert "OnCalendar=*-12-31 23:00\n" in timer and "Persistent=true\n" in timer
    assert "OnFailure=cadre-review-r-failed.service" in units["cadre-review-r.service"]


@ANALYSE
def test_systemd_finds_no_fault(task, tmp_path):
    folder = tmp_path / "units"
    started = install_units(systemd_units(task), folder)
    assert "systemctl --user enable --now cadre-review-r.timer" in started
    command = ["systemd-analyze", "verify", "--user", *sorted(map(str, folder.iterdir()))]
    told = run(command, tmp_path, XDG_RUNTIME_DIR=str(tmp_path), HOME=str(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("by", ["cron", "systemd"])
def test_what_is_started_calls_the_command_and_is_silent_where_all_is_well(task, tmp_path, by):
    told = run(commands(task)[by], tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert (task.root / "called").read_text("utf-8").splitlines() == [
        *(str(task.root), "schedule", str(task.review), "--now"),
        *("--language", "en", "--notify", task.notify),
    ]
    assert not (task.root / "told").exists()


@pytest.mark.parametrize("by", ["cron", "systemd"])
def test_what_the_command_says_of_a_failure_is_printed_and_told_by_it_alone(task, tmp_path, by):
    task.program.write_text('#!/bin/sh\necho "the first error"\nexit 2\n')
    told = run(commands(task)[by], tmp_path)
    assert (told.returncode, told.stdout) == (2, "the first error\n")
    assert not (task.root / "told").exists()


@pytest.mark.parametrize("by", ["cron", "systemd"])
@pytest.mark.parametrize("gone", ["program", "folder", "killed"])
def test_a_command_that_cannot_say_anything_is_told_all_the_same(task, tmp_path, by, gone):
    asked = commands(task)[by]
    if gone == "program":
        task.program.unlink()
    elif gone == "folder":
        shutil.rmtree(task.root)
    else:
        task.program.write_text("#!/bin/sh\nkill -KILL $$\n")
    told = run(asked, tmp_path)
    assert told.returncode not in (0, 1)
    said = f"the review r was not built, since the command did not run: see whether {task.program}"
    assert told.stdout.startswith(said)
    # In the project's folder, as long as there is one.
    heard = (tmp_path if gone == "folder" else task.root) / "told"
    assert heard.read_text("utf-8").startswith(f"failure r cadre-review r: failure {said}")


@pytest.mark.parametrize(
    ("ended", "tells"),
    [
        ({"MONITOR_SERVICE_RESULT": "exit-code", "MONITOR_EXIT_STATUS": "2"}, False),
        ({"MONITOR_SERVICE_RESULT": "exit-code", "MONITOR_EXIT_STATUS": "203"}, True),
        ({"MONITOR_SERVICE_RESULT": "oom-kill", "MONITOR_EXIT_STATUS": "KILL"}, True),
        ({"MONITOR_SERVICE_RESULT": "signal", "MONITOR_EXIT_STATUS": "TERM"}, True),
        ({}, True),
    ],
    ids=str,
)
def test_a_service_that_was_killed_whole_is_told_by_the_unit_for_failures(
    task, tmp_path, ended, tells
):
    unit = systemd_units(task)["cadre-review-r-failed.service"]
    assert run(as_systemd(unit), tmp_path, **ended).returncode == 0
    place = task.root / "told"
    assert place.exists() is tells
    if tells:
        assert "the review r was not built whole: journalctl" in place.read_text("utf-8")


def test_nobody_is_told_where_nobody_is_to_be(task, tmp_path):
    silent = Task(task.review, task.root, "", "vi", task.program)
    task.program.unlink()
    told = run(commands(silent)["cron"], tmp_path)
    assert told.returncode and told.stdout.startswith("không chạy được lệnh lập báo cáo r: xem")
    unit = systemd_units(silent)["cadre-review-r-failed.service"]
    assert run(as_systemd(unit), tmp_path).returncode == 0
    assert shlex.split(" ".join(map(shlex.quote, commands(silent)["cron"])))


@pytest.mark.parametrize(
    ("time", "en", "vi"),
    [
        ("*-12-20 02:00:00", "this has 2", "ở đây có 2 trường"),
        ("0 24 20 12 *", "the field '24' should be *, a number from 0 to 23", "từ 0 đến 23"),
        ("0 2 31 2 *", "there is no such day", "không có ngày nào như vậy"),
    ],
)
def test_a_time_that_is_none_of_cron_is_refused(time, en, vi):
    for language, told in (("en", en), ("vi", vi)):
        with spoken_in(language), pytest.raises(RequestError, match=re.escape(told)):
            try:
                cron_line(ODD, time)
            except RequestError as error:
                raise RequestError(str(error)) from None


@ANALYSE
def test_a_time_that_is_none_of_systemd_is_refused():
    with pytest.raises(RequestError, match="systemd does not understand this time"):
        systemd_units(ODD, "twentieth of December")


def test_where_systemd_cannot_be_asked_the_time_is_taken_as_it_is(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "OnCalendar=whenever\n" in systemd_units(ODD, "whenever")["cadre-review-r.timer"]
