"""Who is who, as the office has answered it: rows of one person are joined, of two parted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.sources.all_files.chosen import is_in
from analysis.sources.mapping.doubtful_file import Answered
from analysis.sources.mapping.written import MappingError, Written
from analysis.sources.people.doubtful import doubts_met
from analysis.sources.people.doubts import pairs
from analysis.sources.people.identity import list_of
from analysis.sources.people.pseudonym import key_for, pseudonym
from analysis.sources.people.who import pair_code, who
from analysis.sources.problems import place_of, places, problem
from analysis.sources.reading import Reading, Record

_TABLES = ("evaluations", "outcomes", "votes")
# Whoever is joined may become a namesake of a third.
_MOST_ROUNDS = 5


@dataclass
class Settling:
    """The answers, and for which pairs of people they have held.

    Attributes
    ----------
    by_pair : dict
        The answer for each code of a pair.
    by_cause : list
        A cause, the tables on which both rows stand, and the answer for all of them.
    """

    by_pair: dict[str, bool] = field(default_factory=dict)
    by_cause: list[tuple[str, list[str], bool]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    people: set[frozenset[object]] = field(default_factory=set)

    def answer(self, cause: str, row: Record, other: Record) -> bool | None:
        """Return whether two rows are of one person; None where nobody has said."""
        code = pair_code(row, other)
        if code in self.by_pair:
            self.met.add(code)
            return self.by_pair[code]
        found = (
            same
            for why, lists, same in self.by_cause
            if why == cause and _on_lists(lists, row, other)
        )
        return next(found, None)

    def settled(self, row: Record, other: Record) -> bool:
        """Say whether the office has answered who two rows are."""
        return frozenset((row["person"], other["person"])) in self.people


def answers_of(written: Written | None, answered: Answered | None) -> Settling:
    """Return what the mapping file and the list of doubtful pairs answer.

    Raises
    ------
    MappingError
        They answer one pair differently.
    """
    by_pair = dict(answered.same) if answered else {}
    by_cause: list[tuple[str, list[str], bool]] = []
    for number, each in enumerate(written.said.people if written else ()):
        if each.same is None:
            continue
        if written and each.pair and by_pair.setdefault(each.pair, each.same) != each.same:
            at = ("people", number, "pair")
            raise MappingError([written.problem("error", "mapping_pair_twice", at)], written.place)
        if each.cause and each.lists:
            by_cause.append((each.cause, each.lists, each.same))
    return Settling(by_pair, by_cause)


def settle(reading: Reading, settling: Settling) -> None:
    """Join and part the people of a source as the office has answered.

    Two rows of one list are never joined: a list does not name one person twice.
    """
    if not (settling.by_pair or settling.by_cause):
        return
    people = _People(reading)
    answered: list[tuple[Record, Record]] = []
    for _ in range(_MOST_ROUNDS):
        moved = False
        for doubt in doubts_met(reading, pairs(reading.evaluations), settling.settled):
            for row, other in doubt.pairs():
                same = settling.answer(doubt.cause, row, other)
                if same is not None:
                    answered.append((row, other))
                    moved = people.apply(same, row, other) or moved
        settling.people |= {frozenset((row["person"], other["person"])) for row, other in answered}
        if not moved:
            break
    reading.problems += people.problems()


class _People:
    """The rows of each person, while people are joined and parted."""

    def __init__(self, reading: Reading) -> None:
        self._rows: dict[object, list[Record]] = defaultdict(list)
        for table in _TABLES:
            for row in getattr(reading, table):
                if row.get("person") and row.get("name"):
                    self._rows[row["person"]].append(row)
        self._refused: dict[frozenset[object], list[Record]] = {}

    def apply(self, same: bool, row: Record, other: Record) -> bool:
        """Join or part the people of two rows; return whether anything changed."""
        if same == (row["person"] == other["person"]):
            return False
        return self._join(row, other) if same else self._part(other)

    def problems(self) -> list[Record]:
        """Return the problem of those who were answered to be one, and stand on one list."""
        return [
            problem("warning", "same_on_one_list", *place_of(rows[0]), places=places(rows))
            for rows in self._refused.values()
        ]

    def _join(self, row: Record, other: Record) -> bool:
        gone, stays = row["person"], other["person"]
        if row.get("staff_number") and not other.get("staff_number"):
            gone, stays = stays, gone
        lists = [set(map(list_of, self._rows[each])) for each in (gone, stays)]
        if lists[0] & lists[1]:
            self._refused[frozenset((gone, stays))] = [row, other]
            return False
        self._move(self._rows.pop(gone), stays)
        return True

    def _part(self, other: Record) -> bool:
        """Give the rows that tell of the second person a pseudonym of their own."""
        whole, theirs = other["person"], who(other)
        key = key_for(other["origin"] == "simulated")
        apart = pseudonym(f"apart {theirs}", None, None, key=key)
        rows = self._rows.pop(whole)
        self._rows[whole] = [each for each in rows if who(each) != theirs]
        self._move([each for each in rows if who(each) == theirs], apart)
        return True

    def _move(self, rows: list[Record], person: object) -> None:
        for row in rows:
            row["person"] = person
        self._rows[person] += rows


def unmet(
    settling: Settling, written: Written | None, answered: Answered | None
) -> Iterator[Record]:
    """Yield a note where an answer is of no pair that is doubtful now."""
    gone = set(settling.by_pair) - settling.met
    for number, each in enumerate(written.said.people if written else ()):
        if written and each.same is not None and each.pair in gone:
            yield written.problem("note", "mapping_pair_gone", ("people", number))
    if answered and (lost := gone & set(answered.same)):
        yield problem("note", "pairs_gone", answered.name, count=len(lost))


def _on_lists(lists: list[str], row: Record, other: Record) -> bool:
    one, two = lists if len(lists) > 1 else lists * 2
    return (is_in(one, row) and is_in(two, other)) or (is_in(two, row) and is_in(one, other))
