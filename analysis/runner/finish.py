"""What a build makes of a run that has ended: its files in the build, its page, and their checks.

`finish` works while other runs go on, in a thread of the command, which has nothing else to do
then. What it finds wrong is told when all have ended, whatever the order in which they did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.briefing import pages
from analysis.briefing.consistency import differences
from analysis.briefing.described import index_name
from analysis.briefing.pages_read import unlisted, unshown
from analysis.places import project_root
from analysis.runner import store
from analysis.runner.job import Result
from analysis.runner.modes import Readers
from analysis.runner.parameters import decoded
from analysis.runner.plan import Job
from analysis.runner.review import RequestError


@dataclass(frozen=True)
class Finished:
    """A run whose page is written, and what the page tells otherwise than the run, a line each."""

    page: pages.Page
    wrong: list[str]


def finish(
    folder: Path,
    kept: Path,
    readers: Readers,
    described: pages.Described,
    job: Job,
    result: Result,
) -> Finished:
    """Put the files of a run that has ended into a build, write its page, and read that back.

    Parameters
    ----------
    folder
        The build's folder.
    kept
        The store, which holds what a finished run made.
    readers
        Who may read the build.
    described
        The review.
    job, result
        The run, and how it ended.
    """
    run = _run(job, result)
    (place := folder / run.folder).mkdir(parents=True, exist_ok=True)
    if run.status == "done":
        store.put(kept, run.fingerprint, place, readers)
    page = pages.write_run(folder, described, run)
    return Finished(page, unshown(folder, page))


def _run(job: Job, result: Result) -> pages.Run:
    return pages.Run(
        folder=job["folder"],
        notebook=job["notebook"],
        unit=job["unit"],
        language=job["language"],
        question=pages.question(project_root() / job["path"], job["language"]),
        status=result["status"],
        error=result["error"],
        fingerprint=result["fingerprint"],
        parameters={name: decoded(value) for name, value in job["parameters"].items()},
    )


def check_runs(folder: Path, review: str, finished: Sequence[Finished]) -> None:
    """Compare what the finished runs of a build tell.

    Raises
    ------
    RequestError
        Two notebooks tell the same quantity differently.
    """
    runs = [each.page.run for each in finished if each.page.run.status == "done"]
    refuse(review, differences([(run.unit, folder / run.folder) for run in runs]))


def check_pages(
    folder: Path, review: str, described: pages.Described, finished: Sequence[Finished]
) -> None:
    """Read the first pages of a build back.

    Raises
    ------
    RequestError
        One of them, or the page of a run, tells something otherwise than the notebook.
    """
    refuse(review, [line for each in finished for line in each.wrong])
    for language in described.languages:
        own = [each.page for each in finished if each.page.run.language == language]
        refuse(review, unlisted(folder / index_name(described, language), own))


def refuse(review: str, found: list[str]) -> None:
    """Raise a `RequestError` if anything was found that is told in two ways."""
    if found:
        raise RequestError(
            f"{review}: the same quantity is told differently, so nothing is published:\n  "
            + "\n  ".join(found)
        )
