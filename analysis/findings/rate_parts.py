"""Groups, shares and numbers as they stand in sentences on who had an outcome."""

from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import phrase_of, say


def share_of(row: dict[str, Any], language: str) -> str:
    """Return a share with its counts, which make it up where everybody was followed so long."""
    if not row["had"] and not row["period_stated"]:
        # The lists do not say that they cover those years: none on record is no zero.
        people = wording.number(row["people"], language)
        return say("none_on_record", language, people=people)
    share = wording.percent(row["incidence"], language)
    if row["not_followed"]:
        people = wording.number(row["people"], language)
        return say("share_of_people", language, share=share, people=people)
    return f"{share} ({_of(row, language)})"


def _of(row: dict[str, Any], language: str) -> str:
    return "/".join(wording.number(int(row[part]), language) for part in ("had", "people"))


def counted(row: dict[str, Any], by: str, language: str) -> str:
    """Return a group with how many of how many had the event."""
    if not row["had"] and not row["period_stated"]:
        return with_share(row, by, language)
    return f"{group_name(row[by], by, language)} {_of(row, language)}"


def with_share(row: dict[str, Any], by: str, language: str) -> str:
    """Return a group with its share."""
    return f"{group_name(row[by], by, language)} {share_of(row, language)}"


def years_long(years: int, language: str) -> str:
    """Return a number of years in words."""
    return say("years_long.one" if years == 1 else "years_long.many", language, n=years)


def group_name(group: Any, by: str, language: str) -> str:
    """Return the name of a group of cadres as it stands inside a sentence."""
    if pd.isna(group):
        return say("group_unknown", language)
    if by == "rating":
        return say("group_rated", language, level=phrase_of("level_phrase", group, language))
    if by == "sex":
        return vocabulary.label("sexes", group, language).lower()
    if by == "earlier_training":
        return say(f"group_trained.{group}", language)
    sections = {"post_group": "post_groups", "tier": "tiers", "staff_class": "staff_classes"}
    section = sections.get(by, by)
    name = vocabulary.label(section, group, language, short=True)
    # A name that an office gave keeps its letters.
    ours = vocabulary.words().get(section, {})
    return name[:1].lower() + name[1:] if group in ours else name
