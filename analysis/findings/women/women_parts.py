"""Parts of the sentences on women: of which year and units, and who is of unknown sex."""

from collections.abc import Mapping

import pandas as pd

from analysis import wording
from analysis.findings.finding import say
from analysis.findings.likewise import posts_set_aside


def missing_years(rows: pd.DataFrame, first: int, last: int, language: str) -> str:
    """Return why nothing is said of two years: which has no list, or nobody of known sex."""
    years = dict.fromkeys((first, last))
    told = [_missing(listed(rows, year), year, language) for year in years]
    return wording.listing([each for each in told if each], language)


def _missing(row: dict | None, year: int, language: str) -> str:
    if row is None:
        return say("women_missing.no_list", language, year=year)
    if row["total"]:
        return ""
    n = wording.number(row["unknown"], language)
    return say("women_missing.no_sex", language, year=year, n=n)


def listed(rows: pd.DataFrame, year: int) -> dict | None:
    """Return the row of a year of which anybody is listed, or None."""
    found = rows[(rows["year"] == year) & (rows["total"] + rows["unknown"] > 0)]
    return None if found.empty else found.iloc[0].to_dict()


def units_alike(row: Mapping, language: str) -> list[str]:
    """Return on which units, and without which posts, two years are compared."""
    numbers = {name: wording.number(row[name], language) for name in ("units", "units_in_all")}
    units = say("units_alike", language, **numbers)
    posts = posts_set_aside(row["set_aside"], language)
    return [units] * (row["units"] < row["units_in_all"]) + [posts] * bool(posts)


def unknown_sex(row: Mapping, language: str) -> str:
    """Return how many of a year are of unknown sex, and what the share can be with them."""
    if not row["unknown"]:
        return ""
    return say(
        "sex_unknown_aside",
        language,
        year=row["year"],
        n=wording.number(row["unknown"], language),
        least=wording.percent(row["least"], language),
        most=wording.percent(row["most"], language),
    )
