"""What a schedule starts: a build in a process of its own, its log, and the notice of how it went.

A full disk does not silence it; where it cannot even begin, the lines of shell around it tell so.
"""

import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from analysis import spoken
from analysis.cli.scheduling.notice import Heard
from analysis.cli.scheduling.rotated import Log
from analysis.cli.scheduling.schedule import Task
from analysis.runner.keeping.files import sha256
from analysis.spoken import say

_SECONDS_TO_TELL = 300
_CANNOT_START, _NOT_TOLD = 3, 3


def run(task: Task, output: Path) -> int:
    """Build a review, keep what the build says in a log, and tell how it went.

    The notice is printed, and given to the task's command, if there is one, on its standard
    input; ``CADRE_REVIEW_OUTCOME`` (success, unchanged, incomplete, failure),
    ``CADRE_REVIEW_NAME`` and ``CADRE_REVIEW_SUBJECT`` are in its environment.

    Parameters
    ----------
    task
        What is to be done.
    output
        The folder of the published reviews.

    Returns
    -------
    int
        The exit status of the build, or 3 where all went well but the notice was not given.
    """
    with spoken.spoken_in(task.language):
        began, before = datetime.now(), _published(output, task.name)
        log, heard = Log(output, task.name), Heard()
        log.event("began", task.name)
        ended = _built(task, heard, log)
        # As the shell tells of what a signal ended.
        status = 128 - ended if ended < 0 else ended
        outcome = heard.outcome(status, _published(output, task.name) != before)
        log.event("notice", task.name, outcome=outcome, exit_status=status)
        log.close()
        lines = [_when(began), *heard.lines(ended), *_of_log(log, status)]
        told = _tell(task, outcome, lines)
    return status if told else status or _NOT_TOLD


def _built(task: Task, heard: Heard, log: Log) -> int:
    """Run the build and return its status; who asks this process to end, ends the build."""
    options = ["--log-json", "--language", task.language]
    command = [str(task.program), "build", str(task.review), *options]
    try:
        process = subprocess.Popen(
            command,
            cwd=task.root,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        heard.hear(say("notice.not_started", program=task.program, why=error.strerror))
        return _CANNOT_START
    with process:
        return _followed(process, heard, log)


def _followed(process: "subprocess.Popen[str]", heard: Heard, log: Log) -> int:
    while True:
        try:
            for line in process.stdout or ():
                log.line(line.rstrip("\n"))
                heard.hear(line)
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()


def _published(output: Path, review: str) -> str:
    """Return what tells one published build from another."""
    try:
        return sha256(output / review / "manifest.json")
    except OSError:
        return ""


def _when(began: datetime) -> str:
    ended = datetime.now()
    form = "%H:%M" if ended.date() == began.date() else "%Y-%m-%d %H:%M"
    times = {"began": f"{began:%Y-%m-%d %H:%M}", "ended": f"{ended:{form}}"}
    return say("notice.when", host=socket.gethostname(), **times)


def _of_log(log: Log, status: int) -> list[str]:
    lost = [say("notice.no_log", log=log.place, why=log.lost)] if log.lost else []
    return [*lost, say("notice.log", log=log.place, status=status)]


def _tell(task: Task, outcome: str, lines: list[str]) -> bool:
    """Print a notice and give it to the task's command; return whether that took it."""
    head = say("notice.subject", review=task.name, outcome=say(f"notice.{outcome}"))
    print(head, *lines, sep="\n", flush=True)
    if not task.notify:
        return True
    about = {
        "CADRE_REVIEW_OUTCOME": outcome,
        "CADRE_REVIEW_NAME": task.name,
        # In the header of a mail other letters would need a code of their own.
        "CADRE_REVIEW_SUBJECT": f"cadre-review {task.name}: {outcome}",
    }
    how = _given(task, "\n".join([head, *lines, ""]), about)
    if how:
        print(say("notice.not_given", command=task.notify, how=how), file=sys.stderr)
    return not how


def _given(task: Task, text: str, about: dict[str, str]) -> str:
    """Give a text to the task's command; return how that failed, if it did."""
    try:
        status = subprocess.run(
            task.notify,
            shell=True,
            check=False,
            input=text.encode(errors="replace"),
            # What the shell around takes for the notice is the notice alone.
            stdout=subprocess.DEVNULL,
            timeout=_SECONDS_TO_TELL,
            cwd=task.root,
            env={**os.environ, **about},
        ).returncode
    except subprocess.TimeoutExpired:
        return say("notice.too_long", seconds=_SECONDS_TO_TELL)
    except OSError as error:
        return error.strerror or str(error)
    return say("notice.status", status=status) if status else ""
