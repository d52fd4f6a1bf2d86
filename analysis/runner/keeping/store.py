"""Finished runs, each kept under its fingerprint: complete or absent.

A run is made in ``.store/.unfinished/<review>/`` and renamed to ``.store/<fingerprint>`` when it
is done, in one step: whatever kills a build, an entry that is there is whole. A build takes its
files from here as hard links, or as copies where the file system has none; they cannot be
written to, so that nobody who edits a published file changes what later builds take.

Nobody but the owner gets into the store; who may read a build's files is the review's to say.
"""

import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from analysis.formats.signs import legible
from analysis.runner.keeping.files import (
    below,
    change_mode,
    file_hashes,
    inside,
    kind_of,
    own_folder,
    read_json,
    remove,
    sha256,
)
from analysis.runner.keeping.modes import FOLDER, KEPT_FILE, Readers, has_mode, mode_for
from analysis.spoken import Message

STORE = ".store"
_ENTRY = ".entry.json"
_LARGEST_ENTRY = 8_000_000
_DEEPEST = 20
# What the system says of a file that is gone or something else; a full disk is no damage.
_DAMAGE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP, errno.EFBIG)
# What most reviews let read: their builds are links of what is kept, others' are copies.
_KEPT_FOR: Readers = "group"
_KEPT_MODE = mode_for(_KEPT_FOR, KEPT_FILE)
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Entry(TypedDict):
    """What is known of a kept run.

    How long it took, the SHA-256 of each of its files, and what it asked (see `asked.Asked`).
    """

    seconds: float
    files: dict[str, str]
    asked: list[Any]


class NotKept(ValueError):
    """A run left what cannot be kept: a link, a pipe, a name that cannot be printed."""


class Damaged(OSError):
    """A kept run is no longer what it was when the build began."""


def store_of(output: Path) -> Path:
    """Return the store beside the published folders, made if need be."""
    return own_folder(output / STORE, mode_for("owner", FOLDER))


def unfinished_runs(store: Path, review: str) -> Path:
    """Return the folder of a review's unfinished runs, without what a killed build left there.

    Called by who holds the lock of the review's builds.
    """
    place = own_folder(store / ".unfinished") / review
    remove(place)
    return own_folder(place)


def unfinished_folder(place: Path, fingerprint: str) -> Path:
    """Return a new folder for a run to fill."""
    return Path(tempfile.mkdtemp(prefix=f"{fingerprint[:16]}-", dir=place))


def forget(store: Path, fingerprint: str) -> None:
    """Remove a kept run, if it is kept."""
    remove(store / fingerprint)


def keep(
    unfinished: Path, store: Path, fingerprint: str, seconds: float, asked: Sequence[Any] = ()
) -> None:
    """Put a finished run into the store; the first of two that are equal stays.

    Raises
    ------
    NotKept
        The run left something else than files of its own; the message names it.
    """
    _check_left(unfinished)
    entry = Entry(seconds=seconds, files=file_hashes(unfinished), asked=list(asked))
    with (unfinished / _ENTRY).open("x", encoding="utf-8") as file:
        json.dump(entry, file)
    for name, status in below(unfinished):
        kept = mode_for("owner", FOLDER) if kind_of(status) == "folder" else _KEPT_MODE
        change_mode(unfinished / name, kept)
    try:
        unfinished.rename(store / fingerprint)
    except OSError:
        # `find` removes what is there and is no kept run.
        if find(store, fingerprint) is None:
            unfinished.rename(store / fingerprint)
        else:
            remove(unfinished)


def names(store: Path) -> list[str]:
    """Return the names of all kept runs: their fingerprints."""
    return sorted(path.name for path in store.iterdir()) if os.path.lexists(store) else []


def asked_by(store: Path, fingerprint: str) -> list[Any] | None:
    """Return what a kept run asked, whether or not its files are still whole; None if unknown."""
    try:
        return _entry(store / fingerprint)["asked"]
    except (OSError, ValueError):
        return None


def find(store: Path, fingerprint: str) -> Entry | None:
    """Return what is known of a kept run; None if it is not kept.

    A run of which a file is gone or no longer what it was is removed, and counts as not kept;
    so does what is no folder of ours, a link for one, whatever it leads to.
    """
    folder = store / fingerprint
    try:
        if kind_of(folder.lstat()) == "folder":
            entry, found = _entry(folder), file_hashes(folder)
            found.pop(_ENTRY)
            if found == entry["files"]:
                return entry
    except (OSError, ValueError):
        # Not there, or damaged in whatever way.
        pass
    forget(store, fingerprint)
    return None


def put(store: Path, fingerprint: str, folder: Path, readers: Readers = _KEPT_FOR) -> None:
    """Put the files of a kept run into a folder of a build, for whom the review lets read.

    Raises
    ------
    Damaged
        The run, or a file of it, has been removed or changed meanwhile; it is not kept any more.
    OSError
        The machine is at fault: its disk is full, say.
    """
    source = store / fingerprint
    try:
        files = _entry(source)["files"]
        for name, digest in files.items():
            (place := folder / name).parent.mkdir(parents=True, exist_ok=True)
            _link(source / name, place, mode_for(readers, KEPT_FILE))
            # Of the file that was linked: between a look at the other and the link lies time.
            if sha256(place) != digest:
                raise ValueError(f"{name} was changed")
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno not in _DAMAGE:
            raise
        forget(store, fingerprint)
        raise Damaged(Message("run_damaged", source=source, why=str(error))) from error


def _check_left(unfinished: Path) -> None:
    for name, status in below(unfinished):
        kind, told = kind_of(status), legible(name)
        if kind not in ("file", "folder"):
            raise NotKept(f"the run left {told}, a {kind}; it can leave files only")
        if kind == "file" and status.st_nlink > 1:
            raise NotKept(f"the run left {told}, a file that has a second name elsewhere; copy it")
        if name.count("/") > _DEEPEST:
            raise NotKept(f"the run left folders deeper than {_DEEPEST} levels: {told:.80}")
        if name == _ENTRY or told != name:
            raise NotKept(f"the run left {told}, a name that files of a run cannot have")


def _entry(folder: Path) -> Entry:
    entry: Any = read_json(folder / _ENTRY, _LARGEST_ENTRY)
    match entry:
        case {
            "seconds": int() | float(),
            "files": dict() as files,
            "asked": list() as asked,
        } if _plain(files):
            return Entry(seconds=entry["seconds"], files=files, asked=asked)
    raise ValueError(f"{_ENTRY} is not what a kept run has")


def _plain(files: dict[str, Any]) -> bool:
    return all(
        isinstance(digest, str) and _SHA256.fullmatch(digest) and inside(name)
        for name, digest in files.items()
    )


def _link(path: Path, place: Path, mode: int) -> None:
    if has_mode(path.lstat(), mode):
        try:
            os.link(path, place)
            return
        except OSError:
            # No links on this file system, or too many of this file.
            pass
    shutil.copyfile(path, place, follow_symlinks=False)
    change_mode(place, mode)
