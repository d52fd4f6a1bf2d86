"""A build from request to published folder: decide, run, make pages, write the manifest, switch."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.documents.cards import RESULTS, TEMPLATES
from analysis.documents.catalogues.catalogues import refuse_faults
from analysis.documents.pdf import can_print
from analysis.places import project_root, resolve
from analysis.runner.asking.decide import Decision, current_runs, decide, unchanged
from analysis.runner.asking.request import Request
from analysis.runner.asking.slugs import unit_slug
from analysis.runner.keeping import store
from analysis.runner.keeping.fingerprint import code_hash, job_parts
from analysis.runner.kernels.folders import remove_abandoned_folders
from analysis.runner.publishing import manifest
from analysis.runner.publishing.fill import fill
from analysis.runner.publishing.publish import locked, new_build, publish
from analysis.runner.publishing.retention import prune
from analysis.runner.running.interrupts import raise_lost
from analysis.runner.running.specification import Result, result_of
from analysis.spoken import ENGLISH, Message, spoken_in


@dataclass(frozen=True)
class Built:
    """A build: its first page, the results of its jobs, and the exit status.

    One in which every run failed is not `published`: its pages can be looked at where it was made.
    `changed` names the sources that changed while it was made: it is of what they held before.
    """

    index: Path
    results: list[Result]
    status: int
    changed: list[str]
    published: bool


def build(
    asked: Request,
    *,
    workers: int | None = None,
    output: Path | None = None,
    on_result: Callable[[Result], None] = lambda result: None,
    force: bool = False,
    cluster: str | None = None,
) -> Built:
    """Run those of a request's jobs that have to, and put the build in the published place.

    One in which every run failed is left beside it, and what was published before stays.

    Parameters
    ----------
    workers
        Runs at a time; one more than the machine's processors by default, as a starting kernel
        mostly waits.
    output
        Folder of the published reviews; the project's ``reports/output`` by default.
    on_result
        Called with each result as it comes.
    force
        Run all jobs, whatever is kept of them.
    cluster
        Address of a dask scheduler whose workers run the jobs; they see the project and the
        output under the same paths as this machine.

    Raises
    ------
    RequestError
        Another process builds the same review.
    CatalogueError
        A text that a run or a document needs is missing, or an id is not known.
    KeyboardInterrupt
        By Ctrl-C: finished runs are kept for the next time.
    """
    started, output = datetime.now(UTC), output or resolve("reports/output")
    place = output / asked.name
    with locked(output, asked.name):
        previous = manifest.read_manifest(place)
        parts = job_parts(asked.jobs, project_root())
        pages_sha256, kept = _pages_hash(asked), store.store_of(output)
        current = None if force else current_runs(parts, kept, asked.inputs)
        if current and unchanged(asked.jobs, current, pages_sha256, place, previous):
            return _built(asked, place, _results_before(previous))
        refuse_faults()
        decisions = decide(asked.jobs, parts, current, kept, previous, asked.inputs)
        with new_build(output, asked.name) as folder:
            remove_abandoned_folders()
            results, documents = fill(folder, asked, decisions, kept, workers, on_result, cluster)
            about = {"pages_sha256": pages_sha256, "started": _time(started)}
            content = {**_content(asked, decisions, results), **about, "documents": documents}
            manifest.write_manifest(folder, content)
            good = any(result["status"] == "done" for result in results)
            raise_lost()
            if good:
                publish(folder, output, asked.name, asked.review.readable_by)
            prune(folder, output, asked.name, asked.review.keep)
    return _built(asked, place if good else folder, results, published=good)


def explain(asked: Request, output: Path | None = None, force: bool = False) -> list[Decision]:
    """Return what a build would decide of each job of a request now, and why."""
    output = output or resolve("reports/output")
    parts = job_parts(asked.jobs, project_root())
    previous = manifest.read_manifest(output / asked.name)
    # Asking why makes no folder.
    kept = output / store.STORE
    current = None if force else current_runs(parts, kept, asked.inputs)
    return decide(asked.jobs, parts, current, kept, previous, asked.inputs)


def _pages_hash(asked: Request) -> str:
    """Return the hash of what the pages say beside the runs, of their templates and the cards."""
    problems = asked.problems.to_json(orient="records")
    said = {"review": asked.review.model_dump(mode="json"), "problems": problems}
    said["code"] = code_hash()
    # Where LibreOffice came since, the PDF files are still to be made.
    said["pdf"] = "pdf" in asked.review.deliverables and can_print()
    total = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode())
    for path in sorted([*TEMPLATES.rglob("*"), *RESULTS.glob("*.yml")]):
        if path.is_file():
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _content(
    asked: Request, decisions: Sequence[Decision], results: Sequence[Result]
) -> dict[str, Any]:
    severities = asked.problems["severity"].value_counts()
    return {
        "review": {"name": asked.name, **asked.review.model_dump(mode="json")},
        "inputs": manifest.inputs(asked.sheets),
        "code": manifest.code(project_root()),
        "units": {unit_slug(job["unit"]): job["unit"] for job in asked.jobs},
        "problems": {str(severity): int(n) for severity, n in severities.items()},
        "jobs": [
            {**d.job, **result, "why_cold": _english(result["why_cold"]), "parts": d.parts}
            for d, result in zip(decisions, results, strict=True)
        ],
        "finished": _time(datetime.now(UTC)),
    }


def _english(why: Message | str | None) -> str | None:
    # The same manifest whoever builds, in whatever language.
    with spoken_in(ENGLISH):
        return None if why is None else str(why)


def _time(moment: datetime) -> str:
    # Two builds may end within a second, and are told apart by it.
    return moment.isoformat(timespec="milliseconds")


def _results_before(previous: dict[str, Any] | None) -> list[Result]:
    jobs = (previous or {}).get("jobs", [])
    return [result_of(job, "done", seconds=job["seconds"], reused=True) for job in jobs]


def _built(asked: Request, place: Path, results: list[Result], *, published: bool = True) -> Built:
    failed = any(result["status"] != "done" for result in results)
    status = int(failed or asked.errors() > 0 or len(asked.missing) > 0)
    return Built(place / "index.html", results, status, asked.inputs.changed(), published)
