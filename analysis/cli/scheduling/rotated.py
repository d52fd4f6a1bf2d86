"""The log of a review's builds at set times: one file, and a few older ones beside it."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.runner.keeping.files import check_own, read_file, remove

# Of one file, and how many older ones there are.
_LARGEST, _OLDER = 1_000_000, 4


class Log:
    """A log that is written as long as it can be.

    Attributes
    ----------
    place : Path
        The file.
    lost : str
        Why it could not be written; empty if it was. A full disk ends no build by its log.
    """

    def __init__(self, output: Path, review: str) -> None:
        self.place, self.lost = place_of(output, review), ""
        try:
            self._rotate()
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            self._number = os.open(self.place, flags, 0o600)
        except OSError as error:
            self._lose(error)

    def event(self, name: str, review: str, **more: Any) -> None:
        """Write an event with its time, as the build writes its own."""
        told = {"event": name, "review": review, "time": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}
        self.line(json.dumps({**told, **more}, ensure_ascii=False))

    def line(self, text: str) -> None:
        """Write a line."""
        if self.lost:
            return
        try:
            os.write(self._number, f"{text}\n".encode(errors="replace"))
        except OSError as error:
            os.close(self._number)
            self._lose(error)

    def close(self) -> None:
        """Write no more."""
        if not self.lost:
            os.close(self._number)

    def _lose(self, error: OSError) -> None:
        self.lost = error.strerror or str(error)

    def _rotate(self) -> None:
        self.place.parent.mkdir(parents=True, exist_ok=True)
        check_own(self.place, "file")
        if not self.place.exists() or self.place.stat().st_size < _LARGEST:
            return
        older = [self.place, *(self.place.with_suffix(f".log.{n}") for n in range(1, _OLDER + 1))]
        remove(older[-1])
        for file, aside in reversed(list(pairwise(older))):
            if os.path.lexists(file):
                file.rename(aside)


def place_of(output: Path, review: str) -> Path:
    """Return the file of a review's log."""
    return output / f"{review}.log"


def last_event(output: Path, review: str, name: str) -> dict[str, Any] | None:
    """Return the last event of a name in a review's log, None if there is none."""
    place = place_of(output, review)
    for file in (place, place.with_suffix(".log.1")):
        for event in _events_back(file):
            if event.get("event") == name:
                return event
    return None


def _events_back(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = read_file(file, 10 * _LARGEST).decode(errors="replace").splitlines()
    except OSError:
        return
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event
