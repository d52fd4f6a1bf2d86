"""A review built at set times: by a systemd timer of the user, or a line of cron."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

from platformdirs import user_config_path

from analysis.runner.asking.review import RequestError

# The twentieth of December, at two in the morning: before the year's review is written.
SYSTEMD_TIME, CRON_TIME = "*-12-20 02:00:00", "0 2 20 12 *"

_SERVICE = """\
[Unit]
Description=Build the review {name}
OnFailure={unit}-failed.service

[Service]
Type=oneshot
WorkingDirectory={folder}
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
_NOTICE = (
    'echo "$0" | systemd-cat -t cadre-review -p err; '
    'if command -v notify-send; then notify-send cadre-review "$0"; fi; exit 0'
)


def by_systemd(review: Path, root: Path, time: str, *, install: bool) -> list[str]:
    """Return the lines of the unit files, or install them: then the commands that start them."""
    units = systemd_units(review, root, time)
    if install:
        return ["run:", *install_units(units, user_config_path("systemd") / "user")]
    return [f"# {name}\n{text}" for name, text in units.items()]


def by_cron(review: Path, root: Path, time: str, *, install: bool) -> list[str]:
    """Return the line of cron, which is put into the user's crontab if that is asked."""
    line = cron_line(review, root, time)
    if install:
        install_cron(line, review)
    return [line]


def systemd_units(review: Path, root: Path, time: str = SYSTEMD_TIME) -> dict[str, str]:
    """Return the unit files, by name, of a timer that builds a review.

    Parameters
    ----------
    review
        The review file.
    root
        The project's folder, with ``.venv/bin/review``.
    time
        When, as systemd's ``OnCalendar=`` has it. A time at which the machine was off is made
        up for (``Persistent=``), and a build that fails gives notice (``OnFailure=``).
    """
    name = review.stem
    unit = f"cadre-review-{name}"
    # Systemd refuses quotation marks in the name of what it starts, not in its arguments.
    command = ["/usr/bin/env", str(root / ".venv/bin/review"), "build", str(review), "--log-json"]
    told = f"the review {name} was not built whole: journalctl --user -u {unit}"
    notice = ["/bin/sh", "-c", _NOTICE, told]
    return {
        f"{unit}.service": _SERVICE.format(
            name=name, unit=unit, folder=_specifiers(str(root)), command=_words(command)
        ),
        f"{unit}.timer": _TIMER.format(name=name, time=_specifiers(time)),
        f"{unit}-failed.service": _FAILED.format(name=name, command=_words(notice)),
    }


def cron_line(review: Path, root: Path, time: str = CRON_TIME) -> str:
    """Return the line of a crontab that builds a review; its report goes to a file beside it.

    Parameters
    ----------
    time
        When: the five fields of cron.

    Raises
    ------
    RequestError
        The time has not five fields.
    """
    if len(time.split()) != 5:
        raise RequestError(f"--at {time!r}: a time of cron has five fields, such as {CRON_TIME!r}")
    log = root / f"reports/output/{review.stem}.log"
    build = shlex.join([str(root / ".venv/bin/review"), "build", str(review), "--log-json"])
    line = f"cd {shlex.quote(str(root))} && {build} >> {shlex.quote(str(log))} 2>&1"
    # An unescaped percent sign ends the command of a line of cron.
    return f"{time} {line.replace('%', chr(92) + '%')}"


def install_units(units: dict[str, str], folder: Path) -> list[str]:
    """Write unit files into the user's folder and return the commands that start the timer."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in units.items():
        (folder / name).write_text(text, encoding="utf-8")
    timer = next(name for name in units if name.endswith(".timer"))
    return [
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {shlex.quote(timer)}",
        "loginctl enable-linger  # for it to run while nobody is logged in",
    ]


def install_cron(line: str, review: Path) -> None:
    """Put a line into the user's crontab, in place of the one of the same review.

    Raises
    ------
    RequestError
        There is no crontab command, or it refuses the line.
    """
    if shutil.which("crontab") is None:
        raise RequestError("there is no crontab command here; install cron, or print the line")
    had = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout
    mark = f"# cadre-review {review.stem}"
    kept = re.sub(rf"^{re.escape(mark)}\n.*\n", "", had, flags=re.MULTILINE)
    told = subprocess.run(
        ["crontab", "-"],
        input=f"{kept}{mark}\n{line}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise RequestError(f"crontab refuses the line: {told.stderr.strip()}")


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _words(words: list[str]) -> str:
    """Return a command as a line of ``ExecStart=``, each word quoted, nothing expanded."""
    quoted = [word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$") for word in words]
    return _specifiers(" ".join(f'"{word}"' for word in quoted))
