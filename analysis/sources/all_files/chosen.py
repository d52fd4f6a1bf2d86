"""Of two tables that tell of the same people, the one that the office says counts."""

from collections.abc import Callable, Iterable, Iterator

from analysis.sources.all_files.told_twice import grouped, is_of, note_repeated, same_people
from analysis.sources.reading import Reading, Record


def drop_counts(reading: Reading, choices: list[tuple[str, str]]) -> None:
    """Leave out the rows of the tables not chosen of which those chosen tell: counts on a side.

    Parameters
    ----------
    reading : Reading
        All records; rows left out are noted as told elsewhere.
    choices : list of (str, str)
        The table that counts, and the other: a file, or *file, sheet*.
    """
    _drop(reading, choices, _counts_of_the_other)


def drop_people(reading: Reading, choices: list[tuple[str, str]]) -> None:
    """Leave out the people of the tables not chosen who stand in those chosen in the same year."""
    _drop(reading, choices, _people_of_the_other)


def _drop(
    reading: Reading,
    choices: list[tuple[str, str]],
    told_by: Callable[[list[Record], list[Record]], Iterable[Record]],
) -> None:
    for chosen, other in choices:
        kept = [row for row in reading.evaluations if is_in(chosen, row)]
        left = [row for row in reading.evaluations if is_in(other, row)]
        gone = {id(row): row for row in told_by(kept, left)}
        reading.evaluations[:] = [row for row in reading.evaluations if id(row) not in gone]
        for row in gone.values():
            note_repeated(row, reading)


def is_in(table: str, row: Record) -> bool:
    """Say whether a record stands in a table: a file, or *file, sheet*."""
    return table in (row["file"], f"{row['file']}, {row.get('sheet')}")


def _people_of_the_other(kept: list[Record], left: list[Record]) -> Iterator[Record]:
    known = {(row["year"], row["person"]) for row in kept if row.get("person")}
    return (row for row in left if (row["year"], row.get("person")) in known)


def _counts_of_the_other(kept: list[Record], left: list[Record]) -> Iterator[Record]:
    known = grouped(kept, "year", "origin")
    for row in left:
        near = known.get((row["year"], row["origin"]), [])
        if any(_tells_of(each, row) for each in near):
            yield row


def _tells_of(kept: Record, left: Record) -> bool:
    of_people = ["name" in row for row in (kept, left)]
    if all(of_people):
        return False
    if any(of_people):
        return is_of(*((left, kept) if of_people[0] else (kept, left)))
    return same_people(kept, left)
