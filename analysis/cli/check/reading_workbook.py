"""What was read of a source, as a workbook: first who has not sent, then what was understood."""

from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis import measures
from analysis.cli.check.asked import Asked
from analysis.cli.check.reminder import write_reminder
from analysis.documents.result_tables import head, kind_of
from analysis.documents.sheets import SETTINGS, Looks, cell_looks, sheet_names, write_table
from analysis.words import Words


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
    shown = list(table.columns)
    columns = [(head(column, words, shown), kind_of(column, shown)) for column in shown]
    values = table.astype(object).where(table.notna(), "").astype(str)
    write_table(sheet, name, values.to_numpy().tolist(), columns, looks, words)
