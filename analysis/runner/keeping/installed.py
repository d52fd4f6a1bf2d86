"""Which versions of libraries are installed, and whether they are those that the lock names."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from analysis.places import PROJECT_NAME
from analysis.spoken import Message, say

LOCK = "requirements.lock"
_PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)(?: ; (.+?))? \\$", re.MULTILINE)


class StaleLibraries(RuntimeError):
    """A library that would run is not the one that the lock names."""


@dataclass(frozen=True)
class Difference:
    """A library that is installed in another version than the lock names; None: not installed."""

    name: str
    installed: str | None
    locked: str

    def __str__(self) -> str:
        """Return the difference in words."""
        installed = self.installed or say("not_installed")
        return say("stale_library", name=self.name, installed=installed, locked=self.locked)


def refuse_stale_libraries(root: Path) -> None:
    """Compare what is installed with the lock of a project.

    Raises
    ------
    StaleLibraries
        They differ: what is built would not be what the lock stands for.
    """
    first, *others = differences(root) or (None,)
    if first:
        more = say("stale_more", n=len(others)) if others else ""
        about = {"first": str(first), "more": f" {more}" if more else ""}
        raise StaleLibraries(Message("stale_libraries", lock=root / LOCK, **about))


def differences(root: Path) -> list[Difference]:
    """Return where the libraries that the package needs differ from the lock, by name.

    What the lock names besides (for tests, say) is not compared, and nothing is where the project
    has no lock.
    """
    lock = root / LOCK
    if not lock.is_file():
        return []
    pinned = _pinned(lock.read_text(encoding="utf-8"))
    found = _found(root)
    return [
        Difference(name, installed, pinned[name])
        for name, installed in found.items()
        if name in pinned and (installed is None or Version(installed) != Version(pinned[name]))
    ]


def libraries(root: Path) -> dict[str, str]:
    """Return the version of each library that the package needs and that is installed, by name."""
    return {name: version for name, version in _found(root).items() if version}


def libraries_hash(root: Path) -> str:
    """Return the SHA-256, in hex, of the names and versions of `libraries`."""
    lines = (f"{name}=={version}\n" for name, version in libraries(root).items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _pinned(lock: str) -> dict[str, str]:
    return {
        canonicalize_name(name): version
        for name, version, marker in _PINNED.findall(lock)
        if not marker or Marker(marker).evaluate()
    }


@cache
def _found(root: Path) -> dict[str, str | None]:
    """Return what the package needs, directly or by another, with the version that is installed."""
    found: dict[str, str | None] = {}
    seen: set[tuple[str, str]] = set()
    wanted = list(_needed(_asked_for(root), {""}))
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        extras = {extra for extra in {"", *requirement.extras} if (name, extra) not in seen}
        seen |= {(name, extra) for extra in extras}
        if not extras:
            continue
        found[name], lines = _about(name)
        wanted += _needed(lines, extras)
    return dict(sorted(found.items()))


def _about(name: str) -> tuple[str | None, list[str]]:
    """Return a library's version, None if it is not installed, and what it says that it needs."""
    try:
        text = distribution(name).read_text("METADATA") or ""
    except PackageNotFoundError:
        return None, []
    # What follows is the library's whole description.
    head = HeaderParser().parsestr(text.partition("\n\n")[0])
    return head["Version"], head.get_all("Requires-Dist", [])


def _asked_for(root: Path) -> list[str]:
    """Return what the project asks for itself; a copy that does not say, what was installed did."""
    file = root / "pyproject.toml"
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"] if file.is_file() else {}
    return project.get("dependencies") or _about(PROJECT_NAME)[1]


def _needed(lines: Iterable[str], extras: set[str]) -> Iterator[Requirement]:
    """Yield the requirements that hold on this machine, for any of the extras."""
    for line in lines:
        # Most ask for an extra that nobody asked for, and to read a requirement takes long.
        if "extra ==" in line and extras == {""}:
            continue
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
            yield requirement
