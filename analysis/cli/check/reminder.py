"""The sheet that an office sends round: units by year, who has not sent, and what is odd."""

import textwrap
from collections.abc import Iterator
from datetime import date

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis import wording
from analysis.cli.check.asked import Asked
from analysis.cli.check.reported import (
    cells,
    order,
    other_names,
    units_expected,
    units_sent,
    why_missing,
)
from analysis.documents.result_tables import TEMPLATES
from analysis.documents.sheets import for_print, write_text
from analysis.measures.lists.coverage import MISSING, SENT, UNTOLD

_NUMBER, _UNIT, _YEAR, _GONE, _REMARK = 6, 38, 11, 15, 46
# Points of a line; letters of this size for each of a column's characters.
_LINE, _LETTERS = 17, 0.9
_BORDERED = {"border": 1, "border_color": "#7F7F7F", "font_name": "Times New Roman"}


def write_reminder(book: xlsxwriter.Workbook, sheet: Worksheet, asked: Asked, name: str) -> None:
    """Write a title, what the units are asked, and a row for each unit; it prints on A4 across."""
    looks = _looks(book)
    named = asked.lists[asked.lists["unit"].notna()]
    years = list(asked.years)
    widths = [_NUMBER, _UNIT, *[_YEAR] * len(years), _GONE, _REMARK]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    row = _write_head(sheet, named, years, sum(widths), asked, looks)
    if len(named):
        _write_table(sheet, row, named, years, widths, asked, looks)
    simulated = asked.words.say(TEMPLATES / "texts.yml", "simulated")
    # The years for which a list is missing are words, whatever Excel thinks.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for_print(sheet, name, simulated if "simulated" in set(named["origin"]) else "")
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.6)


def _write_head(
    sheet: Worksheet,
    named: pd.DataFrame,
    years: list[int],
    wide: int,
    asked: Asked,
    looks: dict[str, Format],
) -> int:
    """Write what stands above the table, and return the row of its header."""
    state = "no_units" if named.empty else "ask" if (named["list"] == MISSING).any() else "complete"
    period = wording.years(years) or "–"
    today = asked.words.date(date.today())
    lines = {
        "title": asked.say("reminder.title"),
        "period": asked.say("reminder.period", years=period, date=today),
        "ask": asked.say(f"reminder.{state}"),
    }
    last = len(years) + 3
    for row, (look, text) in enumerate(lines.items()):
        sheet.merge_range(row, 0, row, last, "", looks[look])
        write_text(sheet, (row, 0), text, looks[look])
    sheet.set_row(0, 2 * _LINE)
    _set_height(sheet, 2, [lines["ask"]], [wide])
    return len(lines) + 1


def _write_table(
    sheet: Worksheet,
    head: int,
    named: pd.DataFrame,
    years: list[int],
    widths: list[int],
    asked: Asked,
    looks: dict[str, Format],
) -> None:
    told = [asked.say(f"reminder.{key}") for key in ("number", "unit", "gone", "remark")]
    heads = [*told[:2], *map(str, years), *told[2:]]
    for at, text in enumerate(heads):
        write_text(sheet, (head, at), text, looks["head"])
    states, people = cells(named)
    short = (states == MISSING).sum(axis=1)
    others = other_names(asked.near)
    row = head
    units = sorted(states.index, key=lambda unit: (not short[unit], order(unit, others)))
    for number, unit in enumerate(units, 1):
        row += 1
        texts = _texts(unit, states.loc[unit], asked)
        sheet.write_number(row, 0, number, looks["number"])
        write_text(sheet, (row, 1), unit, looks["words"])
        for at, year in enumerate(years, 2):
            here = states.loc[unit, year], people.loc[unit, year]
            why = why_missing(unit, year, others, asked)
            _write_cell(sheet, (row, at), *here, why, asked, looks)
        for at, text in enumerate(texts, len(years) + 2):
            write_text(sheet, (row, at), text, looks["words"])
        _set_height(sheet, row, [unit, *texts], [widths[1], *widths[-2:]])
    _write_sums(sheet, row + 1, states, years, asked, looks)
    sheet.freeze_panes(head + 1, 2)
    sheet.repeat_rows(head)


def _set_height(sheet: Worksheet, row: int, texts: list[str], widths: list[int]) -> None:
    lines = [
        len(textwrap.wrap(text, int(_LETTERS * wide)))
        for text, wide in zip(texts, widths, strict=True)
    ]
    sheet.set_row(row, _LINE * max([1, *lines]) + 2)


def _write_cell(
    sheet: Worksheet,
    place: tuple[int, int],
    state: str,
    people: int,
    why: str,
    asked: Asked,
    looks: dict[str, Format],
) -> None:
    if state == SENT:
        sheet.write_number(*place, int(people), looks["number"])
    elif state == MISSING and why != "not_sent":
        write_text(sheet, place, asked.say(why), looks["centre"])
    elif state == MISSING:
        write_text(sheet, place, asked.say("reminder.not_sent"), looks["gone"])
    else:
        write_text(sheet, place, "(?)" if state == UNTOLD else "–", looks["centre"])


def _texts(unit: str, states: pd.Series, asked: Asked) -> tuple[str, str]:
    """Return the years for which a unit has not sent, and what is odd about what it sent."""
    other = other_names(asked.near).get(unit)
    if other:
        return "", asked.say("reminder.other", of=other)
    missing = [int(year) for year in states.index[states == MISSING]]
    gone = [year for year in missing if (unit, year) not in asked.perhaps]
    return wording.years(gone) or "", "; ".join(_remarks(unit, asked))


def _remarks(unit: str, asked: Asked) -> Iterator[str]:
    near = asked.near[asked.near["unit"] == unit]
    for other, years in near.groupby("near")["year"]:
        told = wording.years([int(year) for year in years])
        yield asked.say("reminder.near", years=told, near=other)
    for year, file in ((year, file) for (of, year), file in asked.perhaps.items() if of == unit):
        yield asked.say("reminder.perhaps", years=year, file=file)
    for row in asked.jumps[asked.jumps["unit"] == unit].to_dict("records"):
        numbers = {name: asked.number(row[name]) for name in ("listed", "listed_before")}
        yield asked.say("reminder.jump", **row | numbers)


def _write_sums(
    sheet: Worksheet,
    row: int,
    states: pd.DataFrame,
    years: list[int],
    asked: Asked,
    looks: dict[str, Format],
) -> None:
    sheet.merge_range(row, 0, row, 1, "", looks["head"])
    write_text(sheet, (row, 0), asked.say("reminder.sent"), looks["head"])
    for at, year in enumerate(years, 2):
        told = f"{units_sent(states[year])}/{units_expected(states[year])}"
        write_text(sheet, (row, at), told, looks["head"])
    last = len(years) + 3
    for at in (last - 1, last):
        write_text(sheet, (row, at), "", looks["head"])
    sheet.merge_range(row + 2, 0, row + 2, last, "", looks["key"])
    write_text(sheet, (row + 2, 0), asked.say("reminder.key"), looks["key"])


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    plain = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**plain, **_BORDERED}
    centre = {**cell, "align": "center"}
    looks = {
        "title": {**plain, "bold": True, "font_size": 15, "align": "center"},
        "period": {**plain, "italic": True, "align": "center"},
        "ask": {**plain, "text_wrap": True, "align": "left"},
        "key": {**plain, "italic": True, "font_size": 11},
        "head": {**centre, "bold": True, "text_wrap": True, "bg_color": "#E8EDF3"},
        "number": {**centre, "num_format": "#,##0"},
        "centre": centre,
        "words": {**cell, "text_wrap": True, "num_format": "@"},
        "gone": {**centre, "bold": True, "font_color": "#9C0006", "bg_color": "#FFD9D9"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}
