"""The first page of a build in a language, and the page of all its charts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.documents.briefing.one_page import lines_of, of_shares, years_of
from analysis.documents.briefing.summary import summary_of
from analysis.documents.pages.described import (
    Described,
    Page,
    Run,
    any_simulated,
    digest,
    gallery_name,
    index_name,
    named_sources,
    source_of,
)
from analysis.documents.pages.methods import methods_file
from analysis.documents.pages.missing_lists import missing_told
from analysis.documents.rendering import page_text
from analysis.documents.story import story
from analysis.problem_words import worded
from analysis.words import Words

_MOST_INDICATORS = 5


@dataclass(frozen=True)
class Answer:
    """What the first page opens with: claims, and rows under heads.

    `few` says that it is of a unit of few people: the rows are its years, and stand first.
    """

    claims: list[str]
    heads: list[str]
    rows: list[list[str]]
    few: bool = False


def index_context(
    build: Path, described: Described, words: Words, pages: list[Page]
) -> dict[str, Any]:
    """Return what the template of the first page is filled with."""
    units = groupby(pages, key=lambda page: page.run.unit)
    counts = described.problems["severity"].value_counts()
    return {
        "described": described,
        "answer": _answer(*answer_of(build, described, pages, words)),
        "units": [_unit(unit, list(of_unit)) for unit, of_unit in units],
        "done": _finished(pages),
        "all": len(pages),
        "of_shares": of_shares,
        "unfinished": _unfinished(pages, words),
        "reason": partial(_reason, words=words),
        "stamp": _stamp(described, words.language, pages),
        "counts": {key: int(counts.get(key, 0)) for key in ("error", "warning", "note")},
        "problems": [_problem(row, words) for row in _rows(worded(described.problems, words))],
        "missing": missing_told(described.missing, words),
        "documents": _documents(described, words),
        "simulated": any_simulated(pages),
        "sources": named_sources(pages, words),
        "others": [
            (o, index_name(described, o)) for o in described.languages if o != words.language
        ],
        "methods": methods_file(words.language),
        "gallery": gallery_name(words.language),
        **_choices(pages),
    }


def gallery_context(described: Described, words: Words, pages: list[Page]) -> dict[str, Any]:
    """Return what the template of the page of all charts is filled with."""
    shown = [page for page in pages if page.charts]
    return {
        "described": described,
        "shown": shown,
        "stamp": _stamp(described, words.language, pages),
        "simulated": any_simulated(pages),
        "sources": named_sources(pages, words),
        "others": [(o, gallery_name(o)) for o in described.languages if o != words.language],
        "index": index_name(described, words.language),
        "methods": methods_file(words.language),
        **_choices(shown),
    }


def answer_of(
    build: Path, described: Described, pages: Sequence[Page], words: Words
) -> tuple[list[Page], Answer]:
    """Return what the first page opens with, and the pages it is from.

    That is the summary of the whole, or of the one unit that the review is of; of a unit of few
    people it is what its sheet says.
    """
    units = {page.run.unit for page in pages}
    unit = units.pop() if len(units) == 1 else "all"
    own = [page for page in pages if page.run.unit == unit]
    bundles = [(source_of(build, page.run), page.bundle) for page in own if page.bundle]
    if bundles and unit in described.small:
        years = years_of(bundles, words)
        rows = [[text for text, _ in row[1:]] for row in years.rows] if years else []
        lines = lines_of(bundles, words, words.of(story().sheet.below))
        return own, Answer(lines, years.heads[1:] if years else [], rows, few=True)
    told = summary_of(bundles, described.years, words)
    rows = [each.cells for each in told.indicators[:_MOST_INDICATORS]]
    return own, Answer(told.claims, told.heads, rows)


def _answer(own: Sequence[Page], told: Answer) -> dict[str, Any] | None:
    if not told.claims and not told.rows:
        return None
    drawn = ((page, chart) for page in own for chart in page.charts)
    return {**asdict(told), "picture": None if told.few else next(drawn, None)}


def _unit(unit: str, pages: list[Page]) -> tuple[str, list[Page], int]:
    return unit, pages, _finished(pages)


def _finished(pages: list[Page]) -> int:
    return sum(page.run.status == "done" for page in pages)


def _unfinished(pages: list[Page], words: Words) -> list[dict[str, Any]]:
    """Return the runs without results, those of one notebook that ended alike together."""
    causes: dict[tuple[str, str, str], list[Run]] = {}
    for run in (page.run for page in pages if page.run.status != "done"):
        causes.setdefault((run.question, run.status, _reason(run, words)), []).append(run)
    return [
        {"question": question, "status": status, "reason": reason, "runs": runs}
        for (question, status, reason), runs in causes.items()
    ]


def _reason(run: Run, words: Words) -> str:
    if run.error:
        return f"{run.error['ename']}: {run.error['evalue']}"
    return page_text(f"why.{run.status}", words)


def _stamp(described: Described, language: str, pages: list[Page]) -> list[str]:
    return [described.title[language], "–".join(map(str, described.years)), digest(pages)]


def _choices(pages: list[Page]) -> dict[str, Any]:
    """Return what the runs can be filtered by, each once, in the order of the review."""
    return {
        "unit_choices": list(dict.fromkeys(page.run.unit for page in pages)),
        "notebook_choices": list(
            dict.fromkeys((page.run.notebook, page.run.question) for page in pages)
        ),
        "status_choices": list(dict.fromkeys(page.run.status for page in pages)),
    }


def _documents(described: Described, words: Words) -> list[tuple[str, str]]:
    own = [name for name in described.documents if Path(name).stem.endswith(f"-{words.language}")]
    return [(name, page_text(f"documents.{_what(name)}", words)) for name in own]


def _what(name: str) -> str:
    what = name.split("-")[0]
    return f"{what}_pdf" if name.endswith(".pdf") else what


def _rows(problems: pd.DataFrame) -> list[dict[str, Any]]:
    order = problems["severity"].map(vocabulary.codes("severities").index)
    told = problems.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return told.astype(object).where(told.notna(), "").to_dict("records")


def _problem(row: dict[str, Any], words: Words) -> dict[str, str]:
    return {
        "severity": row["severity"],
        "label": words.label("severities", row["severity"]),
        "place": ", ".join(row[part] for part in ("file", "sheet", "cell") if row[part]),
        "reason": row["reason"],
        "remedy": row["remedy"],
    }
