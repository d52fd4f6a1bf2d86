"""What was read of a source, on the terminal."""

import errno
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from analysis.cli.causes import print_causes
from analysis.cli.check.asked import Asked
from analysis.cli.check.figures import print_figures
from analysis.cli.check.reported import print_reported
from analysis.cli.check.understood import print_understood
from analysis.spoken import Message
from analysis.words import Words

# Of a file or pipe, which has no width of its own.
_WIDTH = 120


def print_reading(asked: Asked) -> None:
    """Print what was understood, what is wrong and who has not sent, then a sentence on each."""
    own = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if own else _WIDTH, highlight=False)
    parts = {
        "understood": (print_understood, len(asked.sheets)),
        "causes": (print_causes, len(asked.problems)),
        "reported": (print_reported, asked.lists["unit"].notna().any()),
        "figures": (print_figures, asked.ledger is not None),
    }
    for key, (show, there) in parts.items():
        if there:
            console.print(Rule(Text(asked.say(key), style="bold"), align="left"))
            show(asked, console)
            console.print()
    for finding in asked.findings:
        console.print(Text(f"• {finding.whole}"))
    if asked.lists["listed"].sum() and asked.lists["unit"].isna().all():
        console.print(Text(f"• {asked.say('unit_of_file')}"))


def _refuse_place(xlsx: Path | None, as_json: Path | None) -> None:
    """Refuse, before anything is read, a place that could not be written."""
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        from analysis.runner.asking.review import RequestError

        raise RequestError(Message("not_xlsx", path=xlsx))
    for each in filter(None, (xlsx, as_json)):
        if not each.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(each))


def write_files(asked: Asked, xlsx: Path | None, as_json: Path | None) -> None:
    """Write the workbook and the JSON that were asked for; ``-`` is standard output.

    Raises
    ------
    OSError
        A file cannot be written there.
    """
    if xlsx is not None:
        from analysis.cli.check.reading_workbook import write_reading

        write_reading(xlsx, asked)
    if as_json is not None:
        from analysis.cli.check.reading_json import reading_json

        text = reading_json(asked) + "\n"
        print(text, end="") if as_json == Path("-") else as_json.write_text(text, encoding="utf-8")


def tell_reading(
    source: str,
    published: str | None,
    xlsx: Path | None,
    as_json: Path | None,
    suggested: bool = False,
) -> int:
    """Read a source, tell and write what was read; return the status that the command ends with."""
    from analysis import spoken

    _refuse_place(xlsx, as_json)
    from analysis.cli.check.suggested import invite
    from analysis.sources import load
    from analysis.sources.ledger.published import is_ledger
    from analysis.sources.state import place_of_source

    words = Words(spoken.language())
    history = load(source)
    own = history if is_ledger(place_of_source(source)) else None
    asked = Asked(history, words, load(published) if published else own)
    write_files(asked, xlsx, as_json)
    if as_json != Path("-"):
        print_reading(asked)
        if not suggested:
            invite(asked.history.met["cause"], source, words)
    return asked.status
