"""Are women rated as men are? Two dots a year, and their difference with its interval."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.charts.draw import style
from analysis.charts.draw.breaks import rule_lines
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.groups import why_absent
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import label, remark
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.scale import beside, share_rows
from analysis.findings.finding import of_one_unit
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words

_MARKERS = {"female": "o", "male": "s"}
_SHARES = {"female": "share_women", "male": "share_men"}
# Marks nearer than this would hide one another on one line; in rows, how far each moves aside.
_NEAR, _ASIDE = 0.03, 0.17


@styled
def rating_gap(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    **head: Unpack[Head],
) -> Axes:
    """Draw the share at the compared level of women and of men, one row a year.

    Parameters
    ----------
    table : DataFrame
        `measures.rating_gap` by ``year``.
    years : sequence of int
        The years of the axis; one without data is an empty row that says so.
    """
    years = sorted(years)
    known = table[table["total_women"] + table["total_men"] > 0]
    height = EMPTY_CM + (0.7 * len(years) if len(known) else 0)
    with page(table, height=height, **head) as chart:
        chart.about("gap_by_year", table)
        by_year = {int(row["year"]): row for row in known.to_dict("records")}
        if by_year:
            rules = _draw(chart.ax, years, by_year, table, chart.words)
            _notes(chart, years, by_year, rules)
            chart.key = _key(chart.words)
        else:
            chart.nothing()
        _tell(chart, known)
    return chart.ax


def _draw(
    ax: Axes, years: list[int], by_year: dict[int, dict], table: pd.DataFrame, words: Words
) -> list[str]:
    """Draw a row for each year and return the rules that came in between two of them."""
    for position, year in enumerate(years):
        if year in by_year:
            _pair(ax, position, by_year[year], words)
        else:
            remark(ax, why_absent(table, words), 0.02, position)
    shares = [row[sex] for row in by_year.values() for sex in _SHARES.values()]
    shares = [share for share in shares if not pd.isna(share)]
    # Beyond the ends for the labels of what lies there.
    _rows(ax, years, 0.12 if min(shares) < 0.1 else 0, 0.14 if max(shares) > 0.9 else 0)
    _heads(ax, words)
    return rule_lines(ax, years, by_year, words)


def _notes(chart: Page, years: list[int], by_year: dict[int, dict], rules: list[str]) -> None:
    rows = by_year.values()
    unknown = sum(int(row["unknown"]) for row in rows)
    totals = [row[f"total_{sex}"] for row in rows for sex in ("women", "men")]
    chart.note("note_gap_interval", any(row["judged"] for row in rows))
    chart.note("note_small_marks", any(0 < n < SMALLEST_TESTED_UNIT for n in totals))
    chart.note("note_gap", set(years) - set(by_year))
    chart.note("note_unknown_sex_rated", unknown, n=chart.words.number(unknown))
    chart.note("note_rule_rows", rules, rule="; ".join(rules))


def _pair(ax: Axes, position: int, row: dict, words: Words) -> None:
    women, men = row["share_women"], row["share_men"]
    near = abs(women - men) < _NEAR
    if not near:
        ax.plot([women, men], [position] * 2, color=style.RULE, linewidth=3, zorder=1)
    for sex, share, other in (("female", women, men), ("male", men, women)):
        if pd.isna(share):
            continue
        right = pd.isna(other) or share > other or (share == other and sex == "female")
        line = position + (_ASIDE if near and sex == "male" else -_ASIDE if near else 0)
        few = row[f"total_{_SHARES[sex].removeprefix('share_')}"] < SMALLEST_TESTED_UNIT
        ax.plot(
            share, line, _MARKERS[sex], color=style.SEX_COLOURS[sex], markersize=7,
            markerfacecolor="white" if few else style.SEX_COLOURS[sex],
        )  # fmt: skip
        label(ax, words.percent(share), share, line, right=7 if right else -7)
    people = f"{words.number(row['total_women'])} | {words.number(row['total_men'])}"
    _columns(ax, position, [people, _difference(row, words)])


def _difference(row: dict, words: Words) -> str:
    """Return the difference with its interval, or why women and men are not compared."""
    reason = _reason(row)
    if reason is not None:
        return say(reason, words)
    if not row["judged"]:
        return words.points(row["difference"])
    low, high = (words.points(row[f"difference_{end}"]) for end in ("low", "high"))
    interval = say("interval", words, low=low, high=high)
    return f"{words.points(row['difference'])} {interval}"


def _reason(row: dict) -> str | None:
    if not row["total_women"] or not row["total_men"]:
        return "only_men" if row["total_men"] else "only_women"
    if min(row["total_women"], row["total_men"]) < SMALLEST_TESTED_UNIT:
        return "under_twenty"
    return None if row["judged"] or of_one_unit(row["of"]) else "too_many_unknown"


def _heads(ax: Axes, words: Words) -> None:
    _columns(ax, -0.75, [say("head_people", words), say("head_difference", words)], size=7)


def _columns(ax: Axes, position: float, cells: list[str], size: float = 8) -> None:
    for column, cell in enumerate(cells):
        beside(ax, position, cell, points=30 + 85 * column, size=size, ha="center")


def _rows(ax: Axes, years: list[int], left: float, right: float) -> None:
    share_rows(ax, [str(year) for year in years])
    ax.set_xlim(-left, 1 + right)


def _key(words: Words) -> Key:
    return Key(
        [
            Line2D([], [], marker=marker, linestyle="", color=style.SEX_COLOURS[sex], markersize=7)
            for sex, marker in _MARKERS.items()
        ],
        [words.label("sexes", sex) for sex in _MARKERS],
    )


def _tell(chart: Page, known: pd.DataFrame) -> None:
    shares = pd.concat([known[column] for column in _SHARES.values()])
    names = [
        f"{chart.words.label('sexes', sex)}, {year}" for sex in _SHARES for year in known["year"]
    ]
    chart.tell_shares(shares, names, people=[*known["total_women"], *known["total_men"]])
