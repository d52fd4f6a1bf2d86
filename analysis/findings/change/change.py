"""Sentences on what changed between the first and the last year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.findings.change.course import in_course
from analysis.findings.finding import Finding, direction, finding, phrase_of, say
from analysis.findings.likewise import (
    first_of,
    is_like_for_like,
    likewise,
    whole_beside,
    withheld_beside,
)
from analysis.findings.parts import who, why_not_judged
from analysis.measures import SMALLEST_TESTED_UNIT, Course
from analysis.spoken import Message
from analysis.words import OF_REVIEW, Words


def rating_change(
    changes: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
    published: pd.DataFrame | None = None,
    course: Course | None = None,
    level: str = "excellent",
) -> Finding:
    """Say how the share at a level changed from the first to the last year, like for like first.

    Parameters
    ----------
    changes : DataFrame
        `measures.change_between` of the two years.
    published : DataFrame, optional
        `measures.published_shares`; where a year is known only as a published share, the sentence
        says that and judges nothing.
    course : Course, optional
        What `share_course` gives of the level: with it the sentence says what the years between
        plainly show, where the two years are compared on all who are rated.
    """
    rows = changes[changes["rating"] == level]
    whole = rows[rows["basis"] == "whole"]
    phrase = phrase_of("level_phrase", level, words)
    stated = _only_published(published, whole, (first_year, last_year), level)
    if stated:
        return _published(stated, whole, (first_year, last_year), phrase, words)
    told = first_of(rows, first_year, last_year)
    values = {"level": phrase, "beside": _beside(rows, told, first_year, last_year, words)}
    whole = None if is_like_for_like(told) else course
    said = _change(told, (first_year, last_year), values, whole, words)
    return likewise(said, told, words)


def _beside(rows: pd.DataFrame, told: pd.DataFrame, first: int, last: int, words: Words) -> str:
    """Return what stands after a change: the whole, where that is another, and who is withheld."""
    whole = rows[rows["basis"] == "whole"]
    ends = [year_of(whole, year) for year in (first, last)]
    if None in ends:
        return ""
    before, after = (_of(each, words) for each in ends if each)
    return whole_beside(told, before, after, first, last, words) + withheld_beside(whole, words)


def _change(
    rows: pd.DataFrame,
    years: tuple[int, int],
    values: dict[str, str],
    course: Course | None,
    words: Words,
) -> Finding:
    first_year, last_year = years
    before, after = year_of(rows, first_year), year_of(rows, last_year)
    if first_year == last_year and after is not None:
        return _one_year(after, words, values["level"])
    if before is None or after is None:
        return unsaid("rating_change", rows, first_year, last_year, words, **values)
    _refuse_other_pair(after, first_year)
    why = _why_not(before, after)
    variant = direction(after["points_low"], after["points_high"]) if why is None else "too_few"
    variant, between = in_course(None if why else course, variant, years, words)
    return finding(
        "rating_change",
        variant,
        words,
        rows["origin"],
        (after["change_points"], after["points_low"], after["points_high"], "points"),
        **values,
        **between,
        first=first_year,
        last=last_year,
        before=words.percent(before["share"]),
        after=words.percent(after["share"]),
        n_before=_n_of(before, words),
        n_after=_n_of(after, words),
        base=_base_clause(after, words),
        shown=change_shown(after.get("detectable"), words),
        who=who([after["of"]], words),
        why="" if why is None else why_not_judged(why, words),
    )


def _refuse_other_pair(after: Mapping, first_year: int) -> None:
    if after["previous_year"] != first_year:
        asked = {"previous": after["previous_year"], "first": first_year}
        raise ValueError(Message("refused.other_pair", last=after["year"], **asked))


def change_shown(detectable: float | None, words: Words) -> str:
    """Return what change (0-1) these numbers would have shown, where that is known."""
    if detectable is None or pd.isna(detectable):
        return ""
    return say("change_shown", words, points=words.number(100 * detectable, 1))


def _why_not(before: Mapping, after: Mapping) -> str | None:
    if "not_judged" in after:
        return None if pd.isna(after["not_judged"]) else str(after["not_judged"])
    return "few" if min(before["total"], after["total"]) < SMALLEST_TESTED_UNIT else None


def _one_year(row: Mapping, words: Words, phrase: str) -> Finding:
    return finding(
        "rating_change",
        "one_year",
        words,
        [row["origin"]],
        (row["share"], row["low"], row["high"], "share"),
        level=phrase,
        last=row["year"],
        after=words.percent(row["share"]),
        n_after=_n_of(row, words),
        who=who([row["of"]], words),
    )


def _of(row: Mapping, words: Words) -> str:
    return say(
        "share_of",
        words,
        share=words.percent(row["share"]),
        n=words.number(row["n"]),
        total=words.number(row["total"]),
    )


def _n_of(row: Mapping, words: Words) -> str:
    return "/".join(words.number(row[name]) for name in ("n", "total"))


def unsaid(
    id: str, rows: pd.DataFrame, first: int, last: int, words: Words, **values: Any
) -> Finding:
    """Return the finding that nothing can be said, naming the years of which nobody is counted."""
    missing = [year for year in dict.fromkeys((first, last)) if year_of(rows, year) is None]
    return finding(
        id,
        "cannot_be_said",
        words,
        rows["origin"],
        first=first,
        last=last,
        missing=_missing(rows, missing, words),
        **values,
    )


def _missing(rows: pd.DataFrame, years: list[int], words: Words) -> str:
    listed = {year: _listed(rows, year) for year in years}
    told = [
        say("nobody_rated", words, n=words.number(n), year=year) for year, n in listed.items() if n
    ]
    absent = [year for year, n in listed.items() if not n]
    if absent:
        told.append(say("no_data_of", words, years=words.listing(absent)))
    return words.listing(told)


def _listed(rows: pd.DataFrame, year: int) -> int:
    """Return how many are on the lists of a year of which nobody is counted."""
    of_year = rows[rows["year"] == year]
    states = [name for name in ("not_rated", "withheld") if name in rows]
    return 0 if of_year.empty else int(of_year.iloc[0][states].sum())


def year_of(rows: pd.DataFrame, year: int) -> dict | None:
    """Return the row of a year of which somebody is counted, or None."""
    found = rows[(rows["year"] == year) & (rows["total"] > 0)]
    return None if found.empty else found.iloc[0].to_dict()


def _base_clause(row: Mapping, words: Words) -> str:
    # Where people are withheld, nobody knows how many were rated.
    if not row["base_moved"] or row.get("withheld", 0) or row.get("previous_withheld", 0):
        return ""
    moved = float(row["base_change"])
    size = words.percent(abs(moved))
    return say(f"base_clause.{'rose' if moved > 0 else 'fell'}", words, size=size)


def _only_published(
    published: pd.DataFrame | None, whole: pd.DataFrame, years: tuple[int, int], level: str
) -> dict[int, dict]:
    """Return what was published of the years that no data count, if every year is known so."""
    if published is None or years[0] == years[1]:
        return {}
    rows = published[published["level"] == level].drop_duplicates("year").set_index("year")
    shares = rows.to_dict("index")
    lacking = [year for year in years if year_of(whole, year) is None]
    return {year: shares[year] for year in lacking} if set(lacking) <= set(shares) else {}


def _published(
    stated: dict[int, dict], whole: pd.DataFrame, years: tuple[int, int], phrase: str, words: Words
) -> Finding:
    counted = {year: row for year in years if (row := year_of(whole, year)) is not None}
    shares = {year: words.percent(row["share"]) for year, row in counted.items()}
    shares |= {year: _stated(claim, words) for year, claim in stated.items()}
    first, last = (shares[year] for year in years)
    variants = {(True, True): "published_both", (True, False): "published_first"}
    variant = variants.get((years[0] in stated, years[1] in stated), "published_only")
    return finding(
        "rating_change",
        variant,
        words,
        whole["origin"],
        level=phrase,
        first=years[0],
        last=years[1],
        before=first,
        after=last,
    )


def _stated(claim: Mapping, words: Words) -> str:
    """Return a published share, and of whom it is where that was published."""
    known = "counted" if pd.notna(claim["n"]) else "total" if claim["base_known"] else "unknown"
    return say(
        f"published_of.{known}",
        words,
        share=words.percent(claim["share"], int(claim["decimals"])),
        n=words.number(claim["n"]),
        total=words.number(claim["total"]),
    )
