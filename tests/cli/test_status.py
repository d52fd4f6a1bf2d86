import time
from datetime import datetime

import pytest
from published import job, write
from trial_project import project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.cli.published.status import used
from analysis.cli.scheduling import crontab, schedule
from analysis.cli.scheduling.rotated import Log


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    monkeypatch.setattr(crontab, "_crontab", lambda: "")
    review_file(tmp_path, "r", "one")
    return tmp_path


def built(root, name, day, *jobs, **others):
    place = root / "reports/output/.builds/r" / name
    place.mkdir(parents=True)
    (place / "index.html").write_text("x" * 500_000)
    return write(place, *jobs, finished=f"2026-01-{day:02}T10:00:00+00:00", **others)


def told(*more):
    answer = CliRunner().invoke(app, ["status", "r.yml", *more])
    assert answer.exit_code == 0, answer.output
    return answer.output.splitlines()


def test_a_review_that_was_never_built_says_so(root):
    assert told() == [
        "r: never built; run review build",
        "  not scheduled here; see: review schedule --help",
        f"Disk used in {root / 'reports/output'}: 0.0 MB",
    ]
    assert told("--language", "vi")[0] == "r: chưa có báo cáo nào; chạy review build"


@pytest.fixture
def in_hanoi(monkeypatch):
    monkeypatch.setenv("TZ", "ICT-7")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
@pytest.mark.usefixtures("in_hanoi")
def test_builds_results_the_schedule_and_the_disk_are_told(root, monkeypatch):
    output = root / "reports/output"
    old = built(root, "1", 1)
    new = built(root, "2", 2, job(), job("a/b/vi", status="failed"), problems={"error": 3})
    (output / "r").symlink_to(new)
    failed = built(root, "3", 3, job(status="failed"))
    log = Log(output, "r")
    log.event("notice", "r", outcome="failure", exit_status=3)
    log.close()
    line = "# another\n0 0 1 1 * x\n# cadre-review r\n0 2 20 12 * cd /there\n"
    monkeypatch.setattr(crontab, "_crontab", lambda: line)
    lines = told()
    year = datetime.now().year + (datetime.now() >= datetime(datetime.now().year, 12, 20, 2))
    assert lines[:3] == [
        "r: Review",
        "  last build: 2026-01-02 17:00; 1 done, 1 failed; errors in the data: 3 (the rows "
        "concerned are withheld)",
        f"  where: {output}/r/index.html",
    ]
    assert lines[3].endswith(f"every run failed, so it is not published; see {failed}/index.html")
    assert lines[4].endswith("the review was NOT built; what was published before is unchanged")
    assert lines[5:] == [
        f"  next run at set times: {year}-12-20 02:00",
        f"  an older build that is kept, 2026-01-01 17:00: {old}",
        "  disk used by its builds: 1.5 MB",
        f"Disk used in {output}: 1.5 MB",
    ]


def test_the_next_run_of_a_timer_is_what_systemd_says(root, monkeypatch):
    monkeypatch.setattr(schedule, "user_units", lambda: root)
    monkeypatch.setattr(schedule, "next_of_timer", lambda time: f"after {time}")
    task = schedule.Task(root / "r.yml", root)
    schedule.install_units(schedule.systemd_units(task, "*-12-20 02:00:00"), root)
    assert "  next run at set times: after *-12-20 02:00:00" in told()


def test_a_file_with_two_names_is_counted_once(tmp_path):
    (tmp_path / "one").write_bytes(b"x" * 100)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    assert used([tmp_path]) == 100
