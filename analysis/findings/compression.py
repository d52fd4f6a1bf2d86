"""The sentence on how far ratings crowd at the top of the scale."""

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say


def compression(table: pd.DataFrame, *, language: str) -> Finding:
    """Say what share the two best levels held in each year, and how many levels are in use.

    Parameters
    ----------
    table : DataFrame
        `measures.compression` by ``year``.
    """
    rows = table[table["total"] > 0].sort_values("year")
    if rows.empty:
        return finding("compression", "cannot_be_said", language, table["origin"])
    last, years = rows.iloc[-1], [int(year) for year in rows["year"]]
    variant = "one_year" if len(rows) == 1 else "some_years"
    if len(rows) == years[-1] - years[0] + 1 > 1:
        variant = "every_year"
    return finding(
        "compression",
        variant if rows["judged"].all() else "too_few",
        language,
        rows["origin"],
        (last["share"], last["low"], last["high"], "share"),
        shares=_range([wording.percent(each, language) for each in rows["share"]], language),
        levels=_range(
            [wording.number(each, language, 1) for each in rows["effective_levels"]], language
        ),
        of=wording.number(last["levels"], language),
        years=wording.years(years),
        counts=wording.listing([_counted(row, language) for _, row in rows.iterrows()], language),
    )


def _range(written: list[str], language: str) -> str:
    """Return the least and the greatest of some numbers as written, one where they are alike."""
    ordered = sorted(written, key=lambda text: (len(text), text))
    if ordered[0] == ordered[-1]:
        return ordered[0]
    return say("from_least_to_most", language, least=ordered[0], most=ordered[-1])


def _counted(row: pd.Series, language: str) -> str:
    n, total = (wording.number(row[name], language) for name in ("n", "total"))
    return say("counted_in_year", language, n=n, total=total, year=row["year"])
