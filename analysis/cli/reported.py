"""Who has sent a list and who has not, printed: units by year, those that miss one first."""

from collections.abc import Iterator

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.cli.asked import Asked
from analysis.measures.coverage import MISSING, SENT, UNTOLD

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


def _rows(named: pd.DataFrame, years: list[int], asked: Asked) -> Iterator[Row]:
    """Yield a row for each unit that misses a list, one for all others, and how many sent."""
    states, people = cells(named)
    short = states.isin([MISSING, UNTOLD]).any(axis=1)
    gone = states.index[short]
    for unit in gone[:_MOST_UNITS]:
        yield str(unit), [_cell(states.loc[unit, y], people.loc[unit, y], asked) for y in years]
    rest = {"units_alike": gone[_MOST_UNITS:], "units_complete": states.index[~short]}
    for key, units in rest.items():
        if len(units):
            sums = [Text(asked.number(people.loc[units, year].sum())) for year in years]
            yield asked.say(key, n=asked.number(len(units))), sums
    sent = [Text(f"{_sent(states[y])}/{_expected(states[y])}") for y in years]
    yield asked.say("units_sent"), sent


def cells(named: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the state of each unit's list by year, and the people on it."""
    by = named.astype({"list": "str"}).set_index(["unit", "year"])
    return tuple(by[name].unstack() for name in ("list", "listed"))  # noqa: PD010


def _sent(states: pd.Series) -> int:
    return int((states == SENT).sum())


def _expected(states: pd.Series) -> int:
    return int(states.isin([SENT, MISSING, UNTOLD]).sum())


def _cell(state: str, people: int, asked: Asked) -> Text:
    if state == MISSING:
        return Text(asked.say("not_sent"), style="bold red")
    if state == UNTOLD:
        return Text(asked.say("no_tier_stated"), style="bold yellow")
    return Text(asked.number(people) if state == SENT else "–")
