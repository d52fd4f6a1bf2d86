"""Where a series is broken by a new rating rule."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes

from analysis import rules
from analysis.charts.draw import style
from analysis.charts.draw.frame import say
from analysis.findings.change.conditions import rule_name
from analysis.words import Words

DASHED: dict[str, Any] = {"color": style.INK, "linewidth": 0.8, "linestyle": (0, (4, 3))}


def new_rules(first_year: int, last_year: int, words: Words) -> list[str]:
    """Return the names of the rating rules that came in after one year and up to another."""
    names = []
    for year, following in pairwise(range(first_year, last_year + 1)):
        rule = rules.rating_rule(following)
        if rule and rule != rules.rating_rule(year):
            names.append(rule_name(rule, words))
    return names


def rules_between(first_year: int, last_year: int, words: Words) -> list[str]:
    """Return the note that names the rating rules that came in between two years, if any did."""
    names = new_rules(first_year, last_year, words)
    return [say("rule_between", words, rule="; ".join(names))] if names else []


def rule_lines(ax: Axes, years: Sequence[int], present: Collection[int], words: Words) -> list[str]:
    """Draw a dashed line between two rows where the rule changes; return the rules' names.

    Parameters
    ----------
    years : sequence of int
        The years of the rows, top down.
    present : collection of int
        The years with data: before the first of them there is no series to break.
    """
    names = []
    for row, (year, following) in enumerate(pairwise(years)):
        found = new_rules(year, following, words)
        if found and present and min(present) <= year:
            ax.axhline(row + 0.5, zorder=3, **DASHED)
            names += found
    return names
