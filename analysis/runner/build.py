"""A build from request to published folder: check, run, make pages, write the manifest, switch."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analysis.briefing import pages
from analysis.runner import manifest
from analysis.runner.execute import Result, execute
from analysis.runner.plan import Job, plan
from analysis.runner.publish import new_build, publish
from analysis.runner.review import RequestError, Review, line_of, read_review
from analysis.runner.slugs import unit_slug
from analysis.sources import NothingReadable, load
from analysis.sources.places import project_root, resolve


@dataclass(frozen=True)
class Request:
    """A checked request: the review, its jobs, what was read, and the problems met.

    Attributes
    ----------
    problems, sheets : pandas.DataFrame
        Of the source and of the published ledger together (see `analysis.tables`).
    """

    name: str
    review: Review
    jobs: list[Job]
    problems: pd.DataFrame
    sheets: pd.DataFrame

    def errors(self) -> int:
        """Return how many problems are errors, each of which withheld rows."""
        return int((self.problems["severity"] == "error").sum())


@dataclass(frozen=True)
class Built:
    """A published build: its first page, the results of its jobs, and the exit status."""

    index: Path
    results: list[Result]
    status: int


def request(path: Path, unit: str | None = None) -> Request:
    """Read a review file and its source, and check that each job can be asked for.

    Parameters
    ----------
    path
        The review file.
    unit
        A unit, ``all`` or ``each``, in place of the review's units.

    Raises
    ------
    RequestError
        The review file is wrong, nothing of the source can be read, or the plan is impossible.
    """
    review = read_review(path)
    if unit is not None:
        review = review.model_copy(update={"units": [unit]})
    sources = dict.fromkeys(place for place in (review.source, review.published) if place)
    try:
        histories = [load(source) for source in sources]
    except (NothingReadable, OSError) as error:
        raise RequestError(f"{path}: {error}") from error
    try:
        jobs = plan(review, histories[0])
    except RequestError as error:
        # A unit named on the command line stands in no line of the file.
        place = "--unit" if unit and error.key == "units" else _place(path, error.key)
        raise RequestError(f"{place}: {error}") from None
    return Request(
        name=path.stem,
        review=review,
        jobs=jobs,
        problems=pd.concat([history.problems for history in histories], ignore_index=True),
        sheets=pd.concat([history.sheets for history in histories], ignore_index=True),
    )


def _place(path: Path, key: str | None) -> str:
    return f"{path}, line {line_of(path, key)}" if key else str(path)


def build(
    asked: Request,
    *,
    workers: int | None = None,
    output: Path | None = None,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Built:
    """Run a request's jobs, make their pages, and put the build in the published place.

    Parameters
    ----------
    workers
        Runs at a time; the machine's processors by default.
    output
        Folder of the published reviews; the project's ``reports/output`` by default.
    on_result
        Called with each result as it comes.

    Raises
    ------
    RequestError
        Another process builds the same review.
    """
    started, root = datetime.now(UTC), project_root()
    output = output or resolve("reports/output")
    workers = min(workers or os.cpu_count() or 1, len(asked.jobs))
    with new_build(output, asked.name) as folder:
        results = execute(asked.jobs, folder, root, workers, on_result)
        pages.write_pages(folder, _described(asked), _runs(asked, results, root))
        _write_manifest(folder, asked, results, root, started)
        place = publish(folder, output, asked.name)
    failed = any(result["status"] != "done" for result in results)
    return Built(place / "index.html", results, int(failed or asked.errors() > 0))


def _described(asked: Request) -> pages.Described:
    return pages.Described(
        title=asked.review.title.model_dump(),
        years=asked.review.years,
        languages=tuple(dict.fromkeys(job["language"] for job in asked.jobs)),
        problems=asked.problems,
    )


def _runs(asked: Request, results: list[Result], root: Path) -> list[pages.Run]:
    return [
        pages.Run(
            folder=job["folder"],
            notebook=job["notebook"],
            unit=job["unit"],
            language=job["language"],
            question=pages.question(root / job["path"], job["language"]),
            status=result["status"],
            error=result["error"],
        )
        for job, result in zip(asked.jobs, results, strict=True)
    ]


def _write_manifest(
    folder: Path, asked: Request, results: list[Result], root: Path, started: datetime
) -> None:
    severities = asked.problems["severity"].value_counts()
    content = {
        "review": {"name": asked.name, **asked.review.model_dump(mode="json")},
        "inputs": manifest.inputs(asked.sheets),
        "code": manifest.code(root),
        "units": {unit_slug(job["unit"]): job["unit"] for job in asked.jobs},
        "problems": {str(severity): int(n) for severity, n in severities.items()},
        "jobs": manifest.jobs_and_results(asked.jobs, results),
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    manifest.write_manifest(folder, content)
