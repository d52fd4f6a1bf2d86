"""Charts of the share of women among the cadres."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.bars import stated_decimals
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.charts.draw.lines import share_line, years_without_data
from analysis.charts.draw.marks import published_diamond
from analysis.charts.draw.scale import beside, percent_axis, year_axis
from analysis.charts.draw.targets import free_of_labels, named, target_lines, targets_within
from analysis.findings import alt
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words


@styled
def women_share(
    table: pd.DataFrame,
    *,
    words: Words | None = None,
    years: Sequence[int] | None = None,
    published: pd.DataFrame | None = None,
    targets: Sequence[str] = (),
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of women by year as a line with its 95% band, targets as reference lines.

    Parameters
    ----------
    table : DataFrame
        `measures.women_share` by ``year``.
    years : sequence of int, optional
        The years of the axis, those of the table by default; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds; the axis grows to take their years in.
    targets : sequence of str
        Codes of `rules.women_target`.
    """
    words = words or Words.of_review()
    overlay = _published_women(published)
    span = [*(table["year"] if years is None else years), *overlay["year"]]
    years = list(range(min(span), max(span) + 1)) if span else []
    known = table[table["total"] > 0]
    drawn = len(known) + len(overlay) > 0
    own, ax = ax is None, start(ax, 5.4 if drawn else 1.6)
    lines = targets_within(targets, years) if drawn else []
    gaps: list[int] = []
    if drawn:
        gaps = _draw(ax, table, overlay, lines, years, words)
    else:
        empty(ax, words)
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=say("women_by_year", words, whom=whom(table, words)),
        alt=_alt_by_year(table, overlay, words),
        origins=[*table["origin"], *overlay["origin"]],
        notes=_notes(table, overlay, lines, bool(gaps), words),
    )
    return ax


def _draw(
    ax: Axes,
    table: pd.DataFrame,
    overlay: pd.DataFrame,
    lines: list[dict],
    years: list[int],
    words: Words,
) -> list[int]:
    """Draw line, diamonds and targets; return the years without data."""
    judged = table[table["total"] >= SMALLEST_TESTED_UNIT]
    shares = [*judged["high"], *table["share"], *overlay["share"], *(t["share"] for t in lines)]
    top = _ceiling(shares, 1.25)
    colour = style.SEX_COLOURS["female"]
    share_line(ax, table, "women", words, colour=colour, free=free_of_labels(lines, top))
    for claim, decimals in zip(overlay.itertuples(), stated_decimals(overlay), strict=True):
        _diamond(ax, claim, decimals, words)
    target_lines(ax, lines, top, words)
    gaps = years_without_data(ax, table, years, words, also=list(overlay["year"]))
    percent_axis(ax.yaxis)
    ax.set_ylim(0, top)
    year_axis(ax, years)
    return gaps


@styled
def women_by_group(
    table: pd.DataFrame,
    *,
    by: str,
    words: Words | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of women in each group of the last year, sorted, with 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.women_share` by ``year`` and the column `by`.
    """
    words = words or Words.of_review()
    known = table[table["total"] > 0].dropna(subset=[by])
    rows = known[known["year"] == known["year"].max()]
    rows = rows.sort_values("share", ascending=False).reset_index(drop=True)
    own, ax = ax is None, start(ax, 1.2 + 0.75 * len(rows))
    names = [_group(by, group, words) for group in rows[by]]
    for position, row in enumerate(rows.to_dict("records")):
        _whiskered_dot(ax, position, row, words)
    percent_axis(ax.xaxis)
    judged = rows[rows["total"] >= SMALLEST_TESTED_UNIT]
    ax.set_xlim(0, _ceiling([*judged["high"], *rows["share"], 0.1]))
    ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), names)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    if rows.empty:
        empty(ax, words)
    about = {"year": _last_year(rows, table), "whom": whom(table, words)}
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=say("women_by_group", words, **about),
        alt=_alt(rows, names, "women_by_group", words, **about),
        origins=list(table["origin"]),
        notes=[
            *_astray_note(table, rows, by, words),
            *_interval_notes(rows["total"], "whiskers", words),
        ],
    )
    return ax


def _astray_note(table: pd.DataFrame, rows: pd.DataFrame, by: str, words: Words) -> list[str]:
    astray = table[table[by].isna() & table["year"].isin(rows["year"])]
    people = int(astray["total"].sum() + astray["unknown"].sum())
    return [say("note_no_group", words, n=words.number(people))] if people else []


def _last_year(*tables: pd.DataFrame) -> str:
    return next((str(table["year"].max()) for table in tables if len(table)), "–")


def _whiskered_dot(ax: Axes, position: int, row: dict, words: Words) -> None:
    colour, small = style.SEX_COLOURS["female"], row["total"] < SMALLEST_TESTED_UNIT
    if not small:
        ax.plot([row["low"], row["high"]], [position] * 2, color=colour, linewidth=1.4, alpha=0.55)
    ax.plot(
        row["share"], position, "o", color=colour, markersize=6, clip_on=False,
        markerfacecolor="white" if small else colour,
    )  # fmt: skip
    # Centred over a dot at the edge, the number would stand across the axis.
    left = row["share"] < 0.03
    ax.annotate(
        words.percent(row["share"]), (row["share"], position),
        xytext=(3 if left else 0, 5), textcoords="offset points", ha="left" if left else "center",
        va="bottom", fontsize=7.5,
    )  # fmt: skip
    counts = f"{words.number(row['women'])}/{words.number(row['total'])}"
    beside(ax, position, counts, points=5, size=7.5)


def _published_women(published: pd.DataFrame | None) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "share", "n", "total", "origin"])
    return published[published["measure"] == "women"]


def _diamond(ax: Axes, claim: Any, decimals: int, words: Words) -> None:
    published_diamond(ax, claim.year, claim.share)
    text = words.percent(claim.share, decimals)
    if claim.base_known:
        n, total = (words.number(count) for count in (claim.n, claim.total))
        text += f"\n({n}/{total})"
    ax.annotate(
        text, (claim.year, claim.share),
        xytext=(0, 6), textcoords="offset points", ha="center", va="bottom", fontsize=7,
        linespacing=1.1,
    )  # fmt: skip


def _group(by: str, group: object, words: Words) -> str:
    if pd.isna(group):
        return say("unknown_group", words)
    return words.label({"post_group": "post_groups"}.get(by, by), group, short=True)


def _ceiling(values: Sequence[float], room: float = 1.1) -> float:
    known = [float(value) for value in values if not pd.isna(value)]
    return min(1.0, max(known, default=1.0)) * room


def _alt(
    table: pd.DataFrame, names: Sequence[str], key: str, words: Words, **values: object
) -> str:
    return alt.of_shares(
        table["share"],
        names,
        what=say(key, words, **values),
        words=words,
        simulated="simulated" in set(table["origin"]),
        people=table["total"],
    )


def _alt_by_year(table: pd.DataFrame, overlay: pd.DataFrame, words: Words) -> str:
    return alt.of_shares(
        [*table["share"], *overlay["share"]],
        [*table["year"].astype(str), *alt.published(overlay["year"], words)],
        what=say("women_by_year", words, whom=whom(table, words)),
        words=words,
        simulated="simulated" in set(table["origin"]),
        series=overlay.empty,
        people=[*table["total"], *overlay["total"]],
        decimals=[*(1 for _ in table.index), *stated_decimals(overlay)],
    )


def _notes(
    table: pd.DataFrame, overlay: pd.DataFrame, lines: list[dict], gaps: bool, words: Words
) -> list[str]:
    unknown = int(table["unknown"].sum())
    chosen = [
        (len(overlay), say("note_published", words)),
        (lines, say("note_targets", words, targets=named(lines, words))),
        (gaps, say("note_gap", words)),
        (unknown, say("note_unknown_sex", words, n=words.number(unknown))),
    ]
    known = table.loc[table["total"] > 0, "total"]
    return [
        *(text for wanted, text in chosen if wanted),
        *_interval_notes(known, "band", words),
    ]


def _interval_notes(people: pd.Series, mark: str, words: Words) -> list[str]:
    return [
        *([say(f"note_{mark}", words)] if people.ge(SMALLEST_TESTED_UNIT).any() else []),
        *([say("note_small_marks", words)] if people.lt(SMALLEST_TESTED_UNIT).any() else []),
    ]
