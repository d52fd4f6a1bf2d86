"""Finished runs, each kept under its fingerprint: complete or absent.

A run is made in ``.store/.unfinished/<review>/`` and renamed to ``.store/<fingerprint>`` when it
is done, in one step: whatever kills a build, an entry that is there is whole. A build takes its
files from here as hard links, or as copies where the file system has none; they cannot be
written to, so that nobody who edits a published file changes what later builds take.
"""

import json
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TypedDict

from analysis.runner.files import file_hashes

_ENTRY = ".entry.json"
STORE = ".store"


class Entry(TypedDict):
    """What is known of a kept run: how long it took, and the SHA-256 of each of its files."""

    seconds: float
    files: dict[str, str]


def store_of(output: Path) -> Path:
    """Return the store beside the published folders, made if need be."""
    (place := output / STORE).mkdir(parents=True, exist_ok=True)
    return place


def unfinished_runs(store: Path, review: str) -> Path:
    """Return the folder of a review's unfinished runs, without what a killed build left there.

    Called by who holds the lock of the review's builds.
    """
    place = store / ".unfinished" / review
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def unfinished_folder(place: Path, fingerprint: str) -> Path:
    """Return a new folder for a run to fill."""
    return Path(tempfile.mkdtemp(prefix=f"{fingerprint[:16]}-", dir=place))


def forget(store: Path, fingerprint: str) -> None:
    """Remove a kept run, if it is kept."""
    shutil.rmtree(store / fingerprint, ignore_errors=True)


def keep(unfinished: Path, store: Path, fingerprint: str, seconds: float) -> None:
    """Put a finished run into the store; the first of two that are equal stays."""
    entry: Entry = {"seconds": seconds, "files": file_hashes(unfinished)}
    for path in unfinished.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    (unfinished / _ENTRY).write_text(json.dumps(entry), encoding="utf-8")
    unfinished.chmod(0o755)
    try:
        unfinished.rename(store / fingerprint)
    except OSError:
        if not (store / fingerprint).is_dir():
            raise
        shutil.rmtree(unfinished)


def find(store: Path, fingerprint: str) -> Entry | None:
    """Return what is known of a kept run; None if it is not kept.

    A run of which a file is gone or no longer what it was is removed, and counts as not kept.
    """
    folder = store / fingerprint
    entry: Entry | None = None
    try:
        entry = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
        found = file_hashes(folder)
    except (OSError, ValueError):
        found = {}
    found.pop(_ENTRY, None)
    if entry is None or found != entry["files"]:
        forget(store, fingerprint)
        return None
    return entry


def put(store: Path, fingerprint: str, folder: Path) -> None:
    """Put the files of a kept run into a folder of a build.

    Raises
    ------
    FileNotFoundError
        The run, or a file of it, has been removed meanwhile.
    """
    source = store / fingerprint
    entry: Entry = json.loads((source / _ENTRY).read_text(encoding="utf-8"))
    for name in entry["files"]:
        (place := folder / name).parent.mkdir(parents=True, exist_ok=True)
        _link(source / name, place)


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:
        shutil.copyfile(path, place)
