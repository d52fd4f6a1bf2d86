"""Who is who, as the office has answered it: rows of one person are joined, of two parted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.sources.chosen import is_in
from analysis.sources.doubtful import doubts_met
from analysis.sources.identity import list_of
from analysis.sources.mapping.doubtful_file import Answered
from analysis.sources.mapping.written import MappingError, Written
from analysis.sources.problems import place_of, places, problem
from analysis.sources.pseudonym import key_for, pseudonym
from analysis.sources.reading import Reading, Record
from analysis.sources.who import pair_code, who

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
    refused: dict[frozenset[object], list[Record]] = {}
    answered: list[tuple[Record, Record]] = []
    for _ in range(_MOST_ROUNDS):
        moved = False
        for cause, row, other in _doubtful(reading, settling):
            same = settling.answer(cause, row, other)
            if same is None:
                continue
            answered.append((row, other))
            moved = _apply(same, row, other, reading, refused) or moved
            settling.people.add(frozenset((row["person"], other["person"])))
        if not moved:
            break
    settling.people |= {frozenset((row["person"], other["person"])) for row, other in answered}
    for rows in refused.values():
        found = problem("warning", "same_on_one_list", *place_of(rows[0]), places=places(rows))
        reading.problems.append(found)


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


def _doubtful(reading: Reading, settling: Settling) -> list[tuple[str, Record, Record]]:
    return [
        (doubt.cause, row, other)
        for doubt in doubts_met(reading, settling.settled)
        for row, other in doubt.pairs()
    ]


def _on_lists(lists: list[str], row: Record, other: Record) -> bool:
    if len(lists) == 1:
        return is_in(lists[0], other) or is_in(lists[0], row)
    one, two = lists
    return (is_in(one, row) and is_in(two, other)) or (is_in(two, row) and is_in(one, other))


def _apply(
    same: bool,
    row: Record,
    other: Record,
    reading: Reading,
    refused: dict[frozenset[object], list[Record]],
) -> bool:
    """Join or part two rows' people; return whether anything changed."""
    if same == (row["person"] == other["person"]):
        return False
    if not same:
        _part(row, other, reading)
        return True
    people = frozenset((row["person"], other["person"]))
    lists = defaultdict(set)
    for each in reading.evaluations:
        if each.get("person") in people:
            lists[each["person"]].add(list_of(each))
    if lists[row["person"]] & lists[other["person"]]:
        refused[people] = [row, other]
        return False
    gone, stays = row["person"], other["person"]
    if row.get("staff_number") and not other.get("staff_number"):
        gone, stays = stays, gone
    for each in _rows(reading):
        if each.get("person") == gone:
            each["person"] = stays
    return True


def _part(row: Record, other: Record, reading: Reading) -> None:
    """Give the rows that tell of the second person a pseudonym of their own."""
    whole, theirs = row["person"], who(other)
    key = key_for(other["origin"] == "simulated")
    apart = pseudonym(f"apart {theirs}", None, None, key=key)
    for each in _rows(reading):
        if each.get("person") == whole and each.get("name") and who(each) == theirs:
            each["person"] = apart


def _rows(reading: Reading) -> Iterator[Record]:
    return (row for table in _TABLES for row in getattr(reading, table))
