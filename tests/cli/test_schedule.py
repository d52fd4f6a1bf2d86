import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.cli.schedule import cron_line, install_units, systemd_units
from analysis.runner.asking.review import RequestError

ODD = Path("/srv/Huyện ủy 100% $HOME/it's")


@pytest.fixture
def root(tmp_path):
    """A project in a folder with an odd name, whose command writes down how it was called."""
    root = tmp_path / 'Huyện ủy 100% $HOME it\'s "so"'
    (root / ".venv/bin").mkdir(parents=True)
    (root / "reports/output").mkdir(parents=True)
    command = root / ".venv/bin/review"
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@"\n')
    command.chmod(0o755)
    return root


def test_a_timer_makes_up_for_time_missed_and_a_failure_gives_notice():
    units = systemd_units(ODD / "2011-2015.yml", ODD, "*-12-31 23:00")
    assert set(units) == {
        "cadre-review-2011-2015.service",
        "cadre-review-2011-2015.timer",
        "cadre-review-2011-2015-failed.service",
    }
    timer = units["cadre-review-2011-2015.timer"]
    assert "OnCalendar=*-12-31 23:00\n" in timer and "Persistent=true\n" in timer
    assert (
        "OnFailure=cadre-review-2011-2015-failed.service"
        in (units["cadre-review-2011-2015.service"])
    )


def test_percent_signs_and_dollars_mean_themselves_to_systemd():
    service = systemd_units(ODD / "r.yml", ODD)["cadre-review-r.service"]
    assert "WorkingDirectory=/srv/Huyện ủy 100%% $HOME/it's\n" in service
    assert '"/usr/bin/env" "/srv/Huyện ủy 100%% $$HOME/it\'s/.venv/bin/review" "build"' in service


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_finds_no_fault(root, tmp_path):
    folder = tmp_path / "units"
    started = install_units(systemd_units(root / "r.yml", root), folder)
    assert "systemctl --user enable --now cadre-review-r.timer" in started
    command = ["systemd-analyze", "verify", "--user", *sorted(map(str, folder.iterdir()))]
    where = {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=where)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_line_of_cron_runs_as_cron_would_run_it(root):
    line = cron_line(root / "r.yml", root)
    time, command = line.split(" cd ", 1)
    assert time == "0 2 20 12 *"
    # Cron itself takes the backslash from before a percent sign, and ends the command at others.
    assert "%" not in command.replace(r"\%", "")
    subprocess.run(["/bin/sh", "-c", "cd " + command.replace(r"\%", "%")], check=True, env={})
    told = (root / "reports/output/r.log").read_text("utf-8").splitlines()
    assert told == [str(root), "build", str(root / "r.yml"), "--log-json"]
    assert shlex.split(command)


def test_a_time_of_another_scheduler_is_refused():
    with pytest.raises(RequestError, match="five fields"):
        cron_line(ODD / "r.yml", ODD, "*-12-20 02:00:00")
