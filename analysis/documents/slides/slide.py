"""One slide: where its title, its text, its foot and its number stand, and how they are written."""

from collections.abc import Iterable, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Cm, Pt

from analysis.charts.draw import style
from analysis.documents.briefing.report import sources_named
from analysis.documents.printable import printable
from analysis.documents.rendering import page_text
from analysis.documents.slides.sizes import text_size, title_size
from analysis.words import Words

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
EDGE = Cm(1.5)
ACROSS = WIDTH - 2 * EDGE
TITLE_HEIGHT = Cm(2.4)
TEXT_TOP = Cm(3.0)
_TITLE_TOP = Cm(0.6)
_FOOT_TOP, _FOOT_HEIGHT = Cm(18.2), Cm(0.75)
_NUMBER_WIDTH = Cm(2)
_SMALL = 12
_TITLE_ONLY = 5
# From the text's top to the foot.
ROOM = _FOOT_TOP - TEXT_TOP - Cm(0.1)
# What a finding in a list begins with.
BULLET = "•  "


def new_slide(
    deck: Any,
    title: str,
    origins: Sequence[str],
    words: Words,
    *,
    marks: str = "",
    simulated: bool = False,
) -> Any:
    """Add a slide with its title, and its foot: the mark of simulated data, sources, its number.

    Parameters
    ----------
    origins
        Of what the slide shows.
    marks
        The numbers of the conditions that a reader finds among those of the deck.
    simulated
        Whether any of the deck is: all its slides then have the mark, as all pages of Word do.
    """
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, _TITLE_TOP, ACROSS, TITLE_HEIGHT
    frame = head.text_frame
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    write(frame.paragraphs[0], title, title_size(len(title)), style.LATER, bold=True)
    _foot(slide, origins, words, marks, simulated=simulated)
    _number(slide)
    return slide


def _foot(slide: Any, origins: Sequence[str], words: Words, marks: str, *, simulated: bool) -> None:
    box = slide.shapes.add_textbox(EDGE, _FOOT_TOP, ACROSS - _NUMBER_WIDTH, _FOOT_HEIGHT)
    box.text_frame.word_wrap = True
    paragraph = box.text_frame.paragraphs[0]
    if simulated or "simulated" in origins:
        mark = page_text("simulated", words)
        write(paragraph, f"{mark}   ", _SMALL, style.SIMULATED, bold=True)
    named = sources_named([origin for origin in origins if origin], words)
    source = page_text("source", words, sources=named) if named else ""
    read = page_text("slides.marks", words, marks=marks) if marks else ""
    write(paragraph, "   ".join(filter(None, [source, read])), _SMALL, style.MUTED)


def _number(slide: Any) -> None:
    left = EDGE + ACROSS - _NUMBER_WIDTH
    box = slide.shapes.add_textbox(left, _FOOT_TOP, _NUMBER_WIDTH, _FOOT_HEIGHT)
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    number = slide.part.package.presentation_part.presentation.slides.index(slide) + 1
    # A field: whoever puts a slide elsewhere has it numbered anew.
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr sz="{100 * _SMALL}"><a:solidFill><a:srgbClr val="{style.MUTED[1:].upper()}"/>'
        f"</a:solidFill></a:rPr><a:t>{number}</a:t></a:fld>"
    )
    paragraph._element.append(field)


def subtitle(slide: Any, text: str, height: int) -> None:
    """Write below the title what a chart measures."""
    box = slide.shapes.add_textbox(EDGE, TEXT_TOP, ACROSS, height)
    box.text_frame.word_wrap = True
    write(box.text_frame.paragraphs[0], text, 16, style.MUTED)


def lines(
    slide: Any,
    texts: Sequence[str],
    size: int | None = None,
    top: int = TEXT_TOP,
    height: int = ROOM,
    *,
    over_table: bool = False,
) -> None:
    """Write texts, a paragraph each, as large as they have room for.

    Those over a table stand midway between it and the title.
    """
    size = size or text_size(sum(map(len, texts)))
    box = slide.shapes.add_textbox(EDGE, top, ACROSS, height)
    frame = box.text_frame
    frame.word_wrap = True
    if over_table:
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for at, line in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size // 2.5)
        write(paragraph, line, size, style.INK)


def write(paragraph: Any, text: str, size: int, colour: str, bold: bool = False) -> None:
    """Write a run of text into a paragraph."""
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = "Times New Roman"
    run.font.color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    """Return a colour of the charts as PowerPoint takes it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def notes(slide: Any, texts: Iterable[str]) -> None:
    """Write the speaker's notes."""
    slide.notes_slide.notes_text_frame.text = "\n".join(printable(text) for text in texts)
