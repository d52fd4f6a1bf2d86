"""A review built at set times by a line of the user's crontab."""

import re
import shlex
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from analysis.cli.scheduling.cron_times import NotATime, cron_time
from analysis.cli.scheduling.schedule import RUN, Task
from analysis.runner.asking.review import RequestError
from analysis.spoken import Message

# As by systemd: the twentieth of December, at two in the morning.
CRON_TIME = "0 2 20 12 *"


def by_cron(task: Task, time: str, *, install: bool) -> list[str]:
    """Return the line of cron, which is put into the user's crontab if that is asked."""
    line = cron_line(task, time)
    if install:
        install_cron(line, task.review)
    return [line]


def cron_line(task: Task, time: str = CRON_TIME) -> str:
    """Return the line of a crontab that builds a review.

    Parameters
    ----------
    task
        What is done.
    time
        When: the five fields of cron.

    Raises
    ------
    RequestError
        It is no time of cron.
    """
    try:
        cron_time(time)
    except NotATime as why:
        told = Message("time_of_cron", time=time, example=CRON_TIME, why=why.args[0])
        raise RequestError(told) from None
    # An unescaped percent sign ends the command of a line of cron.
    line = shlex.join(task.script(RUN, "notice.not_begun")).replace("%", r"\%")
    return f"{time} {line}"


def install_cron(line: str, review: Path) -> None:
    """Put a line into the user's crontab, in place of the one of the same review.

    Raises
    ------
    RequestError
        There is no crontab command, or it refuses the line.
    """
    if shutil.which("crontab") is None:
        raise RequestError(Message("no_crontab"))
    mark = _mark(review.stem)
    kept = re.sub(rf"^{re.escape(mark)}\n.*\n", "", _crontab(), flags=re.MULTILINE)
    table = f"{kept}{mark}\n{line}\n"
    asked = ["crontab", "-"]
    told = subprocess.run(asked, input=table, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RequestError(Message("crontab_refuses", why=told.stderr.strip()))


def next_run(review: str, now: datetime) -> datetime | None:
    """Return when the user's crontab builds a review next; None where it does not."""
    mark = re.escape(_mark(review))
    line = re.search(rf"^{mark}\n((?:\S+ ){{5}})", _crontab(), re.MULTILINE)
    return cron_time(line[1]).next_after(now) if line else None


def _mark(review: str) -> str:
    return f"# cadre-review {review}"


def _crontab() -> str:
    if shutil.which("crontab") is None:
        return ""
    return subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout
