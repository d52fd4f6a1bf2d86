"""The documents of a build: a briefing of its first unit, slides, a workbook of all its tables."""

from collections.abc import Sequence
from pathlib import Path

from analysis.briefing import pages
from analysis.briefing.consistency import differences
from analysis.briefing.form import filled
from analysis.briefing.report import Source, report
from analysis.briefing.word import About, TemplateRefused, write_briefing
from analysis.briefing.word_read import untold
from analysis.places import project_root
from analysis.runner.job import Result
from analysis.runner.plan import Job
from analysis.runner.request import Request
from analysis.runner.review import RequestError

Ran = tuple[Job, Result]


def write_documents(folder: Path, asked: Request, results: Sequence[Result]) -> dict[str, str]:
    """Write the documents that a review asks for and return their identifiers by file name.

    Raises
    ------
    RequestError
        Two notebooks, or a document and the notebooks, tell the same quantity differently, or
        the template of a document cannot be filled.
    """
    ran = list(zip(asked.jobs, results, strict=True))
    _refuse(asked.name, differences(_bundles(folder, ran)))
    documents = {}
    for language in dict.fromkeys(job["language"] for job in asked.jobs):
        own = [(job, result) for job, result in ran if job["language"] == language]
        if "briefing" in asked.review.deliverables:
            name = f"briefing-{language}.docx"
            documents[name] = _briefing(folder / name, asked, own, language)
    return documents


def _bundles(folder: Path, ran: Sequence[Ran]) -> list[tuple[str, Path]]:
    return [(job["unit"], folder / job["folder"]) for job, told in ran if told["status"] == "done"]


def _briefing(path: Path, asked: Request, ran: Sequence[Ran], language: str) -> str:
    unit = ran[0][0]["unit"]
    of_unit = [(job, result) for job, result in ran if job["unit"] == unit]
    told = report(
        [_source(path.parent, each, language) for each in of_unit if each[1]["status"] == "done"],
        language,
    )
    about = About(
        review=asked.name,
        title=getattr(asked.review.title, language),
        unit=pages.unit_name(unit, language),
        years=asked.review.years,
        form=filled(getattr(asked.review.briefing, language), language),
        problems={
            severity: int((asked.problems["severity"] == severity).sum())
            for severity in ("error", "warning", "note")
        },
        missing=[_question(job, language) for job, told in of_unit if told["status"] != "done"],
    )
    try:
        identifier = write_briefing(path, told, about, language)
    except TemplateRefused as error:
        raise RequestError(str(error)) from error
    _refuse(asked.name, untold(path, told))
    return identifier


def _source(folder: Path, ran: Ran, language: str) -> Source:
    job, result = ran
    return Source(
        notebook=job["notebook"],
        question=_question(job, language),
        folder=folder / job["folder"],
        fingerprint=result["fingerprint"],
    )


def _question(job: Job, language: str) -> str:
    return pages.question(project_root() / job["path"], language)


def _refuse(review: str, found: list[str]) -> None:
    if found:
        raise RequestError(
            f"{review}: the same quantity is told differently, so nothing is published:\n  "
            + "\n  ".join(found)
        )
