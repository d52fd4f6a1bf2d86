"""Who may read what a review leaves: its owner, the owner's group, or all."""

import os
import stat
from pathlib import Path
from typing import Literal

from analysis.runner.keeping.files import below, change_mode, kind_of

Readers = Literal["owner", "group", "all"]
# The owner's rights are the group's or everybody's too, but for writing.
_MASKS: dict[Readers, int] = {"owner": 0o700, "group": 0o750, "all": 0o755}
FOLDER, FILE, KEPT_FILE = 0o777, 0o666, 0o444


def mode_for(readers: Readers, kind: int) -> int:
    """Return the mode of a `FOLDER`, a `FILE`, or a `KEPT_FILE`, which nobody may write to."""
    return kind & _MASKS[readers]


def has_mode(status: os.stat_result, mode: int) -> bool:
    """Say whether a file or folder has a mode; always so on Windows, which keeps none."""
    return os.name == "nt" or stat.S_IMODE(status.st_mode) == mode


def open_to(folder: Path, readers: Readers) -> None:
    """Let those read a folder and all below it whom a review names, whatever the umask says.

    A file that its owner may not write to stays so.
    """
    for name, status in below(folder):
        if (kind := kind_of(status)) == "folder":
            wanted = mode_for(readers, FOLDER)
        else:
            wanted = mode_for(readers, FILE if status.st_mode & stat.S_IWUSR else KEPT_FILE)
        if kind in ("file", "folder") and not has_mode(status, wanted):
            change_mode(folder / name, wanted)
    change_mode(folder, mode_for(readers, FOLDER))
