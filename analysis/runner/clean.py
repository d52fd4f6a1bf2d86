"""Remove what was kept to save time and is of no more use."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from analysis.runner.manifest import read_manifest
from analysis.runner.publish import locked
from analysis.runner.store import STORE


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
        builds = [path for path in (output / ".builds").glob("*") if path.is_dir()]
        for review in builds:
            held.enter_context(locked(output, review.name))
        shown = [read_manifest(folder) for folder in output.iterdir()] if output.is_dir() else []
        wanted = {job["fingerprint"] for manifest in shown if manifest for job in manifest["jobs"]}
        runs = [path for path in (output / STORE).glob("*") if path.name not in wanted]
        old = [
            build
            for review in builds
            for build in review.iterdir()
            if build != (output / review.name).resolve()
        ]
        for path in (*runs, *old):
            shutil.rmtree(path, ignore_errors=True)
    return sum(not path.name.startswith(".") for path in runs), len(old)
