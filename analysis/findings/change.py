"""Sentences on what changed between the first and the last year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, direction, finding, say
from analysis.findings.likewise import first_of, likewise, whole_beside, withheld_beside
from analysis.findings.parts import who, why_not_judged
from analysis.measures import SMALLEST_TESTED_UNIT


def rating_change(
    changes: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    published: pd.DataFrame | None = None,
    level: str = "excellent",
) -> Finding:
    """Say how the share at a level changed from the first to the last year, like for like first.

    Parameters
    ----------
    changes : DataFrame
        `measures.change_between` of the two years.
    published : DataFrame, optional
        `measures.published_shares`; where the last year is known only as a published percentage
        without its total, the sentence says that.
    """
    rows = changes[changes["rating"] == level]
    whole = rows[rows["basis"] == "whole"]
    phrase = say(f"level_phrase.{level}", language)
    unbased = _published_without_base(published, last_year, level)
    first = year_of(whole, first_year)
    if unbased is not None and first is not None and year_of(whole, last_year) is None:
        return finding(
            "rating_change",
            "published_only",
            language,
            rows["origin"],
            level=phrase,
            first=first_year,
            last=last_year,
            before=_of(first, language),
            after=_stated(unbased, language),
        )
    told = first_of(rows, first_year, last_year)
    said = _change(
        "rating_change",
        told,
        first_year,
        last_year,
        language,
        "base_clause",
        phrase,
        beside=_beside(rows, told, first_year, last_year, language),
    )
    return likewise(said, told, language)


def _beside(rows: pd.DataFrame, told: pd.DataFrame, first: int, last: int, language: str) -> str:
    """Return what stands after a change: the whole, where that is another, and who is withheld."""
    whole = rows[rows["basis"] == "whole"]
    ends = [year_of(whole, year) for year in (first, last)]
    if None in ends:
        return ""
    before, after = (_of(each, language) for each in ends if each)
    return whole_beside(told, before, after, first, last, language) + withheld_beside(
        whole, language
    )


def _change(
    id: str,
    rows: pd.DataFrame,
    first_year: int,
    last_year: int,
    language: str,
    base_clause: str,
    phrase: str = "",
    beside: str = "",
) -> Finding:
    before, after = year_of(rows, first_year), year_of(rows, last_year)
    if first_year == last_year and after is not None:
        return _one_year(id, after, language, phrase)
    if before is None or after is None:
        return unsaid(id, rows, first_year, last_year, language, level=phrase)
    if after["previous_year"] != first_year:
        raise ValueError(
            f"the change told for {last_year} is from {after['previous_year']}, not {first_year}; "
            "give `year_over_year` the rows of the first and the last year alone"
        )
    why = _why_not(before, after)
    return finding(
        id,
        direction(after["points_low"], after["points_high"]) if why is None else "too_few",
        language,
        rows["origin"],
        (after["change_points"], after["points_low"], after["points_high"], "points"),
        level=phrase,
        first=first_year,
        last=last_year,
        before=_of(before, language),
        after=_of(after, language),
        base=_base_clause(after, base_clause, language),
        beside=beside,
        who=who([after["of"]], language),
        why="" if why is None else why_not_judged(why, language),
    )


def _why_not(before: Mapping, after: Mapping) -> str | None:
    if "not_judged" in after:
        return None if pd.isna(after["not_judged"]) else str(after["not_judged"])
    return "few" if min(before["total"], after["total"]) < SMALLEST_TESTED_UNIT else None


def _one_year(id: str, row: Mapping, language: str, phrase: str) -> Finding:
    return finding(
        id,
        "one_year",
        language,
        [row["origin"]],
        (row["share"], row["low"], row["high"], "share"),
        level=phrase,
        last=row["year"],
        after=_of(row, language),
        who=who([row["of"]], language),
    )


def _of(row: Mapping, language: str) -> str:
    return say(
        "share_of",
        language,
        share=wording.percent(row["share"], language),
        n=wording.number(row["n"] if "n" in row else row["women"], language),
        total=wording.number(row["total"], language),
    )


def unsaid(
    id: str, rows: pd.DataFrame, first: int, last: int, language: str, **values: Any
) -> Finding:
    """Return the finding that nothing can be said, naming the years of which nobody is counted."""
    missing = [year for year in dict.fromkeys((first, last)) if year_of(rows, year) is None]
    return finding(
        id,
        "cannot_be_said",
        language,
        rows["origin"],
        first=first,
        last=last,
        missing=_missing(rows, missing, language),
        **values,
    )


def _missing(rows: pd.DataFrame, years: list[int], language: str) -> str:
    listed = {year: _listed(rows, year) for year in years}
    told = [
        say("nobody_rated", language, n=wording.number(n, language), year=year)
        for year, n in listed.items()
        if n
    ]
    absent = [year for year, n in listed.items() if not n]
    if absent:
        told.append(say("no_data_of", language, years=wording.listing(absent, language)))
    return wording.listing(told, language)


def _listed(rows: pd.DataFrame, year: int) -> int:
    """Return how many are on the lists of a year of which nobody is counted."""
    of_year = rows[rows["year"] == year]
    states = [name for name in ("not_rated", "withheld") if name in rows]
    return 0 if of_year.empty else int(of_year.iloc[0][states].sum())


def year_of(rows: pd.DataFrame, year: int) -> dict | None:
    """Return the row of a year of which somebody is counted, or None."""
    found = rows[(rows["year"] == year) & (rows["total"] > 0)]
    return None if found.empty else found.iloc[0].to_dict()


def _base_clause(row: Mapping, key: str, language: str) -> str:
    # Where people are withheld, nobody knows how many were rated.
    if not row["base_moved"] or row.get("withheld", 0) or row.get("previous_withheld", 0):
        return ""
    moved = float(row["base_change"])
    size = wording.percent(abs(moved), language)
    return say(f"{key}.{'rose' if moved > 0 else 'fell'}", language, size=size).replace(" ,", ",")


def _published_without_base(
    published: pd.DataFrame | None, year: int, level: str
) -> pd.Series | None:
    if published is None:
        return None
    rows = published[
        (published["year"] == year) & (published["level"] == level) & ~published["base_known"]
    ]
    return None if rows.empty else rows.iloc[0]


def _stated(claim: pd.Series, language: str) -> str:
    return wording.percent(claim["share"], language, int(claim["decimals"]))
