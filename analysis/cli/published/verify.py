"""Is a build, or one file of it, still what its manifest says?"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.formats.signs import legible
from analysis.places import resolve
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.files import ODD, file_hashes, opened, sha256
from analysis.runner.keeping.stamp import LARGEST, SAVED_BY_HAND, Stamp, read_stamp, unstamped
from analysis.runner.publishing.manifest import MANIFEST, manifest_of, read_manifest
from analysis.runner.publishing.publish import BUILDS
from analysis.spoken import Message, say

# The files of a run that other pages and lists are made from.
_READ = ("results.json", ".csv", ".svg")


def verified(path: Path) -> tuple[list[str], bool]:
    """Return what there is to say of a published build, or of one file, and whether it is sound.

    Raises
    ------
    RequestError
        There is nothing, or a folder holds no manifest that this version reads.
    """
    if not path.exists():
        raise RequestError(Message("check_path", place=path))
    if path.is_file():
        origin = origin_of(path, resolve("reports/output"))
        return list(origin.lines) or [say("verified.no_build", path=path)], origin.unchanged
    lines = verify_build(path)
    return lines or [say("verified.whole", path=path)], not lines


def verify_build(folder: Path) -> list[str]:
    """Return what of a published build is not as its manifest says, a line each.

    Raises
    ------
    RequestError
        The folder holds no manifest that this version reads.
    """
    manifest = manifest_of(folder)
    stated, found = manifest["files"], file_hashes(folder)
    found.pop(MANIFEST)
    told = {
        "missing": stated.keys() - found.keys(),
        "additional": found.keys() - stated.keys(),
        "changed": {name for name in stated.keys() & found.keys() if stated[name] != found[name]},
    }
    return [
        say(f"verified.{kind}", name=f"{legible(name)}{_of_kind(found.get(name))}")
        for kind, names in told.items()
        for name in sorted(names)
    ]


def check_run(build: Path, manifest: dict[str, Any], run: str) -> None:
    """Refuse a run whose results, tables or drawings are not those that were published.

    Raises
    ------
    RequestError
        One is missing or was changed since.
    """
    for name, digest in manifest["files"].items():
        if name.startswith(f"{run}/") and name.endswith(_READ):
            try:
                same = sha256(build / name) == digest
            except OSError:
                same = False
            if not same:
                raise RequestError(Message("changed_since", file=build / name))


def _of_kind(told: str | None) -> str:
    return f" (a {told})" if told in ODD else ""


@dataclass(frozen=True)
class Origin:
    """Where a file is from, a line each, and whether it is as it was published."""

    lines: list[str]
    unchanged: bool


def origin_of(file: Path, output: Path) -> Origin:
    """Return which published builds a file is from, whatever it is called now.

    A file that was changed is known by what it says of itself (see `stamp`).

    Parameters
    ----------
    file
        A chart, table, page or document.
    output
        The folder of the published reviews.

    Raises
    ------
    OSError
        It is no file, or cannot be read.
    """
    with opened(file, follow=True) as given:
        size = os.fstat(given.fileno()).st_size
    if size > LARGEST:
        line = say("verified.large", file=file, most=LARGEST // 2**20)
        return Origin([line], unchanged=False)
    shown = _manifests(sorted(output.iterdir()) if output.is_dir() else [])
    older = _manifests(sorted(output.glob(f"{BUILDS}/*/*"), reverse=True))
    wanted = sha256(file, follow=True)
    for manifests in (shown, older):
        same = [
            _told(name, manifest)
            for manifest in manifests
            for name, digest in manifest["files"].items()
            if digest == wanted
        ]
        if same:
            lines = [say("verified.unchanged", line=line) for line in same]
            return Origin(lines, unchanged=True)
    told = read_stamp(file)
    if told and SAVED_BY_HAND in told:
        return _saved_by_hand(file, told)
    return Origin(_by_stamp(file, told, shown or older) if told else [], unchanged=False)


def _manifests(folders: list[Path]) -> list[dict[str, Any]]:
    return [each for each in map(read_manifest, folders) if each]


def _saved_by_hand(file: Path, told: Stamp) -> Origin:
    """Return where a chart is from that was saved while exploring: of no build, known by itself."""
    try:
        unchanged = hashlib.sha256(unstamped(file)).hexdigest() == told.get("picture")
    except ValueError:
        unchanged = False
    known = ", ".join(f"{name} {told.get(name, '–')}" for name in (SAVED_BY_HAND, "of", "years"))
    line = legible(say("verified.by_hand", known=known, source=told.get("source")))
    kind = "verified.unchanged" if unchanged else "verified.changed_since"
    return Origin([say(kind, line=f"{line:.500}")], unchanged)


def _by_stamp(file: Path, told: Stamp, manifests: list[dict[str, Any]]) -> list[str]:
    lines = [
        say("verified.changed_take", line=_told(name, manifest))
        for manifest in manifests
        for name in _published(file, told, manifest)
    ]
    if lines:
        return lines
    known = ", ".join(f"{name} {text}" for name, text in told.items() if name != "parameters")
    return [say("verified.gone", file=file, known=f"{legible(known):.300}")]


def _published(file: Path, told: Stamp, manifest: dict[str, Any]) -> list[str]:
    """Return the files of a build that a changed one may have been."""
    documents = manifest.get("documents", {})
    if "review" in told:
        identifier = f"cadre-review:{told['review']}:{told['fingerprint']}"
        return [
            name
            for name, known in documents.items()
            if known == identifier and Path(name).suffix == file.suffix
        ]
    runs = [
        job["folder"] for job in manifest["jobs"] if job["fingerprint"] == told.get("fingerprint")
    ]
    charts = [
        name
        for name in manifest["files"]
        if any(name.startswith(f"{run}/charts/") for run in runs) and name.endswith(file.suffix)
    ]
    own = [name for name in charts if Path(name).name == file.name]
    return own or charts


def _told(name: str, manifest: dict[str, Any]) -> str:
    file = f"{manifest['review']['name']}/{name}"
    time = datetime.fromisoformat(manifest["finished"]).isoformat(timespec="seconds")
    place = legible(say("verified.place", file=file, time=time))
    for job in manifest["jobs"]:
        if name.startswith(f"{job['folder']}/"):
            about = {part: legible(job[part]) for part in ("unit", "notebook", "language")}
            return say("verified.run", place=place, run=job["fingerprint"][:16], **about)
    return place
