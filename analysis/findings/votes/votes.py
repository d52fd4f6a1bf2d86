"""Sentences on how much confidence the votes showed."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.findings.finding import CONDITION, Finding, finding, say
from analysis.findings.parts import adding_up
from analysis.findings.votes.ballots import ballots_in
from analysis.words import OF_REVIEW, Words

_SPANS = ("lowest_high", "highest_high", "highest_low")
_LEVELS = vocabulary.codes("vote_levels")


def votes_cast(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say what each ballot came to, of how many people, of which base, and what is left of it.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date``.
    """
    shares = table.dropna(subset=["share_high"]).sort_values("date")
    several = len(set(table["rule"].dropna())) > 1
    bases = len(set(shares["base_of"])) > 1
    told = [
        part
        for name, ballot in reversed(ballots_in(table, words))
        for row in ballot.to_dict("records")
        for part in _ballot(name, row, bases, words)
    ]
    return finding(
        "votes_cast",
        "some" if len(shares) else "cannot_be_said",
        words,
        table["origin"],
        (shares["share_high"].iloc[-1], None, None, "share") if len(shares) else None,
        ballots=CONDITION.join(told),
        base_of=base_name(shares, words),
        rules=say("vote_rules_differ", words) if several else "",
    )


def _ballot(name: str, row: dict[str, Any], bases: bool, words: Words) -> list[str]:
    """Return what one ballot came to, then of whom; with `bases` it says what its shares are of."""
    people, short = (words.number(n) for n in (row["n"], row["n"] - row["n_counted"]))
    if pd.isna(row["share_high"]):
        return [say("ballot_no_shares", words, ballot=name, people=people)]
    voters = _span([row["fewest_voters"], row["most_voters"]], words)
    if bases:
        base = words.label("vote_bases", row["base_of"])
        voters = say("vote_base_named", words, voters=voters, base_of=base)
    shares = {level: words.percent(row[f"share_{level}"]) for level in _LEVELS}
    of_whom = say(
        "ballot_of",
        words,
        ballot=name,
        people=people,
        short=say("votes_short", words, n=short) if row["n_counted"] < row["n"] else "",
        voters=voters,
        rest=_rest(row, words),
    )
    return [_spanned(name, row, shares, words), of_whom]


def _spanned(name: str, row: dict[str, Any], shares: dict[str, str], words: Words) -> str:
    """Return what a ballot came to, with how far the people of it lie apart, where they do."""
    ends = {each: words.percent(row.get(each)) for each in _SPANS}
    if pd.isna(row.get("lowest_high")) or ends["lowest_high"] == ends["highest_high"]:
        return say("ballot.as_one", words, ballot=name, **shares)
    return say("ballot.spanned", words, ballot=name, **shares, **ends)


def _rest(row: dict[str, Any], words: Words) -> str:
    """Return what is missing to the whole, and how much of it was not cast or is invalid."""
    if not row["rest"] > 0:
        return ""
    known = [name for name in ("not_cast", "invalid") if not pd.isna(row[name]) and row[name] > 0]
    shares = [row[name] / row["base"] for name in known]
    if sum(row[name] for name in known) == row["rest"]:
        shares = adding_up(shares, 0, row["share_rest"])
    parts = [
        say(f"vote_rest_parts.{name}", words, share=words.percent(share))
        for name, share in zip(known, shares, strict=True)
    ]
    told = say("vote_rest_of", words, parts=words.listing(parts)) if parts else ""
    rest = words.percent(row["share_rest"])
    return say("vote_rest", words, share=rest, parts=told)


def _span(numbers: Iterable[int], words: Words) -> str:
    """Return a number, or the smallest and the largest: *43*, *41–43*."""
    given = list(numbers)
    return "–".join(words.number(n) for n in dict.fromkeys([min(given), max(given)]))


def base_name(table: pd.DataFrame, words: Words) -> str:
    """Return what the shares of a table of votes are shares of, in words."""
    codes = table["base_of"].dropna().unique()
    names = [words.label("vote_bases", code) for code in codes]
    return words.listing(names)


def confidence_range(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say between which shares the confidence in the office-holders of each ballot ranged.

    The latest ballot is told first, the earlier ones beside it.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date`` and ``post``.
    """
    told = [
        (_range(name, ballot, words), _details(name, ballot, words))
        for name, ballot in reversed(ballots_in(table, words))
        if ballot["share_high"].notna().any()
    ]
    shares = table.loc[table["date"] == table["date"].max(), "share_high"]
    earlier = [f"{CONDITION}{_lower(text)}{details}" for text, details in told[1:]]
    first, details = told[0] if told else ("", "")
    return finding(
        "confidence_range",
        "some" if told else "cannot_be_said",
        words,
        table["origin"],
        (shares.min(), None, None, "share") if told else None,
        first=first,
        details=details + "".join(earlier),
    )


def _range(name: str, ballot: pd.DataFrame, words: Words) -> str:
    high, low = (ballot.dropna(subset=[f"share_{level}"]) for level in ("high", "low"))
    people, of_low = int(high["n"].sum()), int(low["n"].sum())
    equal = high["share_high"].min() == high["share_high"].max()
    variant = "one" if people == 1 else "equal" if equal else "some"
    key = "range_low" if of_low == people else "range_low_of"
    return say(
        f"range.{variant}",
        words,
        ballot=name,
        people=words.number(people),
        high=_shares(high["share_high"], words),
        low=say(key, words, n=words.number(of_low), shares=_shares(low["share_low"], words))
        if of_low
        else say("range_low_unknown", words),
    )


def _shares(shares: pd.Series, words: Words) -> str:
    """Return the least and the greatest of some shares, one where they are written alike."""
    ends = [words.percent(share) for share in (shares.min(), shares.max())]
    return "–".join(dict.fromkeys(ends))


def _details(name: str, ballot: pd.DataFrame, words: Words) -> str:
    short = int(ballot["n"].sum() - ballot["n_counted"].sum())
    return say(
        "range_details",
        words,
        ballot=name,
        base_of=base_name(ballot.dropna(subset=["share_high"]), words),
        voters=_span(ballot["base"].dropna(), words),
        short=say("range_short", words, n=words.number(short)) if short else "",
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
