"""The rows of a table by what they are: lines of data, sums of them, and all the rest."""

from dataclasses import dataclass, field

# Of rows below the head of a kind of event that is not known.
UNKNOWN_KIND = "unknown"


# Not frozen, which costs three times as much for each row.
@dataclass(slots=True)
class Line:
    """One row of data: where it stands, its cells as they are and as text, and its groups.

    `depth` is that of its number: 0 for A, B, 1 for I, II, 2 for 1, 2; None without one. `section`
    is the rating by whose heading a list gathers its people, `year` and `kind` (of event) likewise;
    one that is not known is ``unknown``.
    """

    row: int
    cells: list[object]
    texts: list[str]
    unit: str | None
    unit_cell: str | None
    tier: str | None
    depth: int | None = None
    section: str | None = None
    year: int | None = None
    kind: str | None = None

    def text(self, column: int | None) -> str:
        """Return a cell's text; a column that the sheet lacks is empty."""
        return "" if column is None else self.texts[column]


@dataclass(frozen=True)
class Subtotal:
    """A subtotal row: where it stands, its label and cells, and where its spans begin.

    `covers` are the first row that it sums and the row behind the last, where it stands above.
    """

    row: int
    label: str
    cells: list[object]
    group_start: int
    tier_start: int
    table_start: int
    covers: tuple[int, int] | None = None


@dataclass
class Body:
    """The rows of a table by what they are; rows are counted from 0 in the sheet.

    `women` are rows *trong đó nữ*, each with the row that it is a part of. `kinds` says of every
    row that holds anything what it is; a line is told when it has been read.
    """

    lines: list[Line] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)
    women: list[tuple[Line, int]] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
