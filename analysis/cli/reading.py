"""What was read of a source, on the terminal."""

import sys

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis import measures, tables
from analysis.briefing.result_tables import columns_in, head
from analysis.counts import Population
from analysis.counts.history import History
from analysis.findings import problems_met, reconciled, records_read
from analysis.vocabulary import label

# Of the rows of one account; the table of accounts has all of them.
_MOST_PLACES = 6


def print_reading(history: History, language: str, ledger: History | None = None) -> None:
    """Print the account of every sheet and the problems met, then a sentence on each.

    Of a `ledger` of published figures also what became of each, held against the history.
    """
    if len(history.accounts):
        _print_accounts(history.accounts, language)
    problems = history.problems
    if ledger is not None and ledger is not history:
        problems = pd.concat([problems, ledger.problems], ignore_index=True)
    if len(problems):
        _print_problems(problems, language)
    everybody = history.people(range(tables.EARLIEST_YEAR, tables.LATEST_YEAR + 1))
    print(records_read(everybody, history.sheets, language=language).text)
    print(problems_met(problems, language=language).text)
    if ledger is not None:
        _print_figures(everybody, history, ledger, language)


def _print_figures(everybody: Population, history: History, ledger: History, language: str) -> None:
    held = measures.reconcile(ledger.claims, everybody, history.sheets, history.problems)
    account = measures.ledger_account(held, ledger.claims)
    table = Table(*(head(column, language) for column in account))
    for row in account.itertuples():
        words = (
            "" if pd.isna(row.verdict) else label("verdicts", row.verdict, language),
            "" if pd.isna(row.not_compared) else label("claim_reasons", row.not_compared, language),
        )
        table.add_row(*map(Text, (*words, str(row.figures), row.claims)))
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    print(reconciled(held, account, language=language).text)


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


def _print_problems(problems: pd.DataFrame, language: str) -> None:
    columns = columns_in(list(problems.columns), language)
    table = Table(*(head(column, language) for column in columns), show_lines=True)
    for row in problems[columns].to_dict("records"):
        words = {**row, "severity": label("severities", row["severity"], language)}
        # As Text: a sheet called [red] is a name, not a colour.
        table.add_row(*(Text("" if word != word else str(word)) for word in words.values()))
    Console(width=None if sys.stdout.isatty() else 200).print(table)
