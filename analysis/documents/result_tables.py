"""Result tables as a page shows them: headed, labelled and written as in the language."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import rules, vocabulary
from analysis.counts import of_whom
from analysis.documents.cards import NUMBERS, TEMPLATES, Heading, card, cards
from analysis.formats.csv_tables import read_table
from analysis.formats.shape import shaped
from analysis.words import Words

# Beyond this a page becomes slow to open, and the CSV file is the better reader.
MOST_ROWS = 400
_FRACTION = re.compile(r"-?\d+\.\d+(e-?\d+)?")
# Who is counted by sex: of each, of known sex in all, and of unknown sex.
_SEXES = ("women", "men", "total", "unknown")


@dataclass(frozen=True)
class ShownTable:
    """A table in words: heads, cells, which columns are numbers, and how many rows there are."""

    heads: list[str]
    cells: list[list[str]]
    numeric: list[bool]
    rows: int


def shown_table(csv: Path, words: Words) -> ShownTable:
    """Return a bundle's table for a page, at most `MOST_ROWS` rows of it."""
    return in_words(read_table(csv), words)


def in_words(table: pd.DataFrame | Mapping[str, list[str]], words: Words) -> ShownTable:
    """Return a table, all as text, as it is shown, at most `MOST_ROWS` rows of it."""
    table = sexes_known(pd.DataFrame(table))
    columns = list(table)
    kinds = [kind_of(name, columns) for name in columns]
    texts = [list(table[name]) for name in columns]
    told = [
        [cell(value, kind, words) for value in column[:MOST_ROWS]]
        for column, kind in zip(texts, kinds, strict=True)
    ]
    return ShownTable(
        heads=[head(name, words, columns) for name in columns],
        cells=[list(row) for row in zip(*told, strict=True)],
        numeric=[is_number(kind) for kind in kinds],
        rows=len(texts[0]) if texts else 0,
    )


def sexes_known(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table, all as text, where women, men and both are empty if nobody's sex is known.

    None of a known sex beside people of unknown sex is no count of women: a page shows a dash.
    """
    if not {*_SEXES} <= {*table}:
        return table
    nobody = table["total"].eq("0") & ~table["unknown"].isin(["", "0"])
    return table.assign(**{name: table[name].mask(nobody, "") for name in _SEXES[:3]})


def table_name(table: str, chart_title: str | None, words: Words) -> str:
    """Return what a table is called: its own name, else its chart's title, else its id."""
    named = card(table).name
    return words.of(named) if named else chart_title or table


def method_of(table: str) -> str | None:
    """Return the measure that made a table, as the methods page anchors it, or None."""
    return card(table).method


def head(column: str, words: Words, columns: Collection[str] = ()) -> str:
    """Return a column's heading; a column nobody named is its own.

    `columns` are those of its table: beside some of them a name means another thing (``low`` is
    the end of an interval, and a number of votes beside ``confident``).
    """
    named = _column(column, columns)
    return words.of(named) if named else column.replace("_", " ")


def kind_of(column: str, columns: Collection[str] = ()) -> str:
    """Return how a column of a table is written (`as` of its heading); empty: as it stands."""
    return _column(column, columns).get("as", "")


# How columns are written whose values make groups of people.
_GROUPS = ("unit", "tiers", "post_groups", "sexes", "staff_classes")


def cell(value: str, kind: str, words: Words) -> str:
    """Return a cell of a CSV file as it is read in the language; empty is an en dash.

    Who belongs to no known group of people is named so: a row is not called by a dash.

    Examples
    --------
    >>> vi = Words("vi")
    >>> cell("0.521311", "percent", vi), cell("610", "whole", vi), cell("007", "", vi)
    ('52,1%', '610', '007')
    >>> cell("schools", "post_groups", Words("en")), cell("007", "post_groups", Words("en"))
    ('Schools', '007')
    >>> cell("", "percent", vi), cell("", "post_groups", vi)
    ('–', 'Chưa rõ')
    """
    if value == "":
        return words.say(TEMPLATES / "texts.yml", "unknown_group") if kind in _GROUPS else "–"
    if kind in ("yes_no", "text", "unit", "year", "digest", "vote_rule", "of_whom"):
        return _told(value, kind, words)
    if section := _section(value, kind):
        return words.label(section, value, short=True)
    try:
        if kind == "date":
            return words.date(date.fromisoformat(value[:10]))
        return _number(float(value), kind, words) if _written(value, kind) else value
    except ValueError:
        return value


def _told(value: str, kind: str, words: Words) -> str:
    if kind == "yes_no" and value in ("True", "False"):
        key = "is_true" if value == "True" else "is_false"
        return words.say(TEMPLATES / "texts.yml", key)
    if kind == "vote_rule":
        return _rule_name(value, words)
    if kind == "of_whom":
        return of_whom(value, words)
    # Twelve digits tell two files apart; the CSV file has them all.
    return value[:12] if kind == "digest" else value


def _rule_name(code: str, words: Words) -> str:
    rule = rules.vote_rule(code, date.max)
    if rule is None or rule["verified"]:
        return str(rule[words.language]) if rule else code
    return words.say(TEMPLATES / "texts.yml", "unverified", rule=rule[words.language])


def _section(value: str, kind: str) -> str | None:
    """Return the section, of those that the kind names, that knows the code."""
    known = vocabulary.words()
    return next((name for name in kind.split() if value in known.get(name, {})), None)


def _written(value: str, kind: str) -> bool:
    return is_number(kind) or (not kind and _FRACTION.fullmatch(value) is not None)


def _number(value: float, kind: str, words: Words) -> str:
    if kind == "percent":
        return words.percent(value)
    if kind in ("points", "in_points"):
        return words.points(value if kind == "points" else value / 100)
    if kind == "p_value":
        least = words.number(0.001, 3)
        return f"< {least}" if value < 0.001 else words.number(value, 3)
    return words.number(value, {"whole": 0, "decimal": 2}.get(kind, 3))


def _column(name: str, columns: Collection[str] = ()) -> dict[str, str]:
    known = headings()
    for mark, meanings in _marked():
        if mark in columns:
            known = {**known, **meanings}
    return known.get(name, {})


@cache
def _marked() -> list[tuple[str, dict[str, Heading]]]:
    return [(each.marked_by, each.columns) for each in cards().values() if each.marked_by]


@cache
def headings() -> dict[str, Heading]:
    """Return how columns are headed and written in most tables.

    Raises
    ------
    CatalogueError
        One lacks a language, or is written in a way that is not known.
    """
    return shaped(TEMPLATES / "columns.yml", dict[str, Heading])


def is_number(kind: str) -> bool:
    """Return whether what is written so is a number, and stands on the right of its column."""
    return kind in NUMBERS
