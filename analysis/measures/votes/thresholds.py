"""What follows from low confidence, and whether it depends on what the share is of."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

import pandas as pd

from analysis import rules, vocabulary

_BASES = vocabulary.codes("vote_bases")
_Row = dict[str, Any]


def rule_of(vote: _Row) -> _Row | None:
    """Return the rule of a vote: the one it names, else the party's of that day for its own.

    A vote of which it is not known whose it was has no rule.
    """
    named = vote["rule"] if isinstance(vote["rule"], str) else None
    return rules.vote_rule(named, vote["date"]) if named or vote["body"] == "party" else None


def enough_present(rule: _Row | None, summoned: int, issued: int) -> bool | None:
    """Say whether a ballot is valid; None where its rule says nothing or a figure is missing."""
    if rule is None or rule["valid_from"] is None or pd.isna(summoned) or pd.isna(issued):
        return None
    return bool(issued >= rule["valid_from"] * int(summoned)) if summoned else None


def consequences(table: pd.DataFrame) -> pd.DataFrame:
    """Return what follows from each row of votes, and whether its base decides that.

    Returns
    -------
    DataFrame
        ``consequence``, ``next_threshold``, ``votes_to_threshold``, ``base_decides``, by the index
        of the table (see `measures.confidence`).
    """
    followed = [_follows(row) for row in table.to_dict("records")]
    columns = ["consequence", "next_threshold", "base_decides"]
    told = pd.DataFrame(followed, columns=columns, index=table.index, dtype=object).astype(
        {"consequence": "str", "next_threshold": "Int64", "base_decides": "boolean"}
    )
    further = told["next_threshold"] - table["low"]
    told.insert(2, "votes_to_threshold", further.astype("Int64"))
    return told


def _follows(row: _Row) -> tuple[str | None, int | None, bool | None]:
    rule = rules.vote_rule(row["rule"], row["date"]) if isinstance(row["rule"], str) else None
    named = rule["base"] if rule else None
    if rule is None or not row["single"] or row["valid_ballot"] is False:
        return None, None, None
    if named not in (None, row["base_of"]) or pd.isna(row["low"]) or not _above_zero(row["base"]):
        return None, None, None
    reached, begins = _step(rule, row["low"], row["base"])
    known = [row[name] for name in _BASES if _above_zero(row.get(name))]
    decides = named is None and any(_step(rule, row["low"], base)[0] != reached for base in known)
    return reached, begins, decides


def _above_zero(base: Any) -> bool:
    return not pd.isna(base) and base > 0


def _step(rule: _Row, low: int, base: int) -> tuple[str, int | None]:
    """Return the consequence reached, and the votes at which the next one begins."""
    reached = "none"
    for step in rule["thresholds"]:
        begins = threshold_votes(step["share"], strict=step["strict"], base=int(base))
        if low < begins:
            return reached, begins
        reached = step["consequence"]
    return reached, None


def threshold_votes(share: Fraction, *, strict: bool, base: int) -> int:
    """Return the smallest number of votes that reaches the share of the base, or exceeds it.

    Parameters
    ----------
    share : Fraction
        The threshold as a part of the base, 0-1.
    strict : bool
        The share has to be exceeded, not only reached.
    base : int
        The votes that the share is of.

    Examples
    --------
    >>> threshold_votes(Fraction(2, 3), strict=False, base=33)
    22
    >>> threshold_votes(Fraction(1, 2), strict=True, base=32)
    17
    """
    return floor(share * base) + 1 if strict else ceil(share * base)
