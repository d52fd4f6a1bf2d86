"""What a run depends on, part by part: equal parts make an equal run."""

import hashlib
import json
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.counts.history import History
from analysis.places import package_sha256
from analysis.runner.installed import libraries_hash
from analysis.runner.notebook_format import BrokenNotebook, read_notebook
from analysis.runner.plan import Job
from analysis.runner.review import RequestError
from analysis.sources.state import State

_RECORDS = ("evaluations", "outcomes", "votes", "claims")
# What a notebook may say that it reads, in its metadata: {"cadre_review": {"reads": [...]}}.
# "unit" is the rows of its unit in its years, "units" the last year's ratings of every unit, as
# `History.counted` gives them, "reading" the problems met and the sheets read, "everything" all.
READS = ("unit", "units", "reading", "everything")
_COMPARED = ("year", "tier", "unit", "rating")

Parts = dict[str, str]


@dataclass(frozen=True)
class Inputs:
    """What the jobs of a review read: the source and the published ledger, if there is one."""

    source: History
    ledger: History
    states: tuple[State, ...] = ()

    def changed(self) -> list[str]:
        """Return the places of those whose files are no longer what was read."""
        return [state.place for state in self.states if state.changed()]


def job_parts(jobs: Sequence[Job], inputs: Inputs, root: Path) -> list[Parts]:
    """Return the parts of each job's fingerprint, in the jobs' order.

    Parameters
    ----------
    jobs
        Jobs of one review: of the same years.
    inputs
        What was read from the review's source and ledger.
    root
        The project's folder.

    Returns
    -------
    list of dict
        Per job the SHA-256, in hex, of ``notebook``, ``parameters``, ``data`` (the part of the
        source that the notebook says it reads), ``published``, ``code``, ``lock`` (the
        versions of the libraries that run), and ``python``: version and platform in words.

    Raises
    ------
    RequestError
        A notebook says that it reads what is none of `READS`.
    """
    if not jobs:
        return []
    read = _readers(jobs, inputs)
    common = {"code": code_hash(), "lock": libraries_hash(root), "python": python_name()}
    files = {path: root / path for path in {job["path"] for job in jobs}}
    reads = {path: _reads(file) for path, file in files.items()}
    hashes = {path: _sha256(file.read_bytes()) for path, file in files.items()}
    return [
        {
            "notebook": hashes[job["path"]],
            "parameters": _sha256(json.dumps(job["parameters"], sort_keys=True).encode()),
            "data": _sha256("".join(read[what](job["unit"]) for what in reads[job["path"]])),
            "published": read["published"](job["unit"]),
            **common,
        }
        for job in jobs
    ]


def fingerprint(parts: Parts) -> str:
    """Return the fingerprint of a job from its parts, 64 hex digits."""
    return _sha256(json.dumps(parts, sort_keys=True).encode())


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


def _reads(notebook: Path) -> list[str]:
    try:
        metadata = read_notebook(notebook).metadata
    except BrokenNotebook:
        return ["everything"]
    told = metadata.get("cadre_review", {})
    reads = told.get("reads", ["everything"]) if isinstance(told, dict) else told
    listed = reads if isinstance(reads, list) else [reads]
    unknown = [what for what in listed if what not in READS]
    if unknown:
        raise RequestError(
            f"notebooks: {notebook.name} says in its metadata that it reads {unknown[0]!r}; it can "
            f"say a list of {', '.join(READS)}"
        )
    return listed


def _readers(jobs: Sequence[Job], inputs: Inputs) -> dict[str, Callable[[str], str]]:
    given = jobs[0]["parameters"]
    years = range(given["first_year"], given["last_year"] + 1)
    period = inputs.source.of_years(years)
    expected = _rows(inputs.source.units).tobytes().hex()
    context = str(sorted(period.recorded_outcomes, key=str)) + expected
    compared = inputs.source.of_years([years[-1]]).cells(_COMPARED)

    @cache
    def everything() -> str:
        return _sha256(of_period("all") + reading() + context)

    @cache
    def reading() -> str:
        sheets = inputs.source.sheets.drop(columns="sha256")
        return _sha256(b"".join(_rows(t).tobytes() for t in (inputs.source.problems, sheets)))

    of_period, of_ledger = _by_unit(period, context), _by_unit(inputs.ledger)
    units = _sha256(_rows(compared).tobytes())
    return {
        "unit": of_period,
        "units": lambda unit: units,
        "reading": lambda unit: reading(),
        "everything": lambda unit: everything(),
        "published": of_ledger,
    }


def _by_unit(history: History, context: str = "") -> Callable[[str], str]:
    """Return the function that gives the hash of a unit's rows in all record tables."""
    tables = [getattr(history, name) for name in _RECORDS]
    rows = [_rows(table) for table in tables]
    places = [table.groupby("unit", observed=True).indices for table in tables]

    @cache
    def of_unit(unit: str) -> str:
        total = hashlib.sha256(context.encode())
        for name, hashes, where in zip(_RECORDS, rows, places, strict=True):
            part = hashes if unit == "all" else hashes[where.get(unit, _NOWHERE)]
            total.update(f"{name} {len(part)}\n".encode() + part.tobytes())
        return total.hexdigest()

    return of_unit


_NOWHERE = np.array([], dtype="int64")


def _rows(table: pd.DataFrame) -> np.ndarray:
    return pd.util.hash_pandas_object(table, index=False).to_numpy()


def _sha256(content: bytes | str) -> str:
    if isinstance(content, str):
        content = content.encode()
    return hashlib.sha256(content).hexdigest()
