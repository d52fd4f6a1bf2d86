"""One event told by several rows, sheets or files: counted once, with an error that names them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from analysis import vocabulary
from analysis.sources.all_files.chosen import is_in
from analysis.sources.all_files.told_twice import pairs_of
from analysis.sources.events.outcome_lists import list_of
from analysis.sources.mapping.asks import asking
from analysis.sources.problems import place_of, places, problem
from analysis.sources.reading import Reading, Record
from analysis.vocabulary import fold

REPEATED = "repeated"


def count_once(reading: Reading, choices: Collection[tuple[str, str]] = ()) -> None:
    """Mark the rows that tell an event which another row tells, each with its account.

    Parameters
    ----------
    reading : Reading
        All records; each event told twice is an error that asks which list counts.
    choices : collection of (str, str)
        The list that counts, and the other, as the office has answered: no error any more.
    """
    told: dict[tuple[object, ...], list[tuple[Record, Record]]] = defaultdict(list)
    for rows in _of_one_person(reading.outcomes):
        kept: list[Record] = []
        others = [other for _, other in choices]
        for row in sorted(rows, key=lambda row: any(is_in(other, row) for other in others)):
            same = next((other for other in kept if _is_same(row, other)), None)
            if same is None:
                kept.append(row)
                continue
            row["account"] = REPEATED
            # A list that names the kind alone leaves it to the other which it was.
            same["kind"] = max(same["kind"], row["kind"], key=_precision)
            alike = _day(row) == _day(same)
            if any(is_in(chosen, same) and is_in(other, row) for chosen, other in choices):
                continue
            told[list_of(row), list_of(same), alike].append((same, row))
    for (_, _, identical), pairs in told.items():
        key = "event_told_twice" if identical else "event_told_differently"
        named = places(pairs[0])
        found = problem("error", key, *place_of(pairs[0][1]), count=len(pairs), places=named)
        lists = list(dict.fromkeys((row["file"], row.get("sheet")) for row in pairs[0]))
        reading.problems.append(
            asking(found, *(pairs_of(lists, "events_twice") if len(lists) > 1 else []))
        )


def _of_one_person(rows: Iterable[Record]) -> Iterable[list[Record]]:
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in rows:
        if row.get("account") is None and row.get("person"):
            # Where nothing but a name tells who it is, two units may have one each.
            sure = row.get("staff_number") or row.get("birth")
            who = (row["person"], None if sure else fold(row.get("unit") or ""))
            groups[(*who, row["origin"], vocabulary.lineage(str(row["kind"]))[-1])].append(row)
    return groups.values()


def _is_same(row: Record, other: Record) -> bool:
    """Say whether two rows of one person tell one event."""
    kinds = str(row["kind"]), str(other["kind"])
    related = kinds[0] in vocabulary.lineage(kinds[1]) or kinds[1] in vocabulary.lineage(kinds[0])
    if not related or _differ(row, other, "post"):
        return False
    if row.get("number") and other.get("number"):
        numbered = fold(row["number"]) == fold(other["number"])
        return numbered and row["first_year"] == other["first_year"]
    if row.get("date") and other.get("date"):
        return row["date"] == other["date"] or _one_decision(row, other)
    return row["first_year"] == other["first_year"]


def _one_decision(row: Record, other: Record) -> bool:
    """Say whether one row tells the day of decision that the other has beside that of effect."""
    days = [{each.get("decided"), str(each["date"])} - {None} for each in (row, other)]
    return bool(days[0] & days[1])


def _differ(row: Record, other: Record, what: str) -> bool:
    return bool(row.get(what) and other.get(what)) and row[what] != other[what]


def _day(row: Record) -> object:
    return row.get("date") or row["first_year"]


def _precision(kind: object) -> int:
    return len(vocabulary.lineage(str(kind)))
