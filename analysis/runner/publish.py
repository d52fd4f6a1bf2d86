"""Put a finished build in the place of the published one, in one step.

Builds are made in ``.builds/<review>/`` beside the published folders. ``<review>`` itself is a
symbolic link to the current build, and a link is replaced in one atomic step: a reader sees
the old build or the new one. Where links cannot be made (Windows without the right to, some
network shares) the old folder is renamed aside and the new one into its place: two steps, with
an instant between them in which there is no folder, and the old one is put back if the second
fails.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from analysis.runner.review import RequestError


@contextmanager
def locked(output: Path, review: str) -> Iterator[None]:
    """Let only one build of a review go on at a time; a lock that a dead process left is free.

    Raises
    ------
    RequestError
        Another process builds this review; the message says which.
    """
    (output / ".builds" / review).mkdir(parents=True, exist_ok=True)
    with _lock(output / ".builds" / f"{review}.lock", review):
        yield


@contextmanager
def new_build(output: Path, review: str) -> Iterator[Path]:
    """Make a folder for a build of a review; it is removed if the block does not end well.

    Called inside `locked`, as `publish` is.
    """
    build = output / ".builds" / review / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    build.mkdir()
    try:
        yield build
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise


def publish(build: Path, output: Path, review: str) -> Path:
    """Put a build in the place of the published folder, remove older builds, return its place.

    What a killed build left is removed too: the lock keeps other builds of the review away.
    """
    place = output / review
    try:
        _link(build, place)
    except OSError:
        _rename(build, place)
    for other in build.parent.iterdir():
        if other != build:
            shutil.rmtree(other, ignore_errors=True)
    return place


def _link(build: Path, place: Path) -> None:
    link = build.parent.parent / f"{place.name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(build, place.parent), target_is_directory=True)
    if place.is_dir() and not place.is_symlink():
        # A build that was renamed in, from a time when links could not be made.
        place.rename(build.parent / f"{build.name}.old")
    link.replace(place)


def _rename(build: Path, place: Path) -> None:
    aside = build.parent / f"{build.name}.old"
    existed = os.path.lexists(place)
    if existed:
        place.rename(aside)
    try:
        build.rename(place)
    except OSError:
        if existed:
            aside.rename(place)
        raise
    if aside.is_symlink():
        aside.unlink()


@contextmanager
def _lock(path: Path, review: str) -> Iterator[None]:
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file):
            file.seek(0)
            raise RequestError(
                f"{review} is being built by {file.read().strip() or 'another process'}; wait "
                "until it is done, or end that process"
            )
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}, since {datetime.now():%H:%M:%S}\n")
        file.flush()
        yield


def _take(file: IO[str]) -> bool:
    # The system frees such a lock when its holder dies, however it dies.
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the text, which others must be able to read.
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
