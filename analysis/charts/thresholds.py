"""The thresholds of a vote of confidence as lines in votes, and the rule they come from."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis import rules
from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.measures.votes.thresholds import threshold_votes
from analysis.words import Words

# A threshold of the rule, and the low votes at which it begins in each row.
Step = tuple[dict[str, Any], list[int | None]]


def reached(row: dict[str, Any]) -> bool:
    """Say whether a row of votes reached a threshold."""
    return not pd.isna(row["consequence"]) and row["consequence"] != "none"


def _rule(rows: pd.DataFrame) -> dict[str, Any] | None:
    """Return the rule that the consequences of the table were found under."""
    ruled = rows.dropna(subset=["consequence", "rule"])
    return rules.vote_rule(ruled["rule"].iloc[0], ruled["date"].iloc[0]) if len(ruled) else None


def thresholds(rows: pd.DataFrame) -> list[Step]:
    """Return the thresholds of the rule, each with the low votes at which it begins in each row."""
    rule = _rule(rows)
    known = rows["consequence"].notna() & rows["base"].notna()
    return [
        (
            step,
            [
                threshold_votes(step["share"], strict=step["strict"], base=int(base))
                if drawn
                else None
                for base, drawn in zip(rows["base"].fillna(0), known, strict=True)
            ],
        )
        for step in (rule["thresholds"] if rule else [])
    ]


def draw_thresholds(
    ax: Axes,
    steps: list[Step],
    words: Words,
) -> None:
    """Draw each threshold through the rows in low votes, and write its number above."""
    for number, (step, begins) in enumerate(steps):
        drawn = {row: votes for row, votes in enumerate(begins) if votes is not None}
        places = [-votes for votes in drawn.values()]
        ax.vlines(
            places, [row - 0.5 for row in drawn], [row + 0.5 for row in drawn], color=style.INK,
            linewidth=0.9, linestyle=(0, (3, 2)), zorder=3,
        )  # fmt: skip
        # The strongest threshold is the outermost: its label has the room outside it.
        outermost = number == len(steps) - 1
        ax.annotate(
            _at(step, set(drawn.values()), words), (min(places), -0.5), xytext=(0, 3),
            textcoords="offset points", ha="right" if outermost else "left", va="bottom",
            fontsize=7,
        )  # fmt: skip


def _at(step: dict[str, Any], counts: set[int], words: Words) -> str:
    if len(counts) == 1:
        return say("votes_from", words, n=words.number(min(counts)))
    return _share(step, words)


def _share(step: dict[str, Any], words: Words) -> str:
    return say("votes_more_than" if step["strict"] else "votes_at_least", words,
               share=str(step["share"]))  # fmt: skip


def rule_note(rows: pd.DataFrame, steps: list[Step], words: Words) -> str:
    """Return the rule and its thresholds in words, and whether its text was checked."""
    rule = _rule(rows) or {}
    name = rule[words.language]
    told = []
    for step, begins in steps:
        counts = {votes for votes in begins if votes is not None}
        consequence = words.label("consequences", step["consequence"]).lower()
        at = {"share": _share(step, words), "consequence": consequence}
        key = "threshold_votes" if len(counts) == 1 else "threshold_share"
        told.append(say(key, words, n=words.number(max(counts)), **at))
    named = name if rule["verified"] else say("rule_unverified", words, rule=name)
    return say("note_thresholds", words, rule=named, thresholds="; ".join(told))
