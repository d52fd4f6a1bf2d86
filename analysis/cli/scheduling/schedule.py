"""A review built at set times by a systemd timer of the user (by cron: see `crontab`).

Either starts a few lines of shell around ``review schedule --now`` (see `scheduled`), which give
notice too where that command itself cannot run, or is killed.
"""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path

from analysis import spoken
from analysis.runner.asking.review import RequestError
from analysis.spoken import Message, say

# The twentieth of December, at two in the morning: before the year's review is written.
SYSTEMD_TIME = "*-12-20 02:00:00"

_SERVICE = """\
[Unit]
Description=Build the review {name}
OnFailure={unit}-failed.service

[Service]
Type=oneshot
ExecStart={command}
"""
_TIMER = """\
[Unit]
Description=Build the review {name} at set times

[Timer]
OnCalendar={time}
Persistent=true

[Install]
WantedBy=timers.target
"""
_FAILED = """\
[Unit]
Description=Tell that the review {name} was not built whole

[Service]
Type=oneshot
ExecStart={command}
"""
# $0 what to say where the command says nothing, $1 folder, $2 program, $3 review, $4 its name,
# $5 language, $6 whom to tell.
_TELL = (
    '{ cd "$1"; echo "$0" | CADRE_REVIEW_OUTCOME=failure CADRE_REVIEW_NAME="$4" '
    'CADRE_REVIEW_SUBJECT="cadre-review $4: failure" sh -c "$6"; }'
)
RUN = (
    'told=$(cd "$1" && "$2" schedule "$3" --now --language "$5" --notify "$6"); status=$?; '
    '[ $status = 0 ] || echo "${told:-$0}"; '
    f'[ -n "$told" ] || [ -z "$6" ] || {_TELL}; exit $status'
)
# Systemd tells how the service ended: by its own status (then it has told), or killed. From 200 on
# it could not even be started. Older versions tell nothing: then twice rather than not at all.
_NOTICE = (
    'echo "$0" | systemd-cat -t cadre-review -p err; '
    'if command -v notify-send; then notify-send cadre-review "$0"; fi; '
    '[ -z "$6" ] || { [ "$MONITOR_SERVICE_RESULT" = exit-code ] && '
    f'[ "${{MONITOR_EXIT_STATUS:-0}}" -lt 200 ]; }} || {_TELL}; exit 0'
)


@dataclass(frozen=True)
class Task:
    """What is to be done at set times.

    Attributes
    ----------
    review
        The review file.
    root
        The project's folder.
    notify
        A command of the shell that is told how it went, see `scheduled.run`; none if empty.
    language
        Of the notice.
    program
        The command ``review``; by default the one beside the Python that runs.
    """

    review: Path
    root: Path
    notify: str = ""
    language: str = spoken.ENGLISH
    program: Path = field(default_factory=lambda: Path(sys.executable).with_name("review"))

    @property
    def name(self) -> str:
        """The review's name."""
        return self.review.stem

    @property
    def unit(self) -> str:
        """The name of its units, without what kind they are."""
        return f"cadre-review-{self.name}"

    def script(self, lines: str, otherwise: str) -> list[str]:
        """Return the words of a call of the shell."""
        given = (self.root, self.program, self.review, self.name, self.language, self.notify)
        with spoken.spoken_in(self.language):
            text = say(otherwise, review=self.name, program=self.program, unit=self.unit)
        return ["/bin/sh", "-c", lines, text, *map(str, given)]


def by_systemd(task: Task, time: str, *, install: bool) -> list[str]:
    """Return the lines of the unit files, or install them: then the commands that start them."""
    units = systemd_units(task, time)
    if install:
        return [say("schedule_run"), *install_units(units, user_units())]
    return [f"# {name}\n{text}" for name, text in units.items()]


def user_units() -> Path:
    """Return the folder of the user's own unit files."""
    return user_config_path("systemd") / "user"


def next_run(review: str) -> str | None:
    """Return when the user's timer builds a review next, as systemd says it; None without one."""
    timer = user_units() / f"cadre-review-{review}.timer"
    if not timer.is_file():
        return None
    time = re.search(r"^OnCalendar=(.*)$", timer.read_text("utf-8"), re.MULTILINE)
    return next_of_timer(time[1].replace("%%", "%")) if time else None


def systemd_units(task: Task, time: str = SYSTEMD_TIME) -> dict[str, str]:
    """Return the unit files, by name, of a timer that builds a review.

    Parameters
    ----------
    task
        What is done.
    time
        When, as systemd's ``OnCalendar=`` has it. A time at which the machine was off is made
        up for (``Persistent=``), and a build that fails gives notice (``OnFailure=``).

    Raises
    ------
    RequestError
        Systemd, where it is installed, does not understand the time.
    """
    next_of_timer(time)
    names = {"name": task.name, "unit": task.unit}
    run, notice = task.script(RUN, "notice.not_begun"), task.script(_NOTICE, "notice.killed")
    return {
        f"{task.unit}.service": _SERVICE.format(command=_words(run), **names),
        f"{task.unit}.timer": _TIMER.format(time=_specifiers(time), **names),
        f"{task.unit}-failed.service": _FAILED.format(command=_words(notice), **names),
    }


def next_of_timer(time: str) -> str | None:
    """Return when a timer runs next, as systemd says it; None where systemd cannot be asked.

    Raises
    ------
    RequestError
        Systemd does not understand the time.
    """
    if not (program := shutil.which("systemd-analyze")):
        return None
    asked = [program, "calendar", "--", time]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RequestError(Message("time_of_systemd", time=time, example=SYSTEMD_TIME))
    found = re.search(r"Next elapse: (.*)", told.stdout)
    return found[1].strip() if found else None


def install_units(units: dict[str, str], folder: Path) -> list[str]:
    """Write unit files into the user's folder and return the commands that start the timer."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in units.items():
        (folder / name).write_text(text, encoding="utf-8")
    timer = next(name for name in units if name.endswith(".timer"))
    return [
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {shlex.quote(timer)}",
        f"loginctl enable-linger  # {say('schedule_linger')}",
    ]


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _words(words: list[str]) -> str:
    """Return a command as a line of ``ExecStart=``, each word quoted, nothing expanded."""
    quoted = [word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$") for word in words]
    return _specifiers(" ".join(f'"{word}"' for word in quoted))
