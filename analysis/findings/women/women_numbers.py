"""The sentence on how many women and men there were, not what share."""

from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, say
from analysis.findings.likewise import headed
from analysis.findings.women.women_parts import listed, missing_years, units_alike
from analysis.words import OF_REVIEW, Words


def women_numbers(
    changes: pd.DataFrame, *, first_year: int, last_year: int, words: Words = OF_REVIEW
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
        missing = missing_years(rows, first_year, last_year, words)
        return finding("women_numbers", "cannot_be_said", words, rows["origin"], missing=missing)
    more = {sex: after[f"{sex}_more"] for sex in ("women", "men")}
    changed = "changed" if rows is alike else "other_units"
    if any(map(pd.isna, more.values())):
        changed = "sex_unknown"
    people = sorted({row["unknown"] for row in (before, after)})
    said = finding(
        "women_numbers",
        "one_year" if first_year == last_year else changed,
        words,
        [before["origin"], after["origin"]],
        None if pd.isna(more["women"]) else (float(more["women"]), None, None, "people"),
        first=first_year,
        last=last_year,
        unknown=_unknown(people[-1], words) if people[-1] else "",
        **{f"{sex}_more": _more(n, sex, words) for sex, n in more.items()},
        **{f"{sex}_before": words.number(before[sex]) for sex in ("women", "men")},
        **{sex: words.number(after[sex]) for sex in ("women", "men")},
    )
    parts = units_alike(after, words) if rows is alike and len(whole) else []
    return headed(said, "like_for_like", parts, words) if parts else said


def _unknown(people: int, words: Words) -> str:
    return say("numbers_unknown_sex", words, n=words.number(people))


def _more(people: Any, sex: str, words: Words) -> str:
    if pd.isna(people):
        return ""
    variant = "as_many" if not people else "more" if people > 0 else "fewer"
    return say(f"{sex}_moved.{variant}", words, n=words.number(abs(people)))
