"""The page of a run: its findings, charts and tables, or why it has none."""

from typing import Any

from analysis.documents.pages.described import (
    Described,
    Page,
    Run,
    any_simulated,
    gallery_name,
    index_name,
    named_sources,
)
from analysis.documents.pages.methods import anchor, methods_file
from analysis.documents.rendering import unit_name
from analysis.documents.result_tables import method_of, table_name
from analysis.documents.story import story
from analysis.documents.told import arranged


def run_context(described: Described, page: Page) -> dict[str, Any]:
    """Return what the template of a run's page is filled with."""
    run = page.run
    # Each notebook of each unit runs in every language of the review.
    others = [language for language in described.languages if language != run.language]
    charts = page.bundle["charts"] if page.bundle else []
    titles = {chart["table"]: chart["title"] for chart in charts}
    names = {id: table_name(id, titles.get(id), run.words) for id in page.tables}
    parameters = page.bundle["parameters"] if page.bundle else run.parameters
    return {
        "parameters": {name: _written(given) for name, given in parameters.items()},
        "gallery": f"../../../{gallery_name(run.language)}",
        "described": described,
        "run": run,
        "stamp": _stamp(described, run),
        "bundle": page.bundle,
        "told": arranged(page.bundle["findings"] if page.bundle else (), page.charts),
        "years": page.years,
        "few": page.few,
        "below": run.words.of(story().sheet.below),
        "details": run.words.of(story().sheet.details),
        "tables": page.tables,
        "table_names": names,
        "table_methods": {id: _method_place(id, run.language) for id in page.tables},
        "simulated": any_simulated([page]),
        "sources": named_sources([page], run.words),
        "others": [(language, f"../{language}/page.html") for language in others],
        "index": f"../../../{index_name(described, run.language)}",
        "methods": f"../../../{methods_file(run.language)}",
    }


def _stamp(described: Described, run: Run) -> list[str]:
    title, unit = described.title[run.language], unit_name(run.unit, run.words)
    return [title, unit, run.question, run.fingerprint[:16]]


def _written(given: Any) -> str:
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)


def _method_place(table: str, language: str) -> str | None:
    method = method_of(table)
    return method and f"../../../{methods_file(language)}#{anchor(method, language)}"
