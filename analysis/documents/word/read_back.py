"""Does a Word document say what it was to say? Read back from the file."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.oxml.ns import qn

from analysis.documents.briefing.report import Report
from analysis.documents.briefing.sections import Section
from analysis.documents.printable import printable


def untold(path: Path, told: Report) -> list[str]:
    """Return the findings and rows of tables that a document does not tell as they are.

    A template may leave the tables, or the details, out altogether; it may not have some.

    Parameters
    ----------
    path
        The document.
    told
        What it was to say.
    """
    document = docx.Document(str(path))
    lines = [_words(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]
    text = "\n".join(lines)
    findings = _sentences(told, details=_has_details(lines, told))
    rows = {
        tuple(_words(cell) for cell in row.iter(qn("w:tc")))
        for row in document.element.body.iter(qn("w:tr"))
    }
    wanted = [
        (table.name, tuple(printable(cell) for cell, _ in row))
        for table in told.tables
        for row in table.rows
    ]
    has_tables = document.element.body.find(f".//{qn('w:tblHeader')}") is not None
    indicators = [tuple(map(printable, each.cells)) for each in told.summary.indicators]
    shown = {row[1:] for row in rows}
    return [
        *(f"{path.name}: not the finding: {each}" for each in findings if each not in text),
        *(
            f"{path.name}: not the indicator: {' | '.join(row)}"
            for row in indicators
            if row not in shown
        ),
        *(
            f"{path.name}: {name} not the row: {' | '.join(row)}"
            for name, row in wanted
            if has_tables and row not in rows
        ),
    ]


def _sentences(told: Report, *, details: bool) -> list[str]:
    """Return what a document says in sentences, with the details where it has them."""
    texts = [*told.summary.claims, *told.leadership, *(text for _, text in told.parts.conditions)]
    texts += told.parts.unanswered
    sentences = [*map(printable, texts), *_findings(told.sections)]
    if details:
        sentences += _findings(told.details)
        sentences += [printable(text) for _, text in told.parts.more_conditions]
    return sentences


def _findings(parts: Sequence[Section]) -> list[str]:
    return [printable(line) for part in parts for line in part.findings]


def _has_details(lines: Sequence[str], told: Report) -> bool:
    """Return whether a heading or a finding of the details is in a document."""
    there = Counter(lines)
    body, details = (
        Counter(printable(f"{part.number}. {part.heading}") for part in parts)
        for parts in (told.sections, told.details)
    )
    headed = any(there[heading] > body[heading] for heading in details)
    text = "\n".join(lines)
    return headed or any(line in text for line in _findings(told.details))


def _words(element: object) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))  # type: ignore[attr-defined]
