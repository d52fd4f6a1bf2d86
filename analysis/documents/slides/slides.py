"""A review as slides: its summary, a slide for each of a leader's questions, then the backup."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.util import Cm

from analysis.bundle import BundleRecord, read_bundle
from analysis.documents.cards import SlideChart, card
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.rendering import page_text
from analysis.documents.report import About
from analysis.documents.sections import Source
from analysis.documents.slides.native_charts import add_chart
from analysis.documents.slides.native_data import tells_enough, tells_of_few, texts_of
from analysis.documents.slides.opening import divider, summary_slide, title_slide
from analysis.documents.slides.pictures import put_picture, readable
from analysis.documents.slides.sizes import parts_of
from analysis.documents.slides.slide import (
    ACROSS,
    BULLET,
    CLAIM,
    EDGE,
    HEIGHT,
    ROOM,
    TEXT_TOP,
    WIDTH,
    lines,
    new_slide,
    notes,
    subtitle,
)
from analysis.documents.story import CATALOGUE, Slide, story
from analysis.documents.summary import summary_of
from analysis.documents.told import Conditions, sentence, unanswered
from analysis.formats.csv_tables import read_table
from analysis.words import Words

_LINE = Cm(1.0)
_Finding = dict[str, Any]


class _Told(NamedTuple):
    """A finding or a chart, and the run that it is from."""

    record: dict[str, Any]
    source: Source
    bundle: BundleRecord


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
    After the title and the summary stands a slide for each finding of the summary that is
    answered, with the chart that ``briefing.yml`` has for it under `deck`; the rest is behind a
    divider. The title of a slide is a finding, its notes hold what goes with it: the finding, what
    is measured, the source, and the run it is from; its conditions stand once, at the end.
    A result's card says whether PowerPoint draws its chart itself, where its table has something
    to compare; one whose text would be too small on a slide is left to the pages.
    """
    made = _Deck(sources, about, words)
    made.open()
    for id in story().summary.findings:
        made.answer(id, story().deck.get(id, Slide()))
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
        self.undivided = True
        claim = told.record
        for chart in filter(None, map(self._chart, asked.charts)):
            if self._drawable(chart, claim):
                self._add_chart(chart, claim)
                return
        beside = [each for id in asked.beside if (each := self._finding(id))]
        texts = [] if claim["text"] == claim["title"] and beside else [told]
        self._add_texts(claim["title"], [*texts, *beside])

    def back_up(self) -> None:
        """Add what the questions left, a run after the other, then conditions and what is open."""
        for source, bundle in self.bundles:
            charts = [_Told(chart, source, bundle) for chart in bundle["charts"]]
            for chart in charts:
                claim = self._titled(chart)
                if chart.record["id"] not in self.shown and self._drawable(chart, None):
                    self._divide()
                    self._add_chart(chart, claim)
            left = self._left(source, bundle)
            for some in parts_of([each.record["text"] for each in left]):
                part, left = left[: len(some)], left[len(some) :]
                self._divide()
                self._add_texts(source.question, part)
        self._last_lists()

    def _finding(self, id: str) -> _Told | None:
        return next(
            (
                _Told(finding, source, bundle)
                for source, bundle in self.bundles
                for finding in bundle["findings"]
                if finding["id"] == id and finding["answered"]
            ),
            None,
        )

    def _chart(self, id: str) -> _Told | None:
        return next(
            (
                _Told(chart, source, bundle)
                for source, bundle in self.bundles
                for chart in bundle["charts"]
                if chart["id"] == id and id not in self.shown
            ),
            None,
        )

    def _titled(self, chart: _Told) -> _Finding | None:
        """Return the finding of the same run that is the title of a chart."""
        title = chart.record["title"]
        every = chart.bundle["findings"]
        return next((f for f in every if title in (f["text"], f["title"])), None)

    def _left(self, source: Source, bundle: BundleRecord) -> list[_Told]:
        """Return the findings of a run that no slide has told, each text once."""
        others = {
            f["text"]: _Told(f, source, bundle)
            for f in bundle["findings"]
            if f["answered"] and not {f["text"], f["title"]} & self.told
        }
        return list(others.values())

    def _drawable(self, chart: _Told, claim: _Finding | None) -> bool:
        record = chart.record
        if record["empty"]:
            return False
        if _native(chart, self.words):
            return True
        space = _space(1 if claim and claim["title"] != record["title"] else 0)
        return readable(chart.source.folder / record["png"], record["title_share"], space)

    def _add_chart(self, chart: _Told, claim: _Finding | None) -> None:
        record = chart.record
        self.shown.add(record["id"])
        heads = [record["title"], *([claim["text"], claim["title"]] if claim else [])]
        self.told.update(heads)
        marks = self.conditions.marks(claim) if claim else ""
        slide = self._new(record["title"], record["origin"].split(","), marks)
        above = 0
        if claim and record["title"] not in (claim["title"], claim["text"]):
            subtitle(slide, sentence(claim["title"]), TEXT_TOP, _LINE).name = CLAIM
            above = 1
        told = self._draw(slide, chart, above)
        said = f"{sentence(claim['text'])} {marks}".strip() if claim else ""
        read = [said, told[0], record["source_note"], *told[1:], self._provenance(chart.source)]
        notes(slide, filter(None, read))

    def _draw(self, slide: Any, chart: _Told, above: int) -> list[str]:
        """Draw a chart below so many lines, and return its subtitle and what else it is told by."""
        record, form = chart.record, _native(chart, self.words)
        if form is None:
            png = chart.source.folder / record["png"]
            shape = put_picture(slide, png, record["title_share"], _space(above))
            told, alt = [record["subtitle"]], record["alt"]
        else:
            table = read_table(chart.source.folder / "tables" / f"{record['table']}.csv")
            measured, alt, more = texts_of(record, table, form, self.words)
            told = [measured, *more]
            subtitle(slide, measured, _space(above)[1], _LINE)
            place = dict(zip(("x", "y", "cx", "cy"), _space(above + 1), strict=True))
            shape = add_chart(slide, place, table, form, self.words)
        shape.element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))
        return told

    def _add_texts(self, title: str, told: Sequence[_Told]) -> None:
        records = [each.record for each in told]
        self.told.update(f["text"] for f in records)
        origins = {o for f in records for o in f["origin"].split(",") if o}
        slide = self._new(title, sorted(origins) or told[0].bundle["origin"])
        lines(slide, [f"{BULLET}{self._marked(f)}" for f in records])
        notes(slide, [self._provenance(told[0].source)])

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
            for some in parts_of(told):
                self._divide()
                lines(self._new(page_text(key, self.words), self.origins), some)

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        every = [finding for _, bundle in self.bundles for finding in bundle["findings"]]
        yield "conditions", [f"[{number}] {text}" for number, text in self.conditions.untold()]
        yield "unanswered", unanswered(every)

    def _provenance(self, source: Source) -> str:
        told = {"review": self.about.review, "fingerprint": source.fingerprint[:16]}
        return self.words.say(CATALOGUE, "methods.provenance", **told)


def _native(chart: _Told, words: Words) -> SlideChart | None:
    """Return how PowerPoint draws a chart, where its table tells enough for that."""
    drawn = card(chart.record["id"]).chart
    form = drawn.slide if drawn else None
    if form is None:
        return None
    table = read_table(chart.source.folder / "tables" / f"{chart.record['table']}.csv")
    return form if tells_enough(table, form, words) and not tells_of_few(table, form) else None


def _space(above: int) -> tuple[int, int, int, int]:
    """Return where a chart stands below so many lines of text."""
    taken = above * _LINE
    return EDGE, TEXT_TOP + taken, ACROSS, ROOM - taken


def _write_properties(deck: Any, about: About, identifier: str, language: str) -> None:
    properties = deck.core_properties
    properties.title, properties.identifier = printable(about.title)[:255], identifier
    properties.author = printable(about.form["issuing_body"])[:255]
    properties.subject = printable(f"{about.unit}, {about.years[0]}–{about.years[1]}")[:255]
    properties.language = language
