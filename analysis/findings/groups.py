"""Sentences that compare groups, units, and women with men."""

from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.findings.rate_parts import group_name
from analysis.measures.shares import FEWEST_JUDGED
from analysis.measures.spread import order_could_turn
from analysis.words import OF_REVIEW, Words


def range_by_group(
    distribution: pd.DataFrame, *, by: str, words: Words = OF_REVIEW, level: str = "excellent"
) -> Finding:
    """Say between which groups the share at a level ranged in the last year with data.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year`` and the column `by`.
    by : {"tier", "post_group"}
    """
    rows = distribution[(distribution["rating"] == level) & (distribution["total"] > 0)]
    phrase = phrase_of("level_phrase", level, words)
    return _range(f"range_by_{by}", rows, by, words, phrase, level)


def women_by_group(women: pd.DataFrame, *, by: str, words: Words = OF_REVIEW) -> Finding:
    """Say in which groups the share of women was highest and lowest in the last year with data.

    Parameters
    ----------
    women : DataFrame
        `measures.women_share` by ``year`` and the column `by`.
    """
    listed = women[women["total"] + women["unknown"] > 0]
    return _range("women_by_group", listed, by, words, "")


def _range(
    id: str, every: pd.DataFrame, by: str, words: Words, phrase: str, level: str = ""
) -> Finding:
    told = every[every["total"] > 0].dropna(subset=[by])
    year = (every if told.empty else told)["year"].max()
    rows, known = (table[table["year"] == year] for table in (every, told))
    if known.empty:
        return _no_groups(id, rows, by, words, phrase)
    ordered = known.sort_values(["share", by])
    # A share of a handful is no lowest and no highest.
    small = ordered["total"] < FEWEST_JUDGED
    large, few = ordered[~small], ordered[small]
    variant = _variant(rows, large, few, by)
    values = {
        **{"year": ordered["year"].iloc[0], "level": phrase},
        "groups": _listed(ordered, by, words),
        "unknown": _unknown(rows, by, words) + _later_unknown(id, every, year, by, words),
    }
    if variant in ("too_few", "open"):
        return finding(id, variant, words, rows["origin"], **values)
    values |= {"in_short": words.label("ratings", level, short=True)}
    values |= {"not_tested": say("not_tested", words)}
    values |= {"few": say("few_aside", words, groups=_listed(few, by, words)) if len(few) else ""}
    low, high = large.iloc[0], large.iloc[-1]
    figure = (high["share"], high["low"], high["high"], "share")
    ends = _named("lowest", low, by, words) | _named("highest", high, by, words)
    return finding(id, variant, words, rows["origin"], figure, **values, **ends)


def _later_unknown(id: str, every: pd.DataFrame, year: int, by: str, words: Words) -> str:
    years, column = years_after(every, year), say(f"strata.{by}", words)
    key = "later_unknown.women" if id == "women_by_group" else "later_unknown.groups"
    return say(key, words, years=words.listing(years), column=column) if years else ""


def years_after(every: pd.DataFrame, year: int) -> list[int]:
    """Return the years of a table after the one that is told: the data do not tell them."""
    return sorted({int(each) for each in every.loc[every["year"] > year, "year"]})


def _variant(rows: pd.DataFrame, large: pd.DataFrame, few: pd.DataFrame, by: str) -> str:
    if large.empty:
        return "too_few"
    if order_could_turn(rows, by):
        return "open"
    if len(large) == 1:
        return "one"
    if large["share"].iloc[0] == large["share"].iloc[-1]:
        return "equal"
    return "some_and_few" if len(few) else "some"


def _no_groups(id: str, rows: pd.DataFrame, by: str, words: Words, phrase: str) -> Finding:
    column = say(f"strata.{by}", words)
    grouped = rows[by].notna().any()
    variant = "cannot_be_said" if rows.empty else "no_sex" if grouped else "not_stated"
    people = rows["total"].sum() + (rows["unknown"].sum() if "unknown" in rows else 0)
    return finding(
        id,
        variant,
        words,
        rows["origin"],
        level=phrase,
        column=column,
        year=rows["year"].max(),
        n=words.number(people),
    )


def _listed(rows: pd.DataFrame, by: str, words: Words) -> str:
    return "; ".join(_counted(row, by, words) for _, row in rows.iterrows())


def _unknown(rows: pd.DataFrame, by: str, words: Words) -> str:
    """Say how many are of no known group, and of unknown sex or rating within the groups."""
    astray, inside = rows[rows[by].isna()], rows[rows[by].notna()]
    told = []
    if len(astray):
        row = astray.iloc[0]
        column = say(f"strata.{by}", words)
        told.append(say("group_unknown_aside", words, column=column, n=_of(row, words)))
    column = "unknown" if "unknown" in rows else "withheld"
    if people := int(inside[column].sum()):
        told.append(say(f"{column}_aside", words, n=words.number(people)))
    return "".join(told)


def _named(end: str, row: pd.Series, by: str, words: Words) -> dict[str, Any]:
    return {
        end: words.percent(row["share"]),
        f"{end}_group": group_name(row[by], by, words),
        f"{end}_n": _of(row, words),
    }


def _counted(row: pd.Series, by: str, words: Words) -> str:
    return say("group_counted", words, group=group_name(row[by], by, words), n=_of(row, words))


def _of(row: pd.Series, words: Words) -> str:
    numerator = row["n"] if "n" in row else row["women"]
    return "/".join(words.number(n) for n in (numerator, row["total"]))
