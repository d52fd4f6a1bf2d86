"""Sentences on a series of years: its trend."""

from analysis import wording
from analysis.findings.change.conditions import rules_crossed
from analysis.findings.change.movement import SIGNIFICANCE
from analysis.findings.finding import Finding, finding, phrase_of, say
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
        level=phrase_of("level_phrase", told.level, language),
        p=p_text(told.p_value, language),
        rules=rules_named,
        rated=wording.number(told.rated, language),
        again=wording.number(told.again, language),
        perhaps=wording.number(told.perhaps_again, language),
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
