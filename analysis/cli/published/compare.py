"""Which figures of two published builds differ, and which inputs, code or lock do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cli.published.verify import check_run
from analysis.documents.result_tables import cell, head, is_number, kind_of
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord, read_bundle, whole
from analysis.runner.publishing.manifest import manifest_of
from analysis.words import OF_REVIEW, Words

# Less is how the last digits of a computation fall.
_NOISE = 1e-9
# Finding's units as the kinds that result tables are written by.
_KINDS = {"share": "percent", "points": "number", "people": "whole", "events": "whole"}
_MADE_OF = ("code_sha256", "lock_sha256", "python", "platform", "commit")


@dataclass(frozen=True)
class Figure:
    """A number that is told in a build: where, as what kind, and where in words.

    `source` is the finding or table, `place` the row and column in it, `told` the same as a
    reader knows them.
    """

    unit: str
    notebook: str
    source: str
    place: tuple[str, ...]
    kind: str
    told: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Sentence:
    """A finding of either build, in the words of each; None where a build has it not."""

    unit: str
    notebook: str
    id: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Comparison:
    """How two builds differ; figures and sentences in the order in which the builds tell them.

    Attributes
    ----------
    moved : list of (Figure, float, float)
        What both tell, differently: old and new value.
    sentences : list of Sentence
        Findings that read otherwise, or that one build alone has.
    gone, added : list of Figure
        What the old, or the new, alone tells.
    inputs : list of (str, str)
        Files read: ``changed``, ``added`` or ``removed``, and the name.
    parameters : list of (str, Any, Any)
        Keys of the review with another value: the key, old and new.
    made_of : list of (str, Any, Any)
        What else made them that differs (code, lock, Python, platform, commit), old and new.
    statuses : list of (tuple of str, str | None, str | None)
        Runs that ended otherwise: unit, notebook and language, old and new status.
    """

    moved: list[tuple[Figure, float, float]]
    sentences: list[Sentence]
    gone: list[Figure]
    added: list[Figure]
    inputs: list[tuple[str, str]]
    parameters: list[tuple[str, Any, Any]]
    made_of: list[tuple[str, Any, Any]]
    statuses: list[tuple[tuple[str, str, str], str | None, str | None]]


@dataclass
class _Told:
    """What a build tells: each figure's value, and each finding's text by its place."""

    figures: dict[Figure, float] = field(default_factory=dict)
    sentences: dict[tuple[str, str, str], str] = field(default_factory=dict)


def compare(old: Path, new: Path, words: Words = OF_REVIEW) -> Comparison:
    """Compare two published builds, of one review or of two.

    Findings are the same where unit, notebook and id are; cells of tables where, besides, the
    words of their row are.

    Parameters
    ----------
    old, new
        Folders of published reviews.
    words
        Whose runs are compared, where a build has them; else its first language's.

    Raises
    ------
    RequestError
        A folder holds no manifest that this version reads, or no longer what that says.
    """
    manifests = [manifest_of(folder) for folder in (old, new)]
    before, after = (
        _read(folder, manifest, words)
        for folder, manifest in zip((old, new), manifests, strict=True)
    )
    return Comparison(
        moved=[
            (figure, value, after.figures[figure])
            for figure, value in before.figures.items()
            if figure in after.figures and abs(after.figures[figure] - value) > _NOISE
        ],
        sentences=_sentences(before.sentences, after.sentences),
        gone=[figure for figure in before.figures if figure not in after.figures],
        added=[figure for figure in after.figures if figure not in before.figures],
        inputs=_inputs(*manifests),
        parameters=_differing(manifests[0]["review"], manifests[1]["review"]),
        made_of=_differing(*({n: m["code"][n] for n in _MADE_OF} for m in manifests)),
        statuses=_statuses(*manifests),
    )


def _read(folder: Path, manifest: dict[str, Any], words: Words) -> _Told:
    languages = [job["language"] for job in manifest["jobs"]]
    chosen = words.language if words.language in languages else languages[0]
    told = _Told()
    for job in manifest["jobs"]:
        if job["language"] == chosen and job["status"] == "done":
            place = (str(job["unit"]), str(job["notebook"]))
            check_run(folder, manifest, job["folder"])
            bundle = read_bundle(folder / job["folder"])
            told.figures.update(_of_findings(place, bundle))
            told.sentences.update({(*place, f["id"]): whole(f) for f in bundle["findings"]})
            for table in bundle["tables"]:
                rows = read_table(folder / job["folder"] / table["csv"])
                told.figures.update(_of_table(place, table["id"], rows, words))
    return told


def _sentences(
    before: dict[tuple[str, str, str], str], after: dict[tuple[str, str, str], str]
) -> list[Sentence]:
    return [
        Sentence(*place, before.get(place), after.get(place))
        for place in dict.fromkeys([*before, *after])
        if before.get(place) != after.get(place)
    ]


def _of_findings(place: tuple[str, str], bundle: BundleRecord) -> Iterator[tuple[Figure, float]]:
    for finding in bundle["findings"]:
        for part in ("value", "low", "high"):
            if finding[part] is not None:
                kind = _KINDS.get(finding["unit"] or "", "number")
                yield Figure(*place, finding["id"], (part,), kind), float(finding[part])


def _of_table(
    place: tuple[str, str], id: str, rows: pd.DataFrame, words: Words
) -> Iterator[tuple[Figure, float]]:
    kinds = {name: kind_of(name, rows.columns) for name in rows.columns}
    numbers = [name for name, kind in kinds.items() if is_number(kind)]
    worded = [name for name in rows.columns if name not in numbers]
    heads = {name: head(name, words, rows.columns) for name in numbers}
    times: Counter[tuple[str, ...]] = Counter()
    for record in rows.to_dict("records"):
        row = tuple(record[name] for name in worded)
        times[row] += 1
        # Rows of the same words are told apart by their order.
        again = (f"({times[row]})",) if times[row] > 1 else ()
        told = [_word(w, record[w], rows, words) for w in worded if record[w] and w != "origin"]
        for name in numbers:
            if record[name] != "":
                key = (*filter(None, row), *again, name)
                figure = Figure(*place, id, key, kinds[name], (*told, *again, heads[name]))
                yield figure, float(record[name])


def _word(column: str, value: str, rows: pd.DataFrame, words: Words) -> str:
    kind = kind_of(column, rows.columns)
    word = cell(value, kind, words)
    # Yes or no says nothing without its question.
    return f"{head(column, words, rows.columns)}: {word}" if kind == "yes_no" else word


def _inputs(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    before, after = ({each["file"]: each["sha256"] for each in m["inputs"]} for m in (old, new))
    changed = [file for file in before if file in after and before[file] != after[file]]
    return [
        *(("changed", file) for file in changed),
        *(("added", file) for file in after if file not in before),
        *(("removed", file) for file in before if file not in after),
    ]


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [
        (key, before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]


def _statuses(
    old: dict[str, Any], new: dict[str, Any]
) -> list[tuple[tuple[str, str, str], str | None, str | None]]:
    before, after = (
        {(str(j["unit"]), str(j["notebook"]), str(j["language"])): j["status"] for j in m["jobs"]}
        for m in (old, new)
    )
    return [
        (run, before.get(run), after.get(run))
        for run in dict.fromkeys([*before, *after])
        if before.get(run) != after.get(run)
    ]
