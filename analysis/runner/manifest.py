"""The manifest of a build: what went in, what ran, and the SHA-256 of each file that came out.

Times stand here and nowhere else in a build, so that two builds of the same can be compared.
"""

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.runner.files import file_hashes
from analysis.runner.fingerprint import code_hash, lock_hash
from analysis.runner.installed import libraries

MANIFEST = "manifest.json"
SCHEMA_VERSION = 2


def write_manifest(build: Path, content: dict[str, Any]) -> None:
    """Write ``manifest.json`` over all files of a build, in the order of their names."""
    listed = {"schema_version": SCHEMA_VERSION, **content, "files": file_hashes(build)}
    text = json.dumps(listed, ensure_ascii=False, indent=2, allow_nan=False)
    (build / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(build: Path) -> dict[str, Any] | None:
    """Return the manifest of a build; None where there is none, or one of another version."""
    try:
        content: dict[str, Any] = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if content.get("schema_version") == SCHEMA_VERSION else None


def inputs(sheets: pd.DataFrame) -> list[dict[str, str]]:
    """Return the files that were read, with the SHA-256 that each had when it was read."""
    files = sheets[["file", "sha256"]].drop_duplicates().sort_values("file")
    return [{"file": row.file, "sha256": row.sha256} for row in files.itertuples()]


def code(root: Path) -> dict[str, Any]:
    """Return what made the build: hashes of code and lock, libraries, commit, Python, platform."""
    return {
        "code_sha256": code_hash(),
        "lock_sha256": lock_hash(root),
        "libraries": libraries(root),
        "commit": _commit(root),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def _commit(root: Path) -> str | None:
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        # A copy without git, or without a repository, builds all the same.
        return None
    return told.stdout.strip()
