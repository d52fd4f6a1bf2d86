"""One ballot told twice: counted once where the figures are the same, withheld where they differ.

A ballot is told by its body, day, round and rule; what a list does not say may be any.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.sources.ballots.ballot_figures import COUNTS
from analysis.sources.problems import place_of, problem, where
from analysis.sources.reading import Reading, Record

_IDENTITY = ("body", "round", "rule")

Same = list[Record]


def withhold_ballots_twice(reading: Reading) -> None:
    """Leave one row of each person and ballot, or none where they differ, each with an error."""
    gone: set[int] = set()
    told: dict[tuple[bool, object, object], list[Same]] = defaultdict(list)
    for same in _repeated(reading.votes):
        alike = len({tuple(row[name] for name in COUNTS) for row in same}) == 1
        gone |= {id(row) for row in (same[1:] if alike else same)}
        sheets = (_sheet(same[0]), _sheet(same[-1]))
        told[alike, same[0]["date"], sheets].append(same)
    for (alike, day, _), groups in told.items():
        key = "ballot_twice" if alike else "ballot_twice_differing"
        places = "; ".join(map(where, (groups[0][0], groups[0][-1])))
        at = place_of(groups[0][-1])
        told_of = problem("error", key, *at, count=len(groups), date=str(day), places=places)
        reading.problems.append(told_of)
    reading.votes[:] = [row for row in reading.votes if id(row) not in gone]


def _repeated(votes: Iterable[Record]) -> Iterator[Same]:
    """Yield the rows of each person of whom one ballot tells more than once."""
    by_person: dict[tuple[object, ...], Same] = defaultdict(list)
    for row in votes:
        if row.get("person"):
            by_person[row["person"], row["date"], row["origin"]].append(row)
    for rows in by_person.values():
        for same in _told_apart(rows):
            yield from (group for group in _of_one_ballot(same) if len(group) > 1)


def _told_apart(rows: Same) -> list[Same]:
    """Return the rows by post where one list has namesakes in several posts or units."""
    namesakes: dict[object, set[object]] = defaultdict(set)
    for row in rows:
        if not row.get("staff_number"):
            namesakes[_sheet(row)].add((row.get("post"), row.get("unit")))
    if all(len(posts) < 2 for posts in namesakes.values()):
        return [rows]
    parts: dict[object, Same] = defaultdict(list)
    for row in rows:
        parts[row.get("post"), row.get("unit")].append(row)
    return list(parts.values())


def _of_one_ballot(rows: Same) -> list[Same]:
    groups: list[Same] = []
    for row in rows:
        near = [group for group in groups if all(_alike(row, each) for each in group)]
        if near:
            near[0].append(row)
        else:
            groups.append([row])
    return groups


def _alike(one: Record, other: Record) -> bool:
    pairs = ((one[name], other[name]) for name in _IDENTITY)
    return all(left == right or left is None or right is None for left, right in pairs)


def _sheet(row: Record) -> tuple[object, object]:
    return row["file"], row.get("sheet")
