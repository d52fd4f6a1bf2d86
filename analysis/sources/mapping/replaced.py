"""A file beside the data, written whole and for its user alone."""

import os
import tempfile
from pathlib import Path


def replace_file(place: Path, content: bytes, before: bytes) -> None:
    """Put a file whole in the place of what stood there, for this user alone where it is new.

    Raises
    ------
    OSError
        It was changed meanwhile, or the folder cannot be written to.
    """
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".mapping-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if place.exists():
            Path(draft).chmod(place.stat().st_mode & 0o777)
            if place.read_bytes() != before:
                raise FileExistsError(f"{place}: was changed meanwhile; run the command again")
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
