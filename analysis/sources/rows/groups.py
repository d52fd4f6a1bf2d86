"""The groups in which a row stands: its unit, tier, rating, year and kind of event, by heads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.sources.rows.body import UNKNOWN_KIND
from analysis.sources.rows.row_kinds import section_of
from analysis.sources.words.cells import cell_name
from analysis.sources.words.head_words import (
    Number,
    commune_in,
    is_no_kind,
    is_of_cases,
    is_of_people,
    is_of_the_rest,
    is_part_of_unit,
    kind_of_head,
    number_of_head,
    year_of_head,
)
from analysis.sources.words.persons import begins
from analysis.sources.words.rating_words import UNKNOWN
from analysis.sources.words.tier_words import tier_of_head
from analysis.vocabulary import fold

_INSTEAD = {"section": UNKNOWN, "year": None, "kind": UNKNOWN_KIND, "tier": None}


@dataclass
class Groups:
    """The groups of the next row; `spans` are the rows where those of unit and tier begin.

    `kinds` says what each row above is that holds anything: no blank one stands between.
    """

    start: int
    kinds: Mapping[int, str] = field(default_factory=dict)
    unit: str | None = None
    unit_cell: str | None = None
    tier: str | None = None
    section: str | None = None
    year: int | None = None
    kind: str | None = None
    spans: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, Number | None] = field(default_factory=dict)
    # What the head before told; what those told that stand right above, each below the other.
    _latest: str | None = None
    _above: list[str] = field(default_factory=list)
    # What is told by heads below which the numerals begin anew.
    _restarted: set[str] = field(default_factory=set)
    _row: int = -1
    # The row of the unit's head; -1 where its parts follow it.
    _parted: int = 0

    def __post_init__(self) -> None:
        self.spans = {"unit": self.start, "tier": self.start}

    def enter(self, row: int, column: int, name: str, written: list[str]) -> str:
        """Enter a group by its head; return what it is of: ``section``, ``tier``, ``unit`` ….

        Parameters
        ----------
        row, column : int
            Where the name stands.
        name : str
            The name without its numeral and its count.
        written : list of str
            The cells of the row, with the numeral.
        """
        number = number_of_head(written)
        self._begin(number)
        what = self._enter(row, column, name, number)
        self._latest, self._row = what, row
        self._above.append(what)
        return what

    @property
    def _last(self) -> int:
        """The last row above that holds anything."""
        return max(self.kinds, default=self.start - 1)

    def _begin(self, number: Number | None) -> None:
        """Note below which heads the numerals begin anew: *I. Năm 2014*, then *I. Xã An Hưng*."""
        if self._row != self._last:
            self._above = []
        for what in self._above:
            above = self._numbers.get(what)
            if number and above and number[0] == above[0] and number <= above:
                self._restarted.add(what)

    def _enter(self, row: int, column: int, name: str, number: Number | None) -> str:
        for what, told in _told(name):
            if told == UNKNOWN_KIND:
                self._leave(row, name, number)
            setattr(self, what, told)
            return self._headed(what, number)
        self.spans["unit"] = row
        self._leave(row, name, number)
        if tier := tier_of_head(name):
            self.unit = self.unit_cell = None
            self.tier = tier
            self.spans["tier"] = row
            return self._headed("tier", number)
        commune = commune_in(name)
        if commune and fold(self.unit or "").endswith(fold(commune)):
            return "unit"
        if commune or not is_part_of_unit(name) or self._ends_unit(row, name, number):
            nobody = is_of_people(name) and not commune
            self.unit = None if nobody else commune or name
            self.unit_cell = None if nobody else cell_name(row, column)
            self._parted = row
            return self._headed("unit", number)
        return "unit"

    def _headed(self, what: str, number: Number | None) -> str:
        self._numbers[what] = number
        self._restarted.discard(what)
        return what

    def _leave(self, row: int, name: str, number: Number | None) -> None:
        """Leave what is told by heads that stand beside, or deeper than, the group that begins.

        Beside heads of ratings, of kinds of event, a group is of one that is not known.
        """
        for what in [each for each in _INSTEAD if getattr(self, each)]:
            if self._is_beside(what, name, number):
                setattr(self, what, _INSTEAD[what])
        if is_no_kind(name) and self._ends_unit(row, name, number):
            self.unit = self.unit_cell = None

    def _is_beside(self, what: str, name: str, number: Number | None) -> bool:
        """Say whether a head stands beside, or above, the head of a group.

        Where numbers do not tell it, a rest is beside: *Các trường hợp khác*. But *Khối khác* is
        the rest of the blocks within the group, *Các đơn vị khác* of the units.
        """
        above = self._numbers.get(what)
        if number and above and (number[0] != above[0] or what not in self._restarted):
            return number[0] <= above[0]
        if is_no_kind(name):
            return what == "section"
        if what == "year" or not is_of_the_rest(name):
            return False
        return is_of_cases(name) or (self._latest == what and not begins(name, "blocks"))

    def _ends_unit(self, row: int, name: str, number: Number | None) -> bool:
        """Say whether a head without a unit's name stands beside, or above, that of the unit.

        Without numbers *Khối …* is within a unit where it, or one before it, stood right below.
        """
        if self.unit is None or is_part_of_unit(self.unit):
            return True
        above = self._numbers.get("unit")
        if number is not None and above is not None:
            return number[0] <= above[0]
        within = self._parted in (self._last, -1) or not begins(name, "groups_of_units")
        self._parted = -1 if within else self._parted
        return not within


def _told(name: str) -> Iterator[tuple[str, str | int]]:
    for what, told in (
        ("section", section_of(name)),
        ("year", year_of_head(name)),
        ("kind", UNKNOWN_KIND if is_no_kind(name) else kind_of_head(name)),
    ):
        if told is not None:
            yield what, told
