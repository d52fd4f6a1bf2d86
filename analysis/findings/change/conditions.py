"""Sentences on the conditions of a change: of how many, of whom, under which rules."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import rules
from analysis.findings.change.change import change_shown, unsaid, year_of
from analysis.findings.finding import Finding, direction, finding, phrase_of, say
from analysis.findings.likewise import first_of, likewise, whole_beside, withheld_beside
from analysis.findings.parts import (
    came_and_went,
    unnamed_beside,
    unnamed_in,
    who,
    why_not_judged,
)
from analysis.measures import StayersChange
from analysis.measures.change.change import LARGEST_COMPARABLE_BASE_CHANGE
from analysis.measures.change.decomposition import ends
from analysis.words import OF_REVIEW, Words


def base_change(
    changes: pd.DataFrame,
    parts: pd.DataFrame | None = None,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
) -> Finding:
    """Say how the number of people rated changed, and how many of them are the same people.

    Parameters
    ----------
    changes : DataFrame
        `measures.change_between` of the two years.
    parts : DataFrame, optional
        `measures.decomposition` of them; without it nothing is said of who the people are.
    """
    rows = changes.drop_duplicates(["basis", "year"])
    told = first_of(rows, first_year, last_year)
    before, after = year_of(told, first_year), year_of(told, last_year)
    if first_year == last_year and after is not None:
        total = _span(_range(after), words)
        return finding(
            "base_change", "one_year", words, rows["origin"], last=last_year, after=total
        )
    if before is None or after is None:
        return unsaid("base_change", told, first_year, last_year, words)
    said = finding(
        "base_change",
        _base_variant(_range(before), _range(after)),
        words,
        rows["origin"],
        (float(after["total"] - before["total"]), None, None, "people"),
        first=first_year,
        last=last_year,
        before=_span(_range(before), words),
        after=_span(_range(after), words),
        relative=_relative(_range(before), _range(after), words),
        beside=_base_beside(rows, told, (first_year, last_year), words),
        same=_same_people(parts, (first_year, last_year), words),
    )
    return likewise(said, told, words)


def _range(row: Mapping) -> tuple[int, int]:
    """Return the fewest and the most that can be rated: those withheld may be, or not."""
    return int(row["total"]), int(row["total"] + row["withheld"])


def _span(people: tuple[int, int], words: Words) -> str:
    low, high = (words.number(n) for n in people)
    return low if low == high else say("between", words, low=low, high=high)


def _base_variant(before: tuple[int, int], after: tuple[int, int]) -> str:
    moves = {_moved(b, a) for b in before for a in after}
    if len(moves) > 1:
        return "unsure"
    return "same" if before == after and before[0] == before[1] else moves.pop()


def _moved(before: int, after: int) -> str:
    if abs(after - before) <= LARGEST_COMPARABLE_BASE_CHANGE * before:
        return "steady"
    return "rose" if after > before else "fell"


def _relative(before: tuple[int, int], after: tuple[int, int], words: Words) -> str:
    ends = [after[0] / before[1] - 1, after[1] / before[0] - 1]
    told = dict.fromkeys(_signed_percent(end, words) for end in ends)
    if len(told) == 1:
        return next(iter(told))
    low, high = told
    return say("from_to", words, low=low, high=high)


def _base_beside(
    rows: pd.DataFrame, told: pd.DataFrame, years: tuple[int, int], words: Words
) -> str:
    whole = rows[rows["basis"] == "whole"]
    before, after = (year_of(whole, year) for year in years)
    if before is None or after is None:
        return ""
    low, high = (_span(_range(each), words) for each in (before, after))
    return whole_beside(told, low, high, *years, words) + withheld_beside(whole, words)


def _same_people(parts: pd.DataFrame | None, years: tuple[int, int], words: Words) -> str:
    if parts is None or parts.empty:
        return ""
    if tuple(parts.iloc[0][["year", "next_year"]]) != years:
        return say("same_people.unknown", words)
    stayed, ((before, _), (after, _)) = int(parts.iloc[0]["n"]), ends(parts)
    if not (before and after):
        return say("same_people.unknown", words)
    return say("same_people.known", words, n=words.number(stayed))


def stayers_change(
    change: StayersChange,
    parts: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
) -> Finding:
    """Say how the people rated in both years changed, and who came and went.

    Parameters
    ----------
    change : StayersChange
        `measures.change_on_stayers`.
    parts : DataFrame
        `measures.decomposition` of the same people, years and level.
    """
    years: dict[str, Any] = {"first": first_year, "last": last_year}
    if first_year == last_year:
        return finding("stayers_change", "one_year", words, [], **years)
    if not change.stayers:
        why = _why_nobody(change, words)
        return finding("stayers_change", "cannot_be_said", words, [change.origin], **years, why=why)
    judged = change.not_judged is None
    return finding(
        "stayers_change",
        direction(change.low, change.high) if judged else "too_few",
        words,
        [change.origin],
        (100 * change.difference, 100 * change.low, 100 * change.high, "points"),
        **years,
        level=phrase_of("level_phrase", change.level, words),
        before=words.percent(change.share_before),
        after=words.percent(change.share_after),
        points=words.points(change.difference),
        low=words.points(change.low),
        high=words.points(change.high),
        stayers=words.number(change.stayers),
        who=who([change.of], words),
        why="" if judged else why_not_judged(change.not_judged, words),
        moved=came_and_went(parts, words),
        shown=change_shown(change.detectable, words),
        unnamed=unnamed_beside(unnamed_in(vars(change)), words),
    )


def _why_nobody(change: StayersChange, words: Words) -> str:
    """Return why nobody is known in both years: of which one nothing, or nobody, is known."""
    rated = {change.year: change.rated_before, change.next_year: change.rated_after}
    unnamed = unnamed_in(vars(change))
    none = [year for year, n in rated.items() if not n]
    alone = [year for year, n in rated.items() if n and unnamed[year] == n]
    # A year of which a share alone was published is not without ratings.
    key = "counts_alone" if alone else "not_rated" if none else "nobody"
    return say(f"nobody_in_both.{key}", words, years=words.listing(alone or none))


def _signed_percent(relative: float, words: Words) -> str:
    return words.points(relative) + "%"


def rule_name(rule: dict[str, Any], words: Words) -> str:
    """Return the name of a rule with its year, saying so where its reach was not verified."""
    name = f"{rule[words.language]}, {rule['first_year']}"
    return name if rule["verified"] else say("unverified", words, name=name)


def rules_crossed(years: Sequence[int], words: Words) -> list[str]:
    """Return the names of the rating rules that came in force after the first of the years."""
    in_force = [rules.rating_rule(year) for year in sorted(years)]
    codes = {rule["code"]: rule for rule in in_force if rule}
    first = in_force[0]["code"] if in_force and in_force[0] else None
    return [rule_name(rule, words) for code, rule in codes.items() if code != first]


def rule_change(*, first_year: int, last_year: int, words: Words = OF_REVIEW) -> Finding:
    """Say which changes of the rating rules lie within the period, its first year included."""
    crossed = rules_crossed(range(first_year, last_year + 1), words)
    first = rules.rating_rule(first_year)
    # Of a rule issued in the course of the first year nobody knows whether that year followed it.
    issued = first is not None and first["date"].year == first_year
    named = [rule_name(first, words)] if first and issued else []
    return finding(
        "rule_change",
        "some" if crossed else "in_first_year" if issued else "none",
        words,
        [],
        rules="; ".join([*named, *crossed]),
        first=first_year,
    )
