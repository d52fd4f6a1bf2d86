"""The files of a build: run what has to run, and make pages and documents of what all runs left."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis.documents.pages import pages
from analysis.places import project_root
from analysis.runner.asking.decide import Decision
from analysis.runner.asking.request import Request
from analysis.runner.keeping import store
from analysis.runner.limits import Limits
from analysis.runner.publishing.finish import Finished, check_pages, check_runs, finish
from analysis.runner.running.execute import execute
from analysis.runner.running.specification import Result, Specification, result_of
from analysis.sources.state import keys_of


def fill(
    folder: Path,
    asked: Request,
    decisions: Sequence[Decision],
    kept: Path,
    workers: int | None,
    on_result: Callable[[Result], None],
    cluster: str | None,
) -> tuple[list[Result], dict[str, str]]:
    """Run what has to run, and make all files of a build but its manifest.

    Parameters
    ----------
    folder
        The build's folder.
    decisions
        What of the request is to run, and what is kept in the store `kept`.
    workers, on_result, cluster
        As in `build`.

    Returns
    -------
    tuple
        The results in the jobs' order, and the documents' identifiers by file name.

    Raises
    ------
    RequestError
        The same quantity is told differently in two places.
    KeyboardInterrupt
        By Ctrl-C.
    """
    described, jobs = _described(asked), {job["folder"]: job for job in asked.jobs}
    ended: dict[str, Future[Finished]] = {}
    with _beside() as thread:

        def tell(result: Result) -> None:
            job = jobs[result["folder"]]
            how = folder, kept, asked.review.readable_by, described
            ended[job["folder"]] = thread.submit(finish, *how, job, result)
            on_result(result)

        if _wants_documents(asked):
            thread.submit(import_module, "analysis.runner.publishing.deliver")
        results = _run(asked, decisions, folder, kept, workers, tell, cluster)
        finished = [ended[result["folder"]].result() for result in results]
    for before, each in zip(results, finished, strict=True):
        if each.result is not before:
            on_result(each.result)
    results = [each.result for each in finished]
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
    from analysis.runner.publishing.deliver import write_documents

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
    states = keys_of(asked.inputs.states, asked.inputs.units)
    recorded = bool((asked.sheets["origin"] == "recorded").any())
    results = {}
    waiting = []
    for decision in decisions:
        each = _specification(decision, folder, kept, unfinished, limits, states, recorded)
        for name in decision.forgotten:
            store.forget(kept, name)
        if decision.kept is None:
            waiting.append(each)
        else:
            how: Any = {"seconds": decision.kept["seconds"], "reused": True}
            result = result_of(each, "done", fingerprint=decision.fingerprint, **how)
            results[result["folder"]] = result
            on_result(result)
    workers = min(workers or (os.cpu_count() or 1) + 1, len(waiting)) or 1
    ran = execute(waiting, workers, on_result, cluster) if waiting else []
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
        fingerprint=decision.mark,
        unfinished=str(unfinished),
        store=str(kept),
        build=str(folder),
        root=str(project_root()),
        limits=limits,
        states=states,
        recorded=recorded,
        notebook_sha256=decision.parts["notebook"],
    )


def _described(asked: Request) -> pages.Described:
    return pages.Described(
        title=asked.review.title.model_dump(),
        years=asked.review.years,
        languages=tuple(dict.fromkeys(job["language"] for job in asked.jobs)),
        problems=asked.problems,
        missing=asked.missing,
        small=asked.small,
        persons_as=asked.review.persons_as,
    )
