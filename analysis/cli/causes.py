"""The problems met, printed by cause: what is wrong, where, and once what to do about it."""

from collections.abc import Iterator

import pandas as pd
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from analysis.cli.check.asked import Asked
from analysis.vocabulary import codes

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold"}
_MOST_WORDINGS, _MOST_FILES, _MOST_CELLS = 3, 3, 4


def print_causes(asked: Asked, console: Console) -> None:
    """Print the problems, the most severe and the most frequent first."""
    problems = asked.problems
    for severity in codes("severities"):
        met = problems[problems["severity"] == severity]
        groups = sorted(met.groupby("cause", sort=False), key=lambda each: -len(each[1]))
        for _, group in groups:
            name = asked.words.label("severities", severity)
            key = "times" if len(group) > 1 else "times_one"
            head = asked.say(key, severity=name, n=asked.number(len(group)))
            console.print(Text(head, style=_STYLES[severity]))
            for line in _lines(group, asked):
                console.print(Padding(line, (0, 0, 0, 2)))


def _lines(group: pd.DataFrame, asked: Asked) -> Iterator[Text]:
    reasons = group.groupby("reason", sort=False)
    for reason, part in list(reasons)[:_MOST_WORDINGS]:
        yield Text(str(reason))
        yield Text(f"  {_places(part, asked)}", style="dim")
    if reasons.ngroups > _MOST_WORDINGS:
        yield Text(asked.say("more_wordings", n=reasons.ngroups - _MOST_WORDINGS), style="dim")
    yield Text(asked.say("remedy", text=group["remedy"].iloc[0]))


def _places(part: pd.DataFrame, asked: Asked) -> str:
    told = []
    sheets = part.groupby(["file", "sheet"], dropna=False, sort=False)["cell"]
    for (file, sheet), cells in list(sheets)[:_MOST_FILES]:
        where = " › ".join(str(name) for name in (file, sheet) if pd.notna(name))
        at = list(dict.fromkeys(cells.dropna()))
        more = ["…"] if len(at) > _MOST_CELLS else []
        told.append(": ".join(filter(None, [where, ", ".join([*at[:_MOST_CELLS], *more])])))
    if sheets.ngroups > _MOST_FILES:
        told.append(asked.say("more_places", n=sheets.ngroups - _MOST_FILES))
    return "; ".join(told)
