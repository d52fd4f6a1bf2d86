"""A question is a value: which relation, of which people, in which years, by what."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from analysis.spoken import Message

# What a filter and `by` may name, in the order in which they are listed to whoever misspells one.
COLUMNS = (
    *("year", "unit", "tier", "post_group", "rank", "committee_member"),
    *("staff_class", "sex", "birth_year", "rating"),
)
# What a person's way is cut by: a rating is a state there, and the years are its steps.
COLUMNS_OF_PERSONS = tuple(name for name in COLUMNS if name not in ("year", "rating"))

# On which day of a year its evaluation is, where nobody says: month and day.
LAST_DAY = "12-31"


@dataclass(frozen=True)
class Question:
    """A question about numbers of people.

    Attributes
    ----------
    relation : str
        What is asked: ``count``, ``moves``, ``paths``, ``followed``, ``events``, ``joined``,
        ``outcome_accounts``, ``ballots``; or of the reading ``lists``, ``outside``, ``doubts``,
        ``values``, ``origins``, ``recorded``.
        What ``table`` asks for is a table, which is looked at and kept nowhere (see `noted`).
    of : mapping
        Column → values that belong; without one, all.
    years : tuple of int
        The years in question, in order.
    by : tuple of str
        Columns that make the groups.
    more : mapping
        What the relation asks for besides; ``steps``, of which part of a history (see `noted`).
    """

    relation: str
    of: Mapping[str, tuple[Any, ...]]
    years: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def key(self) -> str:
        """Return the SHA-256, in hex, under which an answer is kept."""
        return hashlib.sha256(json.dumps(self.plain(), ensure_ascii=False).encode()).hexdigest()

    def plain(self) -> list[Any]:
        """Return the question as JSON can carry it; `of_plain` gives it back.

        The order in which conditions are made is kept: who is outside is told by the first.
        """
        of = [[name, [_scalar(value) for value in values]] for name, values in self.of.items()]
        more = [[name, _scalar(value)] for name, value in sorted(self.more.items())]
        return [self.relation, of, [int(year) for year in self.years], list(self.by), more]

    @staticmethod
    def of_plain(plain: list[Any]) -> "Question":
        """Return the question that `plain` told."""
        relation, of, years, by, more = plain
        conditions, others = dict(_tuples(of)), dict(_tuples(more))
        return Question(relation, conditions, tuple(years), tuple(by), others)

    @property
    def unit(self) -> str | None:
        """The one unit of which is asked; None where that is another number of them."""
        units = self.of.get("unit", ())
        return units[0] if len(units) == 1 else None

    def of_unit(self, unit: str) -> "Question":
        """Return the same question of another unit."""
        return replace(self, of={**self.of, "unit": (unit,)})

    def of_whom(self) -> str:
        """Return of whom is asked, as `words.of_whom` words it: ``tier=district&sex=female``."""
        order = [name for name in COLUMNS if name in self.of]
        pairs = [(n, "" if v is None else str(v)) for n in order for v in self.of[n]]
        return urlencode(pairs)


def month_and_day(told: str) -> str:
    """Return a day of the year as records have it: *30/11* is ``11-30``.

    Raises
    ------
    ValueError
        It is no day of a year, or 29 February.
    """
    try:
        return datetime.strptime(f"{told.strip()}/2001", "%d/%m/%Y").strftime("%m-%d")
    except ValueError:
        raise ValueError(Message("refused.day", told=told)) from None


def _scalar(value: Any) -> Any:
    """Return a value as JSON has it, numbers of numpy and pandas as Python's."""
    if isinstance(value, tuple | list):
        return [_scalar(each) for each in value]
    return value.item() if hasattr(value, "item") else value


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
