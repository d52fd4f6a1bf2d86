"""Sentences on the cap on excellent: how many it allows, and how many there are."""

import math

import pandas as pd

from analysis import rules
from analysis.findings.finding import Finding, finding, say
from analysis.words import OF_REVIEW, Words

_GROUP = ["unit", "post_group"]


def cap(
    table: pd.DataFrame, *, year: int, words: Words = OF_REVIEW, base: str = "good_or_better"
) -> Finding:
    """Say how many were above the cap on excellent; before it was in force, as a supposition.

    Parameters
    ----------
    table : DataFrame
        `measures.excellent_cap` by ``year``, ``unit`` and ``post_group``: the cap holds for each
        group of like posts of a unit alone. People of no known unit or post group are no such
        group; where nobody's is known, all together are held against the cap.
    year : int
    base : {"good", "good_or_better", "all"}
        The base that the table was made with.
    """
    rule = rules.excellent_cap_rule()
    rows = table[(table["year"] == year) & table["excess"].notna()]
    like = rows[rows.reindex(columns=_GROUP).notna().all(axis=1)]
    held = rows if len(rows) == 1 else like
    capped, small = held[held["allowed"] > 0], held[held["allowed"] == 0]
    excess = int(capped["excess"].sum())
    left_aside = small if len(capped) else small[:0]
    withheld = int(table.loc[table["year"] == year, "withheld"].sum())
    return finding(
        "cap",
        _variant(rows, held, capped),
        words,
        rows["origin"],
        (float(excess), None, None, "people") if len(capped) else None,
        when=_when(year, rule["first_year"], words),
        limit=words.percent(float(rule["limit"]), 0),
        base_of=say(f"cap_base.{base}", words),
        excess=words.number(excess),
        groups=words.number(len(capped)),
        above=words.number((capped["excess"] > 0).sum()),
        smallest=words.number(math.ceil(1 / rule["limit"])),
        few=words.number(len(small)),
        few_excellent=words.number(small["excellent"].sum()),
        aside=_not_yet(year, rule["first_year"], words)
        + _aside(left_aside, rows.drop(held.index), withheld, words),
        **{part: words.number(held[part].sum())
           for part in ("excellent", "base", "allowed")},
    )  # fmt: skip


def _variant(rows: pd.DataFrame, held: pd.DataFrame, capped: pd.DataFrame) -> str:
    if held.empty:
        return "not_stated" if len(rows) else "cannot_be_said"
    if capped.empty:
        return "too_small"
    number = "one" if len(held) == 1 else "several"
    return f"{number}_above" if (capped["excess"] > 0).any() else f"{number}_within"


def _aside(small: pd.DataFrame, unplaced: pd.DataFrame, withheld: int, words: Words) -> str:
    """Say which groups the cap allows nobody in, and who is held against none."""
    told = []
    if len(small):
        numbers = {"few": len(small), "few_excellent": small["excellent"].sum()}
        written = {name: words.number(n) for name, n in numbers.items()}
        told.append(say("cap_small_aside", words, **written))
    if people := int(unplaced["excellent"].sum()):
        told.append(say("cap_unplaced_aside", words, n=words.number(people)))
    if withheld:
        told.append(say("withheld_aside", words, n=words.number(withheld)))
    return "".join(told)


def _when(year: int, first_year: int, words: Words) -> str:
    standing = "supposed" if year < first_year else "in_force"
    return say(f"cap_when.{standing}", words, year=year)


def _not_yet(year: int, first_year: int, words: Words) -> str:
    return say("cap_not_yet", words, first_year=first_year) if year < first_year else ""
