"""Remove what was kept to save time and is of no more use."""

import shutil
from pathlib import Path

from analysis.runner.manifest import read_manifest
from analysis.runner.store import STORE


def clean_store(output: Path) -> int:
    """Remove every kept run that no published review shows; return how many there were."""
    shown = [read_manifest(folder) for folder in output.iterdir()] if output.is_dir() else []
    wanted = {job["fingerprint"] for manifest in shown if manifest for job in manifest["jobs"]}
    old = [path for path in (output / STORE).glob("[!.]*") if path.name not in wanted]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
