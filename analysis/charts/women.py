"""Charts of the share of women among the cadres."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis import rules, vocabulary, wording
from analysis.charts import style
from analysis.charts.frame import empty, finish, say, start, styled
from analysis.charts.lines import share_line, years_without_data
from analysis.charts.marks import published_diamond
from analysis.charts.scale import beside, percent_axis, year_axis
from analysis.findings import alt


@styled
def women_share(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    language: str,
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
    years : sequence of int
        The years of the axis; one without data is a gap.
    published : DataFrame, optional
        `measures.published_shares`: hollow diamonds; the axis grows to take their years in.
    targets : sequence of str
        Codes of `rules.women_target`.
    """
    overlay = _published_women(published)
    years = list(range(min([*years, *overlay["year"]]), max([*years, *overlay["year"]]) + 1))
    own, ax = ax is None, start(ax, 5.4)
    lines = [rules.women_target(code) for code in targets]
    top = _ceiling([*table["high"], *overlay["share"], *(t["share"] for t in lines)], 1.25)
    free = _free(lines, top)
    colour = style.SEX_COLOURS["female"]
    share_line(ax, table, "women", language, colour=colour, free=free)
    for claim in overlay.itertuples():
        _diamond(ax, claim, language)
    _target_lines(ax, lines, years, language)
    gaps = years_without_data(ax, table, years, language, also=list(overlay["year"]))
    percent_axis(ax.yaxis)
    ax.set_ylim(0, top)
    year_axis(ax, years)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=say("women_by_year", language),
        alt=_alt_by_year(table, overlay, language),
        origins=[*table["origin"], *overlay["origin"]],
        notes=_notes(table, overlay, bool(lines), bool(gaps), language),
    )
    return ax


@styled
def women_by_group(
    table: pd.DataFrame,
    *,
    by: str,
    language: str,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of women in each group of the last year, sorted, with 95% intervals.

    Parameters
    ----------
    table : DataFrame
        `measures.women_share` by ``year`` and the column `by`.
    """
    known = table[table["total"] > 0].dropna(subset=[by])
    rows = known[known["year"] == known["year"].max()]
    rows = rows.sort_values("share", ascending=False).reset_index(drop=True)
    own, ax = ax is None, start(ax, 1.2 + 0.75 * len(rows))
    names = [_group(by, group, language) for group in rows[by]]
    for position, row in enumerate(rows.to_dict("records")):
        _whiskered_dot(ax, position, row, language)
    percent_axis(ax.xaxis)
    ax.set_xlim(0, _ceiling(rows["high"]))
    ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), names)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    if rows.empty:
        empty(ax, language)
    year = _last_year(rows, table)
    finish(
        ax,
        own=own,
        language=language,
        title=title,
        subtitle=say("women_by_group", language, year=year),
        alt=_alt(rows, names, "women_by_group", language, year=year),
        origins=list(table["origin"]),
        notes=[say("note_interval", language)] if len(rows) else [],
    )
    return ax


def _last_year(*tables: pd.DataFrame) -> str:
    return next((str(table["year"].max()) for table in tables if len(table)), "–")


def _whiskered_dot(ax: Axes, position: int, row: dict, language: str) -> None:
    colour = style.SEX_COLOURS["female"]
    ax.plot([row["low"], row["high"]], [position] * 2, color=colour, linewidth=1.4, alpha=0.55)
    ax.plot(row["share"], position, "o", color=colour, markersize=6)
    ax.annotate(
        wording.percent(row["share"], language), (row["share"], position), xytext=(0, 5),
        textcoords="offset points", ha="center", va="bottom", fontsize=7.5,
    )  # fmt: skip
    counts = f"{wording.number(row['women'], language)}/{wording.number(row['total'], language)}"
    beside(ax, position, counts, points=5, size=7.5)


def _published_women(published: pd.DataFrame | None) -> pd.DataFrame:
    if published is None:
        return pd.DataFrame(columns=["year", "share", "n", "total", "origin"])
    return published[published["measure"] == "women"]


def _diamond(ax: Axes, claim: Any, language: str) -> None:
    published_diamond(ax, claim.year, claim.share)
    people = f"{wording.number(claim.n, language)}/{wording.number(claim.total, language)}"
    ax.annotate(
        f"{wording.percent(claim.share, language)}\n({people})", (claim.year, claim.share),
        xytext=(0, 6), textcoords="offset points", ha="center", va="bottom", fontsize=7,
        linespacing=1.1,
    )  # fmt: skip


def _free(lines: list[dict], top: float) -> tuple[float, float]:
    """Return between which shares a label of two lines would meet the names of the targets."""
    shares = [float(target["share"]) for target in lines]
    return (min(shares) - 0.2 * top, max(shares) + 0.08 * top) if shares else (0, 0)


def _target_lines(ax: Axes, lines: list[dict], years: list[int], language: str) -> None:
    highest = max((float(target["share"]) for target in lines), default=0)
    for target in lines:
        share = float(target["share"])
        # Two targets may be near each other: the names stand outside of them.
        above = len(lines) > 1 and share == highest
        ax.axhline(share, color=style.MUTED, linewidth=0.8, linestyle=(0, (5, 3)), zorder=1)
        ax.annotate(
            target[language], (years[0] - 0.47, share), xytext=(0, 2 if above else -2),
            textcoords="offset points", ha="left", va="bottom" if above else "top",
            fontsize=6.5, color=style.MUTED,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )  # fmt: skip


def _group(by: str, group: object, language: str) -> str:
    if pd.isna(group):
        return say("unknown_group", language)
    return vocabulary.label({"post_group": "post_groups"}.get(by, by), group, language, short=True)


def _ceiling(values: Sequence[float], room: float = 1.1) -> float:
    known = [float(value) for value in values if not pd.isna(value)]
    return min(1.0, max(known, default=1.0)) * room


def _alt(
    table: pd.DataFrame, names: Sequence[str], key: str, language: str, **values: object
) -> str:
    return alt.of_shares(
        table["share"],
        names,
        what=say(key, language, **values),
        language=language,
        simulated="simulated" in set(table["origin"]),
        people=table["total"],
    )


def _alt_by_year(table: pd.DataFrame, overlay: pd.DataFrame, language: str) -> str:
    return alt.of_shares(
        [*table["share"], *overlay["share"]],
        [*table["year"].astype(str), *alt.published(overlay["year"], language)],
        what=say("women_by_year", language),
        language=language,
        simulated="simulated" in set(table["origin"]),
        series=overlay.empty,
        people=[*table["total"], *overlay["total"]],
    )


def _notes(
    table: pd.DataFrame, overlay: pd.DataFrame, targets: bool, gaps: bool, language: str
) -> list[str]:
    unknown = int(table["unknown"].sum())
    chosen = [
        (len(overlay), say("note_published", language)),
        (targets, say("note_targets", language)),
        (gaps, say("note_gap", language)),
        (table["total"].gt(0).any(), say("note_interval", language)),
        (unknown, say("note_unknown_sex", language, n=wording.number(unknown, language))),
    ]
    return [text for wanted, text in chosen if wanted]
