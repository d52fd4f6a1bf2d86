"""Targets for women as lines over the years that they are for, named beside the axes."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from analysis import rules
from analysis.charts.draw import style
from analysis.charts.draw.scale import apart, beside
from analysis.words import Words

# The part of the axes' height that the name of a target needs to itself.
_NAME_SHARE = 0.07


def targets_within(codes: Sequence[str], years: Sequence[int]) -> list[dict[str, Any]]:
    """Return the targets whose own years meet those of the axis: of others they say nothing."""
    targets = [rules.women_target(code) for code in codes]
    return [target for target in targets if set(_years_of(target)) & set(years)]


def named(targets: Sequence[dict[str, Any]], words: Words) -> str:
    """Return the names of the targets as they stand within a sentence."""
    return "; ".join(
        target[words.language][0].lower() + target[words.language][1:] for target in targets
    )


def _years_of(target: dict[str, Any]) -> range:
    return range(target["first_year"], target["last_year"] + 1)


def free_of_labels(targets: Sequence[dict[str, Any]], top: float) -> tuple[float, float]:
    """Return between which shares a label of two lines would stand across a target."""
    shares = [float(target["share"]) for target in targets]
    return (min(shares) - 0.2 * top, max(shares)) if shares else (0, 0)


def target_lines(ax: Axes, targets: Sequence[dict[str, Any]], top: float, words: Words) -> None:
    """Draw each target over its own years and name it beside the axes, clear of the data."""
    levels = apart([float(target["share"]) for target in targets], _NAME_SHARE * top)
    for target, level in zip(targets, levels, strict=True):
        share, years = float(target["share"]), _years_of(target)
        ax.plot(
            [years[0] - 0.5, years[-1] + 0.5], [share] * 2, color=style.MUTED, linewidth=0.8,
            linestyle=(0, (5, 3)), zorder=1,
        )  # fmt: skip
        beside(ax, level, target["mark"][words.language], points=4, size=7)
