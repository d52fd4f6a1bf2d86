"""The groups of a chart: their order, their names and their colours, missing ones last and grey."""

import pandas as pd

from analysis import vocabulary
from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.counts import of_whom
from analysis.words import Words

_SECTIONS = {"rating": "ratings", "sex": "sexes", "tier": "tiers", "post_group": "post_groups"}
_SECTIONS |= {"earlier_training": "earlier_training"}
_COLOURS = {"rating": style.RATING_COLOURS, "sex": style.SEX_COLOURS}
_UNKNOWN = "#8a8a8a"


def whom(table: pd.DataFrame, words: Words) -> str:
    """Return of whom a result table speaks, from its column `of`; of cadres where it is empty."""
    return of_whom(str(table["of"].iloc[0]) if len(table) and "of" in table else "", words)


def why_absent(table: pd.DataFrame, words: Words) -> str:
    """Return why a result table has nothing of a year: it was not published, or not recorded."""
    key = "not_published" if "published" in set(table["origin"]) else "no_figures"
    return say(key, words)


def counts_of(n: int, total: int, words: Words) -> str:
    """Return the counts that a share is made of, as *318/610*."""
    return f"{words.number(n)}/{words.number(total)}"


def group_order(groups: pd.Series, by: str) -> list[str | None]:
    """Return the groups of a column in the vocabulary's order, others sorted, missing last."""
    present = {str(group) for group in groups.dropna()}
    known = [code for code in _codes(by) if code in present]
    missing: list[str | None] = [None] if groups.isna().any() else []
    return [*known, *sorted(present - set(known)), *missing]


def of_group(table: pd.DataFrame, by: str, group: str | None) -> pd.DataFrame:
    """Return the rows of one group; None is the group of those whose value is not known."""
    return table[table[by].isna() if group is None else table[by].eq(group)]


def group_label(group: str | None, by: str, words: Words) -> str:
    """Return the short name of a group as it stands on a chart."""
    if group is None:
        return say("unknown_group", words)
    return words.label(_SECTIONS.get(by, by), group, short=True)


def group_colour(group: str | None, by: str) -> str:
    """Return the colour that a rating or a sex has in every chart; unknown is grey."""
    if group is None:
        return _UNKNOWN
    return _COLOURS.get(by, {}).get(group, style.LATER)


def _codes(by: str) -> tuple[str, ...]:
    return vocabulary.codes(_SECTIONS[by]) if by in _SECTIONS else ()


def level_word(level: str, words: Words) -> str:
    """Return what a level of the scale is called within a line: *xuất sắc*, *excellent*."""
    return words.label("ratings", level, short=True).lower()
