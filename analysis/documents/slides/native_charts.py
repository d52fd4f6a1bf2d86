"""A bundle's table as a chart that PowerPoint can edit."""

import io
import locale
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.charts.draw import style
from analysis.documents.cards import SlideChart
from analysis.documents.printable import printable
from analysis.documents.result_tables import cell, kind_of
from analysis.documents.sheets import SETTINGS
from analysis.documents.slides.native_data import (
    chart_data,
    few_people,
    highest,
    lengths_of_intervals,
)
from analysis.documents.slides.native_intervals import add_intervals
from analysis.words import Words

_KINDS = {
    "stacked": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
# Light enough for the dark figure and the interval that stand in a bar.
_LIGHT = "#b9cbe0"
# A part of a bar that is narrower than its label is not labelled.
_LEAST_LABELLED = 0.04
# The end of the longest interval stays inside the plot.
_ROOM = 1.03


def _percent(language: str) -> str:
    # The language's decimal sign, where the program that shows it does not go by its own region.
    codes = locale.windows_locale.items()
    code = next((code for code, name in codes if name.startswith(f"{language}_")), None)
    return "0.0%" if code is None else f"[$-{code:X}]0.0%"


class _ChartData(CategoryChartData):
    """Chart data whose workbook holds every name as text.

    In python-pptx's own a name that begins with = is a formula, and an address is a link.
    """

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that is opened to edit the chart, laid out as python-pptx does."""
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {**SETTINGS, "in_memory": True}) as book:
            sheet, number = (
                book.add_worksheet(),
                book.add_format({"num_format": self.number_format}),
            )
            sheet.write_column(1, 0, [category.label for category in self.categories])
            for column, series in enumerate(self, 1):
                sheet.write_string(0, column, series.name)
                sheet.write_column(1, column, series.values, number)
        return file.getvalue()


def add_chart(
    slide: Any, place: Mapping[str, Any], table: pd.DataFrame, form: SlideChart, words: Words
) -> Any:
    """Draw a table on a slide, at a place (`x`, `y`, `cx`, `cy`), and return its frame."""
    names, series = chart_data(table, form, words)
    data = _ChartData(number_format=_percent(words.language))
    data.categories = [printable(name) for name in names]
    for name, numbers in series.items():
        data.add_series(printable(name), numbers)
    frame = slide.shapes.add_chart(_KINDS[form.form], **place, chart_data=data)
    _dress(frame.chart, form)
    _colour(frame.chart, form, words)
    if form.interval:
        add_intervals(frame.chart, *lengths_of_intervals(table, form))
        _hollow(frame.chart, few_people(table, form))
        if (end := highest(table, form)) > 0:
            frame.chart.value_axis.maximum_scale = end * _ROOM
    return frame


def _dress(chart: Any, form: SlideChart) -> None:
    chart.has_title = False
    chart.font.size = Pt(14)
    chart.has_legend = len(chart.plots[0].categories) > 0 and len(list(chart.series)) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    axis = chart.value_axis
    axis.minimum_scale, axis.has_major_gridlines = 0, False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.format.line.fill.background()
    if form.form != "line":
        # The first category on top, as in the printed chart.
        chart.category_axis.reverse_order = True
        chart.plots[0].gap_width = 45
    if form.form == "stacked":
        chart.plots[0].overlap = 100


def _colour(chart: Any, form: SlideChart, words: Words) -> None:
    several = len(list(chart.series)) > 1 and not form.ends
    kind = kind_of("rating", ["rating"])
    ratings = {cell(code, kind, words): code for code in style.RATING_COLOURS}
    for at, series in enumerate(chart.series):
        colour = style.LATER
        if form.form == "stacked":
            colour = style.RATING_COLOURS[ratings[series.name]]
        elif several:
            colour = list(style.SEX_COLOURS.values())[at]
        elif form.form == "bars" and form.interval:
            colour = _LIGHT
        if form.series[at] in form.ends:
            _dress_end(series)
            continue
        if form.form == "line":
            series.smooth = False
            series.format.line.color.rgb = _rgb(colour)
            series.format.line.width = Pt(2.5)
        fill = series.marker.format.fill if form.form == "line" else series.format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)
        dark = form.form == "stacked" and style.RATING_INK[ratings[series.name]] == "white"
        _label(series, form, "#ffffff" if dark else style.INK, above=at == 0)
        series.data_labels.number_format = _percent(words.language)


def _hollow(chart: Any, few: Sequence[bool]) -> None:
    """Draw the bars of few people as outlines, as printed charts do with their marks."""
    for point in (chart.series[0].points[at] for at, small in enumerate(few) if small):
        point.format.fill.background()
        point.format.line.color.rgb, point.format.line.width = _rgb(style.MUTED), Pt(1)


def _dress_end(series: Any) -> None:
    """Draw the end of an interval: a thin line without marks or numbers."""
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = _rgb(style.MUTED), Pt(1)
    series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE


def _label(series: Any, form: SlideChart, ink: str, above: bool) -> None:
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.font.size, labels.font.color.rgb = Pt(13), _rgb(ink)
    if form.form == "line":
        labels.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    if form.interval:
        labels.position = XL_LABEL_POSITION.INSIDE_BASE
    if form.form != "stacked":
        return
    for at, value in enumerate(series.values):
        if value is not None and value < _LEAST_LABELLED:
            label = series.points[at].data_label._get_or_add_dLbl()
            for part in list(label)[1:]:
                label.remove(part)
            etree.SubElement(label, qn("c:delete")).set("val", "1")


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
