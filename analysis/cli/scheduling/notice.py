"""What is told of a build at set times: how it ended, where, and the first error."""

import json
import signal
from dataclasses import dataclass, field
from typing import Any

from analysis.formats.signs import legible
from analysis.spoken import say

SUCCESS, UNCHANGED, INCOMPLETE, FAILURE = "success", "unchanged", "incomplete", "failure"
# So many lines that the build wrote beside its events are told.
_MOST = 5


@dataclass
class Heard:
    """What a build with ``--log-json`` has said so far.

    Attributes
    ----------
    end
        Its last event, ``finished`` or ``ended``.
    first_error
        Of a run: where and what.
    beside
        What it said beside its events.
    """

    end: dict[str, Any] = field(default_factory=dict)
    first_error: str = ""
    beside: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Take up a line."""
        try:
            event = json.loads(line)
            kind = event["event"]
        except (ValueError, TypeError, KeyError):
            self.beside += [legible(line.strip())] if line.strip() else []
            return
        if kind in ("finished", "ended"):
            self.end = event
        if kind == "job" and event.get("error") and not self.first_error:
            error = event["error"]
            self.first_error = f"{event['folder']}: {error['ename']}: {error['evalue']}"

    def outcome(self, status: int, changed: bool) -> str:
        """Return which of the four ends it is.

        Parameters
        ----------
        status
            The exit status.
        changed
            Another build is published than before.
        """
        if status not in (0, 1) or not self.end.get("published", True):
            return FAILURE
        if not changed:
            return UNCHANGED
        return INCOMPLETE if status else SUCCESS

    def lines(self, status: int) -> list[str]:
        """Return what happened, in the language spoken: the runs, the place, the first error."""
        runs = ", ".join(f"{n} {say(f'ends.{end}')}" for end, n in self.end.get("runs", {}).items())
        told = [say("notice.runs", runs=runs)] if runs else []
        if index := self.end.get("index"):
            told.append(say("notice.place", place=index))
        beside = [each for each in self.beside if each != self.end.get("told")]
        error = self.first_error or self.end.get("told") or ended_by(status)
        if not error and status and beside:
            error = beside.pop()
        told += [say("notice.first_error", error=error)] if error else []
        return [*told, *(say("notice.also", told=each) for each in beside[:_MOST])]


def ended_by(status: int) -> str:
    """Return by which signal a process ended, in words; none if it ended by itself."""
    return say("notice.ended_by", signal=signal.Signals(-status).name) if status < 0 else ""
