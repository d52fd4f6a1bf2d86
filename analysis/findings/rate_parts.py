"""Groups, shares and numbers as they stand in sentences on who had an outcome."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.findings.finding import phrase_of, say
from analysis.words import Words


def share_of(row: dict[str, Any], words: Words) -> str:
    """Return a share with its counts: an estimate where not everybody was followed so long."""
    if not row["had"] and not row["period_stated"]:
        # The lists do not say that they cover those years: none on record is no zero.
        people = words.number(row["people"])
        return say("none_on_record", words, people=people)
    share = words.percent(row["incidence"])
    if row["not_followed"]:
        return say("estimated_share", words, share=share, counts=_of(row, words))
    return f"{share} ({_of(row, words)})"


def _of(row: dict[str, Any], words: Words) -> str:
    return "/".join(words.number(int(row[part])) for part in ("had", "people"))


def counted(row: dict[str, Any], by: str, words: Words) -> str:
    """Return a group with how many of how many had the event."""
    if not row["had"] and not row["period_stated"]:
        return with_share(row, by, words)
    return f"{group_name(row[by], by, words)} {_of(row, words)}"


def with_share(row: dict[str, Any], by: str, words: Words) -> str:
    """Return a group with its share."""
    return f"{group_name(row[by], by, words)} {share_of(row, words)}"


def missing_days(rows: pd.DataFrame, words: Words) -> dict[str, str]:
    """Return which days after an evaluation are on no list, of how many people, and since when.

    Parameters
    ----------
    rows : DataFrame
        `measures.incidence`, a row a group.
    """
    part = rows[rows["days_missing"] > 0]
    years = sorted({int(year) for told in part["days_of"] for year in told.split(", ")})
    whole = int((rows["not_covered"] - rows["days_missing"]).sum())
    days = [_after_evaluation(part["evaluated_on"].iloc[0], year, words) for year in years]
    return {
        "days": words.listing(days),
        "first_day_year": str(years[0]) if years else "",
        "days_missing": words.number(int(part["days_missing"].sum())),
        "no_year": say("not_covered", words, n=words.number(whole)) if whole else "",
    }


def _after_evaluation(day: str, year: int, words: Words) -> str:
    first, last = date.fromisoformat(f"{year}-{day}") + timedelta(1), date(year, 12, 31)
    if first == last:
        return words.date(last)
    return say("days_between", words, first=words.date(first), last=words.date(last))


def years_long(years: int, words: Words) -> str:
    """Return a number of years in words."""
    return say("years_long.one" if years == 1 else "years_long.many", words, n=years)


def group_name(group: Any, by: str, words: Words) -> str:
    """Return the name of a group of cadres as it stands inside a sentence."""
    if pd.isna(group):
        return say("group_unknown", words)
    if by == "rating":
        return say("group_rated", words, level=phrase_of("level_phrase", group, words))
    if by == "sex":
        return words.label("sexes", group).lower()
    if by == "earlier_training":
        return say(f"group_trained.{group}", words)
    sections = {"post_group": "post_groups", "tier": "tiers", "staff_class": "staff_classes"}
    section = sections.get(by, by)
    name = words.label(section, group, short=True)
    # A name that an office gave keeps its letters.
    ours = vocabulary.words().get(section, {})
    return name[:1].lower() + name[1:] if group in ours else name
