"""What was read from a source once, kept as Parquet until one of its files changes."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd
from platformdirs import user_cache_path

from analysis.history import History
from analysis.places import PROJECT_NAME, package_sha256, sha256
from analysis.sources.pseudonym import secret_digest

_TABLES = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets")
_KEPT = 8
# Everything between a file and its record tables.
_READERS = ("sources/**/*.py", "sources/**/*.yml", "*.py", "*.yml")


def snapshots_folder() -> Path:
    """Return where snapshots lie, for the eyes of this user alone: they hold rows of persons."""
    return user_cache_path(PROJECT_NAME) / "snapshots"


def snapshot_key(files: Iterable[tuple[str, Path]]) -> str:
    """Return what a snapshot of these files is called.

    Parameters
    ----------
    files : iterable of (str, Path)
        Each file's name within its source, and its place.

    Returns
    -------
    str
        SHA-256, in hex, of the names and bytes, of the code that reads them, and of the secret
        that makes the pseudonyms: another of any of them makes other tables.
    """
    total = hashlib.sha256(f"{pd.__version__} {_readers_sha256()}".encode())
    total.update(secret_digest())
    for name, path in files:
        total.update(f"{name}\0{sha256(path)}\n".encode())
    return total.hexdigest()


def read_snapshot(key: str) -> History | None:
    """Return the history kept under a key; None where there is none, or a damaged one."""
    folder = snapshots_folder() / key
    try:
        told = json.loads((folder / "recorded_outcomes.json").read_text(encoding="utf-8"))
        parts = {name: pd.read_parquet(folder / f"{name}.parquet") for name in _TABLES}
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return History(**parts, recorded_outcomes=frozenset(tuple(pair) for pair in told))


def keep_snapshot(key: str, history: History) -> None:
    """Keep a history under a key, complete or not at all, and the few latest beside it."""
    folder = snapshots_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        for name in _TABLES:
            getattr(history, name).to_parquet(unfinished / f"{name}.parquet", index=False)
        pairs = sorted(history.recorded_outcomes, key=str)
        path = unfinished / "recorded_outcomes.json"
        path.write_text(json.dumps(pairs), encoding="utf-8")
        unfinished.rename(folder / key)
    except OSError:
        # Another process kept the same one first.
        if not (folder / key).is_dir():
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _forget_all_but(_KEPT)


def forget_snapshots() -> int:
    """Remove all snapshots and return how many there were."""
    return _forget_all_but(0)


def _forget_all_but(kept: int) -> int:
    folder = snapshots_folder()
    if not folder.is_dir():
        return 0
    whole = [path for path in folder.iterdir() if kept == 0 or not path.name.startswith(".")]
    latest = sorted(whole, key=lambda path: path.stat().st_mtime, reverse=True)
    for old in latest[kept:]:
        shutil.rmtree(old, ignore_errors=True)
    return len(latest[kept:])


@cache
def _readers_sha256() -> str:
    return package_sha256(*_READERS)
