"""Sentences on what changed between the first and the last year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, direction, finding, say
from analysis.measures import StayersChange


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
    """
    rows = changes[changes["rating"] == level]
    phrase = say(f"level_phrase.{level}", language)
    unbased = _published_without_base(published, last_year, level)
    first = _year(rows, first_year)
    if unbased is not None and first is not None and _year(rows, last_year) is None:
        return finding(
            "rating_change",
            "published_only",
            language,
            rows["origin"],
            level=phrase,
            first=first_year,
            last=last_year,
            before=wording.percent(first["share"], language),
            after=_stated(unbased, language),
        )
    return _change("rating_change", rows, first_year, last_year, language, "base_clause", phrase)


def women_change(
    changes: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    published: pd.DataFrame | None = None,
) -> Finding:
    """Say how the share of women changed from the first to the last year.

    Parameters
    ----------
    changes : DataFrame
        `measures.year_over_year` of `women_share` by year, of the first and last year alone.
    published : DataFrame, optional
        `measures.published_shares`; used where the data tell no sex and one share is published.
    """
    known = _year(changes, first_year) is not None or _year(changes, last_year) is not None
    women = None if published is None else published[published["measure"] == "women"]
    if not known and women is not None and len(women) == 1:
        claim = women.iloc[0]
        return finding(
            "women_change",
            "published_once",
            language,
            women["origin"],
            (claim["share"], None, None, "share"),
            after=wording.percent(claim["share"], language),
            year=claim["year"],
            n=claim["n"],
            total=claim["total"],
        )
    return _change("women_change", changes, first_year, last_year, language, "women_base_clause")


def base_change(
    changes: pd.DataFrame, *, first_year: int, last_year: int, language: str
) -> Finding:
    """Say how the number of people rated changed; takes what `rating_change` takes."""
    rows = changes.drop_duplicates("year")
    before, after = _year(rows, first_year), _year(rows, last_year)
    if first_year == last_year and after is not None:
        total = wording.number(after["total"], language)
        return finding(
            "base_change", "one_year", language, rows["origin"], last=last_year, after=total
        )
    if before is None or after is None:
        return _unsaid("base_change", rows, first_year, last_year, language)
    moved = float(after["base_change"])
    variant = ("rose" if moved > 0 else "fell") if after["base_moved"] else "steady"
    return finding(
        "base_change",
        variant,
        language,
        rows["origin"],
        (float(after["total"] - before["total"]), None, None, "people"),
        first=first_year,
        last=last_year,
        before=wording.number(before["total"], language),
        after=wording.number(after["total"], language),
        relative=_signed_percent(moved, language),
    )


def stayers_change(
    change: StayersChange | None, *, first_year: int, last_year: int, language: str
) -> Finding:
    """Say how the people rated in both years changed, and who entered and left.

    Parameters
    ----------
    change : StayersChange or None
        `measures.change_on_stayers`; None where the data are counted cells.
    """
    years: dict[str, Any] = {"first": first_year, "last": last_year}
    if first_year == last_year:
        return finding("stayers_change", "one_year", language, [], **years)
    if change is None or not change.stayers:
        origins = [] if change is None else [change.origin]
        return finding("stayers_change", "cannot_be_said", language, origins, **years)
    return finding(
        "stayers_change",
        direction(change.low, change.high),
        language,
        [change.origin],
        (100 * change.difference, 100 * change.low, 100 * change.high, "points"),
        **years,
        level=say(f"level_phrase.{change.level}", language),
        before=wording.percent(change.share_before, language),
        after=wording.percent(change.share_after, language),
        points=wording.points(change.difference, language),
        low=wording.points(change.low, language),
        high=wording.points(change.high, language),
        share_leavers=wording.percent(change.share_leavers, language),
        share_entrants=wording.percent(change.share_entrants, language),
        **{
            name: wording.number(getattr(change, name), language)
            for name in ("stayers", "leavers", "entrants")
        },
    )


def _change(
    id: str,
    rows: pd.DataFrame,
    first_year: int,
    last_year: int,
    language: str,
    base_clause: str,
    phrase: str = "",
) -> Finding:
    before, after = _year(rows, first_year), _year(rows, last_year)
    if first_year == last_year and after is not None:
        return _one_year(id, after, language, phrase)
    if before is None or after is None:
        return _unsaid(id, rows, first_year, last_year, language, level=phrase)
    return finding(
        id,
        direction(after["points_low"], after["points_high"]),
        language,
        rows["origin"],
        (after["change_points"], after["points_low"], after["points_high"], "points"),
        level=phrase,
        first=first_year,
        last=last_year,
        before=wording.percent(before["share"], language),
        after=wording.percent(after["share"], language),
        base=_base_clause(after, base_clause, language),
    )


def _one_year(id: str, row: Mapping, language: str, phrase: str) -> Finding:
    numerator = row["n"] if "n" in row else row["women"]
    return finding(
        id,
        "one_year",
        language,
        [row["origin"]],
        (row["share"], row["low"], row["high"], "share"),
        level=phrase,
        last=row["year"],
        after=wording.percent(row["share"], language),
        n=wording.number(numerator, language),
        total=wording.number(row["total"], language),
    )


def _unsaid(
    id: str, rows: pd.DataFrame, first: int, last: int, language: str, **values: Any
) -> Finding:
    missing = [year for year in dict.fromkeys((first, last)) if _year(rows, year) is None]
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


def _year(rows: pd.DataFrame, year: int) -> dict | None:
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


def _signed_percent(relative: float, language: str) -> str:
    return wording.points(relative, language) + "%"


def rule_change(*, first_year: int, last_year: int, language: str) -> Finding:
    """Say which changes of the rating rules lie within the period."""
    rules = [vocabulary.rating_rule(year) for year in range(first_year + 1, last_year + 1)]
    crossed = {rule["code"]: rule for rule in rules if rule and rule["first_year"] > first_year}
    return finding(
        "rule_change",
        "some" if crossed else "none",
        language,
        [],
        rules="; ".join(f"{rule[language]}, {rule['first_year']}" for rule in crossed.values()),
    )
