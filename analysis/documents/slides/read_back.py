"""Do slides show the figures of the bundles? Read back from the file."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation

from analysis.bundle import BundleRecord, read_bundle
from analysis.documents.cards import card
from analysis.documents.printable import printable
from analysis.documents.sections import Source
from analysis.documents.slides.native_data import chart_data, tells_enough
from analysis.documents.slides.slides import BULLET
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
from analysis.words import Words

# The numbers of its conditions stand behind a finding.
_MARKS = re.compile(r" \[[\d, –]+\]$")
_Drawing = tuple[list[str], dict[str, list[float | None]]]


def unlike(path: Path, sources: Sequence[Source], words: Words) -> list[str]:
    """Return which slides tell other things than the bundles that they were made from.

    The title of a slide with a chart is a chart's title, the categories and numbers that
    PowerPoint draws are those of its table, and what a slide lists are findings.

    Parameters
    ----------
    path
        The slides.
    sources
        The runs that they were made from.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    findings = {f["text"] for _, bundle in bundles for f in bundle["findings"]}
    listed = {printable(f"{BULLET}{sentence(text)}") for text in findings}
    wanted = _drawings(bundles, words)
    return [
        f"{path.name}, slide {number}: {line}"
        for number, slide in enumerate(Presentation(str(path)).slides, 1)
        for line in [*_unlike_charts(slide, wanted), *_unlisted(slide, listed)]
    ]


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
    lines = [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    return [
        f"not a finding: {line.removeprefix(BULLET)}"
        for line in lines
        if line.startswith(BULLET) and _MARKS.sub("", line) not in listed
    ]
