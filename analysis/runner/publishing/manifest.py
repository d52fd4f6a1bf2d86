"""The manifest of a build: what went in, what ran, and the SHA-256 of each file that came out.

Times stand here and nowhere else in a build, so that two builds of the same can be compared.
"""

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from analysis.formats.shape import called, should
from analysis.formats.signs import legible
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.files import ODD, file_hashes, read_json
from analysis.runner.keeping.fingerprint import code_hash, lock_hash
from analysis.runner.keeping.installed import libraries
from analysis.runner.publishing.manifest_shape import check_shape
from analysis.spoken import Message

MANIFEST = "manifest.json"
SCHEMA_VERSION = 2
_LARGEST = 64_000_000


def write_manifest(build: Path, content: dict[str, Any]) -> None:
    """Write ``manifest.json`` over all files of a build, in the order of their names.

    What is no file, a link that a failed notebook left, is removed: a build holds files alone.
    """
    found = file_hashes(build)
    found.pop(MANIFEST, None)
    for name in [name for name, told in found.items() if told in ODD]:
        (build / name).unlink()
        del found[name]
    listed = {"schema_version": SCHEMA_VERSION, **content, "files": found}
    text = json.dumps(listed, ensure_ascii=False, indent=2, allow_nan=False)
    (build / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(build: Path) -> dict[str, Any] | None:
    """Return the manifest of a build; None where there is none that this version can read."""
    try:
        return manifest_of(build)
    except RequestError:
        return None


def manifest_of(build: Path) -> dict[str, Any]:
    """Return the manifest of a published build, checked: what `manifest_shape` asks is there.

    Raises
    ------
    RequestError
        There is none, another version wrote it, or it is damaged; the message says which.
    """
    path = build / MANIFEST
    try:
        content = read_json(path, _LARGEST)
        version = content.get("schema_version") if isinstance(content, dict) else None
        if version != SCHEMA_VERSION:
            about = {"version": SCHEMA_VERSION, "found": f"{version!r:.40}"}
            raise RequestError(Message("other_version", path=path, **about))
        check_shape(content)
    except RequestError:
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise RequestError(Message("no_manifest", place=build, manifest=MANIFEST)) from None
    except (OSError, ValueError) as error:
        raise RequestError(Message("damaged", path=path, why=_why(error))) from None
    return content


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


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return legible(f"{called(first['loc'])[:100]}: {should(first)}")
    return legible(error.strerror if isinstance(error, OSError) and error.strerror else str(error))
