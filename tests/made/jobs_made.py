"""Jobs of notebooks as a build gives them to its workers."""

from analysis.runner.keeping import store
from analysis.runner.limits import LIMITS
from analysis.runner.running.specification import Specification


def specification(root, name, **changed):
    """Return the job of a notebook; what it leaves is kept in the folder of the project."""
    (root / "unfinished").mkdir(exist_ok=True)
    job = {
        "folder": name,
        "path": f"notebooks/{name}.ipynb",
        "parameters": {},
        "fingerprint": name.ljust(64, "_"),
        "unfinished": str(root / "unfinished"),
        "store": str(store.store_of(root)),
        "build": str(root / "build"),
        "root": str(root),
        "limits": LIMITS,
        "states": "{}",
        "recorded": False,
    }
    return Specification(**job | changed)
