"""What a ballot is called in a sentence: its day, and what else tells it from others."""

from typing import Any

import pandas as pd

from analysis import rules
from analysis.findings.finding import say
from analysis.measures.votes.ballots import each_ballot
from analysis.words import Words


def ballots_in(table: pd.DataFrame, words: Words) -> list[tuple[str, pd.DataFrame]]:
    """Return what each ballot of a table of votes is called, with its rows, in order of time."""
    ballots = [rows for rows in each_ballot(table) if len(rows)]
    firsts = [rows.iloc[0].to_dict() for rows in ballots]
    several = len({str(row["body"]) for row in firsts}) > 1
    names = [_name(row, several, words) for row in firsts]
    told = [
        f"{name} ({rule_name(row, words)})" if names.count(name) > 1 else name
        for name, row in zip(names, firsts, strict=True)
    ]
    return list(zip(told, ballots, strict=True))


def _name(row: dict[str, Any], several: bool, words: Words) -> str:
    """Return the day, whose vote it was where that is not the party's alone, and the round."""
    name = words.date(row["date"])
    if not pd.isna(row["body"]) and (several or row["body"] != "party"):
        name = say(f"ballot_in.{row['body']}", words, ballot=name)
    if not pd.isna(row["round"]):
        name = say("ballot_round", words, ballot=name, n=row["round"])
    return name


def rule_name(row: dict[str, Any], words: Words) -> str:
    """Return what the rule of a ballot is called, and whether its text was checked."""
    rule = None if pd.isna(row["rule"]) else rules.vote_rule(row["rule"], row["date"])
    if rule is None:
        return say("vote_rule_unknown", words)
    name = str(rule[words.language])
    return name if rule["verified"] else say("vote_rule_unverified", words, name=name)
