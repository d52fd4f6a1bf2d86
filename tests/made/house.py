"""The whole suite copied to another place, changed there, and asked from the command line."""

import os
import shutil
import subprocess
import sys

from analysis.places import resolve

UNWANTED = shutil.ignore_patterns("__pycache__", "output")


def copied_house(root):
    """Copy code, notebooks and reports to a folder; what was built is left."""
    for name in ("analysis", "notebooks", "reports"):
        shutil.copytree(resolve(name), root / name, ignore=UNWANTED)
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(resolve(name), root)


def asked_there(root, *words):
    """Return what `review` says in a copied house; it must end well."""
    homes = {"XDG_CONFIG_HOME": str(root / "config"), "XDG_CACHE_HOME": str(root / "cache")}
    ended = subprocess.run(
        [sys.executable, "-c", "from analysis.cli import app; app()", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **homes},
        capture_output=True,
        text=True,
        check=False,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    return said
