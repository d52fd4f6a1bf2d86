"""The sections of a briefing: which findings stand in it, and the charts beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from analysis.documents.cards import card
from analysis.documents.story import story
from analysis.documents.told import Conditions, sentence, unanswered
from analysis.places import KEPT
from analysis.results import BundleRecord
from analysis.words import Words

_LAST_SPACES = re.compile(r" (?=\S+(?: \S+){0,2}$)")


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
class Point:
    """A finding as a sentence, and the charts that show it; a chart may stand without one.

    `marks` are the numbers of its conditions, as they stand behind it.
    """

    text: str
    charts: list[Chart]
    marks: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a document: its points, each a finding with its charts."""

    number: str
    heading: str
    points: list[Point]

    @property
    def findings(self) -> list[str]:
        """The findings of all points."""
        return [point.text for point in self.points if point.text]

    @property
    def charts(self) -> list[Chart]:
        """The charts of all points, in the order of the document."""
        return [chart for point in self.points for chart in point.charts]


@dataclass(frozen=True)
class Parts:
    """The parts of a briefing, each with the conditions that its findings name.

    Attributes
    ----------
    sections, details : list of Section
        What is read at the desk, and what is annexed to it.
    conditions, more_conditions : list of (int, str)
        Those of the sections, and those that the details add.
    unanswered : list of str
        What the data hold no answer to, each as a sentence, once.
    """

    sections: list[Section]
    details: list[Section]
    conditions: list[tuple[int, str]]
    more_conditions: list[tuple[int, str]]
    unanswered: list[str]


def sections_of(bundles: Sequence[tuple[Source, BundleRecord]], words: Words) -> Parts:
    """Return the sections of a briefing, and those of the details that are annexed to it.

    `body` in ``briefing.yml`` says what the briefing tells, by the ids of findings and charts,
    from whichever run has them first. What it does not name is on the pages, but that of notebooks
    which ``briefing.yml`` does not know, an office's own: it stands in the details, a section a
    notebook. Where `body` names no finding that there is, the details are of every notebook and
    are the briefing.
    """
    left = _Left(bundles)
    wanted = story().body
    named = {id for part in wanted for id in part.findings}
    told = named & {f["id"] for _, bundle in bundles for f in bundle["findings"]}
    body = [
        (words.of(part.heading), *left.take(part.findings, part.charts)) for part in wanted if told
    ]
    details = [
        (_heading(source, words), *left.take([f["id"] for f in bundle["findings"]], charts))
        for source, bundle in bundles
        if not (told and source.notebook in story().sections)
        for charts in [_chosen(source.notebook, bundle)]
    ]
    numbers, conditions = count(1), Conditions()
    sections = _numbered(body, numbers, conditions, words)
    first = conditions.untold()
    annexed = _numbered(details, numbers, conditions, words)
    more = conditions.untold()
    untold = unanswered(finding for _, bundle in bundles for finding in bundle["findings"])
    if not sections:
        return Parts(annexed, [], more, [], untold)
    return Parts(sections, annexed, first, more, untold)


_Finding = dict[str, Any]
_Drawn = tuple[Source, dict[str, Any]]


class _Left:
    """The findings and charts of the runs that are not in the document yet, by their ids."""

    def __init__(self, bundles: Sequence[tuple[Source, BundleRecord]]) -> None:
        self._findings: dict[str, _Finding] = {}
        self._charts: dict[str, _Drawn] = {}
        for source, bundle in bundles:
            for finding in bundle["findings"]:
                if finding["answered"]:
                    self._findings.setdefault(finding["id"], finding)
            for chart in bundle["charts"]:
                if not chart["empty"]:
                    self._charts.setdefault(chart["id"], (source, chart))

    def take(
        self, findings: Sequence[str], charts: Sequence[str]
    ) -> tuple[list[_Finding], list[_Drawn]]:
        """Return those of the findings and charts that are left; they are left no longer.

        A chart whose title is the claim of a finding that is not told yet stays with it.
        """
        told = [self._findings.pop(id) for id in findings if id in self._findings]
        untold = {finding["title"] for finding in self._findings.values()}
        drawn = [id for id in charts if id in self._charts]
        own = [id for id in drawn if self._charts[id][1]["title"] not in untold]
        return told, [self._charts.pop(id) for id in own]


def _numbered(
    parts: Sequence[tuple[str, list[_Finding], list[_Drawn]]],
    numbers: Iterator[int],
    conditions: Conditions,
    words: Words,
) -> list[Section]:
    sections: list[Section] = []
    for heading, findings, charts in parts:
        points = _points(findings, charts, numbers, conditions, words)
        if points:
            sections.append(Section(str(len(sections) + 1), heading, points))
    return sections


def _points(
    findings: list[_Finding],
    charts: list[_Drawn],
    numbers: Iterator[int],
    conditions: Conditions,
    words: Words,
) -> list[Point]:
    """Return the findings, each followed by the charts that it is the title of; the others last."""
    points: dict[str, list[_Drawn]] = {}
    marks: dict[str, str] = {}
    left = list(charts)
    for finding in findings:
        own = [drawn for drawn in left if drawn[1]["title"] in (finding["title"], finding["text"])]
        left = [drawn for drawn in left if drawn not in own]
        # Two questions may have the same answer: that nobody was followed, for one.
        points.setdefault(sentence(finding["text"]), []).extend(own)
        marks.setdefault(sentence(finding["text"]), conditions.marks(finding))
    if left:
        points.setdefault("", []).extend(left)
    return [
        Point(text, [_chart(next(numbers), *drawn, words) for drawn in own], marks.get(text, ""))
        for text, own in points.items()
    ]


def _chosen(notebook: str, bundle: BundleRecord) -> list[str]:
    if annex := story().sections.get(notebook):
        return annex.charts
    drawn = [chart["id"] for chart in bundle["charts"] if not chart["empty"]]
    # Each of these was chosen by somebody.
    return drawn if notebook == KEPT else drawn[:1]


def _chart(number: int, source: Source, record: dict[str, Any], words: Words) -> Chart:
    files = {kind: source.folder / record[kind] for kind in ("png", "svg")}
    drawn = card(record["id"]).chart
    told = words.of(drawn.caption) if drawn and drawn.caption else record["subtitle"]
    # Its last words stay together: its unit does not stand in a line of its own.
    caption = _LAST_SPACES.sub("\u00a0", sentence(told))
    return Chart(number, caption, record["alt"], **files)


def _heading(source: Source, words: Words) -> str:
    annex = story().sections.get(source.notebook)
    return words.of(annex.heading) if annex else source.question
