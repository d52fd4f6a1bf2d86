"""A question is a value: which relation, of which people, in which years, by what."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

# What a filter and `by` may name, in the order in which they are listed to whoever misspells one.
COLUMNS = (
    *("year", "unit", "tier", "post_group", "rank", "committee_member"),
    *("staff_class", "sex", "birth_year", "rating"),
)
# What a person's way is cut by: a rating is a state there, and the years are its steps.
COLUMNS_OF_PERSONS = tuple(name for name in COLUMNS if name not in ("year", "rating"))


@dataclass(frozen=True)
class Question:
    """A question about numbers of people.

    Attributes
    ----------
    relation : str
        What is asked: ``count``, ``moves``, ``paths``, ``followed``, ``events``, ``ballots``; or
        of the reading ``lists``, ``outside``, ``doubts``, ``values``, ``origins``, ``recorded``.
    of : mapping
        Column → values that belong; without one, all.
    years : tuple of int
        The years in question, in order.
    by : tuple of str
        Columns that make the groups.
    more : mapping
        What the relation asks for besides.
    """

    relation: str
    of: Mapping[str, tuple[Any, ...]]
    years: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def key(self) -> str:
        """Return the SHA-256, in hex, under which an answer is kept."""
        of = {name: sorted(map(str, values)) for name, values in sorted(self.of.items())}
        asked = [self.relation, of, self.years, self.by, sorted(self.more.items())]
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()

    def of_whom(self) -> str:
        """Return of whom is asked, as `words.of_whom` words it: ``tier=district&sex=female``."""
        order = [name for name in COLUMNS if name in self.of]
        pairs = [(n, "" if v is None else str(v)) for n in order for v in self.of[n]]
        return urlencode(pairs)
