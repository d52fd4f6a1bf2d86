"""What two sheets or files tell of the same people: an error that names both, never added up.

Counts that only sum a list, person for person, are no error: the list is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from analysis.sources.all_files.checks import MOST_COUNTED
from analysis.sources.mapping.asks import Ask, asking
from analysis.sources.problems import place_of, problem, where
from analysis.sources.reading import Reading, Record
from analysis.sources.withheld import withheld
from analysis.sources.words.cells import row_of

# What parts people within a unit and year; a table that does not say tells of all.
_PARTS = ("unit", "tier", "post_group", "rank", "staff_class", "committee_member", "sex", "post")
_MOST_PLACES = 8
_TWICE = "told_twice"

Place = tuple[object, object, int]


def withhold_told_twice(reading: Reading) -> None:
    """Withhold the counts and people of a year that are told more than once, each with an error."""
    counted = [row for row in reading.evaluations if _is_count(row)]
    if not counted:
        return
    gone: dict[int, Record | None] = {}
    _against_lists(counted, reading, gone)
    _against_counts([row for row in counted if id(row) not in gone], reading, gone)
    stays = (gone.get(id(row), row) for row in reading.evaluations)
    reading.evaluations[:] = [row for row in stays if row is not None]


def _is_count(row: Record) -> bool:
    of_people = row.get("person") or "name" in row
    count = row.get("count")
    # What is no number of people is refused for that.
    plausible = isinstance(count, int) and 0 <= count <= MOST_COUNTED
    return not of_people and not row.get("withheld") and plausible


def _against_counts(
    counted: list[Record], reading: Reading, gone: dict[int, Record | None]
) -> None:
    twice: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for rows in grouped(counted, "year", "origin").values():
        order = {id(row): number for number, row in enumerate(rows)}
        for row, others in _overlapping(rows):
            sheets = tuple(sorted({_place(each)[:2] for each in (row, *others)}, key=str))
            twice[row["year"], sheets].append(row)
            # The first stands for all of them, withheld.
            is_first = all(order[id(row)] < order[id(other)] for other in others)
            gone[id(row)] = withheld(row) if is_first else None
    for (year, _), rows in twice.items():
        _tell(_TWICE, rows[-1], year, rows, reading)


def _overlapping(rows: list[Record]) -> Iterable[tuple[Record, list[Record]]]:
    """Yield each row of which others tell too, with these."""
    by_unit = grouped(rows, "unit")
    wide = by_unit.get((None,), [])
    for row in rows:
        unit = row.get("unit")
        near = rows if unit is None else [*by_unit[(unit,)], *wide]
        if others := [each for each in near if _same(row, each)]:
            yield row, others


def _same(one: Record, other: Record) -> bool:
    """Say whether two counts from different rows tell of the same people."""
    if _place(one) == _place(other) or not (one["count"] or other["count"]):
        return False
    if _place(one)[:2] == _place(other)[:2]:
        # Within one table what is not said is said by the table.
        keys = (*_PARTS, "birth_year", "rating")
        return all(one.get(key) == other.get(key) for key in keys)
    return same_people(one, other)


def same_people(one: Record, other: Record) -> bool:
    """Say whether two counts of a year tell of the same people, as far as they say of whom."""
    pairs = ((one.get(key), other.get(key)) for key in _PARTS)
    return all(left == right or left is None or right is None for left, right in pairs)


def _against_lists(counted: list[Record], reading: Reading, gone: dict[int, Record | None]) -> None:
    listed = [row for row in reading.evaluations if row.get("person") or "name" in row]
    people = grouped(listed, "year", "origin")
    for rows in grouped(counted, "file", "sheet", "year", "origin").values():
        same = people.get((rows[0]["year"], rows[0]["origin"]), [])
        # Counts in a table of people are of those whom it does not name.
        near = [each for each in same if _place(each)[:2] != _place(rows[0])[:2]]
        units = grouped(near, "unit")
        told = [row for row in rows if any(is_of(row, each) for each in _near(row, near, units))]
        if not told:
            continue
        whom = [each for each in near if any(is_of(row, each) for row in told)]
        agree = _agree(told, whom)
        gone |= {id(row): None for row in told}
        if not agree:
            gone |= {id(row): withheld(row) for row in whom}
        for row in told if agree else []:
            note_repeated(row, reading)
        key = "return_of_list" if agree else "list_and_return"
        _tell(key, told[0], told[0]["year"], whom, reading)


def note_repeated(row: Record, reading: Reading) -> None:
    """Note that a row is told elsewhere, and counts there."""
    file, sheet, at = _place(row)
    reading.note_rows(str(file), _text(sheet), {at: "repeated"})


def _near(
    row: Record, people: list[Record], units: dict[tuple[object, ...], list[Record]]
) -> list[Record]:
    if row.get("unit") is None:
        return people
    return [*units.get((row.get("unit"),), []), *units.get((None,), [])]


def is_of(row: Record, person: Record) -> bool:
    """Say whether a count of a year is, as far as it says, of those to whom a person belongs."""
    return same_people({key: row.get(key) for key in ("unit", "tier", "post_group")}, person | _ANY)


# A return does not say these, or says them by columns.
_ANY: Record = dict.fromkeys(("rank", "staff_class", "committee_member", "sex", "post"))


def _agree(told: list[Record], whom: list[Record]) -> bool:
    """Say whether counts are the sum of a list, as far as its rows could be read."""
    by_unit = all(row.get("unit") for row in (*told, *whom))
    said: Counter[object] = Counter()
    for row in told:
        said[row.get("unit") if by_unit else None, row.get("rating")] += int(str(row["count"]))
    sound = [row for row in whom if not row.get("withheld")]
    found = Counter((row.get("unit") if by_unit else None, row.get("rating")) for row in sound)
    fits = all(said[key] >= count for key, count in found.items())
    return fits and sum(said.values()) == len(whom)


def grouped(rows: Iterable[Record], *keys: str) -> dict[tuple[object, ...], list[Record]]:
    """Return records by what they hold under some keys."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(key) for key in keys)].append(row)
    return groups


def _place(row: Record) -> Place:
    return row["file"], row.get("sheet"), row_of(str(row["cell"]))


def pairs_of(tables: list[tuple[object, object]], why: str = _TWICE) -> list[Ask]:
    """Return the question which counts, for each two of several tables of the same people."""
    named = [where({"file": file, "sheet": sheet}) for file, sheet in dict.fromkeys(tables)]
    return [
        Ask(("told_twice", "counts"), why, None, (), 1, (("tables", sorted(pair)),))
        for pair in combinations(named, 2)
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _tell(key: str, at: Record, year: object, rows: list[Record], reading: Reading) -> None:
    sheets: dict[tuple[object, object], Record] = {}
    for row in rows:
        sheets.setdefault(_place(row)[:2], row)
    firsts = [*sheets.values()] if len(sheets) > 1 or key != _TWICE else [rows[0], rows[-1]]
    places = "; ".join(where(row) for row in firsts[:_MOST_PLACES])
    severity = "note" if key == "return_of_list" else "error"
    found = problem(severity, key, *place_of(at), year=year, places=places)
    tables = [*sheets] if len(sheets) > 1 else [*sheets, _place(at)[:2]]
    asks = pairs_of(tables) if severity == "error" else []
    reading.problems.append(asking(found, *asks))
