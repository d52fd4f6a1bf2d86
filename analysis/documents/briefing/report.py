"""What a briefing says: findings, charts, tables and methods, from the bundles of one unit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.counts import of_whom
from analysis.documents.briefing.sections import Parts, Section, sections_of
from analysis.documents.briefing.sections import Source as Source
from analysis.documents.briefing.summary import Summary, summary_of
from analysis.documents.cards import Layout, card
from analysis.documents.layout import laid_out, nothing_told, without_data
from analysis.documents.rendering import page_text
from analysis.documents.result_tables import table_name
from analysis.documents.story import story
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words


@dataclass(frozen=True)
class About:
    """What a document is about: the review's name and title, the unit as it is called, its years.

    `form` are the texts of `letterhead.filled`; `problems` the number of errors, warnings and
    notes; `missing` the questions whose runs did not finish.
    """

    review: str
    title: str
    unit: str
    years: tuple[int, int]
    form: dict[str, Any]
    problems: dict[str, int]
    missing: list[str]


@dataclass(frozen=True)
class Table:
    """A table of a document: heads and cells as written, and which cells are numbers.

    `unit` says what its numbers are.
    """

    number: int
    name: str
    unit: str
    heads: list[str]
    rows: list[list[tuple[str, bool]]]
    rows_in_all: int


@dataclass(frozen=True)
class Report:
    """All that a document says of one unit in one language.

    `heading` says of whom and when; `summary` is the first page, `leadership` what part I begins
    with, `parts` what follows it.
    """

    heading: str
    summary: Summary
    leadership: list[str]
    parts: Parts
    tables: list[Table]
    origins: list[str]
    fingerprint: str

    @property
    def sections(self) -> list[Section]:
        """What is read at the desk."""
        return self.parts.sections

    @property
    def details(self) -> list[Section]:
        """What is annexed to it."""
        return self.parts.details


def report(sources: Sequence[Source], years: tuple[int, int], words: Words) -> Report:
    """Return what a briefing says, from the finished runs of one unit in the order of the review.

    A finding, chart or table that several notebooks share is told once. What ``briefing.yml``
    names under `body` is the briefing, whichever notebook it is from; the rest are the details.
    `fingerprint` is the SHA-256 of the runs' fingerprints, 16 hex digits of it.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    digest = hashlib.sha256("\n".join(source.fingerprint for source in sources).encode())
    return Report(
        heading=_heading(bundles, years, words),
        summary=summary_of(bundles, years, words),
        leadership=_leadership(bundles),
        parts=sections_of(bundles, words),
        tables=_tables(bundles, words),
        origins=sorted({origin for _, bundle in bundles for origin in bundle["origin"]}),
        fingerprint=digest.hexdigest()[:16],
    )


def _leadership(bundles: list[tuple[Source, BundleRecord]]) -> list[str]:
    told = {f["id"]: f for _, bundle in reversed(bundles) for f in bundle["findings"]}
    return [sentence(told[id]["text"]) for id in story().leadership if id in told]


def _heading(
    bundles: list[tuple[Source, BundleRecord]], years: tuple[int, int], words: Words
) -> str:
    tiers = {bundle["parameters"].get("tier", "") for _, bundle in bundles}
    whom = of_whom(f"tier={tiers.pop()}" if len(tiers) == 1 else "", words)
    return words.of(story().title).format(whom=whom, first=years[0], last=years[1])


def sources_named(origins: Sequence[str], words: Words) -> str:
    """Return the origins of a document's figures in words."""
    names = [words.label("origins", origin) for origin in origins]
    return words.listing(names)


def _tables(bundles: list[tuple[Source, BundleRecord]], words: Words) -> list[Table]:
    kept = {
        each["id"]: source.folder / each["csv"]
        for source, bundle in reversed(bundles)
        for each in reversed(bundle["tables"])
    }
    tables: list[Table] = []
    for id in dict.fromkeys(each["id"] for _, bundle in bundles for each in bundle["tables"]):
        layout = card(id).word
        frame = read_table(kept[id])
        if layout is None or nothing_told(frame, layout):
            continue
        whole = read_table(kept[layout.total]) if layout.total in kept else None
        heads, rows = laid_out(frame, layout, words, whole)
        name = sentence(_named(id, frame, layout, words))
        shown = rows[: story().most_rows]
        unit = words.of(layout.unit) if layout.unit else ""
        if left_out := without_data(frame, layout, words):
            told = page_text("rows_without", words, names=", ".join(left_out))
            unit = "; ".join(filter(None, [unit, told]))
        tables.append(Table(len(tables) + 1, name, unit, heads, shown, len(rows)))
    return tables


def _named(id: str, frame: pd.DataFrame, layout: Layout, words: Words) -> str:
    """Return what a table is called, of whom it is, and of which year where it is of one."""
    name = table_name(id, None, words)
    if layout.latest_as:
        name = words.of(layout.latest_as).format(year=frame["year"].max())
    whom = frame["of"].iloc[0] if "of" in frame else ""
    return f"{name} – {of_whom(whom, words)}" if whom else name
