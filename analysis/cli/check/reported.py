"""Who has sent a list and who has not, printed: units by year, those that miss one first."""

from collections.abc import Collection, Iterator

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.cli.check.asked import Asked
from analysis.measures.lists.coverage import MISSING, SENT, UNTOLD
from analysis.unit_names import bare_name

_MOST_UNITS = 40
_UNIT, _YEAR = 28, 10

Row = tuple[str, list[Text]]


def print_reported(asked: Asked, console: Console) -> None:
    """Print units and years with the people on each list; as many years side by side as fit."""
    named = asked.lists[asked.lists["unit"].notna()]
    if named.empty:
        return
    years = list(asked.years)
    fit = max((console.width - _UNIT) // _YEAR, 2)
    for start in range(0, len(years), fit):
        part = years[start : start + fit]
        table = Table(box=SIMPLE_HEAD)
        table.add_column(asked.say("reminder.unit"), overflow="fold")
        for year in part:
            table.add_column(str(year), justify="right")
        rows = list(_rows(named, part, asked))
        for name, cells in rows[:-1]:
            table.add_row(Text(name), *cells)
        table.add_section()
        table.add_row(Text(rows[-1][0]), *rows[-1][1])
        console.print(table)
    for (unit, year), file in asked.perhaps.items():
        console.print(Text(asked.say("perhaps", unit=unit, years=year, file=file)))


def _rows(named: pd.DataFrame, years: list[int], asked: Asked) -> Iterator[Row]:
    """Yield a row for each unit that misses a list, one for all others, and how many sent."""
    states, people = cells(named)
    short = states.isin([MISSING, UNTOLD]).any(axis=1)
    others = other_names(asked.near)
    gone = pd.Index(sorted(states.index[short], key=lambda unit: order(unit, others)))
    for unit in gone[:_MOST_UNITS]:
        yield (
            str(unit),
            [
                _cell(states.loc[unit, year], people.loc[unit, year], why, asked)
                for year in years
                for why in [why_missing(str(unit), year, others, asked)]
            ],
        )
    rest = {"units_alike": gone[_MOST_UNITS:], "units_complete": states.index[~short]}
    for key, units in rest.items():
        if len(units):
            sums = [Text(asked.number(people.loc[units, year].sum())) for year in years]
            yield asked.say(key, n=asked.number(len(units))), sums
    sent = [Text(f"{units_sent(states[y])}/{units_expected(states[y])}") for y in years]
    yield asked.say("units_sent"), sent


def cells(named: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the state of each unit's list by year, and the people on it."""
    by = named.astype({"list": "str"}).set_index(["unit", "year"])
    return tuple(by[name].unstack() for name in ("list", "listed"))  # noqa: PD010


def units_sent(states: pd.Series) -> int:
    """Return how many units sent a list in a year, by their states."""
    return int((states == SENT).sum())


def units_expected(states: pd.Series) -> int:
    """Return of how many units a list was expected in a year, by their states."""
    return int(states.isin([SENT, MISSING, UNTOLD]).sum())


def order(unit: str, others: Collection[str]) -> tuple[str, bool, str]:
    """Return by what units are ordered: one under two names stands in two rows that follow."""
    return bare_name(unit), unit in others, unit


def other_names(near: pd.DataFrame) -> dict[str, str]:
    """Return the names that may be another unit's, and of which fewer lists are, with its name."""
    gone = near.groupby(["unit", "near"])["year"].size()
    return {unit: of for (unit, of), n in gone.items() if n > gone.get((of, unit), n)}


def why_missing(unit: str, year: int, others: Collection[str], asked: Asked) -> str:
    """Return what is said of a missing list: another name or file may have it, or nobody sent it.

    Parameters
    ----------
    others : collection of str
        `other_names`.
    """
    if unit in others:
        return "other_name"
    return "other_file" if (unit, year) in asked.perhaps else "not_sent"


def _cell(state: str, people: int, why: str, asked: Asked) -> Text:
    if state == MISSING:
        return Text(asked.say(why), style="bold red" if why == "not_sent" else "yellow")
    if state == UNTOLD:
        return Text(asked.say("no_tier_stated"), style="bold yellow")
    return Text(asked.number(people) if state == SENT else "–")
