"""The briefing as a Word document, from a template that an office can change in Word."""

from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from analysis.documents.briefing.report import About, Report, sources_named
from analysis.documents.briefing.sections import Chart, Section
from analysis.documents.briefing.summary import Summary
from analysis.documents.cards import TEMPLATES
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.rendering import unit_name
from analysis.documents.story import CATALOGUE
from analysis.documents.word.pictures import describe_pictures
from analysis.documents.word.tables import fit_columns
from analysis.words import Words

# The width of a page's text: A4 less 30 mm on the left and 20 mm on the right.
TEXT_WIDTH = Mm(160)
_REMEDY = "correct it in Word, or take the template that comes with the project"


class TemplateRefused(ValueError):
    """A template cannot be filled, or does what templates may not do."""


class _Picture:
    """A picture in a template: only its XML, as a template could call whatever else it had."""

    __slots__ = ("_xml",)

    def __init__(self, xml: Callable[[], str]) -> None:
        self._xml = xml

    def __html__(self) -> str:
        return self._xml()


def write_briefing(
    path: Path, told: Report, about: About, identifier: str, words: Words, form: str = "briefing"
) -> None:
    """Write the briefing in a language, or the sheet of a small unit.

    Parameters
    ----------
    path
        The ``.docx`` file to write.
    told
        What it says.
    about
        What it is about.
    identifier
        ``cadre-review:<review>:<fingerprint>``, which stands in the document's properties.
    form
        What the template is called: ``briefing`` or ``sheet``.

    Raises
    ------
    TemplateRefused
        The template ``reports/templates/<form>-<language>.docx`` names something unknown, is no
        template, or reaches for what is closed to templates.
    """
    template = TEMPLATES / f"{form}-{words.language}.docx"
    document = DocxTemplate(template)
    charts = [chart for part in [*told.sections, *told.details] for chart in part.charts]
    try:
        document.render(_context(document, told, about, words), _environment())
    except Exception as error:  # what a template calls may raise anything
        raise TemplateRefused(f"{template}: {_why(error)}; {_REMEDY}") from error
    fit_columns(document.docx, TEXT_WIDTH)
    describe_pictures(document.docx, charts)
    _describe(document.docx, about, identifier, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
    repack(path)


def _why(error: Exception) -> str:
    near = " ".join(map(str.strip, getattr(error, "docx_context", [])))
    told = " ".join(str(error).split()) or type(error).__name__
    return f"{told} (near: {near[:200]})" if near else told


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_printable
    )


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _context(document: DocxTemplate, told: Report, about: About, words: Words) -> dict[str, Any]:
    first, last = about.years
    simulated = "simulated" in told.origins
    return {
        "form": about.form,
        "title": about.title,
        "heading": told.heading,
        "unit": "" if about.unit == unit_name("all", words) else about.unit,
        "summary": _summary(told.summary, words),
        "leadership": told.leadership,
        "first_year": first,
        "last_year": last,
        "sources": sources_named(told.origins, words),
        "simulated": simulated
        and {
            "mark": words.say(TEMPLATES / "texts.yml", "simulated"),
            "why": words.say(CATALOGUE, "simulated_why"),
        },
        "sections": [_section(document, part) for part in told.sections],
        "details": [_section(document, part) for part in told.details],
        "conditions": _numbered(told.parts.conditions),
        "more_conditions": _numbered(told.parts.more_conditions),
        "unanswered": told.parts.unanswered,
        "appendix": _appendices(told),
        "tables": [_table(asdict(table)) for table in told.tables],
        "methods": [*_general(words), *_of_this(told, about, words)],
        "of_this": _of_this(told, about, words),
    }


def _summary(told: Summary, words: Words) -> dict[str, Any]:
    rows = [[str(n), *each.cells] for n, each in enumerate(told.indicators, 1)]
    heads = [words.say(TEMPLATES / "texts.yml", "serial"), *told.heads]
    return {"claims": told.claims, "heads": heads, "rows": rows}


def _section(document: DocxTemplate, part: Section) -> dict[str, Any]:
    points = [
        {
            **{"text": point.text, "marks": f" {point.marks}" if point.marks else ""},
            "charts": [_shown(document, chart) for chart in point.charts],
        }
        for point in part.points
    ]
    return {
        **{"number": part.number, "heading": part.heading, "points": points},
        "findings": part.findings,
        "charts": [chart for point in points for chart in point["charts"]],
    }


def _numbered(conditions: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"number": number, "text": text} for number, text in conditions]


def _appendices(told: Report) -> dict[str, int | None]:
    """Return the number of each appendix that the document has."""
    parts = told.parts
    notes = [*parts.conditions, *parts.unanswered]
    there = {"notes": notes, "details": told.details, "tables": told.tables, "methods": True}
    numbers = count(1)
    return {name: next(numbers) if has else None for name, has in there.items()}


def _shown(document: DocxTemplate, chart: Chart) -> dict[str, Any]:
    image = InlineImage(document, str(chart.png), width=TEXT_WIDTH)
    return {
        "number": chart.number,
        "caption": chart.caption,
        "picture": _Picture(lambda: str(image)),
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    rows = [[{"text": text, "number": number} for text, number in row] for row in table["rows"]]
    return {**table, "rows": rows, "shown": len(rows)}


def _general(words: Words) -> list[str]:
    keys = ("census", "clear", "base", "rules")
    return [words.say(CATALOGUE, f"methods.{key}") for key in keys]


def _of_this(told: Report, about: About, words: Words) -> list[str]:
    """Return what is to be known of this document: its problems, its gaps, what it is made of."""

    def say(key: str, **values: object) -> str:
        return words.say(CATALOGUE, f"methods.{key}", **values)

    counts = {f"{key}s": words.number(n) for key, n in about.problems.items()}
    return [
        say("problems", **counts),
        *([say("missing", names="; ".join(about.missing))] if about.missing else []),
        say("provenance", review=about.review, fingerprint=told.fingerprint),
    ]


def _describe(document: Document, about: About, identifier: str, words: Words) -> None:
    first, last = about.years
    properties = document.core_properties
    properties.title = printable(about.title)[:255]
    properties.subject = printable(f"{about.unit}, {first}–{last}")[:255]
    properties.author = printable(about.form["issuing_body"])[:255]
    properties.language = words.language
    properties.identifier = identifier
