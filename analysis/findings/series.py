"""Sentences on a series of years: its trend, and what the cap on excellent would have allowed."""

import pandas as pd

from analysis import rules, wording
from analysis.findings.conditions import rules_crossed
from analysis.findings.finding import Finding, finding, say
from analysis.findings.movement import SIGNIFICANCE
from analysis.measures import Trend


def trend(told: Trend, *, language: str) -> Finding:
    """Say whether the share at a level trends over the years, or why that is not tested.

    Parameters
    ----------
    told : Trend
        `measures.share_trend`.
    """
    variant = told.withheld or _direction(told)
    if variant == "one_year" and not told.years:
        variant = "no_year"
    crossed = rules_crossed(told.years, language)
    rules_named = say("trend_crosses_rules", language, rules="; ".join(crossed)) if crossed else ""
    units = {"n": told.units_in_all, "units": told.units}
    part = {name: wording.number(n, language) for name, n in units.items()}
    return finding(
        "trend",
        variant,
        language,
        [told.origin],
        first=told.years[0] if told.years else "",
        last=told.years[-1] if told.years else "",
        n=len(told.years),
        level=say(f"level_phrase.{told.level}", language),
        p=p_text(told.p_value, language),
        rules=rules_named,
        rated=wording.number(told.rated, language),
        again=wording.number(told.again, language),
        missing=wording.listing(told.missing, language),
        units=say("trend_units", language, **part) if told.units_in_all < told.units else "",
    )


def _direction(told: Trend) -> str:
    if not told.p_value < SIGNIFICANCE:
        return "no_clear_trend"
    return "rose" if told.z > 0 else "fell"


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
    known = table[(table["year"] == year) & table["excess"].notna()]
    # Of so few the cap, cut off, leaves nobody: whoever is excellent would be above it.
    small, rows = known[known["allowed"] == 0], known[known["allowed"] > 0]
    above = rows[rows["excess"] > 0]
    number = {part: wording.number(rows[part].sum(), language)
              for part in ("excellent", "base", "allowed")}  # fmt: skip
    excess = int(rows["excess"].sum())
    return finding(
        "cap",
        "all_small" if len(small) and rows.empty else _cap_variant(len(rows), len(above)),
        language,
        known["origin"],
        (float(excess), None, None, "people") if len(rows) else None,
        when=_when(year, rule["first_year"], language),
        limit=wording.percent(float(rule["limit"]), language, 0),
        base_of=say(f"cap_base.{base}", language),
        excess=wording.number(excess, language),
        groups=wording.number(len(rows), language),
        above=wording.number(len(above), language),
        small=_small(small, language) if len(rows) else "",
        **_counted(small, language),
        **number,
    )


def _small(small: pd.DataFrame, language: str) -> str:
    return say("cap_small", language, **_counted(small, language)) if len(small) else ""


def _counted(small: pd.DataFrame, language: str) -> dict[str, str]:
    number = {"small_groups": len(small), "small_excellent": small["excellent"].sum()}
    return {name: wording.number(n, language) for name, n in number.items()}


def _when(year: int, first_year: int, language: str) -> str:
    standing = "supposed" if year < first_year else "in_force"
    return say(f"cap_when.{standing}", language, year=year, first_year=first_year)


def _cap_variant(groups: int, above: int) -> str:
    if not groups:
        return "cannot_be_said"
    number = "one" if groups == 1 else "several"
    return f"{number}_above" if above else f"{number}_within"
