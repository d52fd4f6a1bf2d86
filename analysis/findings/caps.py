"""Sentences on the cap on excellent: how many it allows, and how many there are."""

import math

import pandas as pd

from analysis import rules, wording
from analysis.findings.finding import Finding, finding, say

_GROUP = ["unit", "post_group"]


def cap(table: pd.DataFrame, *, year: int, language: str, base: str = "good_or_better") -> Finding:
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
        language,
        rows["origin"],
        (float(excess), None, None, "people") if len(capped) else None,
        when=_when(year, rule["first_year"], language),
        limit=wording.percent(float(rule["limit"]), language, 0),
        base_of=say(f"cap_base.{base}", language),
        excess=wording.number(excess, language),
        groups=wording.number(len(capped), language),
        above=wording.number((capped["excess"] > 0).sum(), language),
        smallest=wording.number(math.ceil(1 / rule["limit"]), language),
        few=wording.number(len(small), language),
        few_excellent=wording.number(small["excellent"].sum(), language),
        aside=_not_yet(year, rule["first_year"], language)
        + _aside(left_aside, rows.drop(held.index), withheld, language),
        **{part: wording.number(held[part].sum(), language)
           for part in ("excellent", "base", "allowed")},
    )  # fmt: skip


def _variant(rows: pd.DataFrame, held: pd.DataFrame, capped: pd.DataFrame) -> str:
    if held.empty:
        return "not_stated" if len(rows) else "cannot_be_said"
    if capped.empty:
        return "too_small"
    number = "one" if len(held) == 1 else "several"
    return f"{number}_above" if (capped["excess"] > 0).any() else f"{number}_within"


def _aside(small: pd.DataFrame, unplaced: pd.DataFrame, withheld: int, language: str) -> str:
    """Say which groups the cap allows nobody in, and who is held against none."""
    told = []
    if len(small):
        numbers = {"few": len(small), "few_excellent": small["excellent"].sum()}
        written = {name: wording.number(n, language) for name, n in numbers.items()}
        told.append(say("cap_small_aside", language, **written))
    if people := int(unplaced["excellent"].sum()):
        told.append(say("cap_unplaced_aside", language, n=wording.number(people, language)))
    if withheld:
        told.append(say("withheld_aside", language, n=wording.number(withheld, language)))
    return "".join(told)


def _when(year: int, first_year: int, language: str) -> str:
    standing = "supposed" if year < first_year else "in_force"
    return say(f"cap_when.{standing}", language, year=year)


def _not_yet(year: int, first_year: int, language: str) -> str:
    return say("cap_not_yet", language, first_year=first_year) if year < first_year else ""
