"""What a briefing says: findings, charts, tables and methods, from the bundles of one unit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.bundle import BundleRecord, read_bundle
from analysis.documents.cards import card
from analysis.documents.layout import laid_out, nothing_told
from analysis.documents.result_tables import table_name
from analysis.documents.sections import Parts, Section, sections_of
from analysis.documents.sections import Source as Source
from analysis.documents.story import story
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
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
    """A table of a document: heads and cells as written, and which cells are numbers."""

    number: int
    name: str
    heads: list[str]
    rows: list[list[tuple[str, bool]]]
    rows_in_all: int


@dataclass(frozen=True)
class Report:
    """All that a document says of one unit in one language: its parts, and its tables."""

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


def report(sources: Sequence[Source], words: Words) -> Report:
    """Return what a briefing says, from the finished runs of one unit in the order of the review.

    A finding, chart or table that several notebooks share is told once. What ``briefing.yml``
    names under `body` is the briefing, whichever notebook it is from; the rest are the details.
    `fingerprint` is the SHA-256 of the runs' fingerprints, 16 hex digits of it.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    digest = hashlib.sha256("\n".join(source.fingerprint for source in sources).encode())
    return Report(
        parts=sections_of(bundles, words),
        tables=_tables(bundles, words),
        origins=sorted({origin for _, bundle in bundles for origin in bundle["origin"]}),
        fingerprint=digest.hexdigest()[:16],
    )


def sources_named(origins: Sequence[str], words: Words) -> str:
    """Return the origins of a document's figures in words."""
    names = [words.label("origins", origin) for origin in origins]
    return words.listing(names)


def _tables(bundles: list[tuple[Source, BundleRecord]], words: Words) -> list[Table]:
    tables: list[Table] = []
    names: set[str] = set()
    for source, bundle in bundles:
        for kept in bundle["tables"]:
            layout = card(kept["id"]).word
            if kept["id"] in names or layout is None:
                continue
            names.add(kept["id"])
            frame = read_table(source.folder / kept["csv"])
            if nothing_told(frame, layout):
                continue
            heads, rows = laid_out(frame, layout, words)
            name = sentence(table_name(kept["id"], None, words))
            shown = rows[: story().most_rows]
            tables.append(Table(len(tables) + 1, name, heads, shown, len(rows)))
    return tables
