"""Sentences on a series of years: its trend."""

from analysis.findings.change.conditions import rules_crossed
from analysis.findings.change.movement import SIGNIFICANCE
from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.measures import Trend
from analysis.words import OF_REVIEW, Words


def trend(told: Trend, *, words: Words = OF_REVIEW) -> Finding:
    """Say whether the share at a level trends over the years, or why that is not tested.

    Parameters
    ----------
    told : Trend
        `measures.share_trend`.
    """
    variant = told.withheld or _direction(told)
    if variant == "one_year":
        variant = "one_year_only" if told.years else "no_year"
    crossed = rules_crossed(told.years, words)
    rules_named = say("trend_crosses_rules", words, rules="; ".join(crossed)) if crossed else ""
    units = {"n": told.units_in_all, "units": told.units}
    part = {name: words.number(n) for name, n in units.items()}
    return finding(
        "trend",
        variant,
        words,
        [told.origin],
        first=told.years[0] if told.years else "",
        last=told.years[-1] if told.years else "",
        n=len(told.years),
        level=phrase_of("level_phrase", told.level, words),
        p=p_text(told.p_value, words),
        rules=rules_named,
        rated=words.number(told.rated),
        again=words.number(told.again),
        perhaps=words.number(told.perhaps_again),
        missing=words.listing(told.missing),
        units=say("trend_units", words, **part) if told.units_in_all < told.units else "",
    )


def _direction(told: Trend) -> str:
    if not told.p_value < SIGNIFICANCE:
        return "no_clear_trend"
    return "rose" if told.z > 0 else "fell"


def p_text(p_value: float | None, words: Words) -> str:
    """Return a p value as it is written: *p = 0,032*, *p < 0,001*."""
    if p_value is not None and p_value < 0.001:
        return "p < " + words.number(0.001, 3)
    return "p = " + words.number(p_value, 3)
