"""Sentences on who reached a threshold of low confidence, and whether the base decides that."""

from typing import Any

import pandas as pd

from analysis import rules, vocabulary
from analysis.findings.finding import CONDITION, TITLE_END, Finding, finding, say
from analysis.findings.votes.ballots import ballots_in, rule_name
from analysis.findings.votes.votes import base_name
from analysis.words import OF_REVIEW, Words

# Consequences of a share of low votes; what is left is "none", below every threshold.
REACHED = tuple(code for code in vocabulary.codes("consequences") if code != "none")
_TOLD_BESIDE = ("some", "depends")
_NOT_HELD = {"not_judged": "vote_unjudged", "invalid_ballot": "vote_invalid"}


def threshold_reached(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say of each ballot how many reached a threshold, and how near the nearest other one is.

    Where the rule names no base and the bases differ, it says what each comes to, and no verdict.
    An earlier ballot in which nobody reached one is told among the conditions, another beside the
    latest.

    Parameters
    ----------
    table : DataFrame
        `measures.thresholds_reached`.
    """
    ballots = reversed(ballots_in(table, words))
    told = [_ballot(name, ballot, words) for name, ballot in ballots]
    own = table[table["own_base"].astype(bool)]
    judged, reached = ~own["came_to"].isin([*_NOT_HELD]), own["came_to"].isin(REACHED)
    people = float(own.loc[reached, "n"].sum())
    # Somebody may have reached one in two ballots; and where the base decides, nothing is sure.
    sure = judged.any() and not own["n_base_decides"].sum() and (len(told) == 1 or not people)
    return finding(
        "threshold_reached",
        "some" if told else "no_votes",
        words,
        table["origin"],
        (people, None, None, "people") if sure else None,
        ballots=_joined(told),
    )


def _joined(told: list[tuple[str, str]]) -> str:
    """Return what is said of all ballots: that somebody reached a threshold is no condition."""
    texts = [text if place == 0 else _lower(text) for place, (_, text) in enumerate(told)]
    beside = [n for n, (variant, _) in enumerate(told) if n and variant in _TOLD_BESIDE]
    aside = [text for n, text in enumerate(texts) if n and n not in beside]
    ends = [texts[n].partition(CONDITION) for n in (0, *beside)] if told else []
    claims = f"{TITLE_END}; ".join(claim for claim, _, _ in ends)
    return CONDITION.join(filter(None, [claims, *(rest for _, _, rest in ends), *aside]))


def _ballot(name: str, ballot: pd.DataFrame, words: Words) -> tuple[str, str]:
    own = ballot[ballot["own_base"].astype(bool)]
    held = own[~own["came_to"].isin([*_NOT_HELD])]
    reached = held[held["came_to"].isin(REACHED)]
    further = ballot[~ballot["own_base"].astype(bool)]
    others = [rows for _, rows in further.groupby("base_of", sort=False)]
    nobody = "none_of_one" if held["n"].sum() == 1 else "none"
    variant = nobody if reached.empty else "some"
    if held["n_base_decides"].sum():
        variant = "depends"
    if held.empty:
        invalid = own["came_to"].eq("invalid_ballot").all()
        variant = "all_invalid" if invalid else "cannot_be_said"
    told = say(
        f"threshold.{variant}",
        words,
        ballot=name,
        people=words.number(held["n"].sum()),
        reached=words.number(reached["n"].sum()),
        consequences=_consequences(reached, words),
        base=_base(held, others, words),
        bases="; ".join(_on(rows, words) for rows in (held, *others)),
        rule=rule_name(own.iloc[0].to_dict(), words),
        nearest=_nearest(held, words),
        left_out=_left_out(own, words),
    )
    return variant, told


def _base(held: pd.DataFrame, others: list[pd.DataFrame], words: Words) -> str:
    """Return what the shares are of, and on which other bases the same comes out."""
    row = held.iloc[:1].to_dict("records")
    rule = rules.vote_rule(row[0]["rule"], row[0]["date"]) if row else None
    same = [rows for rows in others if _counts(rows) == _counts(held)]
    key = "vote_base_all_alike" if len(same) == len(others) > 1 else "vote_base_alike"
    alike = say(key, words, base_of=base_name(pd.concat(same), words)) if same else ""
    stated = "stated" if rule and rule["base"] else "open"
    base = base_name(held, words)
    return say(f"vote_base.{stated}", words, base_of=base, alike=alike)


def _counts(rows: pd.DataFrame) -> dict[str, int]:
    held = rows[~rows["came_to"].isin([*_NOT_HELD])]
    return dict(zip(held["came_to"], held["n"], strict=True))


def _on(rows: pd.DataFrame, words: Words) -> str:
    """Return how many reached a threshold on one base."""
    reached = rows[rows["came_to"].isin(REACHED)]
    if rows.empty:
        return ""
    counted = _consequences(reached, words)
    return say(
        "vote_reached_on" if counted else "vote_none_on",
        words,
        n=words.number(reached["n"].sum()),
        base_of=base_name(rows, words),
        consequences=counted,
    )


def _consequences(reached: pd.DataFrame, words: Words) -> str:
    counts = reached.set_index("came_to")["n"]
    return "; ".join(
        say("consequence_counted", words, n=words.number(counts[code]),
            consequence=_lower(words.label("consequences", code)))
        for code in REACHED
        if code in counts
    )  # fmt: skip


def _nearest(held: pd.DataFrame, words: Words) -> str:
    votes = held.loc[held["came_to"] == "none", "votes_to_threshold"].min()
    if pd.isna(votes):
        return ""
    number = "one" if votes == 1 else "many"
    return say(f"vote_nearest.{number}", words, n=words.number(votes))


def _left_out(own: pd.DataFrame, words: Words) -> str:
    counts: dict[str, Any] = own.groupby("came_to")["n"].sum().to_dict()
    return "".join(
        say(key, words, n=words.number(counts[code]))
        for code, key in _NOT_HELD.items()
        if code in counts
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
