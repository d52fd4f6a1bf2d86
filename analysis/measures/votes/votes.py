"""How much confidence did the votes show?"""

from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.counts import By, Population
from analysis.measures.shares import columns_of
from analysis.measures.votes.thresholds import consequences, enough_present, rule_of
from analysis.records import single_origin
from analysis.refused import refuse_unknown
from analysis.spoken import Message

VOTES = list(vocabulary.codes("vote_levels"))
BALLOT = ["date", "body", "round", "rule"]
_BALLOTS = ["summoned", "issued", "returned"]


def confidence(people: Population, by: By, base: str | None = None) -> pd.DataFrame:
    """Return the votes of confidence, their shares of a named base, and what follows from them.

    Votes of two ballots are never summed: a ballot is told by its day, whose it was, its round
    and its rule. Votes tell no person. By ``post``, what each office-holder received is a row of
    its own, and those of one post with the same figures are one row of ``n`` people; otherwise the
    votes of a group are summed, of the people whose figures are complete. Thresholds are compared
    in whole numbers and exact fractions: 22 of 33 is two thirds.

    Parameters
    ----------
    people : Population
        Its conditions on the tier leave no vote out: votes tell none.
    by : str or sequence of str
        Columns that make the groups within each ballot: ``date``, ``post``, ``unit``.
    base : {"summoned", "issued", "returned", "valid"}, optional
        What the shares are of; valid ballots are high + confident + low. Without it each ballot's
        own: the one that its rule names, else the first of these of which it has a figure.

    Returns
    -------
    DataFrame
        One row per group: by…, ``date``, ``body`` (code), ``round``, ``n`` (people voted on),
        ``n_counted`` (those with complete figures, whom a sum is of), ``high``, ``confident``,
        ``low``, ``base`` (votes; missing where unknown; in a row by post those of one person, else
        summed), ``base_of`` (code of the base), ``fewest_voters``, ``most_voters`` (the base of
        one person, the smallest and the largest), ``rest`` (of the base, in none of the three),
        ``lowest_high``, ``highest_high``, ``highest_low`` (of one person, the smallest and the
        largest share of high votes, the largest of low ones; not by post, and missing of fewer
        than five, of whom they would tell single ones), ``not_cast`` and ``invalid`` (the rest by
        whether a ballot was returned; missing where that is not known), ``share_high``,
        ``share_confident``, ``share_low``, ``share_rest``, ``rule`` (code; missing where unknown),
        ``consequence`` (code), ``next_threshold`` (low votes at which the next consequence begins),
        ``votes_to_threshold`` (further low votes to it), ``base_decides`` (whether on another base
        something else would follow, where the rule names none), ``valid_ballot`` (whether enough of
        those summoned were present to be issued a ballot; missing where the rule says nothing),
        ``of`` (of whom), ``origin``. Consequence and thresholds are missing where a row sums the
        votes of several people, no rule or no base is known, the rule takes its shares of another
        base, or the ballot is not valid.

    Raises
    ------
    ValueError
        The base is none of the four, `by` is empty or has an unknown column, or the votes are of
        several origins.

    Notes
    -----
    The rules are ``vote_rules`` in ``rules.yml``.
    """
    if base is not None:
        refuse_unknown("base", base, vocabulary.codes("vote_bases"))
    by = columns_of(by)
    if not by:
        raise ValueError(Message("refused.no_by", example="date"))
    votes = people.ballots(by)
    origin, of = single_origin(votes), votes["of"].min()
    figures = _figures(votes, base)
    groups = list(dict.fromkeys([*by, *BALLOT, "base_of"]))
    table = figures if "post" in by else _summed(figures, groups)
    table = _with_shares(table).assign(of=of, origin=origin)
    table = table.join(consequences(table))
    spans = [name for name in _SPANS if name in table]
    return table[list(dict.fromkeys([*by, *_RESULT, *spans]))].reset_index(drop=True)


# Extremes of fewer people than these would tell what single ones received.
FEWEST_SPANNED = 5
_SPANS = ["lowest_high", "highest_high", "highest_low"]
_VOTERS = ["fewest_voters", "most_voters"]
_RESULT = [
    *("date", "body", "round", "n", "n_counted", *VOTES, "base", "base_of", *_VOTERS),
    *("rest", "not_cast", "invalid", *(f"share_{name}" for name in (*VOTES, "rest"))),
    *("rule", "consequence", "next_threshold", "votes_to_threshold", "base_decides"),
    *("valid_ballot", "of", "origin"),
]


def _figures(votes: pd.DataFrame, base: str | None) -> pd.DataFrame:
    """Return the votes with their base, their rule's code, and whether enough took part."""
    votes = votes.assign(valid=votes[VOTES].sum(axis=1, skipna=False))
    ruled = [rule_of(vote) for vote in votes.to_dict("records")]
    present = zip(ruled, votes["summoned"], votes["issued"], strict=True)
    base_of = _own_bases(votes, ruled) if base is None else [base] * len(votes)
    bases = [row[name] for row, name in zip(votes.to_dict("records"), base_of, strict=True)]
    figures = votes.assign(
        **dict.fromkeys(["base", *_VOTERS], pd.array(bases, dtype="Int64")),
        base_of=pd.array(base_of, dtype="str"),
        rule=pd.array([rule["code"] if rule else None for rule in ruled], dtype="str"),
        valid_ballot=pd.array([enough_present(*row) for row in present], dtype="boolean"),
        single=True,
    )
    complete = figures[[*VOTES, "base"]].notna().all(axis=1)
    return figures.assign(n_counted=figures["n"].where(complete, 0))


def _own_bases(votes: pd.DataFrame, ruled: list[dict[str, Any] | None]) -> list[str]:
    """Return of each vote the base of its ballot: its rule's, else the first with a figure."""
    known = votes.groupby(BALLOT, dropna=False)[[*_BALLOTS, "valid"]].transform("count").gt(0)
    first = known.idxmax(axis=1)
    stated = [rule["base"] if rule else None for rule in ruled]
    return [named or found for named, found in zip(stated, first, strict=True)]


def _summed(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the sums of each group over the people with complete figures."""
    counted = [*VOTES, "base", *_BALLOTS, "valid"]
    weighted = figures[counted].mul(figures["n"], axis=0).assign(**figures[by])
    complete = figures["n_counted"] > 0
    sums = weighted[complete].groupby(by, dropna=False, observed=True)[counted].sum(skipna=False)
    voters = figures[complete].groupby(by, dropna=False, observed=True)
    groups = figures.groupby(by, dropna=False, observed=True)
    people = groups["n"].sum()
    spans = {"fewest_voters": voters["base"].min(), "most_voters": voters["base"].max()}
    told = {
        "n_counted": groups["n_counted"].sum(),
        "valid_ballot": groups["valid_ballot"].min(skipna=False),
        "single": people == 1,
    }
    spans |= _extremes(figures[complete], by)
    return people.to_frame().join(sums.assign(**spans)).assign(**told).reset_index()


def _extremes(figures: pd.DataFrame, by: list[str]) -> dict[str, pd.Series]:
    """Return the smallest and the largest shares that one person of each group received."""
    shares = figures.assign(high=_share(figures["high"], figures["base"]))
    shares["low"] = _share(figures["low"], figures["base"])
    groups = shares.groupby(by, dropna=False, observed=True)
    enough = groups["n"].sum() >= FEWEST_SPANNED
    ends = (groups["high"].min(), groups["high"].max(), groups["low"].max())
    return {name: end.where(enough) for name, end in zip(_SPANS, ends, strict=True)}


def _with_shares(table: pd.DataFrame) -> pd.DataFrame:
    cast = table[VOTES].sum(axis=1, skipna=False)
    returned = table["returned"].where(table["base_of"].isin(_BALLOTS), cast)
    known = table.assign(
        rest=(table["base"] - cast).astype("Int64"),
        not_cast=(table["base"] - returned).astype("Int64"),
        invalid=(returned - cast).astype("Int64"),
    )
    shares = {f"share_{name}": _share(known[name], known["base"]) for name in (*VOTES, "rest")}
    return known.assign(**shares)


def _share(count: pd.Series, base: pd.Series) -> pd.Series:
    return (count / base.where(base > 0)).astype("Float64").astype(float)
