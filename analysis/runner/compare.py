"""Which figures of two published builds differ, and which inputs, code or lock do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.briefing.result_tables import is_number, kind_of
from analysis.bundle import BundleRecord, read_bundle
from analysis.runner.manifest import MANIFEST, read_manifest
from analysis.runner.review import RequestError

# Less is how the last digits of a computation fall.
_NOISE = 1e-9
# Finding's units as the kinds that result tables are written by.
_KINDS = {"share": "percent", "points": "number", "people": "whole", "events": "whole"}
_MADE_OF = ("code_sha256", "lock_sha256", "python", "platform", "commit")


@dataclass(frozen=True)
class Figure:
    """A number that is told in a build: where, as what kind, and its value."""

    unit: str
    notebook: str
    place: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Comparison:
    """How two builds differ.

    Attributes
    ----------
    moved : list of (Figure, float, float)
        What both tell, differently: old and new value. The largest difference of a kind first.
    gone, added : list of Figure
        What the old, or the new, alone tells.
    inputs : list of (str, str)
        Files read: ``changed``, ``added`` or ``removed``, and the name.
    parameters : list of (str, str, str)
        Keys of the review with another value: the key, old and new.
    made_of : list of str
        What else made them that differs: code, lock, Python, platform, commit.
    statuses : list of (str, str, str)
        Runs that ended otherwise: the run, old and new status.
    """

    moved: list[tuple[Figure, float, float]]
    gone: list[Figure]
    added: list[Figure]
    inputs: list[tuple[str, str]]
    parameters: list[tuple[str, str, str]]
    made_of: list[str]
    statuses: list[tuple[str, str, str]]


def compare(old: Path, new: Path, language: str = "vi") -> Comparison:
    """Compare two published builds, of one review or of two.

    Findings are the same where unit, notebook and id are; cells of tables where, besides, the
    words of their row are.

    Parameters
    ----------
    old, new
        Folders of published reviews.
    language
        Whose runs are compared, where a build has them; else its first language's.

    Raises
    ------
    RequestError
        A folder holds no manifest that this version reads.
    """
    manifests = [_manifest(folder) for folder in (old, new)]
    before, after = (
        dict(_figures(folder, manifest, language))
        for folder, manifest in zip((old, new), manifests, strict=True)
    )
    moved = [
        (figure, before[figure], after[figure])
        for figure in before
        if figure in after and abs(after[figure] - before[figure]) > _NOISE
    ]
    return Comparison(
        moved=sorted(moved, key=lambda each: (each[0].kind, -abs(each[2] - each[1]))),
        gone=[figure for figure in before if figure not in after],
        added=[figure for figure in after if figure not in before],
        inputs=_inputs(*manifests),
        parameters=_parameters(*manifests),
        made_of=[
            name for name in _MADE_OF if manifests[0]["code"][name] != manifests[1]["code"][name]
        ],
        statuses=_statuses(*manifests),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = read_manifest(folder)
    if manifest is None:
        raise RequestError(
            f"{folder}: no {MANIFEST} of this version is here; give the folder of a published "
            "review, such as reports/output/2011-2015, or build it again"
        )
    return manifest


def _figures(
    folder: Path, manifest: dict[str, Any], language: str
) -> Iterator[tuple[Figure, float]]:
    languages = [job["language"] for job in manifest["jobs"]]
    chosen = language if language in languages else languages[0]
    for job in manifest["jobs"]:
        if job["language"] == chosen and job["status"] == "done":
            place = (str(job["unit"]), str(job["notebook"]))
            bundle = read_bundle(folder / job["folder"])
            yield from _of_findings(place, bundle)
            for table in bundle["tables"]:
                # All as text: a unit that is called 007 stays 007.
                csv = folder / job["folder"] / table["csv"]
                rows = pd.read_csv(csv, dtype=str, keep_default_na=False)
                yield from _of_table(place, table["id"], rows)


def _of_findings(place: tuple[str, str], bundle: BundleRecord) -> Iterator[tuple[Figure, float]]:
    for finding in bundle["findings"]:
        for part in ("value", "low", "high"):
            if finding[part] is not None:
                kind = _KINDS.get(finding["unit"] or "", "number")
                yield Figure(*place, (finding["id"], part), kind), float(finding[part])


def _of_table(
    place: tuple[str, str], id: str, rows: pd.DataFrame
) -> Iterator[tuple[Figure, float]]:
    kinds = {name: kind_of(name, rows.columns) for name in rows.columns}
    numbers = [name for name, kind in kinds.items() if is_number(kind)]
    words = [name for name in rows.columns if name not in numbers]
    times: Counter[tuple[str, ...]] = Counter()
    for record in rows.to_dict("records"):
        row = tuple(record[name] for name in words)
        times[row] += 1
        # Rows of the same words are told apart by their order.
        key = (*row, f"({times[row]})") if times[row] > 1 else row
        for name in numbers:
            if record[name] != "":
                yield (
                    Figure(*place, (id, *filter(None, key), name), kinds[name]),
                    float(record[name]),
                )


def _inputs(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    before, after = ({each["file"]: each["sha256"] for each in m["inputs"]} for m in (old, new))
    changed = [file for file in before if file in after and before[file] != after[file]]
    return [
        *(("changed", file) for file in changed),
        *(("added", file) for file in after if file not in before),
        *(("removed", file) for file in before if file not in after),
    ]


def _parameters(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    before, after = old["review"], new["review"]
    keys = dict.fromkeys([*before, *after])
    return [
        (key, str(before.get(key)), str(after.get(key)))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _statuses(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    before, after = ({job["folder"]: job["status"] for job in m["jobs"]} for m in (old, new))
    return [
        (run, before.get(run, "–"), after.get(run, "–"))
        for run in dict.fromkeys([*before, *after])
        if before.get(run) != after.get(run)
    ]
