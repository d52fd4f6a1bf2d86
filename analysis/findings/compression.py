"""The sentence on how far ratings crowd at the top of the scale."""

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.words import OF_REVIEW, Words


def compression(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say what share the two best levels held in each year, and which level most people.

    Parameters
    ----------
    table : DataFrame
        `measures.compression` by ``year``.
    """
    rows = table[table["total"] > 0].sort_values("year")
    if rows.empty:
        return finding("compression", "cannot_be_said", words, table["origin"])
    last, years = rows.iloc[-1], [int(year) for year in rows["year"]]
    variant = "one_year" if len(rows) == 1 else "some_years"
    if len(rows) == years[-1] - years[0] + 1 > 1:
        variant = "every_year"
    return finding(
        "compression",
        variant if rows["judged"].all() else "too_few",
        words,
        rows["origin"],
        (last["share"], last["low"], last["high"], "share"),
        shares=_range([words.percent(each) for each in rows["share"]], words),
        last=last["year"],
        level=phrase_of("level_phrase", last["largest_rating"], words),
        largest=words.percent(last["largest_share"]),
        years=wording.years(years),
        counts=words.listing([_counted(row, words) for _, row in rows.iterrows()]),
    )


def _range(written: list[str], words: Words) -> str:
    """Return the least and the greatest of some numbers as written, one where they are alike."""
    ordered = sorted(written, key=lambda text: (len(text), text))
    if ordered[0] == ordered[-1]:
        return ordered[0]
    return say("from_least_to_most", words, least=ordered[0], most=ordered[-1])


def _counted(row: pd.Series, words: Words) -> str:
    n, total = (words.number(row[name]) for name in ("n", "total"))
    return say("counted_in_year", words, n=n, total=total, year=row["year"])
