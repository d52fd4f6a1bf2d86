"""Parts of the sentences on women: of which year and units, and who is of unknown sex."""

from collections.abc import Mapping

import pandas as pd

from analysis.findings.finding import say
from analysis.findings.likewise import posts_set_aside
from analysis.words import Words


def missing_years(rows: pd.DataFrame, first: int, last: int, words: Words) -> str:
    """Return why nothing is said of two years: which has no list, or nobody of known sex."""
    years = dict.fromkeys((first, last))
    told = [_missing(listed(rows, year), year, words) for year in years]
    return words.listing([each for each in told if each])


def _missing(row: dict | None, year: int, words: Words) -> str:
    if row is None:
        return say("women_missing.no_list", words, year=year)
    if row["total"]:
        return ""
    n = words.number(row["unknown"])
    return say("women_missing.no_sex", words, year=year, n=n)


def listed(rows: pd.DataFrame, year: int) -> dict | None:
    """Return the row of a year of which anybody is listed, or None."""
    found = rows[(rows["year"] == year) & (rows["total"] + rows["unknown"] > 0)]
    return None if found.empty else found.iloc[0].to_dict()


def units_alike(row: Mapping, words: Words) -> list[str]:
    """Return on which units, and without which posts, two years are compared."""
    numbers = {name: words.number(row[name]) for name in ("units", "units_in_all")}
    units = say("units_alike", words, **numbers)
    posts = posts_set_aside(row["set_aside"], words)
    return [units] * (row["units"] < row["units_in_all"]) + [posts] * bool(posts)


def unknown_sex(row: Mapping, words: Words) -> str:
    """Return how many of a year are of unknown sex, and what the share can be with them."""
    if not row["unknown"]:
        return ""
    return say(
        "sex_unknown_aside",
        words,
        year=row["year"],
        n=words.number(row["unknown"]),
        least=words.percent(row["least"]),
        most=words.percent(row["most"]),
    )
