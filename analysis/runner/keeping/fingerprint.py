"""What a run depends on, part by part: equal parts and equal answers make an equal run."""

import hashlib
import json
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.places import package_sha256
from analysis.runner.keeping.asked import Asked, digest_of
from analysis.runner.keeping.installed import libraries_hash
from analysis.runner.notebook_format import stripped_sha256

if TYPE_CHECKING:
    from analysis.runner.asking.plan import Job

Parts = dict[str, str]
_HALF = 32


def job_parts(jobs: Sequence["Job"], root: Path) -> list[Parts]:
    """Return what each job is but for the data, in the jobs' order.

    Parameters
    ----------
    jobs
        Jobs of one review.
    root
        The project's folder.

    Returns
    -------
    list of dict
        Per job the SHA-256, in hex, of ``notebook`` (what of it runs or is read), ``parameters``,
        ``code``, ``lock`` (the versions of the libraries that run), and ``python``: version and
        platform in words.
    """
    if not jobs:
        return []
    common = {"code": code_hash(), "lock": libraries_hash(root), "python": python_name()}
    paths = {job["path"] for job in jobs}
    hashes = {path: stripped_sha256(root / path) for path in paths}
    return [
        {
            "notebook": hashes[job["path"]],
            "parameters": _sha256(json.dumps(job["parameters"], sort_keys=True)),
            **common,
        }
        for job in jobs
    ]


def request_mark(parts: Parts) -> str:
    """Return the mark of what is asked for, whatever the data, from its parts: 64 hex digits."""
    return _sha256(json.dumps(parts, sort_keys=True))


def fingerprint(mark: str, asked: Sequence[Asked]) -> str:
    """Return the fingerprint of a run: of its request and of all that it was answered.

    Returns
    -------
    str
        64 hex digits, of which the second half is the request's: so runs of one request are found
        by their names. A run that asks nothing has its request's mark.
    """
    told = digest_of(asked)
    return _sha256(mark + told)[:_HALF] + mark[_HALF:] if told else mark


def by_request(fingerprints: Iterable[str]) -> Callable[[str], list[str]]:
    """Return the function that gives those fingerprints that are of the request with a mark."""
    runs: dict[str, list[str]] = {}
    for each in fingerprints:
        runs.setdefault(each[_HALF:], []).append(each)
    return lambda mark: runs.get(mark[_HALF:], [])


@cache
def code_hash() -> str:
    """Return the SHA-256 of the names and bytes of the package's code and its data files."""
    return package_sha256("**/*.py", "**/*.yml")


def lock_hash(root: Path) -> str:
    """Return the SHA-256 of the lock; of nothing where the project has none."""
    lock = root / "requirements.lock"
    return _sha256(lock.read_bytes() if lock.is_file() else b"")


def python_name() -> str:
    """Return the Python minor version and the platform, as the fingerprint knows them."""
    minor = ".".join(platform.python_version_tuple()[:2])
    return f"{platform.python_implementation()} {minor} on {sys.platform} {platform.machine()}"


def _sha256(content: bytes | str) -> str:
    if isinstance(content, str):
        content = content.encode()
    return hashlib.sha256(content).hexdigest()
