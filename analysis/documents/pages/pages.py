"""Pages of a build, made from its bundles only: one per run, and a first page per language."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import wording
from analysis.documents.cards import TEMPLATES
from analysis.documents.pages.described import (
    Described,
    Page,
    Run,
    gallery_name,
    index_name,
    read_page,
)
from analysis.documents.pages.index_page import gallery_context, index_context
from analysis.documents.pages.methods import methods_file, methods_text
from analysis.documents.pages.run_page import run_context
from analysis.documents.rendering import unit_name, write_page

__all__ = [
    "Described",
    "Page",
    "Run",
    "question",
    "unit_name",
    "write_first_pages",
    "write_run",
]

# A line of Markdown in italics.
_TRANSLATED = re.compile(r"\*([^*].*[^*])\*")


def question(notebook: Path, language: str) -> str:
    """Return the question that a notebook asks: a page's title.

    Known notebooks are titled in both languages; another by the first heading in its file, which
    is Vietnamese where a line in italics, its translation, follows it.
    """
    known = wording.sentences(TEMPLATES / "notebooks.yml").get(notebook.stem)
    if known:
        return str(known[language])
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        # A file that is no notebook asks nothing; its run tells what is wrong with it.
        texts = []
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    heads = [at for at, line in enumerate(lines) if line.startswith("#")]
    if not heads:
        return notebook.stem
    told = _TRANSLATED.fullmatch(" ".join(lines[heads[0] + 1 : heads[0] + 2]))
    return told[1] if told and language != "vi" else lines[heads[0]].lstrip("# ")


def write_run(build: Path, described: Described, run: Run) -> Page:
    """Write ``page.html`` of a run that has ended, and return what it shows.

    Parameters
    ----------
    build
        The build's folder, with what the run left below it.
    described
        The review; its documents may not be known yet.
    run
        The run; others may not have ended.
    """
    page = read_page(build, run, described.small)
    kept = (build / run.folder / "notebook.ipynb").is_file()
    context = {**run_context(described, page), "notebook_kept": kept}
    write_page(build / run.folder / "page.html", "page.html.j2", run.words, context)
    return page


def write_first_pages(build: Path, described: Described, pages: Sequence[Page]) -> None:
    """Write the first pages of a build, those of all its charts and those on methods.

    The first page in the review's first language is ``index.html``; the other language's is
    beside it (``index-en.html``), and so are ``gallery-vi.html``, with every chart, and
    ``methods-vi.html``.
    """
    for language in described.languages:
        own = [page for page in pages if page.run.language == language]
        words = described.words(language)
        context = index_context(build, described, words, own)
        write_page(build / index_name(described, language), "index.html.j2", words, context)
        context = gallery_context(described, words, own)
        write_page(build / gallery_name(language), "gallery.html.j2", words, context)
        context = _methods_context(described, language)
        write_page(build / methods_file(language), "methods.html.j2", words, context)


def _methods_context(described: Described, language: str) -> dict[str, Any]:
    return {
        "text": methods_text(language),
        "sources": "",
        "about": described.title[language],
        "stamp": None,
        "others": [
            (other, methods_file(other)) for other in described.languages if other != language
        ],
        "index": index_name(described, language),
        "methods": None,
    }
