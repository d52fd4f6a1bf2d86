"""What `review schedule` is asked for: at set times by systemd or cron, or at once."""

from analysis.cli.scheduling import crontab, schedule
from analysis.cli.scheduling.schedule import Task
from analysis.runner.asking.review import RequestError
from analysis.spoken import Message


def check_words(notify: str, *, now: bool, set_times: bool) -> None:
    """See that what is asked for goes together.

    Raises
    ------
    RequestError
        At once and at set times; or a command that neither a unit file nor a crontab can hold.
    """
    if now and set_times:
        raise RequestError(Message("now_alone"))
    if "\n" in notify:
        raise RequestError(Message("notify_one_line"))


def planned(task: Task, at: str | None, *, cron: bool, install: bool) -> list[str]:
    """Return the lines of unit files or crontab, or install them; raises as these do."""
    if cron:
        time = crontab.CRON_TIME if at is None else at
        return crontab.by_cron(task, time, install=install)
    return schedule.by_systemd(task, schedule.SYSTEMD_TIME if at is None else at, install=install)
