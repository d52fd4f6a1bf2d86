"""A review as slides: a finding each, with a chart that can be edited where its form allows."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from analysis.bundle import BundleRecord, read_bundle
from analysis.charts.draw import style
from analysis.documents.cards import TEMPLATES, card
from analysis.documents.packages import repack
from analysis.documents.printable import printable
from analysis.documents.report import About, sources_named
from analysis.documents.sections import Source
from analysis.documents.slides.native_charts import add_chart
from analysis.documents.slides.native_data import tells_enough, tells_of_few, texts_of
from analysis.documents.slides.pictures import put_picture, too_tall
from analysis.documents.slides.sizes import LARGEST_TITLE, parts_of, text_size, title_size
from analysis.documents.told import Conditions, condition, sentence, unanswered
from analysis.formats.csv_tables import read_table
from analysis.words import Words

_WIDTH, _HEIGHT = Cm(33.867), Cm(19.05)
_EDGE = Cm(1.5)
_TITLE_HEIGHT, _SUBTITLE_HEIGHT, _FOOT_HEIGHT = Cm(3.0), Cm(1.0), Cm(1.2)
_TEXT_TOP = _EDGE + _TITLE_HEIGHT
_FIRST_TITLE = Cm(5)
_TITLE_ONLY = 5
# What a finding on a slide of findings begins with.
BULLET = "•  "


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
    The title of a slide is a finding, its notes hold what goes with it: the finding with its
    caveats, what is measured, how to read it, the source, and the run it is from.
    A result's card says whether PowerPoint draws its chart itself, where its table has something
    to compare; one that fills a page of its own is left to the pages.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    origins = sorted({origin for _, bundle in bundles for origin in bundle["origin"]})
    _title_slide(deck, about, origins, words)
    shown: set[str] = set()
    told: set[str] = set()
    conditions = Conditions()
    for source, bundle in bundles:
        charts = [
            chart
            for chart in bundle["charts"]
            if chart["id"] not in shown
            and not chart["empty"]
            and not too_tall(source.folder / chart["png"])
        ]
        shown.update(chart["id"] for chart in charts)
        told.update(chart["title"] for chart in charts)
        findings = {f[part]: f for part in ("text", "title") for f in bundle["findings"]}
        for chart in charts:
            finding = findings.get(chart["title"])
            _chart_slide(deck, source, chart, finding, about, words)
        others = [
            f for f in bundle["findings"] if f["answered"] and not {f["text"], f["title"]} & told
        ]
        left = list(dict.fromkeys(_marked(f, conditions) for f in others))
        told.update(f["text"] for f in others)
        for some in parts_of(left):
            _text_slide(deck, source, some, bundle, about, words)
    _last_slides(deck, bundles, conditions, origins, words)
    _write_properties(deck, about, identifier, words.language)
    path.parent.mkdir(parents=True, exist_ok=True)
    deck.save(str(path))
    repack(path)


def _marked(finding: dict[str, Any], conditions: Conditions) -> str:
    marks = conditions.marks(finding)
    return sentence(finding["text"]) + (f" {marks}" if marks else "")


def _last_slides(
    deck: Any,
    bundles: Sequence[tuple[Source, BundleRecord]],
    conditions: Conditions,
    origins: Sequence[str],
    words: Words,
) -> None:
    """Add the conditions that slides of findings name by number, and what is not answered."""
    every = [finding for _, bundle in bundles for finding in bundle["findings"]]
    lists = {
        "conditions": [f"[{number}] {text}" for number, text in conditions.untold()],
        "unanswered": unanswered(every),
    }
    for key, lines in lists.items():
        for some in parts_of(lines):
            title = words.say(TEMPLATES / "texts.yml", key)
            slide = _slide(deck, title, origins, words)
            _lines(slide, some, text_size(sum(map(len, some))))


def _write_properties(deck: Any, about: About, identifier: str, language: str) -> None:
    properties = deck.core_properties
    properties.title, properties.identifier = printable(about.title)[:255], identifier
    properties.author = printable(about.form["issuing_body"])[:255]
    properties.subject = printable(f"{about.unit}, {about.years[0]}–{about.years[1]}")[:255]
    properties.language = language


def _title_slide(deck: Any, about: About, origins: Sequence[str], words: Words) -> None:
    slide = _slide(deck, about.title, origins, words)
    head = slide.shapes.title
    # A first slide is read from the back of the room.
    head.top, head.text_frame.vertical_anchor = _FIRST_TITLE, MSO_ANCHOR.BOTTOM
    if title_size(len(about.title)) == LARGEST_TITLE:
        head.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    rule = _FIRST_TITLE + _TITLE_HEIGHT + Cm(0.3)
    line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, _EDGE, rule, _WIDTH - 2 * _EDGE, Cm(0.08))
    line.fill.solid()
    line.fill.fore_color.rgb = _rgb(style.LATER)
    line.line.fill.background()
    _lines(slide, [about.form["issuing_body"]], 20, _EDGE, Cm(2))
    first, last = about.years
    lines = [about.unit, f"{first}–{last}"]
    if "simulated" in origins:
        lines.append(words.say(TEMPLATES / "briefing.yml", "simulated_why"))
    _lines(slide, lines, text_size(len("".join(lines))), rule + Cm(0.3), Cm(6))


def _chart_slide(
    deck: Any,
    source: Source,
    chart: dict[str, Any],
    finding: dict[str, Any] | None,
    about: About,
    words: Words,
) -> None:
    slide = _slide(deck, chart["title"], chart["origin"].split(","), words)
    drawn = card(chart["id"]).chart
    form = drawn and drawn.slide
    top = _EDGE + _TITLE_HEIGHT
    space = (_EDGE, top, _WIDTH - 2 * _EDGE, _HEIGHT - top - _FOOT_HEIGHT - Cm(0.6))
    table = read_table(source.folder / "tables" / f"{chart['table']}.csv")
    subtitle, alt, told = chart["subtitle"], chart["alt"], list[str]()
    if form and tells_enough(table, form, words) and not tells_of_few(table, form):
        subtitle, alt, told = texts_of(chart, table, form, words)
        _subtitle(slide, subtitle)
        lower = (space[0], top + _SUBTITLE_HEIGHT, space[2], space[3] - _SUBTITLE_HEIGHT)
        place = dict(zip(("x", "y", "cx", "cy"), lower, strict=True))
        shape = add_chart(slide, place, table, form, words)
    else:
        shape = put_picture(slide, source.folder / chart["png"], chart["title_share"], space)
    shape.element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))
    caveats = [sentence(finding["text"]), *map(condition, finding["conditions"])] if finding else []
    read = [*caveats, subtitle, chart["source_note"]]
    _notes(slide, filter(None, [*read, *told, _provenance(source, about, words)]))


def _text_slide(
    deck: Any,
    source: Source,
    findings: Sequence[str],
    bundle: BundleRecord,
    about: About,
    words: Words,
) -> None:
    slide = _slide(deck, source.question, bundle["origin"], words)
    size = text_size(sum(map(len, findings)))
    _lines(slide, [f"{BULLET}{text}" for text in findings], size)
    _notes(slide, [_provenance(source, about, words)])


def _slide(deck: Any, title: str, origins: Sequence[str], words: Words) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = _EDGE, Cm(1), _WIDTH - 2 * _EDGE, _TITLE_HEIGHT
    size = title_size(len(title))
    frame = head.text_frame
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _write(frame.paragraphs[0], title, size, style.LATER, bold=True)
    _foot(slide, origins, words)
    return slide


def _foot(slide: Any, origins: Sequence[str], words: Words) -> None:
    top = _HEIGHT - _FOOT_HEIGHT - Cm(0.2)
    box = slide.shapes.add_textbox(_EDGE, top, _WIDTH - 2 * _EDGE, _FOOT_HEIGHT)
    box.text_frame.word_wrap = True
    paragraph = box.text_frame.paragraphs[0]
    if "simulated" in origins:
        mark = words.say(TEMPLATES / "texts.yml", "simulated")
        _write(paragraph, f"{mark}   ", 12, style.SIMULATED, bold=True)
    named = sources_named([origin for origin in origins if origin], words)
    source = words.say(TEMPLATES / "texts.yml", "source", sources=named)
    _write(paragraph, source if named else "", 12, style.MUTED)


def _subtitle(slide: Any, text: str) -> None:
    box = slide.shapes.add_textbox(
        _EDGE, _EDGE + _TITLE_HEIGHT, _WIDTH - 2 * _EDGE, _SUBTITLE_HEIGHT
    )
    box.text_frame.word_wrap = True
    _write(box.text_frame.paragraphs[0], text, 16, style.MUTED)


def _lines(
    slide: Any,
    lines: Iterable[str],
    size: int,
    top: int = _TEXT_TOP,
    height: int = _HEIGHT - _TEXT_TOP - 2 * _FOOT_HEIGHT,
) -> None:
    box = slide.shapes.add_textbox(_EDGE, top, _WIDTH - 2 * _EDGE, height)
    box.text_frame.word_wrap = True
    for at, line in enumerate(lines):
        frame = box.text_frame
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        _write(paragraph, line, size, style.INK)


def _write(paragraph: Any, text: str, size: int, colour: str, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = "Times New Roman"
    run.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _notes(slide: Any, lines: Iterable[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(printable(line) for line in lines)


def _provenance(source: Source, about: About, words: Words) -> str:
    told = {"review": about.review, "fingerprint": source.fingerprint[:16]}
    return words.say(TEMPLATES / "briefing.yml", "methods.provenance", **told)
