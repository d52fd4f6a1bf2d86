"""Sentences on which lists there are, and on who is on a list and in no result."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis import wording
from analysis.findings.finding import CONDITION, Finding, capital, finding, say
from analysis.measures import units_reporting
from analysis.measures.lists.coverage import MISSING, NOBODY, UNTOLD
from analysis.words import OF_REVIEW, Words

# More units, and more years, are told by their number.
_MOST_UNITS, _MOST_YEARS = 3, 3
# As many units at most, whose lists of several years are missing, are told one by one.
_MOST_ONE_BY_ONE = 6


def coverage(lists: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say of how many units there are lists in each year, and which are missing.

    Parameters
    ----------
    lists : DataFrame
        `measures.coverage`.
    """
    named = lists[lists["unit"].notna()]
    if named.empty:
        people = lists["listed"].sum()
        variant = "no_units" if people else "nothing"
        return finding("coverage", variant, words, lists["origin"], n=words.number(people))
    short, units = short_years(lists), named["unit"].nunique()
    variant = ("short_years" if len(short) > 1 else "short") if len(short) else "complete"
    gone = named[named["list"].isin([MISSING, UNTOLD])]
    return finding(
        "coverage",
        f"{variant.removesuffix('_years')}_one" if units == 1 else variant,
        words,
        lists["origin"],
        (float(gone["unit"].nunique()), None, None, "units"),
        units=words.number(units),
        n=words.number(gone["unit"].nunique()),
        period=_span(named["year"]),
        missing=_of_one(gone, words),
        years=_units_told(gone, words)
        if variant == "short_years" and gone["unit"].nunique() <= _MOST_ONE_BY_ONE
        else _years_told(short, gone, words),
        nobody=_nobody(named, words),
    )


def coverage_short(lists: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
    """Return the finding of `coverage` where a list is missing; else none."""
    return [coverage(lists, words=words)] if len(short_years(lists)) else []


def short_years(lists: pd.DataFrame) -> pd.DataFrame:
    """Return the years in which a list is missing, as `measures.units_reporting` has them."""
    table = units_reporting(lists)
    return table[table["reporting"] < table["expected"]]


def outside(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say who on a list is in none of the results, and who is reported under another tier.

    Parameters
    ----------
    table : DataFrame
        `measures.outside`.
    """
    unstated, stated = table[table["value"].isna()], table[table["value"].notna()]
    others = _others(stated, words)
    if unstated.empty:
        variant = "others" if others else "all_within"
        return finding("outside", variant, words, table["origin"], others=capital(others))
    conditions = list(dict.fromkeys(unstated["condition"]))
    years = unstated.groupby("year")[["listed", "rated"]].sum().reset_index()
    people = [_on_lists(row, words) for row in years.to_dict("records")]
    return finding(
        "outside",
        "left_out",
        words,
        table["origin"],
        (float(years["listed"].max()), None, None, "people"),
        people=words.listing(people),
        why=words.listing([_why(each, words) for each in conditions]),
        others=CONDITION + others if others else "",
    )


def outside_short(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
    """Return the finding of `outside` where people are in no result; else none."""
    return [outside(table, words=words)] if table["value"].isna().any() else []


def _of_one(gone: pd.DataFrame, words: Words) -> str:
    told = [
        say(f"coverage_one.{state}", words, years=words.listing(list(years)))
        for state in (MISSING, UNTOLD)
        if len(years := gone.loc[gone["list"] == state, "year"])
    ]
    return capital("; ".join(told))


def _units_told(gone: pd.DataFrame, words: Words) -> str:
    """Return for which years the list of each unit is missing, those of the fewest years first."""
    told = []
    for unit, rows in sorted(gone.groupby("unit"), key=lambda each: len(each[1])):
        for state, years in rows.groupby("list", observed=True)["year"]:
            key = "coverage_unit.untold" if state == UNTOLD else "coverage_unit.missing"
            told.append(say(key, words, unit=unit, years=wording.years(years)))
    return "; ".join(told)


def _years_told(short: pd.DataFrame, gone: pd.DataFrame, words: Words) -> str:
    told = [
        text
        for row in short.head(_MOST_YEARS).to_dict("records")
        for text in _of_year(row, gone[gone["year"] == row["year"]], words)
    ]
    if len(short) > _MOST_YEARS:
        told.append(say("coverage_year.more_years", words, n=len(short) - _MOST_YEARS))
    text = "; ".join(told)
    return text if len(short) > 1 else capital(text).replace("; ", CONDITION)


def _of_year(row: Mapping, gone: pd.DataFrame, words: Words) -> Iterator[str]:
    told = words.number(row["untold"])
    missing = list(gone.loc[gone["list"] == MISSING, "unit"])
    if missing or not row["untold"]:
        yield _in_year(row, words)
    if missing and row["reporting"]:
        yield say("coverage_year.missing", words, units=_named(missing, words))
    if row["untold"]:
        yield say("coverage_year.untold", words, year=row["year"], n=told)


def _named(units: list[str], words: Words) -> str:
    named, more = units[:_MOST_UNITS], len(units) - _MOST_UNITS
    if more > 0:
        named = [*named, say("coverage_year.more", words, n=more)]
    return words.listing(named)


def _in_year(row: Mapping, words: Words) -> str:
    counts = {name: words.number(row[name]) for name in ("reporting", "expected")}
    variant = "some" if row["reporting"] else "none"
    return say(f"coverage_year.{variant}", words, year=row["year"], **counts)


def _nobody(named: pd.DataFrame, words: Words) -> str:
    empty = named[named["list"] == NOBODY]
    if empty.empty:
        return ""
    units = words.number(empty["unit"].nunique())
    variant = "several" if (named["unit"] != named["unit"].iloc[0]).any() else "one"
    years = words.listing(sorted(empty["year"].unique()))
    return say(f"coverage_nobody.{variant}", words, n=units, years=years)


def _span(years: pd.Series) -> str:
    first, last = years.min(), years.max()
    return str(first) if first == last else f"{first}–{last}"


def _on_lists(row: Mapping, words: Words) -> str:
    numbers = {"n": row["listed"], "rated": row["rated"]}
    told = {name: words.number(n) for name, n in numbers.items()}
    return say("outside_people", words, year=row["year"], **told)


def _why(condition: str, words: Words) -> str:
    known = condition if condition in ("tier", "unit") else "other"
    return say(f"outside_why.{known}", words)


def _others(stated: pd.DataFrame, words: Words) -> str:
    tiers = stated[stated["condition"] == "tier"]
    if tiers.empty:
        return ""
    latest = tiers[tiers["year"] == tiers["year"].max()]
    names = [words.label("tiers", value) for value in latest["value"]]
    return say(
        "outside_others",
        words,
        n=words.number(latest["listed"].sum()),
        year=latest["year"].iloc[0],
        value=words.listing([name[:1].lower() + name[1:] for name in names]),
    )
