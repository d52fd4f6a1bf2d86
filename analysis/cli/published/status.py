"""How it stands with the reviews: the last build, its result, the next run, the disk used."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis import spoken
from analysis.cli.scheduling import crontab, schedule
from analysis.cli.scheduling.rotated import last_event
from analysis.runner.keeping.files import below, kind_of
from analysis.runner.publishing.manifest import read_manifest
from analysis.runner.publishing.publish import BUILDS
from analysis.runner.publishing.retention import builds_of, entries
from analysis.spoken import say
from analysis.words import Words

_MB = 1_000_000


@dataclass(frozen=True)
class Status:
    """How it stands with one review.

    Attributes
    ----------
    name
        The review's.
    shown
        Where it is published.
    builds
        Those that ended whole, with their manifests, the published one first.
    failed
        A later build of which every run failed, with its folder; None if there is none.
    scheduled
        The end of the last run at set times; None if there was none.
    next_run
        When it runs next; None if it is not scheduled here.
    size : int
        Bytes of its builds, each file once however many builds show it.
    """

    name: str
    shown: Path
    builds: list[tuple[Path, dict[str, Any]]]
    failed: tuple[Path, dict[str, Any]] | None
    scheduled: dict[str, Any] | None
    next_run: str | None
    size: int


def status_of(output: Path, review: str) -> Status:
    """Return how it stands with a review."""
    own = (output.resolve() / BUILDS / review, (output / review).resolve())
    return Status(
        review,
        output / review,
        builds := builds_of(output, review),
        _failed(own[0], builds),
        last_event(output, review, "notice"),
        next_run(review),
        used(own),
    )


def next_run(review: str) -> str | None:
    """Return when a review is built next, by the user's timer or crontab; None if by neither."""
    by_cron = crontab.next_run(review, datetime.now())
    return schedule.next_run(review) or (f"{by_cron:%Y-%m-%d %H:%M}" if by_cron else None)


def used(folders: Iterable[Path]) -> int:
    """Return the bytes of all files below some folders, each file once."""
    sizes = {
        (status.st_dev, status.st_ino): status.st_size
        for folder in folders
        if folder.is_dir()
        for _, status in below(folder)
        if kind_of(status) == "file"
    }
    return sum(sizes.values())


def lines(status: Status) -> list[str]:
    """Return the lines that tell how it stands with a review, in the language spoken."""
    head, *rest = _lines(status)
    return [head, *(f"  {line}" for line in rest)]


def in_all(output: Path) -> str:
    """Return the line that tells how much all reviews use, in the language spoken."""
    return say("status.in_all", size=_megabytes(used([output])), place=output)


def _lines(status: Status) -> Iterator[str]:
    if not status.builds:
        yield say("status.never", review=status.name)
    for place, told in status.builds[:1]:
        title = told["review"]["title"][spoken.language()]
        yield say("status.review", review=status.name, title=title)
        yield say("status.last", time=_local(told["finished"]), result=_result(told))
        # That of the build itself goes with the builds after it.
        place = status.shown if status.shown.resolve() == place else place
        yield say("status.place", place=place / "index.html")
    if status.failed:
        place, told = status.failed
        yield say("status.failed", time=_local(told["finished"]), place=place / "index.html")
    if event := status.scheduled:
        outcome = say(f"notice.{event['outcome']}")
        yield say("status.scheduled", time=event["time"], outcome=outcome)
    if status.next_run:
        yield say("status.next", time=status.next_run)
    else:
        yield say("status.not_scheduled", review=status.name)
    for place, told in status.builds[1:]:
        yield say("status.older", time=_local(told["finished"]), place=place)
    if status.builds:
        yield say("status.used", size=_megabytes(status.size))


def _failed(
    folder: Path, builds: list[tuple[Path, dict[str, Any]]]
) -> tuple[Path, dict[str, Any]] | None:
    whole = {place for place, _ in builds}
    read = [(each, read_manifest(each)) for each in entries(folder) if each not in whole]
    latest = max((told["finished"] for _, told in builds), default="")
    later = [(place, told) for place, told in read if told and told["finished"] > latest]
    return max(later, key=lambda each: each[1]["finished"], default=None)


def _result(told: dict[str, Any]) -> str:
    ends = Counter(job["status"] for job in told["jobs"])
    runs = ", ".join(f"{n} {say(f'ends.{end}')}" for end, n in ends.items())
    errors = told.get("problems", {}).get("error", 0)
    return f"{runs}; {say('status.errors', n=errors)}" if errors else runs


def _local(time: str) -> str:
    return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"


def _megabytes(size: int) -> str:
    return f"{Words(spoken.language()).number(size / _MB, 1)} MB"
