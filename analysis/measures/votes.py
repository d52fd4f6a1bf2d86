"""How much confidence did the votes show, and what follows from it?"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import pandas as pd

from analysis import rules, vocabulary
from analysis.tables import single_origin

_VOTES = list(vocabulary.codes("vote_levels"))


def confidence(votes: pd.DataFrame, by: Sequence[str], base: str = "summoned") -> pd.DataFrame:
    """Return the votes of confidence, their shares of a named base, and what follows from them.

    Thresholds are compared in whole numbers and exact fractions: 22 of 33 is two thirds.

    Parameters
    ----------
    votes : DataFrame
        The record table, of one origin.
    by : sequence of str
        Columns that make the groups, for example ``["date", "person", "post"]``.
    base : {"summoned", "issued", "returned", "valid"}
        What the shares are of; valid ballots are high + confident + low.

    Returns
    -------
    DataFrame
        One row per group: by…, ``high``, ``confident``, ``low``, ``base`` (votes, summed; missing
        where one is unknown), ``base_of`` (code of the base), ``share_high``,
        ``share_confident``, ``share_low``, ``rule`` (code; missing where unknown or several),
        ``consequence`` (code), ``next_threshold`` (low votes at which the next consequence
        begins), ``votes_to_threshold`` (further low votes to it), ``valid_ballot`` (whether
        enough of those summoned were present to be issued a ballot; missing where the rule says
        nothing), ``origin``. Consequence and thresholds are missing where the group holds more
        than one vote, no rule or no base is known, the rule takes its shares of another base, or
        the ballot is not valid.

    Raises
    ------
    ValueError
        The base is none of the four, `by` is empty, or the rows are of several origins.

    Notes
    -----
    The rules are ``vote_rules`` in ``rules.yml``.
    """
    if base not in vocabulary.codes("vote_bases"):
        known = ", ".join(vocabulary.codes("vote_bases"))
        raise ValueError(f"votes have no base {base!r}; known: {known}")
    if not by:
        raise ValueError("`by` is empty; name at least one column, for example ['date']")
    origin, by = single_origin(votes), list(by)
    ruled = _rule_of_each(votes)
    table = _grouped(votes, by, base, ruled)
    known_rules = {rule["code"]: rule for rule in ruled if rule}
    followed = pd.DataFrame(
        [_follows(row, known_rules) for row in table.to_dict("records")],
        columns=["consequence", "next_threshold"],
        index=table.index,
    ).astype({"consequence": "str", "next_threshold": "Int64"})
    table = table.join(followed)
    table = table.assign(votes_to_threshold=table["next_threshold"] - table["low"], origin=origin)
    return table[[*by, *_RESULT]]


_RESULT = [
    *(*_VOTES, "base", "base_of", *(f"share_{level}" for level in _VOTES), "rule", "consequence"),
    *("next_threshold", "votes_to_threshold", "valid_ballot", "origin"),
]


def _rule_of_each(votes: pd.DataFrame) -> list[dict[str, Any] | None]:
    ballots = list(zip(votes["rule"], votes["date"], strict=True))
    ruled = {ballot: _rule(*ballot) for ballot in set(ballots)}
    return [ruled[ballot] for ballot in ballots]


def _rule(named: str | float, date: dt.date) -> dict[str, Any] | None:
    return rules.vote_rule(named if isinstance(named, str) else None, date)


def _grouped(
    votes: pd.DataFrame, by: list[str], base: str, ruled: list[dict[str, Any] | None]
) -> pd.DataFrame:
    valid = votes["high"] + votes["confident"] + votes["low"]
    present = zip(ruled, votes["summoned"], votes["issued"], strict=True)
    records = votes[[*by, *_VOTES]].assign(
        base=valid if base == "valid" else votes[base],
        rule=pd.array([rule["code"] if rule else None for rule in ruled], dtype="str"),
        valid_ballot=pd.array([_enough_present(*row) for row in present], dtype="boolean"),
    )
    groups = records.groupby(by, dropna=False, observed=True)
    sums = groups[[*_VOTES, "base"]].sum(skipna=False)
    one_rule = groups["rule"].nunique(dropna=False).eq(1)
    shares = {f"share_{level}": _share(sums[level], sums["base"]) for level in _VOTES}
    return sums.assign(
        base_of=base,
        **shares,
        rule=groups["rule"].first().where(one_rule),
        valid_ballot=groups["valid_ballot"].min(skipna=False),
        single=groups.size() == 1,
    ).reset_index()


def _share(count: pd.Series, base: pd.Series) -> pd.Series:
    return (count / base.where(base > 0)).astype("Float64").astype(float)


def _enough_present(rule: dict[str, Any] | None, summoned: int, issued: int) -> bool | None:
    if rule is None or rule["valid_from"] is None or pd.isna(summoned) or pd.isna(issued):
        return None
    return bool(issued >= rule["valid_from"] * int(summoned)) if summoned else None


def _follows(row: dict[str, Any], known_rules: dict[str, Any]) -> tuple[str | float, int | None]:
    rule, low, base = known_rules.get(row["rule"]), row["low"], row["base"]
    if rule is None or not row["single"] or pd.isna(low) or pd.isna(base) or base == 0:
        return np.nan, None
    if rule["base"] not in (None, row["base_of"]) or row["valid_ballot"] is False:
        return np.nan, None
    consequence = "none"
    for step in rule["thresholds"]:
        begins = threshold_votes(step["share"], strict=step["strict"], base=int(base))
        if low < begins:
            return consequence, begins
        consequence = step["consequence"]
    return consequence, None


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
