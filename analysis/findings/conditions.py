"""Sentences on the conditions of a change: of how many, of whom, under which rules."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import rules, wording
from analysis.findings.change import unsaid, year_of
from analysis.findings.finding import Finding, direction, finding, say
from analysis.measures import SMALLEST_TESTED_UNIT, StayersChange


def base_change(
    changes: pd.DataFrame, *, first_year: int, last_year: int, language: str
) -> Finding:
    """Say how the number of people rated changed; takes what `rating_change` takes."""
    rows = changes.drop_duplicates("year")
    before, after = year_of(rows, first_year), year_of(rows, last_year)
    if first_year == last_year and after is not None:
        total = wording.number(after["total"], language)
        return finding(
            "base_change", "one_year", language, rows["origin"], last=last_year, after=total
        )
    if before is None or after is None:
        return unsaid("base_change", rows, first_year, last_year, language)
    moved = float(after["base_change"])
    variant = ("rose" if moved > 0 else "fell") if after["base_moved"] else "steady"
    variant = "same" if moved == 0 else variant
    return finding(
        "base_change",
        variant,
        language,
        rows["origin"],
        (float(after["total"] - before["total"]), None, None, "people"),
        first=first_year,
        last=last_year,
        before=wording.number(before["total"], language),
        after=wording.number(after["total"], language),
        relative=_signed_percent(moved, language),
    )


def stayers_change(
    change: StayersChange | None, *, first_year: int, last_year: int, language: str
) -> Finding:
    """Say how the people rated in both years changed, and who entered and left.

    Parameters
    ----------
    change : StayersChange or None
        `measures.change_on_stayers`; None where the data are counted cells.
    """
    years: dict[str, Any] = {"first": first_year, "last": last_year}
    if first_year == last_year:
        return finding("stayers_change", "one_year", language, [], **years)
    if change is None or not change.stayers:
        origins = [] if change is None else [change.origin]
        return finding("stayers_change", "cannot_be_said", language, origins, **years)
    few = change.stayers < SMALLEST_TESTED_UNIT
    return finding(
        "stayers_change",
        "too_few" if few else direction(change.low, change.high),
        language,
        [change.origin],
        (100 * change.difference, 100 * change.low, 100 * change.high, "points"),
        **years,
        level=say(f"level_phrase.{change.level}", language),
        before=wording.percent(change.share_before, language),
        after=wording.percent(change.share_after, language),
        points=wording.points(change.difference, language),
        low=wording.points(change.low, language),
        high=wording.points(change.high, language),
        stayers=wording.number(change.stayers, language),
        leavers=_turned(change.leavers, change.share_leavers, "leavers", first_year, language),
        entrants=_turned(change.entrants, change.share_entrants, "entrants", last_year, language),
    )


def _turned(people: int, share: float, who: str, year: int, language: str) -> str:
    return say(
        f"{who}_share.{'some' if people else 'nobody'}",
        language,
        n=wording.number(people, language),
        share=wording.percent(share, language),
        year=year,
    )


def _signed_percent(relative: float, language: str) -> str:
    return wording.points(relative, language) + "%"


def rule_name(rule: dict[str, Any], language: str) -> str:
    """Return the name of a rule with its year, saying so where its reach was not verified."""
    name = f"{rule[language]}, {rule['first_year']}"
    return name if rule["verified"] else say("unverified", language, name=name)


def rules_crossed(years: Sequence[int], language: str) -> list[str]:
    """Return the names of the rating rules that came in force after the first of the years."""
    in_force = [rules.rating_rule(year) for year in sorted(years)]
    codes = {rule["code"]: rule for rule in in_force if rule}
    first = in_force[0]["code"] if in_force and in_force[0] else None
    return [rule_name(rule, language) for code, rule in codes.items() if code != first]


def rule_change(*, first_year: int, last_year: int, language: str) -> Finding:
    """Say which changes of the rating rules lie within the period."""
    crossed = rules_crossed(range(first_year, last_year + 1), language)
    return finding(
        "rule_change", "some" if crossed else "none", language, [], rules="; ".join(crossed)
    )
