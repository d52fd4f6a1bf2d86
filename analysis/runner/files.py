"""The files of a folder and what their bytes are."""

from pathlib import Path

from analysis.places import sha256


def file_hashes(folder: Path) -> dict[str, str]:
    """Return relative path → SHA-256, in hex, of every file below a folder, in their order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}
