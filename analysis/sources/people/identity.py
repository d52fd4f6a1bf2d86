"""Who is who over a whole source: rows of one person get one pseudonym.

A row alone cannot tell: *12/3/1970* on one list and *1970* on the next are one birth, and *00123*
is 123 where a program took its zeros. What is ambiguous stays apart, and is told (see `doubts`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from analysis.sources.people.pseudonym import key_for, pseudonym
from analysis.sources.problems import place_of, places, problem
from analysis.sources.reading import Reading, Record
from analysis.sources.words.persons import without_accents
from analysis.vocabulary import fold

_TABLES = ("evaluations", "outcomes", "votes")


@dataclass
class _Birth:
    """The rows of one name whose births agree: the most precise birth, lists and units."""

    birth: str
    lists: set[object] = field(default_factory=set)
    units: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[Record]) -> None:
        for row in rows:
            self.lists.add(list_of(row))
            if row.get("unit"):
                self.units.add(fold(row["unit"]))


def people_of(reading: Reading) -> list[Record]:
    """Return the rows of all tables that tell who they are about."""
    rows = (row for table in _TABLES for row in getattr(reading, table))
    return [row for row in rows if row.get("person") and row.get("name")]


def tell_apart(reading: Reading) -> None:
    """Give the rows of one person one pseudonym, over all files of a source.

    By staff number where there is one: numbers that differ in their leading zeros alone are one
    where a name stands with both. Else by name and birth, compared by their common precision; a
    birth that fits two people of the name, or a list that names both, joins neither. Rows without
    a birth join the one person of the name and the unit. What one list tells of somebody's sex
    holds for those that have no column of it.
    """
    by_origin: dict[object, list[Record]] = defaultdict(list)
    for row in people_of(reading):
        by_origin[row["origin"]].append(row)
    for origin, rows in by_origin.items():
        called = cache(_caller(key_for(origin == "simulated")))
        numbered = [row for row in rows if row.get("staff_number")]
        numbers, found = _numbers(numbered)
        reading.problems.extend(found)
        for row in numbered:
            row["person"] = called(numbers[str(row["staff_number"])], None, None)
        named: dict[str, list[Record]] = defaultdict(list)
        for row in rows:
            if not row.get("staff_number"):
                named[fold(row["name"])].append(row)
        for same in named.values():
            name = str(same[0]["name"])
            for row, birth in _by_birth(same):
                row["person"] = called(None, name, birth)


def tell_sexes(evaluations: list[Record]) -> None:
    """Give the people of lists without a column of sexes the one that other lists tell of them."""
    lacking = [row for row in evaluations if row.get("sex_asked") is False and not row["sex"]]
    told: dict[object, set[object]] = defaultdict(set)
    for row in evaluations if lacking else ():
        if row.get("person") and row.get("sex"):
            told[row["person"]].add(row["sex"])
    for row in lacking:
        sexes = told.get(row.get("person"), set())
        if len(sexes) == 1:
            (row["sex"],) = sexes


def _caller(key: bytes) -> Callable[[str | None, str | None, str | None], str | None]:
    return lambda number, name, birth: pseudonym(number, name, birth, key=key)


def _numbers(rows: list[Record]) -> tuple[dict[str, str], list[Record]]:
    """Return what each staff number is called, and the problem of those that differ in zeros."""
    forms: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        number = str(row["staff_number"])
        forms[_without_zeros(number)][number].append(row)
    called: dict[str, str] = {}
    apart: list[Record] = []
    for plain, written in forms.items():
        groups = _borne_by_one(written)
        for group in groups:
            alone = len(groups) == 1 and plain.isdigit()
            called |= dict.fromkeys(group, plain if alone else max(group, key=len))
        if len(groups) > 1:
            apart += [written[group[0]][0] for group in groups]
    if not apart:
        return called, []
    place = place_of(apart[-1])
    return called, [problem("warning", "zeros_of_numbers", *place, places=places(apart))]


def _without_zeros(number: str) -> str:
    digits = number.isascii() and number.isdigit()
    return (number.lstrip("0") or "0") if digits else fold(number)


def _borne_by_one(written: dict[str, list[Record]]) -> list[list[str]]:
    """Return the ways of writing a number in groups: with those of a group one name stands."""
    groups: list[list[str]] = []
    for form, rows in sorted(written.items(), key=lambda item: (-len(item[0]), item[0])):
        joined = [group for group in groups if _is_of(form, rows, group, written)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(one for group in joined for one in group), form])
    return groups


def _is_of(
    form: str, rows: list[Record], group: list[str], written: dict[str, list[Record]]
) -> bool:
    if fold(form) in map(fold, group):
        return True
    others = [other for one in group for other in written[one]]
    return any(_one_person(row, other) for row in rows for other in others)


def _one_person(row: Record, other: Record) -> bool:
    alike = without_accents(fold(row["name"])) == without_accents(fold(other["name"]))
    one, two = str(row.get("birth") or ""), str(other.get("birth") or "")
    return alike and (one.startswith(two) or two.startswith(one))


def _by_birth(rows: list[Record]) -> Iterable[tuple[Record, str | None]]:
    """Return each row of one name with the birth of its person, as precise as it is known."""
    written: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        written[str(row.get("birth") or "")].append(row)
    if len({*map(len, written)}) == 1:
        # Births known alike precisely are the same or are not.
        yield from ((row, birth or None) for birth, same in written.items() for row in same)
        return
    births: list[_Birth] = []
    for birth in sorted(written, key=lambda each: (-len(each), each)):
        same = written[birth]
        agreeing = [known for known in births if known.birth.startswith(birth)]
        one = agreeing[0] if len(agreeing) == 1 and _may_join(same, agreeing[0], birth) else None
        if one is None and birth and len(agreeing) > 1:
            # Each of them is somebody of its unit: together they would be one person twice.
            yield from ((row, f"{birth}|{fold(row.get('unit') or '')}") for row in same)
            continue
        if one is None:
            births.append(one := _Birth(birth))
        one.add(same)
        yield from ((row, one.birth or None) for row in same)


def _may_join(rows: list[Record], known: _Birth, birth: str) -> bool:
    # A list does not name one person twice.
    if any(list_of(row) in known.lists for row in rows):
        return False
    units = {fold(row["unit"]) for row in rows if row.get("unit")}
    return bool(birth) or bool(units & known.units)


def list_of(row: Record) -> object:
    """Return on which list a row stands: none names one person twice."""
    # A list of events names a person once for each.
    once = row["cell"] if "kind" in row else row.get("year") or row.get("date")
    return row["file"], row.get("sheet"), once
