"""Which words of a list are units and groups of posts; the others might be names, and stay here.

A row pasted one column off has a person's name where its unit should be, and so has the head of
a group. A word becomes a unit where the rest of the source says that it is one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from analysis.sources.mapping.asks import asking, nearest, of_word
from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import text
from analysis.sources.words.head_words import is_part_of_unit
from analysis.sources.words.headers import folded
from analysis.sources.words.persons import begins, commune_of, is_no_unit, is_person, is_post
from analysis.sources.words.several_units import names_several
from analysis.vocabulary import codes, fold

# A word that stands beside so many people is not the name of one.
_PEOPLE = 2
_TABLES = ("evaluations", "outcomes", "votes", "claims", "units")
_UNIT = "Đơn vị"
_UNKNOWN = {"unit": "unknown_unit_name", "post_group": "unknown_group_name"}


def withhold_names(reading: Reading, said: frozenset[str] = frozenset()) -> None:
    """Leave units and groups of posts missing that might be persons, each with a problem.

    A row of counts whose unit might be a person is withheld as a whole. What stays of a row that
    was refused bears out no word: it may be one that was pasted one column off.

    Parameters
    ----------
    reading : Reading
        All records of a source.
    said : frozenset of str
        What the office itself calls units, folded.
    """
    rows = [row for table in _TABLES for row in getattr(reading, table)]
    listed = [row for row in rows if "name" in row]
    sound = [row for row in rows if not row.get("withheld")]
    told = [row for row in sound if "name" in row]
    known = _known(reading, sound, told, said)
    _withhold(listed, "unit", known.is_unit, reading)
    groups = _beside(told, "post_group")
    _withhold(listed, "post_group", lambda row: _is_group(row, groups), reading)
    _withhold_counts(known, reading)


@dataclass(frozen=True)
class _Known:
    """What a source says of units: beside how many people a word stands, and what names it."""

    beside: dict[str, int]
    named: frozenset[str]
    titles: str
    said: frozenset[str]

    def is_unit(self, row: Record) -> bool:
        unit, word = text(row["unit"]), fold(row["unit"])
        if _is_group_of_units(row):
            return word in self.named
        if is_no_unit(unit) or _is_deputy(unit) or self.are_several(unit):
            return False
        return self.is_named(unit) or self.beside.get(word, 0) >= _PEOPLE

    def is_named(self, unit: str) -> bool:
        word = fold(unit)
        if begins(unit, "unit_beginnings") or word in self.named:
            return True
        return f" {word} " in self.titles

    def are_several(self, unit: str) -> bool:
        """Say whether a word names several units, and the office does not call it one."""
        return names_several(unit) and fold(unit) not in self.said

    def is_counted(self, row: Record) -> bool:
        """Say whether a row of counts is of a unit: one of two syllables may be a person."""
        if "name" in row:
            return True
        unit = text(row.get("unit"))
        if self.are_several(unit):
            return False
        if not unit or not (is_person(unit) or _is_deputy(unit)):
            return True
        return self.is_named(unit) or self.beside.get(fold(unit), 0) >= _PEOPLE


def _known(
    reading: Reading, rows: list[Record], listed: list[Record], said: frozenset[str]
) -> _Known:
    units = {*map(text, {row["unit"] for row in rows if row.get("unit")})}
    counted = {text(row["unit"]) for row in rows if "name" not in row and row.get("unit")}
    named = {fold(unit) for unit in counted if not (is_person(unit) or _is_deputy(unit))}
    named -= {fold(unit) for unit in counted if names_several(unit)}
    communes = {commune_of(unit) for unit in units if not is_no_unit(unit)}
    sheets = {*map(fold, {row["sheet"] for row in rows if row.get("sheet")})}
    told = (title for title in sorted(reading.titles) if not _tells_who(title))
    titles = "".join(f" {title} \n" for title in told)
    found = said | frozenset(filter(None, named | communes | sheets))
    return _Known(_beside(listed, "unit"), found, titles, said)


def _is_group_of_units(row: Record) -> bool:
    """Say whether the head above a row gathers units, or people of some (*Khối trường học*)."""
    return bool(row.get("unit_headed") and row["unit"]) and is_part_of_unit(text(row["unit"]))


def _is_deputy(unit: str) -> bool:
    """Say whether a text is the title of a post (*Phó phòng …*), whoever is named behind it."""
    post = begins(unit, "post_prefixes") and is_post(unit)
    return post and not begins(unit, "unit_beginnings")


def _tells_who(title: str) -> bool:
    return any(f" {word} " in f" {title} " for word in folded("words_of_address"))


def _beside(rows: Iterable[Record], column: str) -> dict[str, int]:
    """Return beside how many people each word of a column stands, counted up to `_PEOPLE`."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if not row.get(column):
            continue
        found = names[fold(row[column])]
        if len(found) < _PEOPLE and _is_of_people(text(row["name"])):
            found.add(fold(row["name"]))
    return {word: len(found) for word, found in names.items()}


@cache
def _is_of_people(name: str) -> bool:
    # In columns that were swapped a post or a unit stands where the name should.
    post = is_post(name) and not begins(name, "staff_beginnings")
    return not (post or begins(name, "unit_beginnings"))


def _withhold_counts(known: _Known, reading: Reading) -> None:
    doubtful: dict[tuple[str, str, str], Record] = {}
    for rows in (reading.evaluations, reading.claims, reading.units):
        lost = [row for row in rows if not known.is_counted(row)]
        rows[:] = [row for row in rows if known.is_counted(row)] if lost else rows
        if rows is reading.evaluations:
            rows.extend(filter(None, (withheld(row, ["unit"]) for row in lost)))
        for row in lost:
            place = text(row["file"]), text(row.get("sheet")), text(row["unit_cell"])
            doubtful.setdefault(place, row)
    for (file, sheet, cell), row in doubtful.items():
        if known.are_several(text(row["unit"])):
            found = problem("error", "several_units_counted", file, sheet or None, cell)
            found = asking(found, of_word("units", text(row["unit"])))
        else:
            found = problem("error", "person_in_column", file, sheet or None, cell, column=_UNIT)
        reading.problems.append(found)


def _is_group(row: Record, beside: dict[str, int]) -> bool:
    group = text(row["post_group"])
    if group in codes("post_groups"):
        return True
    return not is_no_unit(group) and beside.get(fold(group), 0) >= _PEOPLE


def _withhold(
    rows: list[Record], column: str, is_known: Callable[[Record], bool], reading: Reading
) -> None:
    doubtful = defaultdict(list)
    # Whether a word names one depends on itself, and on whether it heads others.
    stated = {(row[column], bool(row.get("unit_headed"))): row for row in rows if row.get(column)}
    known = {key for key, row in stated.items() if is_known(row)}
    named = {text(word) for word, _ in known}
    for row in rows if len(known) < len(stated) else ():
        if row.get(column) and (row[column], bool(row.get("unit_headed"))) not in known:
            doubtful[row["file"], row["sheet"], fold(row[column])].append(row)
    for (file, sheet, _), found in doubtful.items():
        # A withheld row is an error already.
        if kept := [row for row in found if not row.get("withheld")]:
            place = (text(file), text(sheet), str(kept[0][f"{column}_cell"]))
            group = column == "unit" and _is_group_of_units(kept[0])
            several = column == "unit" and names_several(text(kept[0][column]))
            why = "group_of_units" if group else "several_units" if several else _UNKNOWN[column]
            told = problem("warning", why, *place, count=len(kept))
            word = text(kept[0][column])
            ask = (
                of_word("units", word, nearest(word, named), len(kept))
                if column == "unit"
                else None
            )
            reading.problems.append(asking(told, ask))
        for row in found:
            row[column] = None
