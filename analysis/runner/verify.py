"""Is a build, or one file of it, still what its manifest says?"""

from pathlib import Path
from typing import Any

from analysis.places import sha256
from analysis.runner.files import file_hashes
from analysis.runner.manifest import MANIFEST, read_manifest
from analysis.runner.review import RequestError


def verify_build(folder: Path) -> list[str]:
    """Return what of a published build is not as its manifest says, a line each.

    Raises
    ------
    RequestError
        The folder holds no manifest that this version reads.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise RequestError(
            f"{folder}: no {MANIFEST} of this version is here; give the folder of a published "
            "review, such as reports/output/2011-2015, or build it again"
        )
    stated, found = manifest["files"], file_hashes(folder)
    found.pop(MANIFEST)
    told = {
        "missing": stated.keys() - found.keys(),
        "additional": found.keys() - stated.keys(),
        "changed": {name for name in stated.keys() & found.keys() if stated[name] != found[name]},
    }
    return [f"{kind}: {name}" for kind, names in told.items() for name in sorted(names)]


def origin_of(file: Path, output: Path) -> list[str]:
    """Return which published builds a file is from, a line each, whatever it is called now.

    Parameters
    ----------
    file
        A chart, table, page or document.
    output
        The folder of the published reviews.

    Returns
    -------
    list of str
        Empty where no manifest there lists its bytes: it was changed, or is from a build that
        is no longer published.
    """
    wanted, lines = sha256(file), []
    for folder in sorted(output.iterdir()) if output.is_dir() else []:
        manifest = read_manifest(folder)
        for name, digest in (manifest or {"files": {}})["files"].items():
            if digest == wanted and manifest:
                lines.append(_told(name, manifest))
    return lines


def _told(name: str, manifest: dict[str, Any]) -> str:
    place = f"{manifest['review']['name']}/{name}, built {manifest['finished']}"
    for job in manifest["jobs"]:
        if name.startswith(f"{job['folder']}/"):
            about = f"unit {job['unit']}, notebook {job['notebook']}, language {job['language']}"
            return f"{place}: {about}, run {job['fingerprint'][:16]}"
    return place
