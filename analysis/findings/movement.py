"""Sentences on who moved between ratings, who came and left, and what that makes of a change."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.rates import group_name
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.measures.transitions import Symmetry

# The level at which Bowker's test is read; findings that are not tests use 95% intervals.
SIGNIFICANCE = 0.05


def transitions(table: pd.DataFrame, symmetry: Symmetry, *, language: str) -> Finding:
    """Say how many kept their rating, rose and fell, and how many came and left.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_transitions`.
    symmetry : Symmetry
        `measures.symmetry` of it: more are said to have risen than fallen, or the reverse, only
        where Bowker's p is below 0.05.
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
        _direction(moves, pairs, symmetry.p_value),
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
    if not p_value < SIGNIFICANCE or moves["rose"] == moves["fell"]:
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
    rates = table.sort_values(["rate", by])
    return finding(
        "mix_and_rate",
        "one_group" if len(table) == 1 else "some",
        language,
        origins,
        (100 * sums["total"], None, None, "points"),
        **values,
        before=wording.percent(before, language),
        after=wording.percent(after, language),
        **{part: wording.points(float(sums[part]), language) for part in ("mix", "rate", "total")},
        **_group_rate("lowest", rates.iloc[0], by, language),
        **_group_rate("highest", rates.iloc[-1], by, language),
    )


def _group_rate(end: str, row: pd.Series, by: str, language: str) -> dict[str, str]:
    return {
        f"{end}_group": group_name(row[by], by, language),
        f"{end}_rate": wording.points(float(row["rate"]), language),
    }


def composition_range(
    bounds: pd.DataFrame,
    *,
    before: tuple[int, int, int],
    after: tuple[int, int, int | Sequence[int]],
    actual: Mapping[str, int] | None,
    origin: str | None,
    language: str,
    base_year: int | None = None,
    level: str = "excellent",
) -> Finding:
    """Say whether those who left and entered alone could have made the change.

    Parameters
    ----------
    bounds : DataFrame
        `measures.composition_bounds` of the two years; several later counts have their tables
        one under the other.
    before, after : tuple
        Year, people and people at the level; `after` may give several counts that a published
        percentage is compatible with.
    actual : mapping or None
        Of a followed history: ``stayers``, ``entrants``, ``leavers``, ``leavers_k`` and
        ``entrants_k`` (of them at the level). None for published figures, which tell nobody.
    origin : str or None
        Of the rows that the numbers come from.
    base_year : int or None
        The year of the number of cadres that a percentage without its total was read on.
    """
    counts = [after[2]] if isinstance(after[2], int) else [int(k) for k in after[2]]
    values: dict[str, Any] = {
        "level": say(f"level_phrase.{level}", language),
        "first": before[0],
        "last": after[0],
        "before": _of(before[1], [before[2]], language),
        "after": _of(after[1], counts, language),
        "base": _read_base(base_year, after, language),
    }
    if not (before[1] and after[1] and counts):
        return finding("composition_range", "cannot_be_said", language, [origin], **values)
    if before[0] == after[0]:
        return finding("composition_range", "one_year", language, [origin], **values)
    if max(before[1], after[1]) < SMALLEST_TESTED_UNIT:
        return finding("composition_range", "too_few", language, [origin], **values)
    if actual is not None:
        return _as_it_was(before[2], counts[0], actual, origin, language, values)
    return _as_it_may_be(bounds, origin, language, values)


def _read_base(
    base_year: int | None, after: tuple[int, int, int | Sequence[int]], language: str
) -> str:
    if base_year is None:
        return ""
    total = wording.number(after[1], language)
    return say("composition_base", language, total=total, year=base_year, last=after[0])


def _of(people: int, counts: Sequence[int], language: str) -> str:
    return f"{span(counts, language)}/{wording.number(people, language)}"


def span(counts: Sequence[int], language: str) -> str:
    """Return whole numbers as the range that they span: *58–61*."""
    ends = [wording.number(n, language) for n in (min(counts, default=0), max(counts, default=0))]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _as_it_was(
    before_k: int,
    after_k: int,
    actual: Mapping[str, int],
    origin: str | None,
    language: str,
    values: dict[str, Any],
) -> Finding:
    stayed = (before_k - actual["leavers_k"], after_k - actual["entrants_k"])
    variant = "explained" if stayed[0] == stayed[1] else "rose" if stayed[1] > stayed[0] else "fell"
    return finding(
        "composition_range",
        variant if actual["stayers"] else "nobody_stayed",
        language,
        [origin],
        (float(stayed[1] - stayed[0]), None, None, "people"),
        **values,
        stayed_before=wording.number(stayed[0], language),
        stayed_after=wording.number(stayed[1], language),
        **{name: wording.number(n, language) for name, n in actual.items()},
    )


def _as_it_may_be(
    bounds: pd.DataFrame, origin: str | None, language: str, values: dict[str, Any]
) -> Finding:
    fewest = bounds[bounds["entrants"] == bounds["entrants"].min()]
    possible = fewest[fewest["feasible"].astype(bool)]
    # Who grew in number must have had entrants; then nobody left is the simplest reading.
    grew = bool(len(fewest)) and int(fewest["entrants"].iloc[0]) > 0
    moved = "entrants" if grew else "leavers"
    variant = "range_grew" if grew else "range_fell"
    if possible.empty:
        variant = "cannot_be_said" if bounds.empty else "impossible"
    ends = [int(n) for end in ("low", "high") for n in possible[f"{moved}_{end}"]]
    figure = (min(ends), min(ends), max(ends), "people") if ends else None
    return finding(
        "composition_range",
        variant,
        language,
        [origin],
        figure,
        **values,
        moved=wording.number(possible[moved].max() if ends else None, language),
        moved_k=span(ends, language),
    )
