"""What one file yields before it is checked: records with their places, and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

Record = dict[str, object]
_RECORDS = ("evaluations", "outcomes", "votes", "claims")


@dataclass
class Reading:
    """Records by table; each carries ``file``, ``sheet`` and ``cell`` beside its columns.

    Records of people also carry ``staff_number``, ``name`` and ``birth``, and the cell of their
    unit; the tables are made of their own columns alone, so these stay behind. `titles` are those
    of the sheets read, folded; `rows` says of every row of a sheet that holds anything what it is,
    `headings` of every column of a table, `contents` of what year and tier a table says that it is;
    `names` are the sheets of each file, `answered` the headings met of which the mapping file says
    what they mean; `periods` those that lists of events state (see
    `outcome_lists.list_of`).
    """

    evaluations: list[Record] = field(default_factory=list)
    outcomes: list[Record] = field(default_factory=list)
    votes: list[Record] = field(default_factory=list)
    claims: list[Record] = field(default_factory=list)
    units: list[Record] = field(default_factory=list)
    problems: list[Record] = field(default_factory=list)
    sha256: dict[str, str] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    rows: dict[tuple[str, str | None], dict[int, str]] = field(default_factory=dict)
    periods: dict[tuple[object, ...], tuple[date, date]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    headings: list[Record] = field(default_factory=list)
    contents: list[Record] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    def add(self, other: "Reading") -> None:
        """Append what another file or sheet yielded."""
        for table in (*_RECORDS, "units", "problems", "headings", "contents"):
            getattr(self, table).extend(getattr(other, table))
        self.sha256.update(other.sha256)
        self.titles |= other.titles
        self.answered |= other.answered
        self.periods |= other.periods
        self.names.update(other.names)
        for (file, sheet), kinds in other.rows.items():
            self.note_rows(file, sheet, kinds)

    def note_rows(self, file: str, sheet: str | None, kinds: Mapping[int, str]) -> None:
        """Note what rows of a sheet are, counted from 0."""
        self.rows.setdefault((file, sheet), {}).update(kinds)

    def has_records(self) -> bool:
        """Say whether any table has a record."""
        return any(getattr(self, table) for table in _RECORDS)


def as_records(frame: pd.DataFrame) -> list[Record]:
    """Return a table's rows as records, a missing value as None."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(column): value for column, value in row.items()} for row in rows]
