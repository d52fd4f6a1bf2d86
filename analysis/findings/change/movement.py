"""Sentences on who moved between ratings, and on mix and rate."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_RATED, NOT_REPORTED, WITHHELD
from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.findings.likewise import on_same_units
from analysis.findings.parts import (
    adding_up,
    reason_name,
    unnamed_beside,
    unnamed_in,
    who,
    why_not_judged,
)
from analysis.findings.rate_parts import group_name
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.measures.change.transitions import Symmetry
from analysis.words import OF_REVIEW, Words

MOVED = (ABSENT, ELSEWHERE, NOT_RATED, WITHHELD, NOT_REPORTED)
# The level at which a test is read; findings that are not tests use 95% intervals.
SIGNIFICANCE = 0.05


def transitions(table: pd.DataFrame, symmetry: Symmetry, *, words: Words = OF_REVIEW) -> Finding:
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
    if table.empty:
        return finding("transitions", "no_list", words, table["origin"])
    judged, moves = symmetry.not_judged is None, _moves(table)
    pairs = sum(moves.values())
    shares = {f"{move}_share": words.percent(n / pairs) for move, n in moves.items()} \
        if pairs else {}  # fmt: skip
    return finding(
        "transitions",
        _direction(moves, pairs, symmetry.direction_p_value, judged=judged),
        words,
        table["origin"],
        (moves["rose"] - moves["fell"], None, None, "people") if pairs else None,
        first=table["year"].iloc[0],
        last=table["next_year"].iloc[0],
        pairs=words.number(pairs),
        who=who(table["of"], words),
        why="" if judged else why_not_judged(symmetry.not_judged, words),
        others=others(table, words),
        **{move: words.number(n) for move, n in moves.items()},
        **shares,
        detectable=words.number(symmetry.detectable),
    )


def _moves(table: pd.DataFrame) -> dict[str, int]:
    """Return how many of those rated in both years kept their rating, rose and fell."""
    levels = vocabulary.codes("ratings")
    both = table[table["from"].isin(levels) & table["to"].isin(levels)]
    before, after = (
        both[end].astype("str").map(levels.index).astype(int) for end in ("from", "to")
    )
    ways = {"kept": before == after, "rose": after < before, "fell": after > before}
    return {move: int(both.loc[rows, "n"].sum()) for move, rows in ways.items()}


def others(table: pd.DataFrame, words: Words) -> str:
    """Return how many are not rated in one of the years, by why, and who is not followed."""
    levels = vocabulary.codes("ratings")
    told = []
    for term, end, other in (("went", "to", "from"), ("came", "from", "to")):
        for state in MOVED:
            rows = table[table[end] == state]
            # Of people not rated in either year only who left and who is new is told.
            rows = rows if state == ABSENT else rows[rows[other].isin(levels)]
            if n := int(rows["n"].sum()):
                reason = reason_name(term, state, words)
                told.append(say("moved_counted", words, reason=reason, n=words.number(n)))
    moved = "; ".join(told) if told else say("nobody_moved_at_all", words)
    counted = unnamed_in(table.iloc[0]) if len(table) else {}
    return moved + unnamed_beside(counted, words)


def _direction(moves: Mapping[str, int], pairs: int, p_value: float, *, judged: bool) -> str:
    if not pairs:
        return "nobody_in_both"
    if not judged:
        return "too_few"
    if not moves["rose"] + moves["fell"]:
        return "all_kept"
    if not p_value < SIGNIFICANCE:
        return "no_clear_direction"
    return "more_rose" if moves["rose"] > moves["fell"] else "more_fell"


def mix_and_rate(
    table: pd.DataFrame,
    changes: pd.DataFrame | None = None,
    *,
    before: float,
    after: float,
    first_year: int,
    last_year: int,
    by: str,
    people: int,
    words: Words = OF_REVIEW,
    level: str = "excellent",
) -> Finding:
    """Say how much of a change lies in who was there and how much in how each group was rated.

    Arithmetic, not causes: no interval, no verdict.

    Parameters
    ----------
    table : DataFrame
        `measures.kitagawa` by the column `by`, of the units with lists of both years.
    changes : DataFrame, optional
        `measures.change_between` of them: of how many units it is, is said where lists are missing.
    before, after : float
        The whole shares at the level in the first and the last year, 0-1.
    by : str
        ``post_group``, ``unit`` or another column of evaluations.
    people : int
        The smaller of the two years' numbers of people rated; under 20 nothing is split.
    """
    values: dict[str, Any] = {
        "level": phrase_of("level_phrase", level, words),
        "groups": say(f"groups_of.{by}", words),
        "first": first_year,
        "last": last_year,
    }
    origins = table.get("origin", [])
    sums = table[["mix", "rate", "total"]].sum(skipna=False)
    if table.empty or sums.isna().any() or pd.isna(before) or pd.isna(after):
        return finding("mix_and_rate", "cannot_be_said", words, origins, **values)
    if first_year == last_year:
        return finding("mix_and_rate", "one_year", words, origins, **values)
    values |= {"before": words.percent(before), "after": words.percent(after)}
    variant = "too_few" if people < SMALLEST_TESTED_UNIT else _split_by(table, by)
    if variant == "open":
        values["people"] = _people(table[table[by].isna()], values, words)
    if variant in ("too_few", "no_groups", "open"):
        said = finding("mix_and_rate", variant, words, origins, None, **values)
        return on_same_units(said, changes, words)
    parts = _parts(table, adding_up([sums["mix"], sums["rate"]], before, after), by, words)
    unknown = _unknown(table[table[by].isna()], values, words)
    figure = (100 * sums["total"], None, None, "points")
    said = finding(
        "mix_and_rate", variant, words, origins, figure, **values, **parts, unknown=unknown
    )
    return on_same_units(said, changes, words)


def _parts(table: pd.DataFrame, told: Sequence[float], by: str, words: Words) -> dict[str, str]:
    """Return mix and rate as they add up to the change, and the rate of the groups."""
    mix, rate = told
    known = table.loc[table[by].notna(), by]
    rounded = table.assign(rate=adding_up(list(table["rate"]), 0, rate))
    return {
        "mix": words.points(mix),
        "rate": words.points(rate),
        "only": group_name(known.iloc[0], by, words),
        "groups_told": _groups_told(rounded, by, words),
    }


def open_split(table: pd.DataFrame, by: str) -> bool:
    """Say whether people of no known group could turn the split of a change."""
    return bool(table[by].isna().any() and not table["judged"].all())


def _split_by(table: pd.DataFrame, by: str) -> str:
    if table[by].isna().all():
        return "no_groups"
    if len(table) == 1:
        return "one_group"
    return "open" if open_split(table, by) else "some"


def _groups_told(table: pd.DataFrame, by: str, words: Words) -> str:
    """Return which groups moved the share furthest one way and the other, by the sign of each."""
    rates = table[table[by].notna()].sort_values(["rate", by])
    lowest, highest = rates.iloc[0], rates.iloc[-1]
    told = {end: words.points(float(row["rate"])) for end, row in
            (("lowest", lowest), ("highest", highest))}  # fmt: skip
    names = {f"{end}_group": group_name(row[by], by, words) for end, row in
             (("lowest", lowest), ("highest", highest))}  # fmt: skip
    if len(rates) == 1 or told["lowest"] == told["highest"]:
        return say("groups_rate.alike", words, rate=told["highest"])
    if told["lowest"].startswith("−") and not told["highest"].startswith("+"):
        return say("groups_rate.all_fell", words, **told, **names)
    if told["highest"].startswith("+") and not told["lowest"].startswith("−"):
        return say("groups_rate.all_rose", words, **told, **names)
    return say("groups_rate.both_ways", words, **told, **names)


def _unknown(rows: pd.DataFrame, values: dict[str, Any], words: Words) -> str:
    """Return how many people are of no known group; they are a group of their own in the sums."""
    years = _people(rows, values, words)
    return say("groups_unknown", words, years=years, groups=values["groups"]) if years else ""


def _people(rows: pd.DataFrame, values: dict[str, Any], words: Words) -> str:
    """Return how many people stand in some rows, of each year in which there are any."""
    people = {values["first"]: rows["n_before"].sum(), values["last"]: rows["n_after"].sum()}
    told = [
        say("withheld_in", words, n=words.number(n), year=year) for year, n in people.items() if n
    ]
    return words.listing(told)
