"""Every chart of a unit on one page that needs no other file, its languages side by side."""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.documents.pages.described import (
    Described,
    Page,
    any_simulated,
    digest,
    named_sources,
    read_page,
)
from analysis.documents.pages.pages import Run
from analysis.documents.rendering import unit_name, write_page


def write_chart_sheet(out: Path, build: Path, described: Described, runs: Sequence[Run]) -> int:
    """Write the page, each chart as wide as it is printed, and return how many it shows.

    Parameters
    ----------
    out
        The page to write; its words are in the first language of the review.
    build
        The published build's folder.
    described, runs
        The review, and the runs of one unit.
    """
    pages = [read_page(build, run) for run in runs]
    language = described.languages[0]
    words = described.words(language)
    shown = _rows(build, pages)
    context = {
        "described": described,
        "unit": runs[0].unit,
        "rows": shown,
        "missing": [page.run for page in pages if page.bundle is None],
        "simulated": any_simulated(pages),
        "sources": named_sources(pages, words),
        "others": [],
        "stamp": [described.title[language], unit_name(runs[0].unit, words), digest(pages)],
        "methods": None,
    }
    write_page(out, "chart_sheet.html.j2", words, context)
    return sum(len(charts) for _, _, charts in shown)


def _rows(build: Path, pages: Sequence[Page]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return the notebook and id of each chart, with the chart in every language."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for page in pages:
        for chart in page.bundle["charts"] if page.bundle else []:
            picture = (build / page.run.folder / chart["svg"]).read_bytes()
            source = f"data:image/svg+xml;base64,{b64encode(picture).decode()}"
            told = {**chart, "picture": source, "language": page.run.language}
            rows.setdefault((page.run.notebook, chart["id"]), []).append(told)
    return [(*place, charts) for place, charts in rows.items()]
