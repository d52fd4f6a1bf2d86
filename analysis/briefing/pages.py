"""Pages of a build, made from its bundles only: one per run, and a first page per language."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import pandas as pd

from analysis import vocabulary, wording
from analysis.briefing.methods import anchor, methods_file, methods_text
from analysis.briefing.result_tables import (
    TEMPLATES,
    ShownTable,
    method_of,
    shown_table,
    table_name,
)
from analysis.bundle import BundleRecord, read_bundle

_FIGURES: dict[str, Callable[..., str]] = {
    "share": wording.percent,
    "points": partial(wording.number, decimals=1),
}


@dataclass(frozen=True)
class Run:
    """One run of a build; its bundle is in `folder`, below the build, where it is done."""

    folder: str
    notebook: str
    unit: str
    language: str
    question: str
    status: str
    error: dict[str, Any] | None = None


@dataclass(frozen=True)
class Described:
    """What the first page says of the review.

    `problems` are those met while reading, `documents` the files beside it to attach, named
    ``<what>-<language>.<kind>``.
    """

    title: dict[str, str]
    years: tuple[int, int]
    languages: tuple[str, ...]
    problems: pd.DataFrame
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Page:
    run: Run
    bundle: BundleRecord | None
    tables: dict[str, ShownTable]


def question(notebook: Path, language: str) -> str:
    """Return the question that a notebook asks: a page's title.

    Known notebooks are titled in both languages; another by the first heading in its file.
    """
    known = wording.sentences(TEMPLATES / "notebooks.yml").get(notebook.stem)
    if known:
        return str(known[language])
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("#"):
                return line.lstrip("# ").strip()
    return notebook.stem


def unit_name(unit: str, language: str) -> str:
    """Return what a unit is called in a document; ``all`` is the whole district."""
    return _text("district", language) if unit == "all" else unit


def write_pages(build: Path, described: Described, runs: Iterable[Run]) -> None:
    """Write ``page.html`` of every run, the first pages of a build and its pages on methods.

    The first page in the review's first language is ``index.html``; the other language's is
    beside it (``index-en.html``), and so are ``methods-vi.html`` and ``methods-en.html``.
    """
    pages = [_read(build, run) for run in runs]
    for page in pages:
        folder = build / page.run.folder
        kept = (folder / "notebook.ipynb").is_file()
        context = {**_page_context(described, page, pages), "notebook_kept": kept}
        _write(folder / "page.html", "page.html.j2", page.run.language, context)
    for language in described.languages:
        own = [page for page in pages if page.run.language == language]
        context = _index_context(described, language, own)
        _write(build / _index_name(described, language), "index.html.j2", language, context)
        context = _methods_context(described, language)
        _write(build / methods_file(language), "methods.html.j2", language, context)


def _read(build: Path, run: Run) -> _Page:
    if run.status != "done":
        return _Page(run, None, {})
    folder = build / run.folder
    bundle = read_bundle(folder)
    tables = {t["id"]: shown_table(folder / t["csv"], run.language) for t in bundle["tables"]}
    return _Page(run, bundle, tables)


def _page_context(described: Described, page: _Page, pages: list[_Page]) -> dict[str, Any]:
    run = page.run
    same = (run.unit, run.notebook)
    others = [p.run for p in pages if (p.run.unit, p.run.notebook) == same and p.run != run]
    charts = page.bundle["charts"] if page.bundle else []
    titles = {chart["table"]: chart["title"] for chart in charts}
    names = {id: table_name(id, titles.get(id), run.language) for id in page.tables}
    return {
        "described": described,
        "run": run,
        "bundle": page.bundle,
        "tables": page.tables,
        "table_names": names,
        "table_methods": {id: _method_place(id, run.language) for id in page.tables},
        "simulated": _simulated([page]),
        "sources": _sources([page], run.language),
        "others": [(other.language, f"../{other.language}/page.html") for other in others],
        "index": f"../../../{_index_name(described, run.language)}",
        "methods": f"../../../{methods_file(run.language)}",
    }


def _index_context(described: Described, language: str, pages: list[_Page]) -> dict[str, Any]:
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
        "simulated": _simulated(pages),
        "sources": _sources(pages, language),
        "others": [(o, _index_name(described, o)) for o in described.languages if o != language],
        "methods": methods_file(language),
    }


def _methods_context(described: Described, language: str) -> dict[str, Any]:
    return {
        "text": methods_text(language),
        "sources": "",
        "others": [
            (other, methods_file(other)) for other in described.languages if other != language
        ],
        "index": _index_name(described, language),
        "methods": None,
    }


def _method_place(table: str, language: str) -> str | None:
    method = method_of(table)
    return method and f"../../../{methods_file(language)}#{anchor(method, language)}"


def _documents(described: Described, language: str) -> list[tuple[str, str]]:
    own = [name for name in described.documents if Path(name).stem.endswith(f"-{language}")]
    return [(name, _text(f"documents.{name.split('-')[0]}", language)) for name in own]


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


def _simulated(pages: list[_Page]) -> bool:
    return any(page.bundle and "simulated" in page.bundle["origin"] for page in pages)


def _sources(pages: list[_Page], language: str) -> str:
    origins = sorted({origin for page in pages if page.bundle for origin in page.bundle["origin"]})
    return wording.listing([vocabulary.label("origins", o, language) for o in origins], language)


def _index_name(described: Described, language: str) -> str:
    return "index.html" if language == described.languages[0] else f"index-{language}.html"


def _interval(finding: dict[str, Any], language: str) -> str:
    """Return a finding's figure with its interval; nothing where its sentence tells it already."""
    # The bounds of a number of people are what is possible, not an interval of chance.
    figure = _FIGURES.get(finding["unit"] or "")
    told = {end: finding[end] for end in ("value", "low", "high")}
    if figure is None or any(number is None for number in told.values()):
        return ""
    texts = {end: figure(number, language) for end, number in told.items()}
    if texts["low"] in finding["text"] and texts["high"] in finding["text"]:
        return ""
    variant = "points" if finding["unit"] == "points" else "figure"
    return _text(f"interval.{variant}", language, **texts)


def _text(key: str, language: str, **values: object) -> str:
    return wording.say(TEMPLATES / "texts.yml", key, language, **values)


def _write(path: Path, template: str, language: str, context: dict[str, Any]) -> None:
    say = partial(_text, language=language)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=say,
        language=language,
        language_names={code: _text("language_name", code) for code in vocabulary.LANGUAGES},
        unit_name=lambda unit: unit_name(unit, language),
        interval=lambda finding: _interval(finding, language),
        number=partial(wording.number, language=language),
        href=lambda *parts: quote("/".join(parts)),
        style=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    text = environment.get_template(template).render(context)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
