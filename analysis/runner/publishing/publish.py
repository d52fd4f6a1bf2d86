"""Put a finished build in the place of the published one, in one step.

Builds are made in ``.builds/<review>/`` beside the published folders. ``<review>`` itself is a
symbolic link to the current build, and a link is replaced in one atomic step: a reader sees
the old build or the new one. Where links cannot be made (Windows without the right to, some
network shares) the old folder is renamed aside and the new one into its place: two steps, with
an instant between them in which there is no folder, and the old one is put back if the second
fails.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from analysis.runner.keeping.files import change_mode, own_folder, remove
from analysis.runner.keeping.modes import FOLDER, Readers, mode_for, open_to
from analysis.runner.publishing.lock import held

BUILDS = ".builds"
# Builds of all reviews lie below: whoever may read one goes through, and sees no names.
_THROUGH = 0o711
_ASIDE = ".old"
# Another review that has just been published holds the lock while it looks what nobody needs.
_PATIENCE = 3.0


@contextmanager
def locked(output: Path, review: str) -> Iterator[None]:
    """Let only one build of a review go on at a time; a lock that a dead process left is free.

    A published folder that a killed build had put aside is put back first.

    Raises
    ------
    RequestError
        Another process builds this review; the message says which.
    NotOurs
        A link or a file is where the folders of builds should be.
    """
    builds = own_folder(own_folder(output / BUILDS, _THROUGH) / review)
    with held(output / BUILDS / review, review, _PATIENCE):
        _put_back(builds, output / review)
        yield


@contextmanager
def new_build(output: Path, review: str) -> Iterator[Path]:
    """Make a folder for a build of a review; it is removed if the block does not end well.

    Called inside `locked`, as `publish` is. Nobody but the owner sees it before it is published.
    """
    build = output / BUILDS / review / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    build.mkdir(mode=0o700)
    try:
        yield build
    except BaseException:
        if not is_shown(build, output, review):
            remove(build)
        raise


def is_shown(build: Path, output: Path, review: str) -> bool:
    """Say whether a build is what is published of its review."""
    return os.path.lexists(build) and (output / review).resolve() == build.resolve()


def publish(build: Path, output: Path, review: str, readers: Readers = "group") -> Path:
    """Put a build in the place of the published folder, and return its place."""
    place = output / review
    open_to(build, readers)
    change_mode(build.parent, mode_for(readers, FOLDER))
    try:
        _link(build, place)
    except OSError:
        _rename(build, place)
    return place


def remove_others(build: Path, output: Path, review: str, kept: Collection[Path] = ()) -> None:
    """Remove the builds of a review but one, but what is published, and but those to be kept.

    What a killed build left is removed too: the lock keeps other builds of the review away. What
    cannot be removed now is by the next build.
    """
    for other in build.parent.iterdir():
        if other != build and other not in kept and not is_shown(other, output, review):
            with suppress(OSError):
                remove(other)


def _put_back(builds: Path, place: Path) -> None:
    """Undo half a publication: the old folder is aside, and none is in its place."""
    aside = sorted(builds.glob(f"*{_ASIDE}"))
    if aside and not os.path.lexists(place):
        aside[-1].rename(place)


def _link(build: Path, place: Path) -> None:
    link = build.parent.parent / f"{place.name}.link"
    remove(link)
    link.symlink_to(os.path.relpath(build, place.parent), target_is_directory=True)
    if place.is_dir() and not place.is_symlink():
        # A build that was renamed in, from a time when links could not be made.
        place.rename(_aside(build))
    link.replace(place)


def _rename(build: Path, place: Path) -> None:
    aside = _aside(build)
    existed = os.path.lexists(place)
    if existed:
        place.rename(aside)
    try:
        build.rename(place)
    except OSError:
        if existed:
            aside.rename(place)
        raise


def _aside(build: Path) -> Path:
    return build.with_name(f"{build.name}{_ASIDE}")
