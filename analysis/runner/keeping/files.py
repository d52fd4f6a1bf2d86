"""Files of our own keeping: known by what they are, read to a limit, and never through a link."""

import errno
import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path, PureWindowsPath
from typing import Any, NoReturn

from analysis.spoken import Message

_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "folder",
    stat.S_IFLNK: "link",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
}


_NO_MODES_HERE = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS)
# What a build and a kept run hold none of.
ODD = ("link", "pipe", "socket", "device")


class NotOurs(OSError):
    """Something else is where a file or folder of ours belongs: it is not followed."""


def kind_of(status: os.stat_result) -> str:
    """Return what a place holds: file, folder, link, pipe, socket or device."""
    return _KINDS.get(stat.S_IFMT(status.st_mode), "device")


def below(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the relative path and state of everything below a folder, links as links.

    A folder comes before what it holds.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as found:
            for each in found:
                name = f"{inside}/{each.name}" if inside else each.name
                yield name, (status := each.stat(follow_symlinks=False))
                if kind_of(status) == "folder":
                    waiting.append(name)


def file_hashes(folder: Path) -> dict[str, str]:
    """Return relative path → SHA-256, in hex, of every file below a folder, in their order.

    What is no file, a link or a pipe, has its kind in place of a hash: nothing is followed.
    """
    kinds = {name: kind_of(status) for name, status in below(folder)}
    return {
        name: sha256(folder / name) if kinds[name] == "file" else kinds[name]
        for name in sorted(kinds, key=lambda name: name.split("/"))
        if kinds[name] != "folder"
    }


def sha256(path: Path, *, follow: bool = False) -> str:
    """Return the SHA-256 of an ordinary file's bytes, in hex; see `opened`."""
    with opened(path, follow=follow) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path, *, follow: bool = False) -> BufferedReader:
    """Open an ordinary file for reading; a pipe or device is not waited for.

    Parameters
    ----------
    follow
        Take the file that a link leads to, for what a user names; ours are no links.

    Raises
    ------
    OSError
        There is none, or it is something else.
    """
    # A device can do something when it is opened; what is opened may be another thing by then.
    _check_ordinary(path, path.stat(follow_symlinks=follow))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    try:
        _check_ordinary(path, os.fstat(number))
    except OSError:
        os.close(number)
        raise
    return os.fdopen(number, "rb")


def read_file(path: Path, most: int, *, follow: bool = False) -> bytes:
    """Return the bytes of an ordinary file that has no more than so many; see `opened`.

    Raises
    ------
    OSError
        There is none, it is something else, or it is larger.
    """
    with opened(path, follow=follow) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise OSError(errno.EFBIG, f"larger than {most:,} bytes", str(path))
        return file.read(size)


def read_json(path: Path, most: int) -> Any:
    """Return what a JSON file of ours holds; see `read_file`.

    Raises
    ------
    OSError
        As `read_file`.
    ValueError
        It is no JSON, or holds what ours never do: NaN, infinity, folds without end.
    """
    try:
        return json.loads(read_file(path, most), parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError(f"{path}: nested too deeply") from None


def own_folder(place: Path, mode: int | None = None) -> Path:
    """Return a folder that is ours, made if need be; with a mode, it gets that.

    Raises
    ------
    NotOurs
        Something else is there.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        check_own(place, "folder")
    if mode is not None and stat.S_IMODE(place.lstat().st_mode) != mode:
        change_mode(place, mode)
    return place


def check_own(place: Path, kind: str) -> None:
    """Refuse what is where a file or a folder of ours belongs, and is something else.

    Raises
    ------
    NotOurs
        A link that was planted, say: it would lead what is written elsewhere.
    """
    if os.path.lexists(place) and (found := kind_of(place.lstat())) != kind:
        raise NotOurs(Message("not_ours", place=place, found=found, kind=kind))


def change_mode(path: Path, mode: int) -> None:
    """Give a file or folder a mode; a link is not followed where the system can tell.

    On a share that keeps no modes its own rules say who may read.
    """
    try:
        # Windows from 3.13 gives modes to open files, but opens no folder.
        if sys.platform == "win32" or os.chmod not in os.supports_fd:
            path.chmod(mode)
            return
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            os.fchmod(number, mode)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno not in _NO_MODES_HERE:
            raise


def remove(place: Path) -> None:
    """Remove what is there, if anything is: of a link the link, never what it leads to."""
    try:
        if kind_of(place.lstat()) != "folder":
            place.unlink()
            return
        shutil.rmtree(place, ignore_errors=True)
    except FileNotFoundError:
        pass
    except RecursionError:
        # Folders a thousand deep, which a run can leave.
        for name, status in reversed(list(below(place))):
            path = place / name
            path.rmdir() if kind_of(status) == "folder" else path.unlink()
        place.rmdir()


def inside(name: object) -> bool:
    """Say whether a name is a relative path that stays below its folder, on any system."""
    if not isinstance(name, str) or not name or "\0" in name:
        return False
    # Windows' paths know both strokes.
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts


def _check_ordinary(path: Path, status: os.stat_result) -> None:
    if kind_of(status) != "file":
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        raise OSError(errno.EINVAL, f"is a {kind_of(status)}, not a file", str(path))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is no number")
