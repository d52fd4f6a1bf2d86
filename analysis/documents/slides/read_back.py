"""Do slides show the figures of the bundles? Read back from the file."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation

from analysis.documents.briefing.sections import Source
from analysis.documents.briefing.summary import Summary, summary_of
from analysis.documents.cards import card
from analysis.documents.printable import printable
from analysis.documents.rendering import page_text
from analysis.documents.slides.native_data import chart_data, tells_enough
from analysis.documents.slides.slide import BULLET
from analysis.documents.slides.table import laid_out_for, over_the_foot, table_rows
from analysis.documents.story import story
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words

# The numbers of its conditions stand behind a finding.
_MARKS = re.compile(r" \[[\d, –]+\]$")
_Drawing = tuple[list[str], dict[str, list[float | None]]]


def unlike(
    path: Path, sources: Sequence[Source], years: tuple[int, int], words: Words
) -> list[str]:
    """Return which slides tell other things than the bundles that they were made from.

    The title of a slide with a chart is a chart's title, that of another a finding's, a question
    or a heading; the categories and numbers that PowerPoint draws are those of its table; what a
    slide lists are findings; claims and indicators are those of the summary; no table hides the
    foot.

    Parameters
    ----------
    path
        The slides.
    sources
        The runs that they were made from.
    years
        The first and the last year of the review.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    told = summary_of(bundles, years, words)
    every = [finding for _, bundle in bundles for finding in bundle["findings"]]
    listed = {printable(sentence(f[part])) for f in every for part in ("text", "title")}
    wanted, heads = _drawings(bundles, words), _heads(bundles, words)
    asked = story().deck.values()
    tables = [rows for each in asked for rows, _ in laid_out_for(each, bundles, words)]
    slides = list(enumerate(Presentation(str(path)).slides, 1))
    found = [
        *((number, line) for number, slide in slides for line in _unlike_charts(slide, wanted)),
        *((number, line) for number, slide in slides for line in _unlisted(slide, listed)),
        *((number, line) for number, slide in slides[1:] for line in _untitled(slide, heads)),
        *((2, line) for _, slide in slides[1:2] for line in _unsummed(slide, told)),
        *((number, line) for number, slide in slides[2:] for line in _untabled(slide, tables)),
        *((number, "a table runs over the foot") for number, s in slides if over_the_foot(s)),
    ]
    return [f"{path.name}, slide {number}: {line}" for number, line in sorted(found)]


def _heads(bundles: Sequence[tuple[Source, BundleRecord]], words: Words) -> set[str]:
    """Return what a slide may be titled by."""
    fixed = ("answer", "slides.backup", "conditions", "unanswered")
    told = [page_text(key, words) for key in fixed]
    for source, bundle in bundles:
        told.append(source.question)
        told += [chart["title"] for chart in bundle["charts"]]
        told += [finding["title"] for finding in bundle["findings"]]
    return set(map(printable, told))


def _untitled(slide: Any, heads: set[str]) -> list[str]:
    drawn = any(shape.has_chart or hasattr(shape, "image") for shape in slide.shapes)
    title = slide.shapes.title.text
    # Of a slide with a chart that is said already.
    return [] if drawn or title in heads else [f"not the title of anything: {title}"]


def _unsummed(slide: Any, told: Summary) -> list[str]:
    """Return what of the summary its slide lacks, and what else its table tells."""
    if not (told.claims or told.indicators):
        return []
    rows = table_rows(slide)
    wanted = [told.heads, *(each.cells for each in told.indicators)] if told.indicators else []
    shown = [list(map(printable, row)) for row in wanted]
    lines = _lines(slide)
    claims = [claim for claim in map(printable, told.claims) if f"{BULLET}{claim}" not in lines]
    return [
        *(f"not the claim: {claim}" for claim in claims),
        *(f"not the indicator: {' | '.join(row)}" for row in shown if row not in rows),
        *(f"no indicator: {' | '.join(row)}" for row in rows if row not in shown),
    ]


def _untabled(slide: Any, tables: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Return the table of a slide, if it has one, that is none of those that are laid out."""
    rows = table_rows(slide)
    if not rows or any(rows == [list(map(printable, row)) for row in each] for each in tables):
        return []
    return [f"not a table of the bundles: {' | '.join(rows[0])}"]


def _drawings(
    bundles: Sequence[tuple[Source, BundleRecord]], words: Words
) -> dict[str, list[_Drawing]]:
    """Return by the title of a chart what PowerPoint draws under it."""
    wanted: dict[str, list[_Drawing]] = {}
    for source, bundle in bundles:
        for chart in bundle["charts"]:
            drawings = wanted.setdefault(printable(chart["title"]), [])
            known = card(chart["id"]).chart
            if form := known and known.slide:
                table = read_table(source.folder / "tables" / f"{chart['table']}.csv")
                if not tells_enough(table, form, words):
                    continue
                names, series = chart_data(table, form, words)
                drawings.append(
                    ([printable(n) for n in names], {printable(k): v for k, v in series.items()})
                )
    return wanted


def _unlike_charts(slide: Any, wanted: Mapping[str, list[_Drawing]]) -> list[str]:
    title = slide.shapes.title.text
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    pictures = [shape for shape in slide.shapes if hasattr(shape, "image")]
    if title not in wanted:
        return [f"no chart is titled {title!r}"] if charts or pictures else []
    shown = [
        (list(chart.plots[0].categories), {one.name: list(one.values) for one in chart.series})
        for chart in charts
    ]
    return [f"({title}) {one} is not in its table" for one in shown if one not in wanted[title]]


def _unlisted(slide: Any, listed: set[str]) -> list[str]:
    lines = [line.removeprefix(BULLET) for line in _lines(slide) if line.startswith(BULLET)]
    return [f"not a finding: {line}" for line in lines if _MARKS.sub("", line) not in listed]


def _lines(slide: Any) -> list[str]:
    return [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
