"""What a build makes of a run that has ended: its files in the build, its page, and their checks.

`finish` works while other runs go on, in a thread of the command, which has nothing else to do
then. What it finds wrong is told when all have ended, whatever the order in which they did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.documents.pages import pages
from analysis.documents.pages.described import index_name
from analysis.documents.pages.index_page import answer_of
from analysis.documents.pages.read_back import unlisted, unshown, unsummed
from analysis.documents.same_everywhere import differences
from analysis.places import project_root
from analysis.runner.asking.parameters import decoded
from analysis.runner.asking.plan import Job
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping import store
from analysis.runner.keeping.files import remove
from analysis.runner.keeping.modes import Readers
from analysis.runner.running.error_told import told
from analysis.runner.running.specification import Result
from analysis.spoken import Message, say


@dataclass(frozen=True)
class Finished:
    """A run whose page is written, and what the page tells otherwise than the run, a line each.

    `result` is how it ended: as failed too if no page could be made of what it left.
    """

    page: pages.Page
    wrong: list[str]
    result: Result


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

    Raises
    ------
    OSError
        The machine is at fault.
    MemoryError
        So it is. Whatever else goes wrong is the failure of this run alone, which is not kept then.
    """
    try:
        run = _run(job, result, described.persons_as)
        (place := folder / run.folder).mkdir(parents=True, exist_ok=True)
        if run.status == "done":
            store.put(kept, run.fingerprint, place, readers)
        page = pages.write_run(folder, described, run)
        return Finished(page, unshown(folder, page), result)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        if result["status"] != "done":
            # Nothing of its own is on its page.
            raise
        store.forget(kept, result["fingerprint"])
        remove(folder / job["folder"])
        # Without its message, which may quote the data.
        why = Message("run_error.no_page", kind=type(error).__name__).told(job["language"])
        problem = told("PageNotMade", why)
        failed: Result = {**result, "status": "failed", "error": problem, "reused": False}
        return finish(folder, kept, readers, described, job, failed)


def _run(job: Job, result: Result, persons_as: str) -> pages.Run:
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
        persons_as=persons_as,
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
        first = folder / index_name(described, language)
        _, told = answer_of(folder, described, own, described.words(language))
        refuse(review, [*unlisted(first, own), *unsummed(first, told)])


def refuse(review: str, found: list[str]) -> None:
    """Raise a `RequestError` if anything was found that is told in two ways."""
    if found:
        raise RequestError("\n  ".join([say("told_twice", review=review), *found]))
