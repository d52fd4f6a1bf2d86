"""What was done with cadres each year: events of each kind as columns, one panel a kind."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, figure_of, finish, panels, say, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.marks import PUBLISHED
from analysis.charts.outcomes.events import (
    absent_note,
    events_by_year,
    known_kinds,
    period_name,
    published_periods,
    stated_texts,
    undated_events,
)
from analysis.charts.outcomes.outcome_panels import MARGIN_CM, Line, draw_panel, write_heads
from analysis.findings import alt
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
    words: Words | None = None,
    published: pd.DataFrame | None = None,
    title: str | None = None,
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
    words = words or Words.of_review()
    years = sorted(int(year) for year in years)
    counts = {kind: events_by_year(table, kind, years) for kind in kinds}
    stated = {kind: published_periods(published, kind) for kind in kinds}
    drawn = known_kinds(table, kinds, counts, stated)
    absent = [kind for kind in kinds if kind not in drawn]
    kinds = drawn or list(kinds)[:1]
    columns = _columns([counts[kind] for kind in kinds], years)
    rows = -(-max(len(kinds), 1) // columns)
    has_columns = any(len(series) for series in counts.values())
    axes = panels(rows, columns, rows * (4.4 if has_columns else 1.9))
    undated = {kind: undated_events(table, kind) for kind in kinds}
    top = _common_top(counts)
    for ax, kind in zip(axes, kinds, strict=False):
        draw_panel(ax, counts[kind], undated[kind], stated[kind], years, words)
        if top and len(counts[kind]):
            ax.set_ylim(0, 1.16 * top)
    lines = {k: _lines(counts[k], undated[k], stated[k], words) for k in kinds}
    write_heads(axes, lines, columns, words)
    _rest(axes, len(kinds), words)
    finish(
        axes,
        own=True,
        words=words,
        title=title,
        subtitle=say(
            "outcomes_by_year",
            words,
            period=period_name(years[0], years[-1]),
            whom=whom(table, words),
        ),
        alt=_alt(counts, stated, table, words),
        origins=[*table["origin"], *(o for own in stated.values() for o in own["origin"])],
        notes=[
            *_notes(counts, stated, years, top is None, words),
            *absent_note(absent if drawn else [], words),
        ],
    )
    return figure_of(axes[0])


def _common_top(counts: dict[str, pd.Series]) -> int | None:
    """Return the highest column of all panels where one scale serves them all, else None."""
    highest = [int(series.max()) for series in counts.values() if len(series) and series.max() > 0]
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


def _rest(axes: list[Axes], drawn: int, words: Words) -> None:
    for ax in axes[drawn:]:
        ax.set_axis_off()
    if not drawn:
        empty(axes[0], words)


def _lines(events: pd.Series, undated: int, stated: pd.DataFrame, words: Words) -> list[Line]:
    """Return what stands under a panel's heading: the events of the period, the published."""
    column = Patch(color=style.LATER)
    lines: list[Line] = []
    if len(events):
        lines.append((column, say("events", words, n=words.number(events.sum()))))
    if undated:
        n = words.number(undated)
        lines.append((Patch(color="none"), say("events_undated", words, n=n)))
    diamond = Line2D(
        [], [], marker="D", linestyle="", markerfacecolor="white", markeredgecolor=PUBLISHED,
        markeredgewidth=1.5, markersize=5,
    )  # fmt: skip
    return lines + [(diamond, text) for text in stated_texts(stated, words)]


def _notes(
    counts: dict[str, pd.Series],
    stated: dict[str, pd.DataFrame],
    years: list[int],
    own_scales: bool,
    words: Words,
) -> list[str]:
    drawn = [series for series in counts.values() if len(series)]
    gaps = any(len(series) < len(years) for series in drawn)
    return [
        text
        for wanted, text in (
            (drawn, say("note_events", words)),
            (own_scales, say("note_own_scale", words)),
            (gaps, say("note_hatched_years", words)),
            (any(len(own) for own in stated.values()), say("note_published_period", words)),
        )
        if wanted
    ]


def _alt(
    counts: dict[str, pd.Series],
    stated: dict[str, pd.DataFrame],
    table: pd.DataFrame,
    words: Words,
) -> str:
    said = []
    for kind, events in counts.items():
        figures = [
            *(f"{year}: {words.number(n)}" for year, n in events.items()),
            *stated_texts(stated[kind], words),
        ]
        told = "; ".join(figures) or say("no_data", words)
        said.append(f"{words.label('outcome_kinds', kind)} ({told})")
    text = say("alt_outcomes", words, kinds=", ".join(said) or say("no_data", words))
    return alt.marked(text, simulated="simulated" in set(table["origin"]), words=words)
