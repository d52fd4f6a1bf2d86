"""What a briefing says: findings, charts, tables and methods, from the bundles of one unit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.briefing.layout import Layout, laid_out, nothing_told
from analysis.briefing.result_tables import TEMPLATES, table_name
from analysis.bundle import BundleRecord, read_bundle

CATALOGUE = TEMPLATES / "briefing.yml"


@dataclass(frozen=True)
class Source:
    """A finished run that a document is made from; `question` heads what has no heading."""

    notebook: str
    question: str
    folder: Path
    fingerprint: str


@dataclass(frozen=True)
class Chart:
    """A chart of a document: its number in it, its record in the bundle, and its files."""

    number: int
    caption: str
    alt: str
    png: Path
    svg: Path


@dataclass(frozen=True)
class Section:
    """A part of a document: its findings as sentences, then its charts."""

    number: str
    heading: str
    findings: list[str]
    charts: list[Chart]


@dataclass(frozen=True)
class Table:
    """A table of a document: heads and cells as written, and which cells are numbers."""

    number: int
    name: str
    heads: list[str]
    rows: list[list[tuple[str, bool]]]
    rows_in_all: int


@dataclass(frozen=True)
class Report:
    """All that a document says of one unit in one language."""

    sections: list[Section]
    tables: list[Table]
    origins: list[str]
    fingerprint: str


def report(sources: Sequence[Source], language: str) -> Report:
    """Return what a briefing says, from the finished runs of one unit in the order of the review.

    A finding, chart or table that several notebooks share is told once, where it comes first.
    `fingerprint` is the SHA-256 of the runs' fingerprints, 16 hex digits of it.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    digest = hashlib.sha256("\n".join(source.fingerprint for source in sources).encode())
    return Report(
        sections=_sections(bundles, language),
        tables=_tables(bundles, language),
        origins=sorted({origin for _, bundle in bundles for origin in bundle["origin"]}),
        fingerprint=digest.hexdigest()[:16],
    )


def sources_named(origins: Sequence[str], language: str) -> str:
    """Return the origins of a document's figures in words."""
    names = [vocabulary.label("origins", origin, language) for origin in origins]
    return wording.listing(names, language)


def _sections(bundles: list[tuple[Source, BundleRecord]], language: str) -> list[Section]:
    sections: list[Section] = []
    told: set[str] = set()
    shown: set[str] = set()
    for source, bundle in bundles:
        own = {f["id"]: sentence(f["text"]) for f in bundle["findings"] if f["id"] not in told}
        told.update(own)
        # Two questions may have the same answer: that nobody was followed, for one.
        findings = list(dict.fromkeys(own.values()))
        chosen = [c for c in _chosen(source.notebook, bundle) if c["id"] not in shown]
        before = len(shown)
        shown.update(chart["id"] for chart in chosen)
        if findings or chosen:
            sections.append(
                Section(
                    number=_roman(len(sections) + 1),
                    heading=_heading(source, language),
                    findings=findings,
                    charts=[_chart(n, c, source) for n, c in enumerate(chosen, before + 1)],
                )
            )
    return sections


def sentence(text: str) -> str:
    """Return a finding as a sentence of running text, with its full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _chosen(notebook: str, bundle: BundleRecord) -> list[dict[str, Any]]:
    wanted = _settings()["sections"].get(notebook, {}).get("charts")
    if wanted is None:
        return [chart for chart in bundle["charts"] if not chart["empty"]][:1]
    by_id = {chart["id"]: chart for chart in bundle["charts"] if not chart["empty"]}
    return [by_id[id] for id in wanted if id in by_id]


def _chart(number: int, record: dict[str, Any], source: Source) -> Chart:
    files = {kind: source.folder / record[kind] for kind in ("png", "svg")}
    caption = sentence(record["subtitle"])
    return Chart(number, caption, record["alt"], **files)


def _tables(bundles: list[tuple[Source, BundleRecord]], language: str) -> list[Table]:
    tables: list[Table] = []
    layouts: dict[str, Layout] = _settings()["tables"]
    names: set[str] = set()
    for source, bundle in bundles:
        for kept in bundle["tables"]:
            if kept["id"] in names or kept["id"] not in layouts:
                continue
            names.add(kept["id"])
            # All as text: a unit that is called 007 stays 007.
            frame = pd.read_csv(source.folder / kept["csv"], dtype=str, keep_default_na=False)
            if nothing_told(frame, layouts[kept["id"]]):
                continue
            heads, rows = laid_out(frame, layouts[kept["id"]], language)
            name = sentence(table_name(kept["id"], None, language))
            most = int(_settings()["most_rows"])
            tables.append(Table(len(tables) + 1, name, heads, rows[:most], len(rows)))
    return tables


def _heading(source: Source, language: str) -> str:
    known = _settings()["sections"].get(source.notebook)
    return str(known["heading"][language]) if known else source.question


def _roman(number: int) -> str:
    """Return a number up to 39 in Roman numerals, as parts of a party document are counted."""
    return (
        "X" * (number // 10)
        + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
    )


def _settings() -> Any:
    return wording.sentences(CATALOGUE)
