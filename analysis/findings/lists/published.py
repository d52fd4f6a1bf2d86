"""Sentences on what the published figures can and cannot mean."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.findings.change.composition import span
from analysis.findings.finding import Finding, finding, say
from analysis.findings.lists.coverage import short_years
from analysis.measures import PercentMeaning
from analysis.words import OF_REVIEW, Words


def percent_meaning(meanings: Sequence[PercentMeaning], *, words: Words = OF_REVIEW) -> Finding:
    """Say which whole counts the percentages published without their total can stand for.

    Parameters
    ----------
    meanings : sequence of PercentMeaning
        `measures.percent_meaning` of the years under review.
    """
    if not meanings:
        return finding("percent_meaning", "no_share", words, [])
    told = [_meaning(each, words) for each in meanings]
    others = tuple(part for each in told[:-1] for part in (each.text, *each.conditions))
    return replace(told[-1], conditions=(*told[-1].conditions, *others))


def directives(issued: pd.DataFrame, *, words: Words | None = None) -> Finding:
    """Say how many documents were issued to direct the evaluation of cadres.

    Parameters
    ----------
    issued : DataFrame
        `measures.published_directives`, with a row at least; the first is told.
    """
    words = words or Words.of_review()
    row = issued.iloc[0]
    first, last = int(row["first_year"]), int(row["last_year"])
    return finding(
        "directives",
        "some",
        words,
        issued["origin"],
        (float(row["n"]), None, None, "documents"),
        n=words.number(row["n"]),
        period=say(
            "period.year" if first == last else "period.years", words, first=first, last=last
        ),
    )


def _meaning(meaning: PercentMeaning, words: Words) -> Finding:
    counts = meaning.half_up or meaning.truncate
    variant = "no_total" if meaning.total is None else "known_base" if counts else "no_count"
    return finding(
        "percent_meaning",
        "differ" if meaning.others else variant,
        words,
        [],
        None if meaning.others else (meaning.share, None, None, "share"),
        stated=_stated(meaning, words),
        others=words.listing([words.decimal(each) for each in meaning.others]),
        year=meaning.year,
        total=words.number(meaning.total),
        total_year=meaning.total_year,
        half_up=span(meaning.half_up, words),
        truncate=span(meaning.truncate, words),
    )


def _stated(meaning: PercentMeaning, words: Words) -> str:
    return words.percent(meaning.share, meaning.decimals)


def years_missing(
    distribution: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    words: Words = OF_REVIEW,
    published: pd.DataFrame | None = None,
    lists: pd.DataFrame | None = None,
    outside: pd.DataFrame | None = None,
) -> Finding:
    """Say which years of the period have no data.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year``.
    published : DataFrame, optional
        `measures.published_shares`; where the data are the published figures themselves, a year
        of which at least a share is published is not missing.
    lists : DataFrame, optional
        `measures.coverage`: a year of which some units' lists are missing has not all its data.
    outside : DataFrame, optional
        `measures.outside`: who is on a list of a year without data is told beside it.
    """
    origins = set(distribution["origin"])
    somebody = distribution[["total", "not_rated", "withheld"]].sum(axis=1) > 0
    present = set(distribution.loc[somebody, "year"])
    if published is not None and origins <= {"published"}:
        present |= set(published["year"])
    missing = [year for year in range(first_year, last_year + 1) if year not in present]
    kind = "unpublished" if origins == {"published"} else "some"
    short = set() if lists is None else set(short_years(lists)["year"]) - set(missing)
    whole = "not_all_units" if short else "none"
    return finding(
        "years_missing",
        kind if missing else whole,
        words,
        origins,
        left_out=_left_out(outside, missing, words),
        years=say("year_missing", words, years=words.listing(missing)),
        first=first_year,
        last=last_year,
    )


def _left_out(outside: pd.DataFrame | None, years: list[int], words: Words) -> str:
    """Return who is on a list of the years that have no data, none stating whose tier it is."""
    if outside is None:
        return ""
    rows = outside[outside["year"].isin(years) & outside["value"].isna()]
    told = words.number(rows["listed"].sum())
    return " " + say("years_left_out", words, n=told) if len(rows) else ""
