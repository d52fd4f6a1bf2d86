"""What was done with cadres each year: events of each kind as columns, one panel a kind."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.charts.draw import style
from analysis.charts.draw.frame import panels, say, styled, words_alone
from analysis.charts.draw.marks import diamond_handle
from analysis.charts.draw.page import Page, Told, page
from analysis.charts.outcomes.events import (
    Figures,
    absent_note,
    figures_of,
    period_name,
    stated_texts,
)
from analysis.charts.outcomes.outcome_panels import MARGIN_CM, Line, draw_panel, write_heads
from analysis.words import Words

_DIGIT_CM, _BETWEEN_CM = 0.15, 0.1
# Beside columns this many times as high, those of a rarer kind could no longer be told apart.
_COMMON_SCALE = 25


@styled
def outcomes_by_year(
    table: pd.DataFrame,
    *,
    kinds: Sequence[str],
    years: Sequence[int],
    published: pd.DataFrame | None = None,
    **head: Unpack[Told],
) -> Figure:
    """Draw the events of each kind as columns over the years, one panel a kind.

    Parameters
    ----------
    table : DataFrame
        `measures.outcome_counts` by ``year`` and ``kind``: a year without a row of a kind, not
        even of zero, is a gap of that kind.
    kinds : sequence of str
        Codes of the vocabulary's ``outcome_kinds``, one to eight, in the order of the panels.
    years : sequence of int
        The years of the axis.
    published : DataFrame, optional
        `measures.published_outcomes`: the figure of a period is written under the panel's
        heading, never drawn in a year.
    """
    years = sorted(int(year) for year in years)
    figures = [figures_of(kind, table, published, years) for kind in kinds]
    drawn = [each for each in figures if each.known]
    absent = [each.kind for each in figures if not each.known]
    shown = drawn or figures[:1]
    columns = _columns([each.events for each in shown], years)
    axes = _grid(len(shown), columns, any(len(each.events) for each in figures))
    stated = [each.stated for each in figures]
    with page(table, *stated, axes=axes, **head) as chart:
        chart.about("outcomes_by_year", table, period=period_name(years[0], years[-1]))
        chart.alt = _alt(figures, chart.words)
        _draw(chart, shown, years, columns)
        if drawn:
            chart.notes += absent_note(absent, chart.words)
        if not kinds:
            chart.nothing()
    return chart.figure


def _grid(drawn: int, columns: int, has_columns: bool) -> list[Axes]:
    """Return the axes of the panels, so many in a row, and those at the end that stay free."""
    rows = -(-max(drawn, 1) // columns)
    axes = panels(rows, columns, rows * (4.4 if has_columns else 1.9))
    for ax in axes[drawn:]:
        ax.set_axis_off()
    return axes


def _draw(chart: Page, shown: list[Figures], years: list[int], columns: int) -> None:
    top = _common_top([each.events for each in shown])
    for ax, each in zip(chart.axes, shown, strict=False):
        draw_panel(ax, each, years, chart.words)
        if top and len(each.events):
            ax.set_ylim(0, 1.16 * top)
    lines = {each.kind: _lines(each, chart.words) for each in shown}
    write_heads(chart.axes, lines, columns, chart.words)
    with_columns = [each.events for each in shown if len(each.events)]
    if not with_columns:
        words_alone(chart.axes)
    chart.note("note_events", with_columns)
    chart.note("note_own_scale", top is None)
    chart.note("note_hatched_years", any(len(events) < len(years) for events in with_columns))
    chart.note("note_published_period", any(len(each.stated) for each in shown))


def _common_top(counts: list[pd.Series]) -> int | None:
    """Return the highest column of all panels where one scale serves them all, else None."""
    highest = [int(events.max()) for events in counts if len(events) and events.max() > 0]
    if not highest:
        return 1
    return max(highest) if max(highest) <= _COMMON_SCALE * min(highest) else None


def _columns(counts: list[pd.Series], years: list[int]) -> int:
    """Return how many panels stand in a row so that the number on each column has its room."""
    digits = max((len(f"{n:,}") for series in counts for n in series), default=1)
    needed = len(years) * (digits * _DIGIT_CM + _BETWEEN_CM) + MARGIN_CM
    fitting = int(style.PAGE_WIDTH_CM // needed)
    # Four stand two and two, not three and one.
    return max(1, min(2 if len(counts) == 4 else 3, fitting, len(counts)))


def _lines(of_kind: Figures, words: Words) -> list[Line]:
    """Return what stands under a panel's heading: the events of the period, the published."""
    lines: list[Line] = []
    if len(of_kind.events):
        n = words.number(of_kind.events.sum())
        lines.append((Patch(color=style.LATER), say("events", words, n=n)))
    if of_kind.undated:
        n = words.number(of_kind.undated)
        lines.append((Patch(color="none"), say("events_undated", words, n=n)))
    return lines + [(diamond_handle(), text) for text in stated_texts(of_kind.stated, words)]


def _alt(figures: list[Figures], words: Words) -> str:
    said = []
    for each in figures:
        told = [
            *(f"{year}: {words.number(n)}" for year, n in each.events.items()),
            *stated_texts(each.stated, words),
        ]
        kind = words.label("outcome_kinds", each.kind)
        said.append(f"{kind} ({'; '.join(told) or say('no_data', words)})")
    return say("alt_outcomes", words, kinds=", ".join(said) or say("no_data", words))
