"""A review that counts in *đồng chí*: none of its documents counts in *người*, and none in both."""

import re

import docx
import pytest
from lxml import html
from openpyxl import load_workbook
from pptx import Presentation

from analysis.cli.published.verify import verify_build
from analysis.places import resolve
from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.vocabulary import words

REVIEW = """\
title: {vi: Thử, en: Trial}
source: data/demo
published: data/published
years: [2011, 2015]
notebooks: [trend_review, women_share, appointment_outcomes, confidence_votes]
language: [vi]
persons_as: PERSONS
deliverables: [pages, briefing, slides, workbook]
"""
COUNTS = {"người": re.compile(r"\bngười\b", re.I), "đồng chí": re.compile(r"\bđồng chí\b", re.I)}
KEPT = re.compile("|".join(words()["persons_not_counted"]), re.IGNORECASE)


def texts(place):
    """Give what stands in every document of a build, by file."""
    for path in [*place.glob("*.html"), *place.glob("*/*/*/page.html")]:
        # The account of the methods is written once for all reviews.
        if not path.name.startswith("methods"):
            read = html.parse(path).getroot()
            yield path, "\n".join([*read.xpath("//body//text()"), *read.xpath("//img/@alt")])
    for path in place.glob("*/*/*/charts/*.svg"):
        yield path, re.sub(r"<!--(.*?)-->|<[^>]*>", r"\1", path.read_text("utf-8"))
    for path in place.glob("*.docx"):
        document = docx.Document(path)
        cells = [cell.text for table in document.tables for cell in table._cells]
        yield path, "\n".join([*(line.text for line in document.paragraphs), *cells])
    for path in place.glob("*.pptx"):
        for slide in Presentation(path).slides:
            yield path, "\n".join(slide.element.itertext())
            yield path, slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    for path in place.glob("*.xlsx"):
        rows = (row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True))
        yield path, "\n".join(str(cell) for row in rows for cell in row if cell)


@pytest.mark.full
@pytest.mark.parametrize(("said", "other"), [("đồng chí", "người"), ("người", "đồng chí")])
def test_a_review_counts_in_the_word_that_it_asks_for_and_in_no_other(said, other, tmp_path):
    (path := tmp_path / "r.yml").write_text(REVIEW.replace("PERSONS", said), "utf-8")
    built = build(request(path), output=tmp_path / "out", workers=2)
    assert built.status == 0
    place = resolve(built.index.parent)
    assert verify_build(place) == []
    every = list(texts(place))
    assert {path.suffix for path, _ in every} == {".html", ".svg", ".docx", ".pptx", ".xlsx"}
    found = {
        (path.name, line.strip())
        for path, text in every
        for line in text.splitlines()
        if COUNTS[other].search(KEPT.sub("", line))
    }
    assert found == set()
    assert sum(len(COUNTS[said].findall(text)) for _, text in every) > 100
