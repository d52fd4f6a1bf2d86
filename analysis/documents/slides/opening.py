"""The slides that a deck opens with, its title and its summary, and the one before its backup."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Cm, Pt

from analysis.charts.draw import style
from analysis.documents.briefing.report import About
from analysis.documents.briefing.summary import Summary
from analysis.documents.rendering import page_text
from analysis.documents.slides.sizes import LARGEST_TITLE, text_size, title_size
from analysis.documents.slides.slide import (
    ACROSS,
    BULLET,
    EDGE,
    ROOM,
    TEXT_TOP,
    TITLE_HEIGHT,
    lines,
    new_slide,
    rgb,
)
from analysis.documents.slides.table import ROW, height_of, put_table
from analysis.documents.story import CATALOGUE
from analysis.words import Words

_LOW_TITLE = Cm(5)
# The indicators take what their rows need, the claims above them the rest.
# Room for two rows that need a second line, and the characters of claims that can be larger.
_GAP, _FEW = Cm(0.4), 400
_SHARES = (0.47, 0.18, 0.18, 0.17)


def title_slide(deck: Any, about: About, origins: Sequence[str], words: Words) -> None:
    """Add the first slide: the review, its unit and years, and whether its data are simulated."""
    slide = _low_titled(deck, about.title, origins, words)
    lines(slide, [about.form["issuing_body"]], 20, EDGE, Cm(2))
    first, last = about.years
    told = [about.unit, f"{first}–{last}"]
    if "simulated" in origins:
        told.append(words.say(CATALOGUE, "simulated_why"))
    below = _LOW_TITLE + TITLE_HEIGHT + Cm(0.6)
    lines(slide, told, text_size(len("".join(told))), below, Cm(6))


def divider(deck: Any, origins: Sequence[str], words: Words) -> None:
    """Add the slide behind which all stands that answers none of a leader's questions at once."""
    slide = _low_titled(deck, page_text("slides.backup", words), origins, words)
    told = page_text("slides.backup_holds", words)
    lines(slide, [told], 20, _LOW_TITLE + TITLE_HEIGHT + Cm(0.6), Cm(3))


def summary_slide(deck: Any, told: Summary, origins: Sequence[str], words: Words) -> None:
    """Add the slide of the claims and the indicators, as they stand first in every document."""
    slide = new_slide(deck, page_text("answer", words), origins, words)
    # Its title is a word or two, in one line.
    top = TEXT_TOP - TITLE_HEIGHT // 3
    rows = [told.heads, *(each.cells for each in told.indicators)] if told.indicators else []
    height = max(height_of(rows, _SHARES), ROW * len(rows) + 2 * _GAP) if rows else 0
    claims = [f"{BULLET}{claim}" for claim in told.claims]
    if claims:
        size = 20 if sum(map(len, claims)) < _FEW else 18
        room = TEXT_TOP + ROOM - height - top
        lines(slide, claims, size, top, room, over_table=bool(rows))
    if rows:
        put_table(slide, rows, _SHARES, TEXT_TOP + ROOM - height)


def _low_titled(deck: Any, title: str, origins: Sequence[str], words: Words) -> Any:
    """Add a slide whose title stands low over a rule: it is read from the back of the room."""
    slide = new_slide(deck, title, origins, words)
    head = slide.shapes.title
    head.top, head.text_frame.vertical_anchor = _LOW_TITLE, MSO_ANCHOR.BOTTOM
    if title_size(len(title)) == LARGEST_TITLE:
        head.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    top = _LOW_TITLE + TITLE_HEIGHT + Cm(0.3)
    rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, EDGE, top, ACROSS, Cm(0.08))
    rule.fill.solid()
    rule.fill.fore_color.rgb = rgb(style.LATER)
    rule.line.fill.background()
    return slide
