"""Remove what was kept to save time and is of no more use."""

import os
from contextlib import ExitStack
from pathlib import Path

from analysis.runner.keeping.files import kind_of, own_folder, remove
from analysis.runner.keeping.store import STORE
from analysis.runner.publishing.manifest import read_manifest
from analysis.runner.publishing.publish import BUILDS, locked


def clean_output(output: Path) -> tuple[int, int]:
    """Remove every kept run and every build that no published review shows.

    Returns
    -------
    tuple of int
        How many runs, and how many builds, there were.

    Raises
    ------
    RequestError
        A review is being built: its runs are not shown yet.
    """
    with ExitStack() as held:
        reviews = [path for path in _in(output / BUILDS) if kind_of(path.lstat()) == "folder"]
        for review in reviews:
            held.enter_context(locked(output, review.name))
        shown = [read_manifest(folder) for folder in output.iterdir()] if output.is_dir() else []
        wanted = {job["fingerprint"] for manifest in shown if manifest for job in manifest["jobs"]}
        runs = [path for path in _in(output / STORE) if path.name not in wanted]
        old = [
            build
            for review in reviews
            for build in review.iterdir()
            if build != (output / review.name).resolve()
        ]
        for path in (*runs, *old):
            remove(path)
    return sum(not path.name.startswith(".") for path in runs), len(old)


def _in(folder: Path) -> list[Path]:
    """Return what a folder of ours holds; a link in its place would lead elsewhere."""
    return list(own_folder(folder).iterdir()) if os.path.lexists(folder) else []
