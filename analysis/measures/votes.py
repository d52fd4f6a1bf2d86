"""How much confidence did the votes show, and what follows from it?"""

from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import pandas as pd

from analysis import rules, vocabulary
from analysis.counts import By, Population
from analysis.measures.shares import columns_of
from analysis.tables import single_origin

_VOTES = list(vocabulary.codes("vote_levels"))


def confidence(people: Population, by: By, base: str = "summoned") -> pd.DataFrame:
    """Return the votes of confidence, their shares of a named base, and what follows from them.

    Votes tell no person. By ``post``, what each office-holder received is a row of its own, and
    those of one post with the same figures are one row of ``n`` people; otherwise the votes of a
    group are summed. Thresholds are compared in whole numbers and exact fractions: 22 of 33 is
    two thirds.

    Parameters
    ----------
    people : Population
        Its conditions on the tier leave no vote out: votes tell none.
    by : str or sequence of str
        Columns that make the groups: ``date``, ``post``, ``unit``.
    base : {"summoned", "issued", "returned", "valid"}
        What the shares are of; valid ballots are high + confident + low.

    Returns
    -------
    DataFrame
        One row per group: by…, ``n`` (people voted on), ``high``, ``confident``, ``low``,
        ``base`` (votes; missing where one is unknown; in a row by post those of one person, else
        summed), ``base_of`` (code of the base), ``fewest_voters``, ``most_voters`` (the base of
        one person, the smallest and the largest), ``rest`` (of the base, in none of the three),
        ``share_high``, ``share_confident``, ``share_low``, ``share_rest``, ``rule`` (code;
        missing where unknown or several), ``consequence`` (code), ``next_threshold`` (low votes
        at which the next consequence begins), ``votes_to_threshold`` (further low votes to it),
        ``valid_ballot`` (whether enough of those summoned were present to be issued a ballot;
        missing where the rule says nothing), ``of`` (of whom), ``origin``. Consequence and
        thresholds are missing where a row sums the votes of several people, no rule or no base is
        known, the rule takes its shares of another base, or the ballot is not valid.

    Raises
    ------
    ValueError
        The base is none of the four, `by` is empty or has an unknown column, or the votes are of
        several origins.

    Notes
    -----
    The rules are ``vote_rules`` in ``rules.yml``.
    """
    if base not in vocabulary.codes("vote_bases"):
        known = ", ".join(vocabulary.codes("vote_bases"))
        raise ValueError(f"votes have no base {base!r}; known: {known}")
    by = columns_of(by)
    if not by:
        raise ValueError("`by` is empty; name at least one column, for example ['date']")
    votes = people.ballots([*dict.fromkeys([*by, "date"])])
    origin, of = single_origin(votes), votes["of"].min()
    figures = _figures(votes, base)
    table = figures if "post" in by else _summed(figures, by)
    table = _with_shares(table).assign(base_of=base, of=of, origin=origin)
    known_rules = {rule["code"]: rule for rule in map(_rule_of, votes.to_dict("records")) if rule}
    followed = pd.DataFrame(
        [_follows(row, known_rules) for row in table.to_dict("records")],
        columns=["consequence", "next_threshold"],
        index=table.index,
    ).astype({"consequence": "str", "next_threshold": "Int64"})
    table = table.join(followed)
    table = table.assign(votes_to_threshold=table["next_threshold"] - table["low"])
    return table[[*by, *_RESULT]].reset_index(drop=True)


_VOTERS = ["fewest_voters", "most_voters"]
_RESULT = [
    *("n", *_VOTES, "base", "base_of", *_VOTERS, "rest"),
    *(f"share_{name}" for name in (*_VOTES, "rest")),
    *("rule", "consequence", "next_threshold", "votes_to_threshold", "valid_ballot"),
    *("of", "origin"),
]


def _rule_of(vote: dict[str, Any]) -> dict[str, Any] | None:
    named = vote["rule"]
    return rules.vote_rule(named if isinstance(named, str) else None, vote["date"])


def _figures(votes: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return the votes with their base, their rule's code, and whether enough took part."""
    ruled = [_rule_of(vote) for vote in votes.to_dict("records")]
    present = zip(ruled, votes["summoned"], votes["issued"], strict=True)
    base_votes = votes[_VOTES].sum(axis=1, skipna=False) if base == "valid" else votes[base]
    return votes.assign(
        **dict.fromkeys(["base", *_VOTERS], base_votes.astype("Int64")),
        rule=pd.array([rule["code"] if rule else None for rule in ruled], dtype="str"),
        valid_ballot=pd.array([_enough_present(*row) for row in present], dtype="boolean"),
        single=True,
    )


def _summed(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    groups = figures.groupby(by, dropna=False, observed=True)
    one_rule = groups["rule"].nunique(dropna=False).eq(1)
    counted = [*_VOTES, "base"]
    weighted = figures[counted].mul(figures["n"], axis=0).assign(**figures[by])
    sums = weighted.groupby(by, dropna=False, observed=True)[counted].sum(skipna=False)
    people = groups["n"].sum()
    return sums.assign(
        n=people,
        fewest_voters=groups["base"].min(skipna=False),
        most_voters=groups["base"].max(skipna=False),
        rule=groups["rule"].first().where(one_rule),
        valid_ballot=groups["valid_ballot"].min(skipna=False),
        single=people == 1,
    ).reset_index()


def _with_shares(table: pd.DataFrame) -> pd.DataFrame:
    rest = table["base"] - table[_VOTES].sum(axis=1, skipna=False)
    known = table.assign(rest=rest.astype("Int64"))
    shares = {f"share_{name}": _share(known[name], known["base"]) for name in (*_VOTES, "rest")}
    return known.assign(**shares)


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
