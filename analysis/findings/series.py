"""Sentences on a series of years: its trend, and what the cap on excellent would have allowed."""

from collections.abc import Sequence

import pandas as pd

from analysis import rules, wording
from analysis.findings.conditions import rules_crossed
from analysis.findings.finding import Finding, finding, say
from analysis.findings.movement import SIGNIFICANCE
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.measures.trend import CochranArmitage


def trend(
    result: CochranArmitage | None,
    *,
    years: Sequence[int],
    persons: bool,
    origin: str | None,
    language: str,
    people: int = SMALLEST_TESTED_UNIT,
    level: str = "excellent",
) -> Finding:
    """Say whether the share at a level trends over the years, where years can be compared so.

    Parameters
    ----------
    result : CochranArmitage or None
        `measures.cochran_armitage` on the years; None where it was not computed.
    years : sequence of int
        The years with data that were tested.
    persons : bool
        The rows are persons followed from year to year: the same people make all years, so the
        test, which takes years as independent, is withheld.
    origin : str or None
        Of the rows tested.
    people : int
        How many people the smallest of the years is of: under 20 no trend is tested.
    """
    tested = sorted(int(year) for year in years)
    p_value = None if result is None or pd.isna(result.p_value) else result.p_value
    variant = "withheld" if persons else "cannot_be_said"
    if len(tested) < 2:
        variant = "one_year" if tested else "no_year"
    elif people < SMALLEST_TESTED_UNIT:
        variant = "too_few"
    elif result is not None and p_value is not None and not persons:
        variant = _direction(result)
    crossed = rules_crossed(tested, language)
    rules_named = say("trend_crosses_rules", language, rules="; ".join(crossed)) if crossed else ""
    return finding(
        "trend",
        variant,
        language,
        [origin],
        first=tested[0] if tested else "",
        last=tested[-1] if tested else "",
        n=len(tested),
        level=say(f"level_phrase.{level}", language),
        p=p_text(p_value, language),
        rules=rules_named,
    )


def _direction(result: CochranArmitage) -> str:
    if not result.p_value < SIGNIFICANCE:
        return "no_clear_trend"
    return "rose" if result.z > 0 else "fell"


def p_text(p_value: float | None, language: str) -> str:
    """Return a p value as it is written: *p = 0,032*, *p < 0,001*."""
    if p_value is not None and p_value < 0.001:
        return "p < " + wording.number(0.001, language, 3)
    return "p = " + wording.number(p_value, language, 3)


def cap(table: pd.DataFrame, *, year: int, language: str, base: str = "good_or_better") -> Finding:
    """Say how many were above the cap on excellent; before it was in force, as a supposition.

    Parameters
    ----------
    table : DataFrame
        `measures.excellent_cap` by ``year``, ``unit`` and ``post_group``: the cap holds for each
        group of like posts of a unit alone.
    year : int
    base : {"good", "good_or_better", "all"}
        The base that the table was made with.
    """
    rule = rules.excellent_cap_rule()
    rows = table[(table["year"] == year) & table["excess"].notna()]
    above = rows[rows["excess"] > 0]
    number = {part: wording.number(rows[part].sum(), language)
              for part in ("excellent", "base", "allowed")}  # fmt: skip
    excess = int(rows["excess"].sum())
    return finding(
        "cap",
        _cap_variant(len(rows), len(above)),
        language,
        rows["origin"],
        (float(excess), None, None, "people") if len(rows) else None,
        when=_when(year, rule["first_year"], language),
        limit=wording.percent(float(rule["limit"]), language, 0),
        base_of=say(f"cap_base.{base}", language),
        excess=wording.number(excess, language),
        groups=wording.number(len(rows), language),
        above=wording.number(len(above), language),
        **number,
    )


def _when(year: int, first_year: int, language: str) -> str:
    standing = "supposed" if year < first_year else "in_force"
    return say(f"cap_when.{standing}", language, year=year, first_year=first_year)


def _cap_variant(groups: int, above: int) -> str:
    if not groups:
        return "cannot_be_said"
    number = "one" if groups == 1 else "several"
    return f"{number}_above" if above else f"{number}_within"
