"""The documents of a build: a briefing of its first unit, slides, a workbook of all its tables.

A unit of few people has a sheet in place of briefing and slides.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from analysis.documents.briefing.one_page import as_sheet
from analysis.documents.briefing.report import About, Report, Source, report
from analysis.documents.letterhead import filled
from analysis.documents.pages import pages
from analysis.documents.pdf import PRINTED, print_pdf
from analysis.documents.slides.read_back import unlike
from analysis.documents.slides.slides import write_slides
from analysis.documents.word.read_back import untold
from analysis.documents.word.word import TemplateRefused, write_briefing
from analysis.documents.workbook.tables import Kept
from analysis.documents.workbook.workbook import write_workbook
from analysis.places import project_root
from analysis.runner.asking.plan import Job
from analysis.runner.asking.request import Request
from analysis.runner.asking.review import RequestError
from analysis.runner.publishing.finish import refuse
from analysis.runner.running.specification import Result
from analysis.words import Words

Ran = tuple[Job, Result]


def write_documents(folder: Path, asked: Request, results: Sequence[Result]) -> dict[str, str]:
    """Write the documents that a review asks for and return their identifiers by file name.

    Raises
    ------
    RequestError
        A document tells a quantity otherwise than the notebooks, or the template of a document
        cannot be filled.
    """
    ran = list(zip(asked.jobs, results, strict=True))
    documents = {}
    for language in dict.fromkeys(job["language"] for job in asked.jobs):
        own = [(job, result) for job, result in ran if job["language"] == language]
        words = Words(language, asked.review.persons_as)
        documents.update(_in_language(folder, asked, own, words))
    if "pdf" in asked.review.deliverables:
        printed = [folder / name for name in documents if Path(name).suffix in PRINTED]
        made = {path.name: path for path in print_pdf(printed)}
        of = {Path(name).stem: known for name, known in documents.items()}
        documents |= {name: of[path.stem] for name, path in made.items()}
    return documents


def _in_language(folder: Path, asked: Request, ran: Sequence[Ran], words: Words) -> dict[str, str]:
    wanted = asked.review.deliverables
    first = [(job, result) for job, result in ran if job["unit"] == ran[0][0]["unit"]]
    sources = [
        _source(folder, each, words.language) for each in first if each[1]["status"] == "done"
    ]
    about = _about(asked, first, words)
    told = report(sources, asked.review.years, words)
    few = ran[0][0]["unit"] in asked.small
    sheet = as_sheet(told, sources, words) if few else None
    identifier = f"cadre-review:{asked.name}:{told.fingerprint}"
    documents = {}
    if "briefing" in wanted:
        path = folder / f"{'sheet' if sheet else 'briefing'}-{words.language}.docx"
        _write_briefing(path, sheet or told, about, identifier, words)
        documents[path.name] = identifier
    if "slides" in wanted and sheet is None:
        path = folder / f"slides-{words.language}.pptx"
        write_slides(path, sources, about, identifier, words)
        refuse(asked.name, unlike(path, sources, about.years, words))
        documents[path.name] = identifier
    if "workbook" in wanted:
        path = folder / f"workbook-{words.language}.xlsx"
        documents[path.name] = _write_workbook(path, asked, ran, words)
    return documents


def _about(asked: Request, ran: Sequence[Ran], words: Words) -> About:
    return About(
        review=asked.name,
        title=getattr(asked.review.title, words.language),
        unit=pages.unit_name(ran[0][0]["unit"], words),
        years=asked.review.years,
        form=filled(getattr(asked.review.briefing, words.language), words),
        problems={
            severity: int((asked.problems["severity"] == severity).sum())
            for severity in ("error", "warning", "note")
        },
        missing=[_question(job, words.language) for job, told in ran if told["status"] != "done"],
    )


def _write_briefing(path: Path, told: Report, about: About, identifier: str, words: Words) -> None:
    try:
        write_briefing(path, told, about, identifier, words, path.name.split("-")[0])
    except TemplateRefused as error:
        raise RequestError(str(error)) from error
    refuse(about.review, untold(path, told))


def _write_workbook(path: Path, asked: Request, ran: Sequence[Ran], words: Words) -> str:
    done = [(job, result) for job, result in ran if result["status"] == "done"]
    runs = [
        Kept(
            pages.unit_name(job["unit"], words),
            _question(job, words.language),
            path.parent / job["folder"],
        )
        for job, _ in done
    ]
    digest = hashlib.sha256("\n".join(result["fingerprint"] for _, result in done).encode())
    identifier = f"cadre-review:{asked.name}:{digest.hexdigest()[:16]}"
    title = getattr(asked.review.title, words.language)
    write_workbook(path, title, runs, asked.review.years, identifier, words)
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
