"""Sentences on what changed between the first and the last year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, direction, finding, say
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
    """Say how the share at a level changed from the first to the last year.

    Parameters
    ----------
    changes : DataFrame
        `measures.year_over_year` of a distribution by year, of the first and last year alone.
    published : DataFrame, optional
        `measures.published_shares`; where the last year is known only as a published percentage
        without its total, the sentence says that.

    Raises
    ------
    ValueError
        `changes` tells the last year's change from another year than the first.
    """
    rows = changes[changes["rating"] == level]
    phrase = say(f"level_phrase.{level}", language)
    unbased = _published_without_base(published, last_year, level)
    first = year_of(rows, first_year)
    if unbased is not None and first is not None and year_of(rows, last_year) is None:
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
    return _change("rating_change", rows, first_year, last_year, language, "base_clause", phrase)


def _change(
    id: str,
    rows: pd.DataFrame,
    first_year: int,
    last_year: int,
    language: str,
    base_clause: str,
    phrase: str = "",
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
    few = min(before["total"], after["total"]) < SMALLEST_TESTED_UNIT
    return finding(
        id,
        "too_few" if few else direction(after["points_low"], after["points_high"]),
        language,
        rows["origin"],
        (after["change_points"], after["points_low"], after["points_high"], "points"),
        level=phrase,
        first=first_year,
        last=last_year,
        before=_of(before, language),
        after=_of(after, language),
        base=_base_clause(after, base_clause, language),
    )


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
    """Return the finding that nothing can be said, naming the years without data."""
    missing = [year for year in dict.fromkeys((first, last)) if year_of(rows, year) is None]
    return finding(
        id,
        "cannot_be_said",
        language,
        rows["origin"],
        first=first,
        last=last,
        missing=say("year_missing", language, years=wording.listing(missing, language)),
        **values,
    )


def year_of(rows: pd.DataFrame, year: int) -> dict | None:
    """Return the row of a year of which somebody is counted, or None."""
    found = rows[(rows["year"] == year) & (rows["total"] > 0)]
    return None if found.empty else found.iloc[0].to_dict()


def _base_clause(row: Mapping, key: str, language: str) -> str:
    if not row["base_moved"]:
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
