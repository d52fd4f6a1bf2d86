"""The problems of who is who: one line per cause and list, with the places and never who."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from analysis.sources.doubts import MERGED, Pair, pairs
from analysis.sources.identity import people_of
from analysis.sources.problems import place_of, places, problem
from analysis.sources.reading import Reading, Record
from analysis.vocabulary import fold

_MOST_FILES = 3

# By its file and sheet, the rows without a number and their namesakes that have one.
_Lacking = dict[tuple[object, object], list[tuple[Record, Record]]]


def doubtful_matches(reading: Reading) -> list[Record]:
    """Return a warning for each cause for which it is not sure who is who.

    One staff number with differing names, sexes or birth years; one name and birth date with
    differing staff numbers, or with and without one; and the pairs of `doubts.pairs`.
    """
    rows = people_of(reading)
    return [
        *_numbers_shared(rows),
        *_numbers_differing(rows),
        *_pairs(row for row in reading.evaluations if "name" in row),
    ]


def _numbers_shared(rows: list[Record]) -> list[Record]:
    by_person = defaultdict(list)
    for row in rows:
        if row.get("staff_number"):
            by_person[row["person"]].append(row)
    shared = [
        list(distinct)
        for same in by_person.values()
        if _differ(map(_appearance, same))
        for distinct in [{str(_appearance(row)): row for row in reversed(same)}.values()]
    ]
    return _by_list("doubtful_staff_number", [list(reversed(group)) for group in shared])


def _appearance(row: Record) -> dict[str, object]:
    birth = row.get("birth")
    told = {"name": fold(row["name"]), "sex": row.get("sex"), "birth": birth and str(birth)[:4]}
    return {part: value for part, value in told.items() if value}


def _differ(seen: Iterable[dict[str, object]]) -> bool:
    # What a list does not say (votes have no birth dates) contradicts nothing.
    found = defaultdict(set)
    for told in seen:
        for part, value in told.items():
            found[part].add(value)
    return any(len(values) > 1 for values in found.values())


def _numbers_differing(rows: list[Record]) -> list[Record]:
    """Return the problems of people of one name and birth date who are several pseudonyms."""
    by_name = defaultdict(list)
    for row in rows:
        if row.get("birth"):
            by_name[row["origin"], fold(row["name"]), str(row["birth"])[:4]].append(row)
    several: list[list[Record]] = []
    lacking: _Lacking = defaultdict(list)
    for same in by_name.values():
        first = list({row["person"]: row for row in reversed(same)}.values())[::-1]
        numbered = [row for row in first if row.get("staff_number")]
        born_alike = [row for row in numbered if any(map(_born_with(row), numbered))]
        several += [born_alike] if born_alike else []
        bare = {(row["file"], row["sheet"]): row for row in same if not row.get("staff_number")}
        for place, row in bare.items():
            lacking[place] += [(row, other) for other in filter(_born_with(row), numbered)][:1]
    return [*_by_list("doubtful_name", several), *_without_numbers(lacking, rows)]


def _born_with(row: Record) -> Callable[[Record], bool]:
    """Return whether another row is of a birth date that agrees, as far as both are known."""
    birth = str(row["birth"])

    def agrees(other: Record) -> bool:
        theirs = str(other["birth"])
        return other is not row and (theirs.startswith(birth) or birth.startswith(theirs))

    return agrees


def _without_numbers(lacking: _Lacking, rows: list[Record]) -> list[Record]:
    found = []
    for (file, sheet), met in lacking.items():
        if not met:
            continue
        listed = [row for row in rows if (row["file"], row["sheet"]) == (file, sheet)]
        bare = {row["person"] for row in listed if not row.get("staff_number")}
        others = _files(other for _, other in met)
        told = places(place for pair in met for place in pair)
        counted: dict[str, Any] = {"count": len(met), "total": len(bare)}
        place = place_of(met[0][0])
        line = problem("warning", "numbers_missing", *place, others=others, places=told, **counted)
        found.append(line)
    return found


def _files(rows: Iterable[Record]) -> str:
    named = sorted({str(row["file"]) for row in rows})
    return ", ".join(named[:_MOST_FILES]) + (", …" if len(named) > _MOST_FILES else "")


def _pairs(evaluations: Iterable[Record]) -> list[Record]:
    """Return the problems of doubtful pairs not told of as numbers, each pair once."""
    told: dict[frozenset[object], Pair] = {}
    for pair in pairs(evaluations):
        if not _told_of_numbers(pair):
            told.setdefault(frozenset((pair.row["person"], pair.other["person"])), pair)
    by_cause = defaultdict(list)
    for pair in told.values():
        by_cause[pair.cause].append([pair.row, pair.other])
    return [
        found
        for cause, groups in by_cause.items()
        for found in _by_list(f"doubtful_pair_{cause}", groups)
    ]


def _told_of_numbers(pair: Pair) -> bool:
    row, other = pair.row, pair.other
    if pair.cause != "number" or pair.reason == MERGED:
        return pair.cause == "number"
    alike = fold(row["name"]) == fold(other["name"])
    return alike and bool(row.get("birth") and other.get("birth")) and _born_with(row)(other)


def _by_list(key: str, groups: list[list[Record]]) -> list[Record]:
    """Return one problem for the groups of rows whose last stands on the same list."""
    by_list = defaultdict(list)
    for rows in groups:
        by_list[rows[-1]["file"], rows[-1]["sheet"]].append(rows)
    return [
        problem(
            "warning",
            key,
            *place_of(met[0][-1]),
            count=len(met),
            places=places(row for rows in met for row in rows),
        )
        for met in by_list.values()
    ]
