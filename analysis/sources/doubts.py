"""Which people of two years may be one, or are one and may be two: numbers, while names are known.

Only how many there are leaves the reader, by the lists on which they stand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from analysis.sources.persons import without_accents
from analysis.sources.reading import Record
from analysis.vocabulary import fold

NAMESAKE, MERGED = "namesake", "merged"
_LISTS = ("unit", "tier", "next_unit", "next_tier")

Person = dict[str, str | None]


def doubts(evaluations: Iterable[Record]) -> list[Record]:
    """Return how many people of each two years are doubtful, and why.

    Parameters
    ----------
    evaluations : iterable of dict
        Records of people with ``person``, ``year``, ``name``, ``birth``, ``sex``, ``unit``,
        ``tier``; those without a person are left aside, those without a name are on their list.

    Returns
    -------
    list of dict
        Rows of `tables.DOUBTS`. *namesake*: somebody on no list of the later year has the name,
        written with or without its accents, of somebody who is on none of the earlier one, and
        the two agree in year of birth and sex, or in their unit, or nothing else is known of
        them. *merged*: one pseudonym has another name in each year, and its years of birth do
        not agree. Each person counts once.
    """
    years: dict[int, dict[str, Person]] = defaultdict(dict)
    for row in evaluations:
        if row.get("person"):
            years[int(str(row["year"]))].setdefault(str(row["person"]), _person(row))
    told: list[Record] = []
    for year, next_year in combinations(sorted(years), 2):
        counted = Counter(_doubtful(years[year], years[next_year]))
        for (reason, *lists), n in counted.items():
            told_of: Record = {"year": year, "next_year": next_year, "reason": reason, "n": n}
            told.append(told_of | dict(zip(_LISTS, lists, strict=True)))
    return told


def _person(row: Record) -> Person:
    birth, unit = row.get("birth"), row.get("unit")
    return {
        "name": without_accents(fold(row["name"])) if row.get("name") else None,
        "birth": str(birth)[:4] if birth else None,
        **{name: str(row[name]) if row.get(name) else None for name in ("sex", "tier")},
        "unit": str(unit) if unit else None,
    }


def _doubtful(
    before: dict[str, Person], after: dict[str, Person]
) -> Iterator[tuple[str | None, ...]]:
    new: dict[str | None, list[Person]] = defaultdict(list)
    for key in after:
        if key not in before and after[key]["name"]:
            new[after[key]["name"]].append(after[key])
    for key, person in before.items():
        other = after.get(key) or _namesake(person, new[person["name"]])
        if other and (key not in after or _differ(person, other)):
            reason = MERGED if key in after else NAMESAKE
            yield reason, person["unit"], person["tier"], other["unit"], other["tier"]


def _namesake(person: Person, new: list[Person]) -> Person | None:
    """Return, and take from the new, the one of the same name who may be the person."""
    for other in new:
        if _may_be_one(person, other):
            new.remove(other)
            return other
    return None


def _may_be_one(person: Person, other: Person) -> bool:
    alike = {part: _agree(person[part], other[part]) for part in ("birth", "sex", "unit")}
    born = alike["birth"] and alike["sex"] is not False
    return bool(born or alike["unit"] or (alike["birth"] is None and alike["unit"] is None))


def _agree(one: str | None, other: str | None) -> bool | None:
    return one == other if one and other else None


def _differ(person: Person, other: Person) -> bool:
    renamed = _agree(person["name"], other["name"]) is False
    return renamed and not _agree(person["birth"], other["birth"])
