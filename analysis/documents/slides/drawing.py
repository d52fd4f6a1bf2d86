"""A chart on a slide: drawn by PowerPoint itself where that loses nothing, else the picture."""

from typing import Any, NamedTuple

from pptx.util import Cm

from analysis.documents.briefing.sections import Source
from analysis.documents.cards import SlideChart, card
from analysis.documents.printable import printable
from analysis.documents.slides.native_charts import add_chart
from analysis.documents.slides.native_data import tells_enough, tells_of_few, texts_of
from analysis.documents.slides.pictures import put_picture, readable
from analysis.documents.slides.slide import ACROSS, EDGE, ROOM, TEXT_TOP, subtitle
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord
from analysis.words import Words

_LINE = Cm(1.0)
_SPACE = (EDGE, TEXT_TOP, ACROSS, ROOM)
_PLACE = {"x": EDGE, "y": TEXT_TOP + _LINE, "cx": ACROSS, "cy": ROOM - _LINE}


class Told(NamedTuple):
    """A finding or a chart, and the run that it is from."""

    record: dict[str, Any]
    source: Source
    bundle: BundleRecord


def drawable(chart: Told, words: Words) -> bool:
    """Return whether a chart shows anything, and all of its text can be read on a slide."""
    return not chart.record["empty"] and (_native(chart, words) is not None or _readable(chart))


def draw(slide: Any, chart: Told, words: Words) -> list[str]:
    """Draw a chart, and return what it measures and what else is to be told of it."""
    record, form = chart.record, _native(chart, words)
    if form is None:
        png = chart.source.folder / record["png"]
        shape = put_picture(slide, png, record["title_share"], _SPACE)
        told, alt = [record["subtitle"]], record["alt"]
    else:
        table = read_table(chart.source.folder / "tables" / f"{record['table']}.csv")
        measured, alt, more = texts_of(record, table, form, words)
        told = [measured, *more]
        subtitle(slide, measured, _LINE)
        shape = add_chart(slide, _PLACE, table, form, words)
    shape.element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))
    return told


def _native(chart: Told, words: Words) -> SlideChart | None:
    """Return how PowerPoint draws a chart, where its table tells enough for that.

    A picture that has published figures over it, which PowerPoint would not draw, stays one.
    """
    drawn = card(chart.record["id"]).chart
    form = drawn.slide if drawn else None
    laid_over = "," in chart.record["origin"] and "published" in chart.record["origin"]
    if form is None or (laid_over and _readable(chart)):
        return None
    table = read_table(chart.source.folder / "tables" / f"{chart.record['table']}.csv")
    return form if tells_enough(table, form, words) and not tells_of_few(table, form) else None


def _readable(chart: Told) -> bool:
    record = chart.record
    return readable(chart.source.folder / record["png"], record["title_share"], _SPACE)
