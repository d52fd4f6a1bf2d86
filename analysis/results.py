"""A finished bundle as it is read back: the content of its ``results.json``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

from analysis.spoken import Message

SCHEMA_VERSION = 1


class BundleError(ValueError):
    """A notebook asks its bundle for something that it cannot keep, or a bundle is unusable."""


class BundleRecord(TypedDict):
    """A finished bundle as read back: the content of ``results.json``."""

    schema_version: int
    notebook: str
    parameters: dict[str, Any]
    language: str
    findings: list[dict[str, Any]]
    charts: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    origin: list[str]


def read_bundle(folder: Path) -> BundleRecord:
    """Read a finished bundle back.

    Raises
    ------
    BundleError
        The run did not finish, or another version of the project wrote it.
    """
    path = folder / "results.json"
    if not path.is_file():
        raise BundleError(Message("bundle.unfinished", place=folder))
    record: BundleRecord = json.loads(path.read_text(encoding="utf-8"))
    if (found := record.get("schema_version")) != SCHEMA_VERSION:
        about = {"path": path, "found": found, "known": SCHEMA_VERSION}
        raise BundleError(Message("bundle.version", **about))
    return record


def whole(finding: Mapping[str, Any]) -> str:
    """Return the sentence of a finding as it is kept, with its conditions."""
    return "; ".join([finding["text"], *finding["conditions"]])
