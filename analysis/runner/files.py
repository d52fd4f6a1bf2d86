"""Files and what their bytes are."""

import hashlib
from pathlib import Path


def file_hashes(folder: Path) -> dict[str, str]:
    """Return relative path → SHA-256, in hex, of every file below a folder, in their order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
