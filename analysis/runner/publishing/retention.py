"""Which builds and kept runs stay: what the last builds of each review show; older ones go.

Builds that ended whole stay in ``.builds/<review>/``, so that last year's can be compared; a run
is kept as long as one of them, or a published review, shows it.
"""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.files import kind_of, own_folder, remove
from analysis.runner.keeping.store import STORE
from analysis.runner.publishing.lock import held
from analysis.runner.publishing.manifest import read_manifest
from analysis.runner.publishing.publish import BUILDS, remove_others

# What no build shows may be of one that was interrupted, and goes on.
_SECONDS_UNSHOWN = 7 * 24 * 3600


def builds_of(output: Path, review: str) -> list[tuple[Path, dict[str, Any]]]:
    """Return the builds of a review that ended whole, with their manifests, the newest first.

    The published one is first, whatever its time.
    """
    shown = (output / review).resolve()
    read = [
        (each, read_manifest(each))
        for each in {shown, *entries(output.resolve() / BUILDS / review)}
    ]
    whole = [(place, told) for place, told in read if told and _is_whole(told)]
    return sorted(whole, key=lambda each: (each[0] == shown, each[1]["finished"]), reverse=True)


def prune(build: Path, output: Path, review: str, keep: int) -> None:
    """Remove the builds of a review beyond so many, and the runs that none shows any more.

    Called by who holds the lock of the review's builds. While another review is built, runs stay:
    it may be about to take them, and they go later.

    Parameters
    ----------
    build
        The one that has just been made, which stays.
    keep
        How many that ended whole stay, the published one among them.
    """
    output, build = output.resolve(), build.resolve()
    builds = builds_of(output, review)
    others = {place for place, _ in builds[:keep]}
    gone = {each for place, told in builds[keep:] if place != build for each in _runs(told)}
    remove_others(build, output, review, others)
    try:
        with ExitStack() as all_held:
            for name in reviews_built(output):
                if name != review:
                    all_held.enter_context(held(output / BUILDS / name, name))
            aside = _put_aside(output, gone)
    except (RequestError, OSError):
        return
    remove(aside)


def reviews_built(output: Path) -> list[str]:
    """Return the names of the reviews that were ever built here."""
    folders = [path for path in entries(output / BUILDS) if kind_of(path.lstat()) == "folder"]
    return sorted(path.name for path in folders)


def shown_runs(output: Path) -> set[str]:
    """Return the fingerprints of the runs that a published review or an older build shows."""
    places = {path.resolve() for path in entries(output)}
    places.update(
        each for name in reviews_built(output) for each in entries(output / BUILDS / name)
    )
    return {each for place in places if (told := read_manifest(place)) for each in _runs(told)}


def entries(folder: Path) -> list[Path]:
    """Return what a folder of ours holds; a link in its place would lead elsewhere."""
    return list(own_folder(folder).iterdir()) if os.path.lexists(folder) else []


def _put_aside(output: Path, gone: Iterable[str]) -> Path:
    """Move what is shown no more out of the store, in an instant: removing it takes longer."""
    store, shown = output / STORE, shown_runs(output)
    aside = Path(tempfile.mkdtemp(prefix=".removed-", dir=own_folder(store)))
    for name in {*gone, *_long_unshown(store)} - shown:
        if os.path.lexists(store / name):
            (store / name).rename(aside / name)
    return aside


def _long_unshown(store: Path) -> Iterator[str]:
    before = time.time() - _SECONDS_UNSHOWN
    for path in store.iterdir():
        # Unfinished runs are their build's to remove.
        if path.name != ".unfinished" and path.lstat().st_mtime < before:
            yield path.name


def _runs(told: dict[str, Any]) -> set[str]:
    return {job["fingerprint"] for job in told["jobs"]}


def _is_whole(told: dict[str, Any]) -> bool:
    return any(job["status"] == "done" for job in told["jobs"])
