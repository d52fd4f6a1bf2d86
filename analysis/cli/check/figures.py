"""What became of every published figure, on the terminal."""

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.cli.check.asked import Asked
from analysis.documents.result_tables import head
from analysis.words import Words


def print_figures(asked: Asked, console: Console) -> None:
    """Print how many figures of the ledger agree with the source, and why others cannot be held."""
    table = Table(*(head(column, asked.words) for column in asked.figures))
    for row in asked.figures.itertuples():
        words = (
            _said("verdicts", row.verdict, asked.words),
            _said("claim_reasons", row.not_compared, asked.words),
        )
        table.add_row(*map(Text, (*words, str(row.figures), row.claims)))
    console.print(table)


def _said(section: str, code: str | None, words: Words) -> str:
    return "" if pd.isna(code) else words.label(section, str(code))
