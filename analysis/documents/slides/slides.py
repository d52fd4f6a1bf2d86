"""A review as slides: its summary, a slide for each of a leader's questions, then the backup."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation

from analysis.documents.briefing.report import About
from analysis.documents.briefing.sections import Source
from analysis.documents.briefing.summary import summary_of
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.rendering import page_text
from analysis.documents.slides.drawing import Told, draw, drawable
from analysis.documents.slides.opening import divider, summary_slide, title_slide
from analysis.documents.slides.sizes import LIST, LIST_SIZE, parts_of
from analysis.documents.slides.slide import (
    BULLET,
    HEIGHT,
    ROOM,
    TEXT_TOP,
    WIDTH,
    lines,
    new_slide,
    notes,
)
from analysis.documents.slides.table import (
    CUT_LINE,
    CUT_SIZE,
    TABLE_TOP,
    height_of,
    laid_out_for,
    put_table,
    shares_of,
)
from analysis.documents.story import CATALOGUE, Slide, story
from analysis.documents.told import Conditions, sentence, unanswered
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words

_Finding = dict[str, Any]


def write_slides(
    path: Path, sources: Sequence[Source], about: About, identifier: str, words: Words
) -> None:
    """Write the slides of one unit.

    Parameters
    ----------
    path
        The ``.pptx`` file to write.
    sources
        The unit's finished runs. A chart that several notebooks share is shown once.
    about, identifier
        As the briefing has them.

    Notes
    -----
    After the title and the summary stands a slide for each finding that ``briefing.yml`` names
    under `deck` and that is answered, with the chart that it has for it; the rest is behind a
    divider. The title of a slide is a finding, its notes hold what goes with it: the finding, what
    is measured, the source, and the run it is from; its conditions stand once, at the end.
    A result's card says whether PowerPoint draws its chart itself, where its table has something
    to compare; one whose text would be too small on a slide is left to the pages.
    """
    made = _Deck(sources, about, words)
    made.open()
    for id, asked in story().deck.items():
        made.answer(id, asked)
    made.back_up()
    _write_properties(made.deck, about, identifier, words.language)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.deck.save(str(path))
    repack(path)


class _Deck:
    """A deck in the making: what it shows already, and the conditions that it has named."""

    def __init__(self, sources: Sequence[Source], about: About, words: Words) -> None:
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDTH, HEIGHT
        self.about, self.words = about, words
        self.bundles = [(source, read_bundle(source.folder)) for source in sources]
        self.origins = sorted({origin for _, bundle in self.bundles for origin in bundle["origin"]})
        self.shown: set[str] = set()
        self.told: set[str] = set()
        self.conditions = Conditions()
        self.undivided = False

    def open(self) -> None:
        title_slide(self.deck, self.about, self.origins, self.words)
        told = summary_of(self.bundles, self.about.years, self.words)
        if told.claims or told.indicators:
            summary_slide(self.deck, told, self.origins, self.words)

    def answer(self, id: str, asked: Slide) -> None:
        """Add the slide of a finding, with the first of its charts that can be shown."""
        told = self._finding(id)
        if told is None:
            return
        for chart in filter(None, map(self._chart, asked.charts)):
            if drawable(chart, self.words):
                self.undivided = True
                self._add_chart(chart, told.record)
                return
        beside = [each for id in asked.beside if (each := self._finding(id))]
        if not beside:
            # Its claim stands in the summary; what else it says, behind the divider.
            summed = id in story().summary.findings
            whole = told.record["text"] == told.record["title"]
            if summed and whole and not told.record["conditions"]:
                self.told.add(told.record["text"])
            return
        self.undivided = True
        # What its title says whole is said once.
        alone = told.record["text"] != told.record["title"]
        tables = [*laid_out_for(asked, self.bundles, self.words)]
        room = TABLE_TOP - TEXT_TOP if tables else ROOM
        findings = [*([told] if alone else []), *beside]
        slide = self._add_texts(told.record["title"], findings, room)
        for rows, in_all in tables:
            self._add_table(slide, rows, in_all)

    def back_up(self) -> None:
        """Add what the questions left, a run after the other, then conditions and what is open."""
        for source, bundle in self.bundles:
            for chart in (Told(chart, source, bundle) for chart in bundle["charts"]):
                if chart.record["id"] not in self.shown and drawable(chart, self.words):
                    self._divide()
                    self._add_chart(chart)
            left = self._left(source, bundle)
            for some in parts_of([each.record["text"] for each in left]):
                part, left = left[: len(some)], left[len(some) :]
                self._divide()
                self._add_texts(source.question, part)
        self._last_lists()

    def _finding(self, id: str) -> Told | None:
        return next(
            (
                Told(finding, source, bundle)
                for source, bundle in self.bundles
                for finding in bundle["findings"]
                if finding["id"] == id and finding["answered"]
            ),
            None,
        )

    def _chart(self, id: str) -> Told | None:
        return next(
            (
                Told(chart, source, bundle)
                for source, bundle in self.bundles
                for chart in bundle["charts"]
                if chart["id"] == id and id not in self.shown
            ),
            None,
        )

    def _titled(self, chart: Told) -> _Finding | None:
        """Return the finding of the same run that is the title of a chart."""
        title = chart.record["title"]
        every = chart.bundle["findings"]
        return next((f for f in every if title in (f["text"], f["title"])), None)

    def _left(self, source: Source, bundle: BundleRecord) -> list[Told]:
        """Return the findings of a run that no slide has told, each text once."""
        others = {
            f["text"]: Told(f, source, bundle)
            for f in bundle["findings"]
            if f["answered"] and not {f["text"], f["title"]} & self.told
        }
        return list(others.values())

    def _add_chart(self, chart: Told, claim: _Finding | None = None) -> None:
        """Add a chart under its own title; its notes tell the claim that it stands for, too."""
        record = chart.record
        self.shown.add(record["id"])
        own = [each for each in (claim, self._titled(chart)) if each]
        self.told.update([record["title"], *(f["text"] for f in own)])
        every = [condition for f in own for condition in f["conditions"]]
        marks = self.conditions.marks({"conditions": dict.fromkeys(every)})
        slide = self._new(record["title"], record["origin"].split(","), marks)
        measured, *more = draw(slide, chart, self.words)
        said = dict.fromkeys(self._marked(f) for f in own)
        read = [*said, measured, record["source_note"], *more, self._provenance(chart.source)]
        notes(slide, filter(None, read))

    def _add_texts(self, title: str, told: Sequence[Told], room: int = ROOM) -> Any:
        records = [each.record for each in told]
        self.told.update(f["text"] for f in records)
        origins = {o for f in records for o in f["origin"].split(",") if o}
        slide = self._new(title, sorted(origins) or told[0].bundle["origin"])
        texts = [f"{BULLET}{self._marked(f)}" for f in records]
        lines(slide, texts, height=room, over_table=room < ROOM)
        notes(slide, [self._provenance(told[0].source)])
        return slide

    def _add_table(self, slide: Any, rows: Sequence[Sequence[str]], in_all: int) -> None:
        """Add a table below the findings of a slide; one that is cut says where the rest is."""
        put_table(slide, rows, shares_of(rows), TABLE_TOP, names=2)
        if (shown := len(rows) - 1) < in_all:
            told = page_text("slides.cut", self.words, shown=shown, rows=in_all)
            below = TABLE_TOP + height_of(rows, shares_of(rows))
            lines(slide, [told], CUT_SIZE, below, CUT_LINE)

    def _new(self, title: str, origins: Sequence[str], marks: str = "") -> Any:
        simulated = "simulated" in self.origins
        return new_slide(self.deck, title, origins, self.words, marks=marks, simulated=simulated)

    def _marked(self, finding: _Finding) -> str:
        return f"{sentence(finding['text'])} {self.conditions.marks(finding)}".strip()

    def _divide(self) -> None:
        """Add the divider before the first slide that is behind it."""
        if self.undivided:
            divider(self.deck, self.origins, self.words)
        self.undivided = False

    def _last_lists(self) -> None:
        """Add the conditions that slides name by number, and what is not answered."""
        for key, told in self._lists():
            for some in parts_of(told, *LIST):
                self._divide()
                lines(self._new(page_text(key, self.words), self.origins), some, LIST_SIZE)

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        every = [finding for _, bundle in self.bundles for finding in bundle["findings"]]
        yield "conditions", [f"[{number}] {text}" for number, text in self.conditions.untold()]
        yield "unanswered", unanswered(every)

    def _provenance(self, source: Source) -> str:
        told = {"review": self.about.review, "fingerprint": source.fingerprint[:16]}
        return self.words.say(CATALOGUE, "methods.provenance", **told)


def _write_properties(deck: Any, about: About, identifier: str, language: str) -> None:
    properties = deck.core_properties
    properties.title, properties.identifier = printable(about.title)[:255], identifier
    properties.author = printable(about.form["issuing_body"])[:255]
    properties.subject = printable(f"{about.unit}, {about.years[0]}–{about.years[1]}")[:255]
    properties.language = language
