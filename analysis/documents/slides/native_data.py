"""What of a bundle's table a chart of PowerPoint draws."""

import re
import string
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import vocabulary
from analysis.documents.cards import SlideChart
from analysis.documents.rendering import page_text
from analysis.documents.result_tables import cell, head, kind_of
from analysis.rules import FEWEST_JUDGED
from analysis.words import Words

# A gap between years is drawn year by year.
_YEAR = r"(?:19|20)\d\d"
Series = dict[str, list[float | None]]


def chart_data(table: pd.DataFrame, form: SlideChart, words: Words) -> tuple[list[str], Series]:
    """Return the categories in words and the named series of numbers that a table draws.

    Parameters
    ----------
    table
        A bundle's table, all as text. A missing number, and a year between the first and the
        last that the table does not have, is None: a gap.
    """
    by = form.category
    table = _shown(table, form)
    values = _categories(table, by)
    names = _names(table, form, values, words)
    if isinstance(form.series, list):
        rows, _ = _drawn(table, form)
        return names, {
            head(column, words, table.columns): [_number(rows, value, column) for value in values]
            for column in form.series
        }
    spread = form.series
    kind = kind_of(spread, table.columns)
    known = [code for code in vocabulary.codes(kind) if code in set(table[spread])]
    parts = {code: table[table[spread] == code].set_index(by) for code in known}
    return names, {
        cell(code, kind, words): [_number(rows, value, form.value) for value in values]
        for code, rows in parts.items()
    }


def tells_enough(table: pd.DataFrame, form: SlideChart, words: Words) -> bool:
    """Return whether a table has figures of two categories, without which nothing is compared."""
    names, series = chart_data(table, form, words) if _fits(table, form) else ([], {})
    told = [at for at in range(len(names)) if any(one[at] is not None for one in series.values())]
    return len(told) > 1


def _fits(table: pd.DataFrame, form: SlideChart) -> bool:
    """Return whether a table is of the form: any notebook may call its chart as ours are called."""
    spread = form.series
    shares, coded = (spread, []) if isinstance(spread, list) else ([form.value], [spread])
    people = [form.people] if form.people else []
    numbers = [*shares, *(form.interval or []), *form.judged, *people]
    words = [form.category, *coded, *(["year"] if form.latest else [])]
    if table.empty or not {*numbers, *words} <= {*table.columns}:
        return False
    if "year" in words and not table["year"].str.fullmatch(_YEAR).all():
        return False
    figures = table[numbers].apply(pd.to_numeric, errors="coerce")
    return bool((np.isfinite(figures) | (table[numbers] == "")).all(axis=None))


def tells_of_few(table: pd.DataFrame, form: SlideChart) -> bool:
    """Return whether a table tells of too few people to draw as if they were judged."""
    people = table[form.judged].apply(pd.to_numeric)
    return bool((people < FEWEST_JUDGED).any(axis=None))


def texts_of(
    chart: Mapping[str, Any], table: pd.DataFrame, form: SlideChart, words: Words
) -> tuple[str, str, list[str]]:
    """Return subtitle, alternative text and notes of a chart as PowerPoint draws it."""
    subtitle = subtitle_of(chart["subtitle"], table, form)
    notes = [page_text("slides.editable", words)]
    if not form.latest:
        return subtitle, chart["alt"], notes
    year = table["year"].max()
    notes.append(page_text("slides.only", words, year=year))
    return subtitle, alt_of(subtitle, table, form, words), notes


def subtitle_of(chart: str, table: pd.DataFrame, form: SlideChart) -> str:
    """Return a chart's subtitle, with the year where that one alone is drawn."""
    year = str(table["year"].max()) if form.latest else ""
    told = re.search(rf"(?<![\d–]){year}(?![\d–])", chart)
    return chart if told else f"{chart}, {year}"


def alt_of(subtitle: str, table: pd.DataFrame, form: SlideChart, words: Words) -> str:
    """Return an alternative text that tells the first series drawn."""
    names, series = chart_data(table, form, words)
    first, numbers = next(iter(series.items()))
    values = [
        f"{name} {words.percent(number)}"
        for name, number in zip(names, numbers, strict=True)
        if number is not None
    ]
    told = {"subtitle": subtitle, "series": first, "values": "; ".join(values)}
    return page_text("slides.alt", words, **told)


def _shown(table: pd.DataFrame, form: SlideChart) -> pd.DataFrame:
    if not form.latest:
        return table
    latest = table[table["year"] == table["year"].max()]
    by, spread = form.category, form.series
    if isinstance(spread, list):
        first = latest.set_index(by)[spread[0]]
    else:
        level = vocabulary.codes(kind_of(spread, table.columns))[0]
        first = latest[latest[spread] == level].set_index(by)[form.value]
    # The largest first; then those of few people, which are not compared.
    place = latest.assign(at=latest[by].map(pd.to_numeric(first)), few=_few(latest, form))
    places = place.sort_values(["few", "at"], ascending=[True, False], kind="stable")
    return latest.loc[places.index]


def _few(table: pd.DataFrame, form: SlideChart) -> pd.Series:
    if form.people is None:
        return pd.Series(False, table.index)
    return pd.to_numeric(table[form.people]) < FEWEST_JUDGED


def _drawn(table: pd.DataFrame, form: SlideChart) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of the table that is drawn by their category, and the categories."""
    by, table = form.category, _shown(table, form)
    return table.drop_duplicates(by).set_index(by), _categories(table, by)


def _names(table: pd.DataFrame, form: SlideChart, values: list[str], words: Words) -> list[str]:
    """Return the categories in words, each with how many people it is of, and if those are few."""
    by, of = form.category, words.of(form.of) if form.of else ""
    columns = [name for _, name, _, _ in string.Formatter().parse(of) if name]
    records = table.drop_duplicates(by).set_index(by).to_dict("index")
    few = dict(zip(table[by], _few(table, form), strict=True))
    names = []
    for value in values:
        name, record = cell(value, kind_of(by, table.columns), words), records.get(value, {})
        told = {
            column: cell(record[column], kind_of(column, table.columns), words)
            for column in columns
            if column in record
        }
        beside = [of.format(**told)] if told.keys() == {*columns} != set() else []
        if few.get(value):
            beside.append(page_text("slides.few", words))
        names.append(f"{name} ({'; '.join(beside)})" if beside else name)
    return names


def _categories(table: pd.DataFrame, by: str) -> list[str]:
    found = list(table[by].unique())
    if by != "year" or not found:
        return found
    return [str(year) for year in range(int(min(found)), int(max(found)) + 1)]


def _number(rows: pd.DataFrame, value: str, column: str) -> float | None:
    told = rows[column].get(value, "")
    return float(told) if told != "" else None


def lengths_of_intervals(
    table: pd.DataFrame, form: SlideChart
) -> tuple[list[float | None], list[float | None]]:
    """Return how far the interval of each category goes below and above its value.

    None where there is no interval, and where there are too few people for one.
    """
    rows, values = _drawn(table, form)
    at, low, high = (
        [_number(rows, value, column) for value in values]
        for column in (form.series[0], *(form.interval or []))
    )
    few = few_people(table, form)
    below, above = (
        [
            None if a is None or b is None or small else a - b
            for a, b, small in zip(*ends, few, strict=True)
        ]
        for ends in ((at, low), (high, at))
    )
    return below, above


def few_people(table: pd.DataFrame, form: SlideChart) -> list[bool]:
    """Return of which categories there are so few people that they are described only."""
    rows, values = _drawn(table, form)
    return _few(rows, form).reindex(values, fill_value=False).tolist()


def highest(table: pd.DataFrame, form: SlideChart) -> float:
    """Return the highest value or end of an interval that is drawn."""
    _, above = lengths_of_intervals(table, form)
    rows, values = _drawn(table, form)
    at = [_number(rows, value, form.series[0]) or 0.0 for value in values]
    return max((value + (up or 0.0) for value, up in zip(at, above, strict=True)), default=0.0)
