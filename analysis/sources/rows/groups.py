"""The groups in which a row stands: its unit, tier, rating, year and kind of event, by heads."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.sources.rows.body import UNKNOWN_KIND
from analysis.sources.rows.row_kinds import section_of
from analysis.sources.words.cells import cell_name
from analysis.sources.words.head_words import (
    commune_in,
    depth_of_head,
    is_no_kind,
    is_of_people,
    is_of_the_rest,
    is_part_of_unit,
    kind_of_head,
    year_of_head,
)
from analysis.sources.words.persons import begins
from analysis.sources.words.rating_words import UNKNOWN
from analysis.sources.words.tier_words import tier_of_head
from analysis.vocabulary import fold

_INSTEAD = {"section": UNKNOWN, "year": None, "kind": UNKNOWN_KIND, "tier": None}


@dataclass
class Groups:
    """The groups of the next row; `spans` are the rows where those of unit and tier begin."""

    start: int
    unit: str | None = None
    unit_cell: str | None = None
    tier: str | None = None
    section: str | None = None
    year: int | None = None
    kind: str | None = None
    spans: dict[str, int] = field(default_factory=dict)
    _depths: dict[str, int | None] = field(default_factory=dict)
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
        depth = depth_of_head(written)
        for what, told in _told(name):
            setattr(self, what, told)
            self._depths[what] = depth
            return what
        if self.kind and is_no_kind(name):
            self.kind = UNKNOWN_KIND
            return "kind"
        self.spans["unit"] = row
        self._leave(name, depth)
        if tier := tier_of_head(name):
            self.unit = self.unit_cell = None
            self.tier = tier
            self._depths["tier"] = depth
            self.spans["tier"] = row
            return "tier"
        commune = commune_in(name)
        if commune and fold(self.unit or "").endswith(fold(commune)):
            return "unit"
        if commune or not is_part_of_unit(name) or self._ends_unit(row, name, depth):
            nobody = is_of_people(name) and not commune
            self.unit = None if nobody else commune or name
            self.unit_cell = None if nobody else cell_name(row, column)
            self._depths["unit"] = depth
            self._parted = row
        return "unit"

    def _leave(self, name: str, depth: int | None) -> None:
        """Leave what is told by heads that stand beside, or deeper than, the group that begins.

        Without numbers *Các trường hợp khác* stands beside. Beside heads of ratings, of kinds of
        event, a group is of one that is not known.
        """
        for what in [each for each in _INSTEAD if getattr(self, each)]:
            inner = self._depths.get(what)
            beside = is_of_the_rest(name) if depth is None or inner is None else depth <= inner
            if beside:
                setattr(self, what, _INSTEAD[what])

    def _ends_unit(self, row: int, name: str, depth: int | None) -> bool:
        """Say whether a head without a unit's name stands beside, or above, that of the unit.

        Without numbers *Khối …* is within a unit where it, or one before it, stood right below.
        """
        if self.unit is None or is_part_of_unit(self.unit):
            return True
        above = self._depths.get("unit")
        if depth is not None and above is not None:
            return depth <= above
        within = self._parted in (row - 1, -1) or not begins(name, "groups_of_units")
        self._parted = -1 if within else self._parted
        return not within


def _told(name: str) -> Iterator[tuple[str, str | int]]:
    for what, told in (
        ("section", section_of(name)),
        ("year", year_of_head(name)),
        ("kind", kind_of_head(name)),
    ):
        if told is not None:
            yield what, told
