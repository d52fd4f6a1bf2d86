"""The manifest of a build: what went in, what ran, and the SHA-256 of each file that came out.

Times stand here and nowhere else in a build, so that two builds of the same can be compared.
"""

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.runner.execute import Result
from analysis.runner.plan import Job

MANIFEST = "manifest.json"
SCHEMA_VERSION = 1


def write_manifest(build: Path, content: dict[str, Any]) -> None:
    """Write ``manifest.json`` over all files of a build, in the order of their names."""
    listed = {"schema_version": SCHEMA_VERSION, **content, "files": file_hashes(build)}
    text = json.dumps(listed, ensure_ascii=False, indent=2, allow_nan=False)
    (build / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def file_hashes(build: Path) -> dict[str, str]:
    """Return relative path → SHA-256 of every file of a build but the manifest."""
    files = sorted(path for path in build.rglob("*") if path.is_file())
    return {
        path.relative_to(build).as_posix(): sha256(path)
        for path in files
        if path != build / MANIFEST
    }


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs(sheets: pd.DataFrame) -> list[dict[str, str]]:
    """Return the files that were read, with the SHA-256 that each had when it was read."""
    files = sheets[["file", "sha256"]].drop_duplicates().sort_values("file")
    return [{"file": row.file, "sha256": row.sha256} for row in files.itertuples()]


def jobs_and_results(jobs: Iterable[Job], results: Iterable[Result]) -> list[dict[str, Any]]:
    """Return one record per job: what it was, how it ended, how long it took."""
    return [{**job, **result} for job, result in zip(jobs, results, strict=True)]


def code(root: Path) -> dict[str, Any]:
    """Return what made the build: hashes of the source and the lock, commit, Python, platform."""
    lock = root / "requirements.lock"
    return {
        "source_sha256": _source_hash(root),
        "lock_sha256": sha256(lock) if lock.is_file() else None,
        "commit": _commit(root),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def _source_hash(root: Path) -> str:
    total = hashlib.sha256()
    patterns = ("analysis/**/*.py", "analysis/**/*.yml", "notebooks/*.ipynb", "reports/templates/*")
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        total.update(f"{path.relative_to(root).as_posix()}\0{sha256(path)}\n".encode())
    return total.hexdigest()


def _commit(root: Path) -> str | None:
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        # A copy without git, or without a repository, builds all the same.
        return None
    return told.stdout.strip()
