"""The problems of who is who: one line per cause and list, with the places and never who."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from analysis.sources.people.doubts import MERGED, Pair
from analysis.sources.people.identity import people_of
from analysis.sources.people.who import Settled
from analysis.sources.problems import place_of, places, problem
from analysis.sources.reading import Reading, Record
from analysis.vocabulary import fold

_MOST_FILES = 3
_LACKING = "numbers_missing"


def nobody_said(row: Record, other: Record) -> bool:
    """Say that the office has not answered who two rows are."""
    return False


@dataclass(frozen=True)
class Doubt:
    """Rows of which it is not sure whether they are of one person: the first, and the others.

    `key` is the sentence that tells it, `cause` what the office answers it by.
    """

    key: str
    cause: str
    rows: tuple[Record, ...]

    def pairs(self) -> list[tuple[Record, Record]]:
        """Return the first row with each of the others."""
        return [(self.rows[0], other) for other in self.rows[1:]]


def doubts_met(
    reading: Reading, pairs: Iterable[Pair], settled: Settled = nobody_said
) -> list[Doubt]:
    """Return for whom it is not sure who is who, and the office has not said.

    One staff number with differing names, sexes or birth years; one name and birth date with
    differing staff numbers, or with and without one; and the `doubts.pairs` of the evaluations.
    """
    rows = people_of(reading)
    found = [
        *_numbers_shared(rows),
        *_numbers_differing(rows),
        *_of_pairs(pairs),
    ]
    return [doubt for doubt in found if not all(starmap(settled, doubt.pairs()))]


def doubtful_matches(
    reading: Reading, pairs: Iterable[Pair], settled: Settled = nobody_said
) -> list[Record]:
    """Return a warning for each cause and list for which it is not sure who is who."""
    by_key: dict[str, list[tuple[Record, ...]]] = defaultdict(list)
    for doubt in doubts_met(reading, pairs, settled):
        by_key[doubt.key].append(doubt.rows)
    return [
        found
        for key, met in by_key.items()
        for found in (_without_numbers(met, reading) if key == _LACKING else _by_list(key, met))
    ]


def _numbers_shared(rows: list[Record]) -> list[Doubt]:
    by_person = defaultdict(list)
    for row in rows:
        if row.get("staff_number"):
            by_person[row["person"]].append(row)
    distinct = [
        {str(_appearance(row)): row for row in reversed(same)}.values()
        for same in by_person.values()
        if _differ(map(_appearance, same))
    ]
    return [Doubt("doubtful_staff_number", "one_number", (*reversed(each),)) for each in distinct]


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


def _numbers_differing(rows: list[Record]) -> list[Doubt]:
    """Return the people of one name and birth date who are several pseudonyms."""
    by_name = defaultdict(list)
    for row in rows if any(row.get("staff_number") for row in rows) else ():
        if row.get("birth"):
            by_name[row["origin"], fold(row["name"]), str(row["birth"])[:4]].append(row)
    several: list[Doubt] = []
    lacking: dict[tuple[object, object], list[Doubt]] = defaultdict(list)
    for same in by_name.values():
        if not any(row.get("staff_number") for row in same):
            continue
        first = list({row["person"]: row for row in reversed(same)}.values())[::-1]
        numbered = [row for row in first if row.get("staff_number")]
        born_alike = tuple(row for row in numbered if any(map(_born_with(row), numbered)))
        several += [Doubt("doubtful_name", "other_number", born_alike)] if born_alike else []
        bare = {(row["file"], row["sheet"]): row for row in same if not row.get("staff_number")}
        for place, row in bare.items():
            for other in [*filter(_born_with(row), numbered)][:1]:
                lacking[place].append(Doubt(_LACKING, "no_number", (row, other)))
    return [*several, *(doubt for met in lacking.values() for doubt in met)]


def _born_with(row: Record) -> Callable[[Record], bool]:
    """Return whether another row is of a birth date that agrees, as far as both are known."""
    birth = str(row["birth"])

    def agrees(other: Record) -> bool:
        theirs = str(other["birth"])
        return other is not row and (theirs.startswith(birth) or birth.startswith(theirs))

    return agrees


def _without_numbers(met: list[tuple[Record, ...]], reading: Reading) -> list[Record]:
    by_list = defaultdict(list)
    for rows in met:
        by_list[rows[0]["file"], rows[0]["sheet"]].append(rows)
    listed = people_of(reading)
    found = []
    for (file, sheet), pairs_met in by_list.items():
        here = [row for row in listed if (row["file"], row["sheet"]) == (file, sheet)]
        bare = {row["person"] for row in here if not row.get("staff_number")}
        others = _files(other for _, other in pairs_met)
        told = places(place for pair in pairs_met for place in pair)
        counted: dict[str, Any] = {"count": len(pairs_met), "total": len(bare)}
        place = place_of(pairs_met[0][0])
        line = problem("warning", _LACKING, *place, others=others, places=told, **counted)
        found.append(line)
    return found


def _files(rows: Iterable[Record]) -> str:
    named = sorted({str(row["file"]) for row in rows})
    return ", ".join(named[:_MOST_FILES]) + (", …" if len(named) > _MOST_FILES else "")


def _of_pairs(pairs: Iterable[Pair]) -> list[Doubt]:
    """Return the doubtful pairs not told of as numbers, each pair once."""
    told: dict[frozenset[object], Pair] = {}
    for pair in pairs:
        if not _told_of_numbers(pair):
            told.setdefault(frozenset((pair.row["person"], pair.other["person"])), pair)
    return [
        Doubt(f"doubtful_pair_{pair.cause}", _cause(pair), (pair.row, pair.other))
        for pair in told.values()
    ]


def _cause(pair: Pair) -> str:
    if pair.cause != "number":
        return pair.cause
    both = pair.row.get("staff_number") and pair.other.get("staff_number")
    return "other_number" if both else "no_number"


def _told_of_numbers(pair: Pair) -> bool:
    row, other = pair.row, pair.other
    if pair.cause != "number" or pair.reason == MERGED:
        return pair.cause == "number"
    alike = fold(row["name"]) == fold(other["name"])
    return alike and bool(row.get("birth") and other.get("birth")) and _born_with(row)(other)


def _by_list(key: str, groups: list[tuple[Record, ...]]) -> list[Record]:
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
