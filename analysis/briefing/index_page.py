"""The first page of a build in a language, and the page of all its charts."""

from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.briefing.described import (
    Described,
    Page,
    any_simulated,
    gallery_name,
    index_name,
    named_sources,
)
from analysis.briefing.methods import methods_file
from analysis.briefing.rendering import page_text


def index_context(described: Described, language: str, pages: list[Page]) -> dict[str, Any]:
    """Return what the template of the first page is filled with."""
    units = groupby(pages, key=lambda page: page.run.unit)
    counts = described.problems["severity"].value_counts()
    return {
        "described": described,
        "units": [(unit, list(of_unit)) for unit, of_unit in units],
        "done": sum(page.run.status == "done" for page in pages),
        "all": len(pages),
        "counts": {key: int(counts.get(key, 0)) for key in ("error", "warning", "note")},
        "problems": [_problem(row, language) for row in _rows(described.problems)],
        "documents": _documents(described, language),
        "simulated": any_simulated(pages),
        "sources": named_sources(pages, language),
        "others": [(o, index_name(described, o)) for o in described.languages if o != language],
        "methods": methods_file(language),
        "gallery": gallery_name(language),
        **_choices(pages),
    }


def gallery_context(described: Described, language: str, pages: list[Page]) -> dict[str, Any]:
    """Return what the template of the page of all charts is filled with."""
    return {
        "described": described,
        "shown": [
            (page.run, chart) for page in pages if page.bundle for chart in page.bundle["charts"]
        ],
        "simulated": any_simulated(pages),
        "sources": named_sources(pages, language),
        "others": [(o, gallery_name(o)) for o in described.languages if o != language],
        "index": index_name(described, language),
        "methods": methods_file(language),
        **_choices([page for page in pages if page.bundle and page.bundle["charts"]]),
    }


def _choices(pages: list[Page]) -> dict[str, Any]:
    """Return what the runs can be filtered by, each once, in the order of the review."""
    return {
        "unit_choices": list(dict.fromkeys(page.run.unit for page in pages)),
        "notebook_choices": list(
            dict.fromkeys((page.run.notebook, page.run.question) for page in pages)
        ),
        "status_choices": list(dict.fromkeys(page.run.status for page in pages)),
    }


def _documents(described: Described, language: str) -> list[tuple[str, str]]:
    own = [name for name in described.documents if Path(name).stem.endswith(f"-{language}")]
    return [(name, page_text(f"documents.{name.split('-')[0]}", language)) for name in own]


def _rows(problems: pd.DataFrame) -> list[dict[str, Any]]:
    order = problems["severity"].map(vocabulary.codes("severities").index)
    told = problems.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return told.astype(object).where(told.notna(), "").to_dict("records")


def _problem(row: dict[str, Any], language: str) -> dict[str, str]:
    ending = "_vi" if language == "vi" else ""
    return {
        "severity": row["severity"],
        "label": vocabulary.label("severities", row["severity"], language),
        "place": ", ".join(row[part] for part in ("file", "sheet", "cell") if row[part]),
        "reason": row[f"reason{ending}"],
        "remedy": row[f"remedy{ending}"],
    }
