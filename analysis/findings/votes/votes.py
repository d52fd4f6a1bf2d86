"""Sentences on how much confidence the votes showed."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import CONDITION, Finding, finding, say
from analysis.findings.parts import adding_up
from analysis.findings.votes.ballots import ballots_in

_LEVELS = vocabulary.codes("vote_levels")


def votes_cast(table: pd.DataFrame, *, language: str) -> Finding:
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
        for name, ballot in reversed(ballots_in(table, language))
        for row in ballot.to_dict("records")
        for part in _ballot(name, row, bases, language)
    ]
    return finding(
        "votes_cast",
        "some" if len(shares) else "cannot_be_said",
        language,
        table["origin"],
        (shares["share_high"].iloc[-1], None, None, "share") if len(shares) else None,
        ballots=CONDITION.join(told),
        base_of=base_name(shares, language),
        rules=say("vote_rules_differ", language) if several else "",
    )


def _ballot(name: str, row: dict[str, Any], bases: bool, language: str) -> list[str]:
    """Return what one ballot came to, then of whom; with `bases` it says what its shares are of."""
    people, short = (wording.number(n, language) for n in (row["n"], row["n"] - row["n_counted"]))
    if pd.isna(row["share_high"]):
        return [say("ballot_no_shares", language, ballot=name, people=people)]
    voters = _span([row["fewest_voters"], row["most_voters"]], language)
    if bases:
        base = vocabulary.label("vote_bases", row["base_of"], language)
        voters = say("vote_base_named", language, voters=voters, base_of=base)
    shares = {level: wording.percent(row[f"share_{level}"], language) for level in _LEVELS}
    of_whom = say(
        "ballot_of",
        language,
        ballot=name,
        people=people,
        short=say("votes_short", language, n=short) if row["n_counted"] < row["n"] else "",
        voters=voters,
        rest=_rest(row, language),
    )
    return [say("ballot", language, ballot=name, **shares), of_whom]


def _rest(row: dict[str, Any], language: str) -> str:
    """Return what is missing to the whole, and how much of it was not cast or is invalid."""
    if not row["rest"] > 0:
        return ""
    known = [name for name in ("not_cast", "invalid") if not pd.isna(row[name]) and row[name] > 0]
    shares = [row[name] / row["base"] for name in known]
    if sum(row[name] for name in known) == row["rest"]:
        shares = adding_up(shares, 0, row["share_rest"])
    parts = [
        say(f"vote_rest_parts.{name}", language, share=wording.percent(share, language))
        for name, share in zip(known, shares, strict=True)
    ]
    told = say("vote_rest_of", language, parts=wording.listing(parts, language)) if parts else ""
    rest = wording.percent(row["share_rest"], language)
    return say("vote_rest", language, share=rest, parts=told)


def _span(numbers: Iterable[int], language: str) -> str:
    """Return a number, or the smallest and the largest: *43*, *41–43*."""
    given = list(numbers)
    return "–".join(wording.number(n, language) for n in dict.fromkeys([min(given), max(given)]))


def base_name(table: pd.DataFrame, language: str) -> str:
    """Return what the shares of a table of votes are shares of, in words."""
    codes = table["base_of"].dropna().unique()
    names = [vocabulary.label("vote_bases", code, language) for code in codes]
    return wording.listing(names, language)


def confidence_range(table: pd.DataFrame, *, language: str) -> Finding:
    """Say between which shares the confidence in the office-holders of each ballot ranged.

    The latest ballot is told first, the earlier ones beside it.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date`` and ``post``.
    """
    told = [
        (_range(name, ballot, language), _details(name, ballot, language))
        for name, ballot in reversed(ballots_in(table, language))
        if ballot["share_high"].notna().any()
    ]
    shares = table.loc[table["date"] == table["date"].max(), "share_high"]
    earlier = [f"{CONDITION}{_lower(text)}{details}" for text, details in told[1:]]
    first, details = told[0] if told else ("", "")
    return finding(
        "confidence_range",
        "some" if told else "cannot_be_said",
        language,
        table["origin"],
        (shares.min(), None, None, "share") if told else None,
        first=first,
        details=details + "".join(earlier),
    )


def _range(name: str, ballot: pd.DataFrame, language: str) -> str:
    high, low = (ballot.dropna(subset=[f"share_{level}"]) for level in ("high", "low"))
    people, of_low = int(high["n"].sum()), int(low["n"].sum())
    equal = high["share_high"].min() == high["share_high"].max()
    variant = "one" if people == 1 else "equal" if equal else "some"
    ends = {
        f"{end}_{level}": wording.percent(pick(rows[f"share_{level}"]), language)
        for end, pick in (("lowest", pd.Series.min), ("highest", pd.Series.max))
        for level, rows in (("high", high), ("low", low))
    }
    if people == 1:
        told = say("range_low_one", language, **ends)
    else:
        key = "range_low" if of_low == people else "range_low_of"
        told = say(key, language, n=wording.number(of_low, language), **ends)
    return say(
        f"range.{variant}",
        language,
        ballot=name,
        people=wording.number(people, language),
        low=told if of_low else say("range_low_unknown", language),
        **ends,
    )


def _details(name: str, ballot: pd.DataFrame, language: str) -> str:
    short = int(ballot["n"].sum() - ballot["n_counted"].sum())
    return say(
        "range_details",
        language,
        ballot=name,
        base_of=base_name(ballot.dropna(subset=["share_high"]), language),
        voters=_span(ballot["base"].dropna(), language),
        short=say("range_short", language, n=wording.number(short, language)) if short else "",
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
