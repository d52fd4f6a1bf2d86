"""The sentence on women and men of like posts over all years together."""

import pandas as pd

from analysis.findings.finding import Finding, finding, say
from analysis.measures.comparison import SIGNIFICANCE
from analysis.words import OF_REVIEW, Words

_DESCRIBED = "too_few"


def gap_over_years(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say whether women and men of like posts were at a level alike, all years together.

    Parameters
    ----------
    table : DataFrame
        `measures.gap_over_years`.
    """
    row = table.iloc[0]
    names = ("difference", "difference_low", "difference_high")
    value, low, high = (100 * row[name] for name in names)
    told = dict(zip(("points", "low", "high"), (row[name] for name in names), strict=True))
    return finding(
        "gap_over_years",
        _variant(row),
        words,
        [row["origin"]],
        None if pd.isna(value) else (value, low, high, "points"),
        period=_period(row),
        level=say(f"level_phrase.{row['level']}", words),
        detectable=words.number(100 * row["detectable"], 1),
        why=_why(row, words),
        not_known=_without(row, words) + _not_known(row, words),
        **{name: words.points(each) for name, each in told.items()},
    )


def _variant(row: pd.Series) -> str:
    if not row["judged"]:
        described = row["why"] == _DESCRIBED and not pd.isna(row["difference"])
        return _DESCRIBED if described else "cannot_be_said"
    if not row["p_value"] < SIGNIFICANCE:
        return "no_clear_difference"
    return "women_higher" if row["difference"] > 0 else "men_higher"


def _period(row: pd.Series) -> str:
    years = [int(row[name]) for name in ("first_year", "last_year") if not pd.isna(row[name])]
    return "–".join(str(year) for year in dict.fromkeys(years)) or "–"


def _why(row: pd.Series, words: Words) -> str:
    if pd.isna(row["why"]):
        return ""
    label = words.label("why_not_compared", row["why"])
    return label[:1].lower() + label[1:]


def _without(row: pd.Series, words: Words) -> str:
    """Return how many years between the first and the last have no ratings."""
    if pd.isna(row["first_year"]):
        return ""
    n = row["last_year"] - row["first_year"] + 1 - row["of_years"]
    return say("years_without", words, n=words.number(n)) if n else ""


def _not_known(row: pd.Series, words: Words) -> str:
    told = [name for name in ("not_stated", "unknown", "withheld") if row[name]]
    if not told:
        return ""
    ratings = words.number(row[told].sum())
    return say("ratings_aside", words, n=ratings)
