"""A folder for a run that nobody gave one; it goes when another is made a day later."""

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "cadre-review-bundle-"
_SECONDS_KEPT = 24 * 3600


def temporary_folder(name: str) -> str:
    """Make a folder in the temporary directory, and remove those of a day ago."""
    place, now = Path(tempfile.gettempdir()), time.time()
    for old in place.glob(f"{_PREFIX}*"):
        # Another's, a link, or gone meanwhile: it is left alone.
        with suppress(OSError):
            about = old.lstat()
            ours = stat.S_ISDIR(about.st_mode) and about.st_uid == _user()
            if ours and now - about.st_mtime > _SECONDS_KEPT:
                shutil.rmtree(old)
    return tempfile.mkdtemp(prefix=f"{_PREFIX}{name}-")


def _user() -> int:
    # Windows has no numbers for users, and a temporary directory for each.
    return os.getuid() if hasattr(os, "getuid") else 0
