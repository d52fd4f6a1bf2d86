"""Do slides show the figures of the bundles? Read back from the file."""

from collections.abc import Sequence
from pathlib import Path

from pptx import Presentation

from analysis import wording
from analysis.briefing.native_charts import chart_data, read_table
from analysis.briefing.printable import printable
from analysis.briefing.result_tables import TEMPLATES
from analysis.briefing.sections import Source
from analysis.bundle import read_bundle


def unlike(path: Path, sources: Sequence[Source], language: str) -> list[str]:
    """Return which slides show other figures than the bundles that they were made from.

    The title of a slide with a chart is a chart's title, and the numbers that PowerPoint draws
    are those of its table.

    Parameters
    ----------
    path
        The slides.
    sources
        The runs that they were made from.
    """
    forms = wording.sentences(TEMPLATES / "slides.yml")
    wanted: dict[str, list[dict[str, list[float | None]]]] = {}
    for source in sources:
        for chart in read_bundle(source.folder)["charts"]:
            series = wanted.setdefault(printable(chart["title"]), [])
            if chart["id"] in forms:
                table = read_table(source.folder / "tables" / f"{chart['table']}.csv")
                series.append(chart_data(table, forms[chart["id"]], language)[1])
    found = []
    for number, slide in enumerate(Presentation(str(path)).slides, 1):
        title = slide.shapes.title.text
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        pictures = [shape for shape in slide.shapes if hasattr(shape, "image")]
        if (charts or pictures) and title not in wanted:
            found.append(f"{path.name}, slide {number}: no chart is titled {title!r}")
        for chart in charts:
            shown = {series.name: list(series.values) for series in chart.series}
            told = [{printable(k): v for k, v in each.items()} for each in wanted.get(title, [])]
            if title in wanted and shown not in told:
                found.append(f"{path.name}, slide {number} ({title}): {shown} is not in its table")
    return found
