"""What is told like for like first: on units that sent both lists, then beside it the whole."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.findings.finding import Finding, parts_of, say
from analysis.findings.parts import of_units
from analysis.words import Words


def first_of(rows: pd.DataFrame, first_year: int, last_year: int) -> pd.DataFrame:
    """Return the rows that a change is told of first: like for like, where that has both years.

    Parameters
    ----------
    rows : DataFrame
        `measures.change_between`, of one level.
    """
    like = rows[rows["basis"] == "like_for_like"]
    counted = set(like.loc[like["total"] > 0, "year"])
    whole = rows[rows["basis"] == "whole"]
    return like if {first_year, last_year} <= counted else whole


def is_like_for_like(told: pd.DataFrame) -> bool:
    """Say whether rows are the part of the people that two years are compared on."""
    return len(told) > 0 and bool((told["basis"] == "like_for_like").all())


def likewise(said: Finding, told: pd.DataFrame, words: Words) -> Finding:
    """Return a finding that begins by saying on which units and posts the years are compared."""
    return of_alike(said, told.iloc[0], words) if is_like_for_like(told) else said


def of_alike(said: Finding, row: Mapping, words: Words) -> Finding:
    """Return a finding that begins by saying of which units and posts it is, if not of all.

    Parameters
    ----------
    row : mapping
        ``units``, ``units_both``, ``set_aside`` of `measures.change_between` or of a turnover.
    """
    units = [say("like_units", words, n=of_units(row, "both", words))]
    units = units if row["units_both"] < row["units"] else []
    parts = [*units, *filter(None, [posts_set_aside(row["set_aside"], words)])]
    if not parts:
        return said
    return headed(said, "like_for_like" if units else "like_for_like_posts", parts, words)


def posts_set_aside(groups: str, words: Words) -> str:
    """Return which post groups are left out since one year alone has them; nothing of none."""
    told = [words.label("post_groups", group, short=True).lower() for group in groups.split()]
    return say("like_posts", words, groups=words.listing(told)) if told else ""


def on_same_units(said: Finding, changes: pd.DataFrame | None, words: Words) -> Finding:
    """Return a finding that begins by saying of how many units it is, where lists are missing.

    Parameters
    ----------
    changes : DataFrame or None
        `measures.change_between` of the two years.
    """
    if changes is None or changes.empty:
        return said
    row = changes.iloc[0]
    if row["units_both"] == row["units"]:
        return said
    units = say("like_units", words, n=of_units(row, "both", words))
    return headed(said, "like_for_like", [units], words)


def headed(said: Finding, key: str, parts: list[str], words: Words) -> Finding:
    """Return a finding that begins by saying that like is compared, and then of what parts."""
    title, text = (
        parts_of(say(key, words, parts=", ".join(parts), text=each[:1].lower() + each[1:]))
        for each in (said.title, said.text)
    )
    conditions = (*text[2], *said.conditions)
    return replace(said, text=text[1], title=title[1], conditions=conditions)


def whole_beside(
    told: pd.DataFrame, before: str, after: str, first: int, last: int, words: Words
) -> str:
    """Return what the whole of the two years was, where like for like is not that."""
    if not is_like_for_like(told):
        return ""
    return say(
        "whole_beside",
        words,
        before=before,
        after=after,
        first=first,
        last=last,
        lists=lists_of(told, first, last, words),
    )


def lists_of(told: pd.DataFrame, first: int, last: int, words: Words) -> str:
    """Return how many units sent lists for each year for which some did not."""
    row = told.iloc[0]
    return "".join(
        say("lists_of", words, year=year, n=of_units(row, side, words))
        for year, side in ((first, "before"), (last, "after"))
        if row[f"units_{side}"] < row["units"]
    )


def withheld_beside(whole: pd.DataFrame, words: Words) -> str:
    """Return how many people are withheld in the years, as they stand beside their base."""
    of_years = whole.drop_duplicates("year")
    some = of_years[of_years["withheld"] > 0]
    years = [
        say("withheld_in", words, n=words.number(n), year=year)
        for n, year in zip(some["withheld"], some["year"], strict=True)
    ]
    told = say("withheld_beside", words, years=words.listing(years))
    return told if years else ""
