"""Sentences on a series of years: its trend."""

from collections.abc import Sequence

import pandas as pd

from analysis import wording
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
