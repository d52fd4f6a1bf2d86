"""What was read of a source, on the terminal."""

import sys

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis import tables
from analysis.briefing.result_tables import columns_in, head
from analysis.counts.history import History
from analysis.findings import outcomes_accounted, problems_met, records_read
from analysis.measures import outcome_accounts
from analysis.vocabulary import label

# Of the rows of one account; the table of accounts has all of them.
_MOST_PLACES = 6


def print_reading(history: History, language: str) -> None:
    """Print the account of every sheet and the problems met, then a sentence on each."""
    if len(history.accounts):
        _print_accounts(history.accounts, language)
    if len(history.problems):
        _print_problems(history.problems, language)
    everybody = history.people(range(tables.EARLIEST_YEAR, tables.LATEST_YEAR + 1))
    print(records_read(everybody, history.sheets, language=language).text)
    events = outcome_accounts(everybody)
    if len(events):
        _print_events(events, language)
        print(outcomes_accounted(events, language=language).text)
    print(problems_met(history.problems, language=language).text)


def _first(places: str) -> str:
    told = places.split(", ")
    return places if len(told) <= _MOST_PLACES else ", ".join([*told[:_MOST_PLACES], "…"])


def _print_accounts(accounts: pd.DataFrame, language: str) -> None:
    columns = ("file", "sheet", "rows", "read", "refused", "skipped")
    table = Table(*(head(column, language) for column in columns))
    for (file, sheet), rows in accounts.groupby(["file", "sheet"], dropna=False, sort=False):
        counts = dict(zip(rows["account"], rows["rows"], strict=True))
        skipped = "; ".join(
            f"{label('accounts', row.account, language)} {row.rows} ({_first(row.places)})"
            for row in rows.itertuples()
            if row.account not in ("read", "refused")
        )
        numbers = (rows["rows"].sum(), counts.get("read", 0), counts.get("refused", 0))
        name = "" if sheet != sheet else str(sheet)
        table.add_row(*map(Text, (file, name, *map(str, numbers), skipped)))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _print_events(events: pd.DataFrame, language: str) -> None:
    columns = ("file", "sheet", "kind", "event_account", "events")
    table = Table(*(head(column, language) for column in columns))
    for row in events[list(columns)].itertuples(index=False):
        kind = "" if pd.isna(row.kind) else label("outcome_kinds", row.kind, language)
        sheet = "" if pd.isna(row.sheet) else str(row.sheet)
        told = (
            row.file,
            sheet,
            kind,
            label("outcome_accounts", row.event_account, language),
            row.events,
        )
        table.add_row(*map(Text, map(str, told)))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _print_problems(problems: pd.DataFrame, language: str) -> None:
    columns = columns_in(list(problems.columns), language)
    table = Table(*(head(column, language) for column in columns), show_lines=True)
    for row in problems[columns].to_dict("records"):
        words = {**row, "severity": label("severities", row["severity"], language)}
        # As Text: a sheet called [red] is a name, not a colour.
        table.add_row(*(Text("" if word != word else str(word)) for word in words.values()))
    Console(width=None if sys.stdout.isatty() else 200).print(table)
