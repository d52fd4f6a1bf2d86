"""What pages are made of: the review, its runs, and the bundles of those that are done."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.documents.briefing.one_page import few_of, years_of
from analysis.documents.briefing.report import Table
from analysis.documents.briefing.sections import Source
from analysis.documents.result_tables import ShownTable, shown_table
from analysis.results import BundleRecord, read_bundle
from analysis.vocabulary import PERSONS
from analysis.words import Words


@dataclass(frozen=True)
class Run:
    """One run of a build; its bundle is in `folder`, below the build, where it is done.

    `parameters` are those it was given; of a finished run its bundle knows them too. `persons_as`
    is as in `Words`.
    """

    folder: str
    notebook: str
    unit: str
    language: str
    question: str
    status: str
    error: dict[str, Any] | None = None
    fingerprint: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    persons_as: str = PERSONS[0]

    @property
    def words(self) -> Words:
        """The words that it is told in."""
        return Words(self.language, self.persons_as)


@dataclass(frozen=True)
class Described:
    """What the first page says of the review.

    `problems` are those met while reading, `documents` the files beside it to attach, named
    ``<what>-<language>.<kind>``; `missing` are the lists that were expected and are not there:
    ``unit``, ``year``. `small` are the units that never have 20 people. `persons_as` is as in
    `Words`.
    """

    title: dict[str, str]
    years: tuple[int, int]
    languages: tuple[str, ...]
    problems: pd.DataFrame
    documents: tuple[str, ...] = ()
    missing: pd.DataFrame | None = None
    small: frozenset[str] = frozenset()
    persons_as: str = PERSONS[0]

    def words(self, language: str) -> Words:
        """Return the words of its pages in a language."""
        return Words(language, self.persons_as)


@dataclass(frozen=True)
class Page:
    """A run with its bundle and its tables as they are shown; None and none where it failed.

    `charts` are those that the pages show; `few` says that the unit is of few people, and `years`
    is the table that its page opens with, where its run tells how many there are.
    """

    run: Run
    bundle: BundleRecord | None
    tables: dict[str, ShownTable]
    charts: Sequence[Mapping[str, Any]] = ()
    years: Table | None = None
    few: bool = False


def read_page(build: Path, run: Run, small: Collection[str] = ()) -> Page:
    """Return a run of a build with what it left there.

    Of the units in `small` two charts are shown at most, those that are in numbers of people.
    """
    if run.status != "done":
        return Page(run, None, {}, few=run.unit in small)
    folder = build / run.folder
    bundle = read_bundle(folder)
    tables = {t["id"]: shown_table(folder / t["csv"], run.words) for t in bundle["tables"]}
    # What is empty is drawn for the notebook: why it is so is said by a finding.
    charts = [chart for chart in bundle["charts"] if not chart.get("empty")]
    if run.unit not in small:
        return Page(run, bundle, tables, charts)
    years = years_of([(source_of(build, run), bundle)], run.words)
    return Page(run, bundle, tables, few_of(charts), years, few=True)


def source_of(build: Path, run: Run) -> Source:
    """Return a finished run as documents take it."""
    return Source(run.notebook, run.question, build / run.folder, run.fingerprint)


def index_name(described: Described, language: str) -> str:
    """Return the name of the first page in a language; ``index.html`` is the first language's."""
    return "index.html" if language == described.languages[0] else f"index-{language}.html"


def gallery_name(language: str) -> str:
    """Return the name of the page of all charts in a language."""
    return f"gallery-{language}.html"


def digest(pages: list[Page]) -> str:
    """Return what the finished runs of pages are known by together, as the workbook of all is."""
    done = [page.run.fingerprint for page in pages if page.run.status == "done"]
    return hashlib.sha256("\n".join(done).encode()).hexdigest()[:16]


def any_simulated(pages: list[Page]) -> bool:
    """Return whether a row behind any of the pages is simulated."""
    return any(page.bundle and "simulated" in page.bundle["origin"] for page in pages)


def named_sources(pages: list[Page], words: Words) -> str:
    """Return the origins of the rows behind the pages in words."""
    origins = sorted({origin for page in pages if page.bundle for origin in page.bundle["origin"]})
    return words.listing([words.label("origins", o) for o in origins])
