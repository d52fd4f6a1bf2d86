"""Which words of a list are units and groups of posts; the others might be names, and stay here.

A row pasted one column off has a person's name where its unit should be, and so has the head of
a group. A word becomes a unit where the rest of the source says that it is one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.sources.cells import text
from analysis.sources.problems import problem
from analysis.sources.quoting import begins, is_no_unit, is_person
from analysis.sources.reading import Reading, Record
from analysis.vocabulary import codes, fold

# A word that stands beside so many people is not the name of one.
_PEOPLE = 2


def withhold_names(reading: Reading) -> None:
    """Leave units and groups of posts missing that might be persons, each with a problem."""
    listed = [
        row
        for table in (reading.evaluations, reading.outcomes, reading.votes)
        for row in table
        if "name" in row
    ]
    known = _known(reading, listed)
    _withhold(listed, "unit", known.is_unit, reading)
    groups = _beside(listed, "post_group")
    _withhold(listed, "post_group", lambda row: _is_group(row, groups), reading)


@dataclass(frozen=True)
class _Known:
    """What a source says of units: beside how many people a word stands, and what names it."""

    beside: dict[str, int]
    named: frozenset[str]
    titles: str

    def is_unit(self, row: Record) -> bool:
        unit, word = text(row["unit"]), fold(row["unit"])
        if is_no_unit(unit):
            return False
        if begins(unit, "unit_beginnings") or word in self.named:
            return True
        if row["grouped"] and is_person(unit):
            return False
        return f" {word} " in self.titles or self.beside.get(word, 0) >= _PEOPLE


def _known(reading: Reading, listed: list[Record]) -> _Known:
    tables = (reading.evaluations, reading.outcomes, reading.votes, reading.claims)
    rows = [row for table in tables for row in table]
    counted = {fold(row["unit"]) for row in rows if row.get("unit") and "name" not in row}
    sheets = {fold(row["sheet"]) for row in rows if row.get("sheet")}
    titles = "".join(f" {title} \n" for title in sorted(reading.titles))
    columns = [row for row in listed if not row["grouped"]]
    return _Known(_beside(columns, "unit"), frozenset(counted | sheets), titles)


def _beside(rows: Iterable[Record], column: str) -> dict[str, int]:
    names = defaultdict(set)
    for row in rows:
        if row.get(column):
            names[fold(row[column])].add(fold(row["name"]))
    return {word: len(found) for word, found in names.items()}


def _is_group(row: Record, beside: dict[str, int]) -> bool:
    group = text(row["post_group"])
    if group in codes("post_groups"):
        return True
    return not is_no_unit(group) and beside.get(fold(group), 0) >= _PEOPLE


def _withhold(
    rows: Iterable[Record], column: str, is_known: Callable[[Record], bool], reading: Reading
) -> None:
    withheld = defaultdict(list)
    for row in rows:
        if row.get(column) and not is_known(row):
            withheld[row["file"], row["sheet"], fold(row[column])].append(row)
    key = {"unit": "unknown_unit_name", "post_group": "unknown_group_name"}[column]
    for (file, sheet, _), found in withheld.items():
        cell = str(found[0][f"{column}_cell"])
        told = problem("warning", key, text(file), text(sheet), cell, count=len(found))
        reading.problems.append(told)
        for row in found:
            row[column] = None
