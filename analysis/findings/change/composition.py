"""Sentences on what those who left and came can explain of a change of counts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, phrase_of, renamed, say
from analysis.findings.likewise import of_alike
from analysis.measures import SMALLEST_TESTED_UNIT, Turnover
from analysis.words import OF_REVIEW, Words


def composition_range(turned: Turnover, *, words: Words = OF_REVIEW) -> Finding:
    """Say whether those who left and came alone could have made the change, of counts alone.

    Its id is ``composition_published`` where the figures are published ones.

    Parameters
    ----------
    turned : Turnover
        `measures.turnover` of the two years.
    """
    (first, before_n, before_k), (last, after_n, counts) = turned.before, turned.after
    values: dict[str, Any] = {
        "level": phrase_of("level_phrase", turned.level, words),
        "first": first,
        "last": last,
        "before": _of([before_k], before_n, words),
        "after": _of(counts, after_n, words),
        "base": _read_base(turned, words),
    }
    variant, figure = _plain(turned), None
    if variant is None:
        variant, figure, more = _as_it_may_be(turned, words)
        values |= more
    said = finding("composition_range", variant, words, [turned.origin], figure, **values)
    said = of_alike(said, vars(turned), words) if turned.units_both else said
    published = turned.origin == "published"
    return renamed(said, "composition_published" if published else "composition_range")


_Said = tuple[str, tuple[float | None, float | None, float | None, str] | None, dict[str, Any]]


def _plain(turned: Turnover) -> str | None:
    (first, before_n, _), (last, after_n, counts) = turned.before, turned.after
    if turned.units and not turned.units_both:
        return "other_units"
    if not (before_n and after_n and counts):
        return "cannot_be_said"
    if first == last:
        return "one_year"
    return "too_few" if max(before_n, after_n) < SMALLEST_TESTED_UNIT else None


def _as_it_may_be(turned: Turnover, words: Words) -> _Said:
    fewest = turned.bounds[turned.bounds["entrants"] == turned.bounds["entrants"].min()]
    possible = fewest[fewest["feasible"].astype(bool)]
    if possible.empty:
        return _some_both_ways(turned, words)
    # Who grew in number must have had entrants; then nobody left is the simplest reading.
    moved = "entrants" if possible["entrants"].iloc[0] > 0 else "leavers"
    ends = _at_level(possible, moved)
    cut_off = turned.truncated_bounds
    cut_off = cut_off[cut_off["entrants"] == possible["entrants"].iloc[0]]
    values = {
        "moved": words.number(possible[moved].max()),
        "moved_k": say(f"of_moved.{'some' if max(ends) else 'none'}", words, n=span(ends, words)),
        "cut_off": _if_cut_off(turned, [_at_level(cut_off, moved)], words),
    }
    variant = "range_grew" if moved == "entrants" else "range_fell"
    same = possible[moved].max() == 0
    return "range_same" if same else variant, (min(ends), min(ends), max(ends), "people"), values


def _some_both_ways(turned: Turnover, words: Words) -> _Said:
    """Tell how many must at least have come and have left for nobody's rating to have changed."""
    known = turned.bounds[turned.bounds["feasible"].astype(bool)]
    # With as many stayers as each count allows; with none of them every count is possible.
    most = known.loc[known.groupby("after_k")["stayers"].idxmax()]
    parts = ("entrants", "leavers")
    cut_off = [turned.truncated_bounds[part].tolist() for part in parts]
    values = {part: span(most[part].tolist(), words) for part in parts}
    values["cut_off"] = _if_cut_off(turned, cut_off, words)
    up = bool((most["entrants_low"] > 0).all())
    ends = most["entrants" if up else "leavers"].tolist()
    figure = (min(ends), min(ends), max(ends), "people")
    return "swap_up" if up else "swap_down", figure, values


def _at_level(bounds: pd.DataFrame, moved: str) -> list[int]:
    known = bounds[bounds["feasible"].astype(bool)]
    return [int(n) for end in ("low", "high") for n in known[f"{moved}_{end}"]]


def _read_base(turned: Turnover, words: Words) -> str:
    if turned.base_year is None:
        return ""
    last, total, _ = turned.after
    total_said = words.number(total)
    return say("composition_base", words, total=total_said, year=turned.base_year, last=last)


def _of(counts: Sequence[int], people: int, words: Words) -> str:
    return f"{span(counts, words)}/{words.number(people)}"


def _if_cut_off(turned: Turnover, ranges: Sequence[Sequence[int]], words: Words) -> str:
    """Return the count and these ranges for a published share that was cut off, not rounded."""
    if not turned.truncated or not all(ranges):
        return ""
    total = words.number(turned.after[1])
    *others, moved = [span(numbers, words) for numbers in ranges]
    counts = ", ".join([f"{span(turned.truncated, words)}/{total}", *others])
    return say("if_cut_off", words, counts=counts, moved_k=moved)


def span(counts: Sequence[int], words: Words) -> str:
    """Return whole numbers as the range that they span: *58–61*."""
    ends = [words.number(n) for n in (min(counts, default=0), max(counts, default=0))]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)
