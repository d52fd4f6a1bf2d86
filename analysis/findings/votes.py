"""Sentences on how much confidence the votes showed, and how near a threshold anybody came."""

from typing import Any

import pandas as pd

from analysis import rules, vocabulary, wording
from analysis.findings.finding import Finding, finding, say

# Consequences of a share of low votes; what is left is "none", below every threshold.
REACHED = tuple(code for code in vocabulary.codes("consequences") if code != "none")


def votes_cast(table: pd.DataFrame, *, language: str) -> Finding:
    """Say what the ballots of each day came to, of how many people, and of which base.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date``.
    """
    ballots = table[table["base"] > 0].sort_values("date")
    several = len(set(ballots["rule"].dropna())) > 1
    return finding(
        "votes_cast",
        "some" if len(ballots) else "cannot_be_said",
        language,
        table["origin"],
        (ballots["share_high"].iloc[-1], None, None, "share") if len(ballots) else None,
        ballots="; ".join(_ballot(row, language) for row in ballots.to_dict("records")),
        base_of=base_name(ballots, language),
        rules=say("vote_rules_differ", language) if several else "",
    )


def _ballot(row: dict[str, Any], language: str) -> str:
    shares = {level: wording.percent(row[f"share_{level}"], language) for level in _LEVELS}
    rest = wording.percent(row["share_rest"], language)
    return say(
        "ballot",
        language,
        date=wording.date(row["date"], language),
        people=wording.number(row["n"], language),
        voters=_span(row["fewest_voters"], row["most_voters"], language),
        rest=say("vote_rest", language, share=rest) if row["rest"] > 0 else "",
        **shares,
    )


def _span(fewest: int, most: int, language: str) -> str:
    """Return a number, or the smallest and the largest: *43*, *41–43*."""
    return "–".join(wording.number(n, language) for n in dict.fromkeys([fewest, most]))


_LEVELS = vocabulary.codes("vote_levels")


def base_name(table: pd.DataFrame, language: str) -> str:
    """Return what the shares of a table of votes are shares of, in words."""
    codes = table["base_of"].dropna().unique()
    names = [vocabulary.label("vote_bases", code, language) for code in codes]
    return wording.listing(names, language)


def confidence_range(table: pd.DataFrame, *, language: str) -> Finding:
    """Say between which shares the confidence in the office-holders of one ballot ranged.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date`` and ``post``, of one date.
    """
    rows = table.dropna(subset=["share_high", "share_low"])
    people = int(rows["n"].sum())
    equal = rows["share_high"].min() == rows["share_high"].max()
    variant = "one" if people == 1 else "equal" if equal else "some"
    ends: dict[str, Any] = {
        f"{end}_{name}": wording.percent(pick(rows[f"share_{name}"]), language)
        for end, pick in (("lowest", pd.Series.min), ("highest", pd.Series.max))
        for name in ("high", "low")
    }
    return finding(
        "confidence_range",
        variant if len(rows) else "cannot_be_said",
        language,
        table["origin"],
        (rows["share_high"].min(), None, None, "share") if len(rows) else None,
        date=_date(rows, language),
        people=wording.number(people, language),
        base_of=base_name(rows, language),
        voters=_span(rows["base"].min(), rows["base"].max(), language) if people else "",
        **ends,
    )


def _date(rows: pd.DataFrame, language: str) -> str:
    return wording.date(rows["date"].iloc[0], language) if len(rows) else ""


def threshold_reached(table: pd.DataFrame, *, language: str) -> Finding:
    """Say how many reached a threshold of low votes, and how near the nearest other one is.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date`` and ``post``, of one date.
    """
    if table.empty:
        return finding("threshold_reached", "no_votes", language, [])
    invalid = ~table["valid_ballot"].fillna(True).astype(bool)
    judged = table[table["consequence"].notna() & ~invalid]
    counts = {
        name: int(part["n"].sum())
        for name, part in (("invalid", table[invalid]), ("judged", judged), ("all", table))
    }
    unjudged = counts["all"] - counts["judged"] - counts["invalid"]
    reached = judged[judged["consequence"] != "none"]
    below = judged[judged["consequence"] == "none"]
    variant = "all_invalid" if invalid.all() else "cannot_be_said"
    return finding(
        "threshold_reached",
        ("some" if len(reached) else "none") if len(judged) else variant,
        language,
        table["origin"],
        (float(reached["n"].sum()), None, None, "people") if len(judged) else None,
        date=_date(table, language),
        people=wording.number(counts["judged"], language),
        reached=wording.number(reached["n"].sum(), language),
        consequences="; ".join(_consequences(reached, language)),
        base=_base(judged, language),
        rule=_rule_names(judged, language),
        nearest=_nearest(below["votes_to_threshold"].min(), language),
        left_out=_left_out(unjudged, counts["invalid"], language),
    )


def _base(judged: pd.DataFrame, language: str) -> str:
    pairs = judged[["rule", "date"]].drop_duplicates().to_dict("records")
    known = [rules.vote_rule(row["rule"], row["date"]) for row in pairs]
    stated = all(rule and rule["base"] for rule in known)
    named = base_name(judged, language)
    return say(f"vote_base.{'stated' if stated else 'open'}", language, base_of=named)


def _consequences(reached: pd.DataFrame, language: str) -> list[str]:
    counts = reached.groupby("consequence")["n"].sum()
    return [
        say("consequence_counted", language, n=wording.number(counts[code], language),
            consequence=_lower(vocabulary.label("consequences", code, language)))
        for code in REACHED
        if code in counts
    ]  # fmt: skip


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _nearest(votes: Any, language: str) -> str:
    if pd.isna(votes):
        return ""
    return say("vote_nearest", language, n=wording.number(votes, language))


def _left_out(unjudged: int, invalid: int, language: str) -> str:
    counts = {"vote_unjudged": unjudged, "vote_invalid": invalid}
    return "".join(
        say(key, language, n=wording.number(n, language)) for key, n in counts.items() if n
    )


def _rule_names(judged: pd.DataFrame, language: str) -> str:
    pairs = judged[["rule", "date"]].drop_duplicates().to_dict("records")
    return wording.listing([_rule_name(row["rule"], row["date"], language) for row in pairs],
                           language)  # fmt: skip


def _rule_name(code: str, date: pd.Timestamp, language: str) -> str:
    rule = rules.vote_rule(code, date)
    if rule is None:
        return code
    name = str(rule[language])
    return name if rule["verified"] else say("vote_rule_unverified", language, name=name)
