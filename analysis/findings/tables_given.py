"""Another measure's table given to a finding: refused by what it takes and what is missing."""

import functools
import inspect
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import ParamSpec, TypeVar

import pandas as pd

from analysis.formats.shape import meant
from analysis.spoken import Message
from analysis.words import NotTold

_P = ParamSpec("_P")
_R = TypeVar("_R")
_MEASURE = re.compile(r"`measures\.(\w+)`")


def of_its_tables(tell: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return a finding that says which measure's table it takes where a column is missing.

    Raises
    ------
    ValueError
        By the finding: a table given lacks a column that its measure's has.
    """

    @functools.wraps(tell)
    def told(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return tell(*args, **kwargs)
        except NotTold:
            raise
        except (KeyError, AttributeError) as error:
            given = inspect.signature(tell).bind_partial(*args, **kwargs).arguments
            tables = {name: each for name, each in given.items() if isinstance(each, pd.DataFrame)}
            if why := _missing(tell, tables, str(error)):
                raise ValueError(why) from error
            raise

    return told


def _missing(
    tell: Callable[..., object], tables: dict[str, pd.DataFrame], error: str
) -> Message | None:
    """Return what the tables given to a finding lack; None where the error is of something else."""
    # Of several columns pandas says the type too: dtype='str'.
    named = re.findall(r"(?<!=)'(\w+)'", error)
    lacking = {
        name: gone
        for name, table in tables.items()
        if (gone := [each for each in named if each not in table])
    }
    if not named or len(lacking) < len(tables) or not tables:
        return None
    name, gone = next(iter(lacking.items()))
    has = list(map(str, tables[name]))
    near = [f"'{each}'" for word in gone for each in get_close_matches(word, has, 1)]
    return Message(
        "refused.finding_table",
        finding=getattr(tell, "__name__", ""),
        takes=_takes(tell),
        lacking=", ".join(map(repr, gone)),
        near=f"{meant(near)} " if near else "",
        has=", ".join(has),
    )


def _takes(tell: Callable[..., object]) -> str:
    measures = dict.fromkeys(_MEASURE.findall(inspect.getdoc(tell) or ""))
    named = f" {Message('refused.and')} ".join(f"measures.{name}" for name in measures)
    return named or str(Message("refused.another_table"))
