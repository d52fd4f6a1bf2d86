"""A build from request to published folder: decide, run, make pages, write the manifest, switch."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis.briefing import pages
from analysis.briefing.result_tables import TEMPLATES
from analysis.places import project_root, resolve
from analysis.runner import manifest, store
from analysis.runner.decide import Decision, decide, pages_hash, unchanged
from analysis.runner.execute import Interrupted, execute
from analysis.runner.fingerprint import code_hash, job_parts
from analysis.runner.finish import Finished, check_pages, check_runs, finish
from analysis.runner.job import Result, Specification, result_of
from analysis.runner.limits import Limits
from analysis.runner.publish import locked, new_build, publish
from analysis.runner.request import Request
from analysis.runner.slugs import unit_slug
from analysis.sources.state import keys_of


@dataclass(frozen=True)
class Built:
    """A published build: its first page, the results of its jobs, and the exit status.

    `changed` names the sources that changed while it was made: it is of what they held before.
    """

    index: Path
    results: list[Result]
    status: int
    changed: list[str]


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
    Interrupted
        By Ctrl-C: nothing is published, and finished runs are kept for the next time.
    """
    started, output = datetime.now(UTC), output or resolve("reports/output")
    place = output / asked.name
    with locked(output, asked.name):
        previous = manifest.read_manifest(place)
        parts = job_parts(asked.jobs, asked.inputs, project_root())
        pages_sha256 = _pages_hash(asked)
        if not force and unchanged(asked.jobs, parts, pages_sha256, place, previous):
            return _built(asked, place, _results_before(previous))
        kept = store.store_of(output)
        decisions = decide(asked.jobs, parts, kept, previous, force)
        with new_build(output, asked.name) as folder:
            results, documents = _fill(folder, asked, decisions, kept, workers, on_result, cluster)
            about = {"pages_sha256": pages_sha256, "started": _time(started)}
            content = {**_content(asked, decisions, results), **about, "documents": documents}
            manifest.write_manifest(folder, content)
            publish(folder, output, asked.name, asked.review.readable_by)
    return _built(asked, place, results)


def explain(asked: Request, output: Path | None = None, force: bool = False) -> list[Decision]:
    """Return what a build would decide of each job of a request now, and why."""
    output = output or resolve("reports/output")
    parts = job_parts(asked.jobs, asked.inputs, project_root())
    previous = manifest.read_manifest(output / asked.name)
    # Asking why makes no folder.
    return decide(asked.jobs, parts, output / store.STORE, previous, force)


def _fill(
    folder: Path,
    asked: Request,
    decisions: Sequence[Decision],
    kept: Path,
    workers: int | None,
    on_result: Callable[[Result], None],
    cluster: str | None,
) -> tuple[list[Result], dict[str, str]]:
    """Run what has to run, and make all files of a build but its manifest."""
    described, jobs = _described(asked), {job["folder"]: job for job in asked.jobs}
    ended: dict[str, Future[Finished]] = {}
    with _beside() as thread:

        def tell(result: Result) -> None:
            job = jobs[result["folder"]]
            how = folder, kept, asked.review.readable_by, described
            ended[job["folder"]] = thread.submit(finish, *how, job, result)
            on_result(result)

        if _wants_documents(asked):
            thread.submit(import_module, "analysis.runner.deliver")
        results = _run(asked, decisions, folder, kept, workers, tell, cluster)
        finished = [ended[result["folder"]].result() for result in results]
    check_runs(folder, asked.name, finished)
    documents = _write_documents(folder, asked, results)
    described = replace(described, documents=tuple(documents))
    pages.write_first_pages(folder, described, [each.page for each in finished])
    check_pages(folder, asked.name, described, finished)
    return results, documents


@contextmanager
def _beside() -> Iterator[Executor]:
    """Run a thread for what is made while runs go on; on an error what waits there is dropped."""
    thread = ThreadPoolExecutor(1, "pages")
    try:
        yield thread
    finally:
        thread.shutdown(cancel_futures=True)


def _wants_documents(asked: Request) -> bool:
    return set(asked.review.deliverables) != {"pages"}


def _write_documents(folder: Path, asked: Request, results: Sequence[Result]) -> dict[str, str]:
    if not _wants_documents(asked):
        return {}
    # Not at the top: its libraries take a second to load, and most builds find nothing changed.
    from analysis.runner.deliver import write_documents

    return write_documents(folder, asked, results)


def _run(
    asked: Request,
    decisions: Sequence[Decision],
    folder: Path,
    kept: Path,
    workers: int | None,
    on_result: Callable[[Result], None],
    cluster: str | None,
) -> list[Result]:
    unfinished = store.unfinished_runs(kept, asked.name)
    limits: Any = asked.review.limits.model_dump()
    states = keys_of(asked.inputs.states)
    recorded = bool((asked.sheets["origin"] == "recorded").any())
    results = {}
    waiting = []
    for decision in decisions:
        each = _specification(decision, folder, kept, unfinished, limits, states, recorded)
        if decision.kept is None:
            store.forget(kept, decision.fingerprint)
            waiting.append(each)
        else:
            seconds = decision.kept["seconds"]
            result = result_of(each, "done", seconds=seconds, reused=True)
            results[result["folder"]] = result
            on_result(result)
    workers = min(workers or (os.cpu_count() or 1) + 1, len(waiting)) or 1
    try:
        ran = execute(waiting, workers, on_result, cluster) if waiting else []
    except Interrupted as stopped:
        results |= {result["folder"]: result for result in stopped.results}
        raise Interrupted([results[d.job["folder"]] for d in decisions]) from None
    results |= {result["folder"]: result for result in ran}
    return [results[decision.job["folder"]] for decision in decisions]


def _specification(
    decision: Decision,
    folder: Path,
    kept: Path,
    unfinished: Path,
    limits: Limits,
    states: str,
    recorded: bool,
) -> Specification:
    job = decision.job
    return Specification(
        folder=job["folder"],
        path=job["path"],
        parameters=job["parameters"],
        fingerprint=decision.fingerprint,
        unfinished=str(unfinished),
        store=str(kept),
        build=str(folder),
        root=str(project_root()),
        limits=limits,
        states=states,
        recorded=recorded,
    )


def _described(asked: Request) -> pages.Described:
    return pages.Described(
        title=asked.review.title.model_dump(),
        years=asked.review.years,
        languages=tuple(dict.fromkeys(job["language"] for job in asked.jobs)),
        problems=asked.problems,
    )


def _pages_hash(asked: Request) -> str:
    problems = asked.problems.to_json(orient="records")
    said = {"review": asked.review.model_dump(mode="json"), "problems": problems}
    return pages_hash({**said, "code": code_hash()}, TEMPLATES)


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
            {**d.job, **result, "parts": d.parts}
            for d, result in zip(decisions, results, strict=True)
        ],
        "finished": _time(datetime.now(UTC)),
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _results_before(previous: dict[str, Any] | None) -> list[Result]:
    jobs = (previous or {}).get("jobs", [])
    return [result_of(job, "done", seconds=job["seconds"], reused=True) for job in jobs]


def _built(asked: Request, place: Path, results: list[Result]) -> Built:
    failed = any(result["status"] != "done" for result in results)
    status = int(failed or asked.errors() > 0)
    return Built(place / "index.html", results, status, asked.inputs.changed())
