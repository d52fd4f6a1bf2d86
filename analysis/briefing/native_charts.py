"""A bundle's table as a chart that PowerPoint can edit."""

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pandas as pd
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

from analysis import vocabulary
from analysis.briefing.native_intervals import add_intervals
from analysis.briefing.printable import printable
from analysis.briefing.result_tables import cell, head, kind_of
from analysis.charts import style

_KINDS = {
    "stacked": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
# The language's decimal sign, where the program that shows it does not go by its own region.
_PERCENT = {"vi": "[$-42A]0.0%", "en": "[$-409]0.0%"}
# Light enough for the dark figure and the interval that stand in a bar.
_LIGHT = "#b9cbe0"
# A part of a bar that is narrower than its label is not labelled.
_LEAST_LABELLED = 0.04


class Form(TypedDict):
    """How a table is drawn (see ``slides.yml``)."""

    form: str
    category: str
    series: str | list[str]
    value: NotRequired[str]
    latest: NotRequired[bool]
    of: NotRequired[dict[str, str]]
    interval: NotRequired[list[str]]
    ends: NotRequired[list[str]]


Series = dict[str, list[float | None]]


def chart_data(table: pd.DataFrame, form: Form, language: str) -> tuple[list[str], Series]:
    """Return the categories in words and the named series of numbers that a table draws.

    Parameters
    ----------
    table
        A bundle's table, all as text. A missing number, and a year between the first and the
        last that the table does not have, is None: a gap.
    """
    by = form["category"]
    table = _shown(table, form)
    values = _categories(table, by)
    names = _names(table, form, values, language)
    if isinstance(form["series"], list):
        rows, _ = _drawn(table, form)
        return names, {
            head(column, language, table.columns): [
                _number(rows, value, column) for value in values
            ]
            for column in form["series"]
        }
    spread = form["series"]
    kind = kind_of(spread, table.columns)
    known = [code for code in vocabulary.codes(kind) if code in set(table[spread])]
    parts = {code: table[table[spread] == code].set_index(by) for code in known}
    return names, {
        cell(code, kind, language): [_number(rows, value, form["value"]) for value in values]
        for code, rows in parts.items()
    }


def tells_enough(table: pd.DataFrame, form: Form, language: str) -> bool:
    """Return whether a table has figures of two categories, without which nothing is compared."""
    names, series = chart_data(table, form, language) if len(table) else ([], {})
    told = [at for at in range(len(names)) if any(one[at] is not None for one in series.values())]
    return len(told) > 1


def read_table(csv: Path) -> pd.DataFrame:
    """Return a bundle's table, all as text: a unit that is called 007 stays 007."""
    return pd.read_csv(csv, dtype=str, keep_default_na=False)


def add_chart(
    slide: Any, place: Mapping[str, Any], table: pd.DataFrame, form: Form, language: str
) -> Any:
    """Draw a table on a slide, at a place (`x`, `y`, `cx`, `cy`), and return its frame."""
    names, series = chart_data(table, form, language)
    data = CategoryChartData(number_format=_PERCENT[language])
    data.categories = [printable(name) for name in names]
    for name, numbers in series.items():
        data.add_series(printable(name), numbers)
    frame = slide.shapes.add_chart(_KINDS[form["form"]], **place, chart_data=data)
    _dress(frame.chart, form)
    _colour(frame.chart, form, language)
    if "interval" in form:
        below, above = _ends(table, form)
        add_intervals(frame.chart, below, above)
        rows, _ = _drawn(table, form)
        highest = pd.to_numeric(rows[form["interval"][1]]).max()
        if highest > 0:
            frame.chart.value_axis.maximum_scale = float(highest)
    return frame


def _shown(table: pd.DataFrame, form: Form) -> pd.DataFrame:
    if not form.get("latest"):
        return table
    # The largest first, as in the printed chart.
    latest = table[table["year"] == table["year"].max()]
    return latest.sort_values(form["series"][0], key=pd.to_numeric, ascending=False)


def _drawn(table: pd.DataFrame, form: Form) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of the table that is drawn by their category, and the categories."""
    by, table = form["category"], _shown(table, form)
    return table.drop_duplicates(by).set_index(by), _categories(table, by)


def _names(table: pd.DataFrame, form: Form, values: list[str], language: str) -> list[str]:
    """Return the categories in words, each with how many people it is of."""
    by, of = form["category"], form.get("of", {}).get(language, "")
    columns = [name for _, name, _, _ in string.Formatter().parse(of) if name]
    records = table.drop_duplicates(by).set_index(by).to_dict("index")
    names = []
    for value in values:
        name, record = cell(value, kind_of(by, table.columns), language), records.get(value, {})
        told = {
            column: cell(record[column], kind_of(column, table.columns), language)
            for column in columns
            if column in record
        }
        names.append(
            f"{name} ({of.format(**told)})" if told.keys() == {*columns} != set() else name
        )
    return names


def _categories(table: pd.DataFrame, by: str) -> list[str]:
    found = list(table[by].unique())
    if by != "year" or not found:
        return found
    return [str(year) for year in range(int(min(found)), int(max(found)) + 1)]


def _number(rows: pd.DataFrame, value: str, column: str) -> float | None:
    told = rows[column].get(value, "")
    return float(told) if told != "" else None


def _dress(chart: Any, form: Form) -> None:
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
    if form["form"] != "line":
        # The first category on top, as in the printed chart.
        chart.category_axis.reverse_order = True
        chart.plots[0].gap_width = 45
    if form["form"] == "stacked":
        chart.plots[0].overlap = 100


def _ends(table: pd.DataFrame, form: Form) -> list[list[float | None]]:
    """Return how far the interval of each category goes below and above its value."""
    rows, values = _drawn(table, form)
    at, low, high = (
        [_number(rows, value, column) for value in values]
        for column in (form["series"][0], *form["interval"])
    )
    pairs = (list(zip(at, low, strict=True)), list(zip(high, at, strict=True)))
    return [[None if a is None or b is None else a - b for a, b in pair] for pair in pairs]


def _colour(chart: Any, form: Form, language: str) -> None:
    several = len(list(chart.series)) > 1 and "ends" not in form
    for at, series in enumerate(chart.series):
        colour = style.LATER
        if form["form"] == "stacked":
            colour = list(style.RATING_COLOURS.values())[at]
        elif several:
            colour = list(style.SEX_COLOURS.values())[at]
        elif form["form"] == "bars" and "interval" in form:
            colour = _LIGHT
        if form["series"][at] in form.get("ends", ()):
            _dress_end(series)
            continue
        if form["form"] == "line":
            series.smooth = False
            series.format.line.color.rgb = _rgb(colour)
            series.format.line.width = Pt(2.5)
        fill = series.marker.format.fill if form["form"] == "line" else series.format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)
        dark = form["form"] == "stacked" and list(style.RATING_INK.values())[at] == "white"
        _label(series, form, "#ffffff" if dark else style.INK, above=at == 0)
        series.data_labels.number_format = _PERCENT[language]


def _dress_end(series: Any) -> None:
    """Draw the end of an interval: a thin line without marks or numbers."""
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = _rgb(style.MUTED), Pt(1)
    series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE


def _label(series: Any, form: Form, ink: str, above: bool) -> None:
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.font.size, labels.font.color.rgb = Pt(13), _rgb(ink)
    if form["form"] == "line":
        labels.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    if "interval" in form:
        labels.position = XL_LABEL_POSITION.INSIDE_BASE
    if form["form"] != "stacked":
        return
    for at, value in enumerate(series.values):
        if value is not None and value < _LEAST_LABELLED:
            label = series.points[at].data_label._get_or_add_dLbl()
            for part in list(label)[1:]:
                label.remove(part)
            etree.SubElement(label, qn("c:delete")).set("val", "1")


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
