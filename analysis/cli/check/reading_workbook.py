"""What was read of a source, as a workbook: first who has not sent, then what was understood."""

from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis import measures
from analysis.cli.check.asked import Asked
from analysis.cli.check.reminder import write_reminder
from analysis.documents.result_tables import cell, columns_in, head, is_number, kind_of
from analysis.documents.sheets import (
    SETTINGS,
    Looks,
    cell_looks,
    for_print,
    head_width,
    set_height,
    set_widths,
    sheet_names,
    write_cell,
    write_line,
)
from analysis.words import Words

# The widest that a column of words gets, and what stands free beside them, in characters.
_WIDEST, _BESIDE = 44, 3


def write_reading(path: Path, asked: Asked) -> None:
    """Write the workbook that ``review check --xlsx`` gives."""
    told = asked.history
    tables = {
        "understood": asked.sheets,
        "headings": measures.headings_understood(told.headings),
        "rows": told.accounts,
        "causes": measures.problems_by_cause(asked.problems),
        "problems": asked.problems.drop(columns="cause"),
    }
    with xlsxwriter.Workbook(str(path), SETTINGS) as book:
        titles = [asked.say("reminder.sheet"), *(asked.say(f"sheets.{key}") for key in tables)]
        first, *names = sheet_names(titles)
        write_reminder(book, book.add_worksheet(first), asked, first)
        looks = cell_looks(book)
        for name, table in zip(names, tables.values(), strict=True):
            _write_table(book.add_worksheet(name), name, table, looks, asked.words)


def _write_table(
    sheet: Worksheet, name: str, table: pd.DataFrame, looks: Looks, words: Words
) -> None:
    columns = columns_in(list(table.columns), words)
    kinds = [kind_of(column, columns) for column in columns]
    values = table[columns].astype(object).where(table[columns].notna(), "").astype(str)
    rows = values.to_numpy().tolist()
    shown = [
        [cell(value, kind, words) for value, kind in zip(row, kinds, strict=True)] for row in rows
    ]
    heads = [head(column, words, columns) for column in columns]
    longest = [max(map(len, texts)) for texts in zip(*shown, strict=True)] or [0] * len(columns)
    widths = [
        min(max(wide, head_width(text)), _WIDEST) + _BESIDE
        for wide, text in zip(longest, heads, strict=True)
    ]
    set_widths(sheet, widths)
    sides = [looks["head_right" if is_number(kind) else "head"] for kind in kinds]
    write_line(sheet, 0, heads, widths, sides)
    wrapped = {**looks, "text": looks["wrapped"]}
    for at, (row, texts) in enumerate(zip(rows, shown, strict=True), 1):
        for column, (value, word, kind) in enumerate(zip(row, texts, kinds, strict=True)):
            write_cell(sheet, (at, column), value, word, kind, wrapped)
        set_height(sheet, at, texts, [width - _BESIDE for width in widths])
    for_print(sheet, name)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
