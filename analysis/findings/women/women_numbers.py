"""The sentence on how many women and men there were, not what share."""

from typing import Any

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.likewise import headed
from analysis.findings.women.women_parts import listed, missing_years, units_alike


def women_numbers(
    changes: pd.DataFrame, *, first_year: int, last_year: int, language: str
) -> Finding:
    """Say how many women and men more or fewer there were in the last year than in the first.

    Parameters
    ----------
    changes : DataFrame
        `measures.women_change` of the two years.
    """
    alike, whole = (changes[changes["like_for_like"] == part] for part in (True, False))
    for rows in (alike, whole):
        before, after = listed(rows, first_year), listed(rows, last_year)
        if before and after and before["total"] and after["total"]:
            break
    else:
        rows = whole if len(whole) else alike
        missing = missing_years(rows, first_year, last_year, language)
        return finding("women_numbers", "cannot_be_said", language, rows["origin"], missing=missing)
    changed = "changed" if rows is alike else "other_units"
    people = sorted({row["unknown"] for row in (before, after)})
    said = finding(
        "women_numbers",
        "one_year" if first_year == last_year else changed,
        language,
        [before["origin"], after["origin"]],
        None if first_year == last_year else (float(after["women_more"]), None, None, "people"),
        first=first_year,
        last=last_year,
        unknown=_unknown(people[-1], language) if people[-1] else "",
        **{f"{sex}_more": _more(after[f"{sex}_more"], sex, language) for sex in ("women", "men")},
        **{f"{sex}_before": wording.number(before[sex], language) for sex in ("women", "men")},
        **{sex: wording.number(after[sex], language) for sex in ("women", "men")},
    )
    parts = units_alike(after, language) if rows is alike and len(whole) else []
    return headed(said, "like_for_like", parts, language) if parts else said


def _unknown(people: int, language: str) -> str:
    return say("numbers_unknown_sex", language, n=wording.number(people, language))


def _more(people: Any, sex: str, language: str) -> str:
    if pd.isna(people):
        return ""
    variant = "as_many" if not people else "more" if people > 0 else "fewer"
    return say(f"{sex}_moved.{variant}", language, n=wording.number(abs(people), language))
