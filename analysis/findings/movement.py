"""Sentences on who moved between ratings, and on mix and rate."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.rates import group_name
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.measures.transitions import Symmetry

# The level at which a test is read; findings that are not tests use 95% intervals.
SIGNIFICANCE = 0.05


def transitions(table: pd.DataFrame, symmetry: Symmetry, *, language: str) -> Finding:
    """Say how many kept their rating, rose and fell, and how many came and left.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_transitions`.
    symmetry : Symmetry
        `measures.symmetry` of it: more are said to have risen than fallen, or the reverse, only
        where the exact test of the one against the other has p below 0.05. Bowker's p tells that
        moves are lopsided somewhere, not which way.
    """
    levels = vocabulary.codes("ratings")
    if table.empty:
        return finding("transitions", "no_list", language, table["origin"])
    both = table[table["from"].isin(levels) & table["to"].isin(levels)]
    before, after = (
        both[end].astype("str").map(levels.index).astype(int) for end in ("from", "to")
    )
    moves = {
        "kept": int(both.loc[before == after, "n"].sum()),
        "rose": int(both.loc[after < before, "n"].sum()),
        "fell": int(both.loc[after > before, "n"].sum()),
    }
    pairs = sum(moves.values())
    shares = {f"{move}_share": wording.percent(n / pairs, language) for move, n in moves.items()} \
        if pairs else {}  # fmt: skip
    return finding(
        "transitions",
        _direction(moves, pairs, symmetry.direction_p_value),
        language,
        table["origin"],
        (moves["rose"] - moves["fell"], None, None, "people") if pairs else None,
        first=table["year"].iloc[0],
        last=table["next_year"].iloc[0],
        pairs=wording.number(pairs, language),
        entrants=wording.number(table.loc[table["from"] == "absent", "n"].sum(), language),
        leavers=wording.number(table.loc[table["to"] == "absent", "n"].sum(), language),
        **{move: wording.number(n, language) for move, n in moves.items()},
        **shares,
    )


def _direction(moves: Mapping[str, int], pairs: int, p_value: float) -> str:
    if not pairs:
        return "nobody_in_both"
    if pairs < SMALLEST_TESTED_UNIT:
        return "too_few"
    if not moves["rose"] + moves["fell"]:
        return "all_kept"
    if not p_value < SIGNIFICANCE:
        return "no_clear_direction"
    return "more_rose" if moves["rose"] > moves["fell"] else "more_fell"


def mix_and_rate(
    table: pd.DataFrame,
    *,
    before: float,
    after: float,
    first_year: int,
    last_year: int,
    by: str,
    people: int,
    language: str,
    level: str = "excellent",
) -> Finding:
    """Say how much of a change lies in who was there and how much in how each group was rated.

    Arithmetic, not causes: no interval, no verdict.

    Parameters
    ----------
    table : DataFrame
        `measures.kitagawa` by the column `by`.
    before, after : float
        The whole shares at the level in the first and the last year, 0-1.
    by : str
        ``post_group``, ``unit`` or another column of evaluations.
    people : int
        The smaller of the two years' numbers of people rated; under 20 nothing is split.
    """
    values: dict[str, Any] = {
        "level": say(f"level_phrase.{level}", language),
        "groups": say(f"groups_of.{by}", language),
        "first": first_year,
        "last": last_year,
    }
    origins = table.get("origin", [])
    sums = table[["mix", "rate", "total"]].sum(skipna=False)
    if table.empty or sums.isna().any() or pd.isna(before) or pd.isna(after):
        return finding("mix_and_rate", "cannot_be_said", language, origins, **values)
    if first_year == last_year:
        return finding("mix_and_rate", "one_year", language, origins, **values)
    few = people < SMALLEST_TESTED_UNIT
    rates = table.sort_values(["rate", by])
    return finding(
        "mix_and_rate",
        "too_few" if few else "one_group" if len(table) == 1 else "some",
        language,
        origins,
        None if few else (100 * sums["total"], None, None, "points"),
        **values,
        before=wording.percent(before, language),
        after=wording.percent(after, language),
        moved=_moved(float(sums["total"]), language),
        **{part: wording.points(float(sums[part]), language) for part in ("mix", "rate")},
        **_group_rate("lowest", rates.iloc[0], by, language),
        **_group_rate("highest", rates.iloc[-1], by, language),
    )


def _moved(change: float, language: str) -> str:
    total = wording.points(change, language)
    kind = "hardly" if total == wording.points(0, language) else "some"
    return say(f"share_moved.{kind}", language, total=total)


def _group_rate(end: str, row: pd.Series, by: str, language: str) -> dict[str, str]:
    return {
        f"{end}_group": group_name(row[by], by, language),
        f"{end}_rate": wording.points(float(row["rate"]), language),
    }
