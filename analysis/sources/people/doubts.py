"""Which people of two years may be one, or are one and may be two: pairs, while names are known.

Only how many there are leaves the reader, by the lists on which they stand, and their places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from analysis.sources.people.who import Settled
from analysis.sources.reading import Record
from analysis.sources.words.persons import without_accents
from analysis.vocabulary import fold

NAMESAKE, MERGED = "namesake", "merged"
# A syllable of one letter tells people of a list apart ("Mẫu A", "Mẫu B").
_SHORTEST_SYLLABLE = 2
_FEWEST_SYLLABLES = 2

Person = dict[str, str | None]


@dataclass(frozen=True)
class Pair:
    """Two rows that are one person or may be: the earlier, the later, the years, and why.

    `reason` is a code of `doubts`; `cause` is what keeps them apart or joins them: ``number``,
    ``birth``, ``unit``, ``spelling``, or ``name`` where a name alone joins them.
    """

    reason: str
    cause: str
    row: Record
    other: Record
    years: tuple[int, int]


def doubts(met: Iterable[Pair], settled: Settled = lambda row, other: False) -> list[Record]:
    """Return how many people of each two years are doubtful, and why.

    Parameters
    ----------
    met : iterable of Pair
        The `pairs` of the evaluations.
    settled : callable
        Says of two rows whether the office has answered who they are.

    Returns
    -------
    list of dict
        Rows of `tables.DOUBTS`, each person counted once (see `pairs`).
    """
    counted = Counter(
        (*pair.years, pair.reason, *_lists(pair.row), *_lists(pair.other))
        for pair in met
        if not settled(pair.row, pair.other)
    )
    names = ("year", "next_year", "reason", "unit", "tier", "next_unit", "next_tier")
    return [dict(zip(names, key, strict=True)) | {"n": n} for key, n in counted.items()]


def pairs(evaluations: Iterable[Record]) -> Iterator[Pair]:
    """Yield the doubtful pairs of each two years.

    The records are of people with ``person``, ``year``, ``name``, ``birth``, ``sex``, ``unit``,
    ``tier``; those without a person are left aside.

    *namesake*: somebody on no list of the later year has the name, written with or without its
    accents, of somebody who is on none of the earlier one, and the two agree in year of birth and
    sex, or in their unit, or nothing else is known of one of them; or the names differ in one
    letter, or lack one syllable, and unit and year of birth agree. *merged*: one pseudonym has
    another name in each year, and its years of birth do not agree; or a name alone joins them, and
    the units differ.
    """
    years: dict[int, dict[str, Record]] = defaultdict(dict)
    for row in evaluations:
        if row.get("person"):
            years[int(str(row["year"]))].setdefault(str(row["person"]), row)
    told = {year: dict(_told(rows)) for year, rows in years.items()}
    for year, next_year in combinations(sorted(years), 2):
        # Where both years tell one name and one birth or number, nothing is doubtful.
        alike = {key for key, _ in told[year].items() & told[next_year].items()}
        yield from _between(years[year], years[next_year], alike, (year, next_year))


def _told(rows: dict[str, Record]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield what a year tells of each person, but for those of whom it tells the name alone."""
    for key, row in rows.items():
        birth, number = row.get("birth"), row.get("staff_number")
        if birth or number:
            yield key, (row.get("name"), birth, number)


def _between(
    before: dict[str, Record], after: dict[str, Record], alike: set[str], years: tuple[int, int]
) -> Iterator[Pair]:
    for key in (key for key in before if key in after and key not in alike):
        if cause := _two_in_one(_person(before[key]), _person(after[key])):
            yield Pair(MERGED, cause, before[key], after[key], years)
    # Who is on a list without a name has not left, and is nobody's namesake.
    left = [row for key, row in before.items() if key not in after and row.get("name")]
    new = [row for key, row in after.items() if key not in before and row.get("name")]
    for pairing in (_namesakes, _slips):
        found = pairing(left, new)
        yield from (Pair(NAMESAKE, cause, row, other, years) for row, other, cause in found)
        met = {id(row) for row, other, _ in found for row in (row, other)}
        left, new = ([row for row in rows if id(row) not in met] for rows in (left, new))


def _namesakes(left: list[Record], new: list[Record]) -> list[tuple[Record, Record, str]]:
    by_name = defaultdict(list)
    for row in new:
        by_name[_person(row)["name"]].append(row)
    found = []
    for row in left:
        person = _person(row)
        for other in by_name[person["name"]]:
            if _may_be_one(person, _person(other)):
                by_name[person["name"]].remove(other)
                found.append((row, other, _cause(row, other)))
                break
    return found


def _slips(left: list[Record], new: list[Record]) -> list[tuple[Record, Record, str]]:
    """Return the pairs of one unit and year of birth whose names differ as by a slip."""
    by_place = defaultdict(list)
    for row in new:
        by_place[_place(row)].append(row)
    found = []
    for row in left:
        for other in by_place[_place(row)] if row.get("unit") else ():
            one, two = _person(row), _person(other)
            if _agree(one["sex"], two["sex"]) is not False and _slipped(one["name"], two["name"]):
                by_place[_place(row)].remove(other)
                found.append((row, other, "spelling"))
                break
    return found


def _place(row: Record) -> tuple[str | None, str | None]:
    person = _person(row)
    return person["unit"], person["birth"]


def _slipped(one: str | None, two: str | None) -> bool:
    short, long = sorted((str(one).split(), str(two).split()), key=len)
    if len(short) == len(long):
        differing = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
        if len(differing) != 1:
            return False
        first, second = differing[0]
        letters = first.isalpha() and second.isalpha()
        longer = min(len(first), len(second)) >= _SHORTEST_SYLLABLE
        return letters and longer and OSA.distance(first, second) == 1
    lacking = (long[:place] + long[place + 1 :] for place in range(1, len(long) - 1))
    return len(short) >= _FEWEST_SYLLABLES and short in lacking


def _person(row: Record) -> Person:
    birth, unit = row.get("birth"), row.get("unit")
    return {
        "name": without_accents(fold(row["name"])) if row.get("name") else None,
        "birth": str(birth)[:4] if birth else None,
        "sex": str(row["sex"]) if row.get("sex") else None,
        "number": str(row["staff_number"]) if row.get("staff_number") else None,
        "unit": str(unit) if unit else None,
    }


def _lists(row: Record) -> tuple[object, object]:
    return row.get("unit") or None, row.get("tier") or None


def _may_be_one(person: Person, other: Person) -> bool:
    alike = {part: _agree(person[part], other[part]) for part in ("birth", "sex", "unit")}
    born = alike["birth"] is not False and alike["sex"] is not False
    return bool(born or alike["unit"])


def _cause(row: Record, other: Record) -> str:
    if row.get("staff_number") or other.get("staff_number"):
        return "number"
    if fold(row["name"]) != fold(other["name"]):
        return "spelling"
    agree = _agree(_person(row)["birth"], _person(other)["birth"])
    return "unit" if agree is None else "birth"


def _two_in_one(person: Person, other: Person) -> str | None:
    if _agree(person["name"], other["name"]) is False:
        return None if _agree(person["birth"], other["birth"]) else "number"
    named = bool(_agree(person["name"], other["name"]))
    alone = named and not any(each[it] for each in (person, other) for it in ("number", "birth"))
    return "name" if alone and _agree(person["unit"], other["unit"]) is False else None


def _agree(one: str | None, other: str | None) -> bool | None:
    return one == other if one and other else None
