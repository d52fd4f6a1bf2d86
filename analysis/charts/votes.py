"""Confidence votes of one ballot: diverging bars in votes, with the rule's thresholds."""

from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import vocabulary
from analysis.charts.draw import style
from analysis.charts.draw.frame import say, styled
from analysis.charts.draw.layout import Key
from analysis.charts.draw.marks import label, remark
from analysis.charts.draw.names import numbered, shortened
from analysis.charts.draw.page import EMPTY_CM, Head, Page, page
from analysis.charts.draw.scale import beside
from analysis.charts.thresholds import Step, draw_thresholds, reached, rule_note, thresholds
from analysis.findings.votes.ballots import ballots_in
from analysis.measures.votes.ballots import each_ballot
from analysis.spoken import Message
from analysis.words import Words

VOTE_COLOURS = {"low": "#a8431c", "confident": "#96c1e2", "high": "#0b3560"}
_VOTE_INK = {"confident": style.INK, "high": "white"}
_NAMES_CM = 6.4
# A bar narrower than its number, as a share of the axis for each digit, goes without.
_DIGIT_SHARE = 0.015
# Sixty rows with head and foot still fit the 23 cm of a page.
_ROW_CM, _DENSE_ROW_CM, _DENSE_FROM = 0.5, 0.305, 25


@styled
def confidence_votes(
    table: pd.DataFrame,
    *,
    label: str = "post",
    **head: Unpack[Head],
) -> Axes:
    """Draw the votes for each post as a bar: low to the left, confidence and high to the right.

    Parameters
    ----------
    table : DataFrame
        `measures.confidence` by ``date``, ``post`` and the column `label`, of one ballot.
    label : str
        The column that names the rows; those written alike are numbered, and one that several
        people have received alike says how many.

    Raises
    ------
    ValueError
        The table holds several ballots.
    """
    if len(each_ballot(table)) > 1:
        raise ValueError(Message("refused.ballots"))
    rows = table.sort_values(["high", "low"], ascending=[False, True], kind="stable")
    rows = rows.reset_index(drop=True)
    dense = len(rows) > _DENSE_FROM
    height = 1.3 + len(rows) * (_DENSE_ROW_CM if dense else _ROW_CM) if len(rows) else EMPTY_CM
    with page(table, height=height, **head) as chart:
        chart.subtitle = _subtitle(rows, chart.words)
        if len(rows):
            _draw(chart, rows, label, 6 if dense else 7)
        else:
            chart.nothing()
    return chart.ax


def _draw(chart: Page, rows: pd.DataFrame, named_by: str, size: float) -> None:
    names, repeated = _names(rows, named_by, size, chart.words)
    steps = thresholds(rows)
    _axes(chart.ax, rows, names, steps, size, chart.words)
    draw_thresholds(chart.ax, steps, chart.words)
    for position, row in enumerate(rows.to_dict("records")):
        _bar(chart.ax, position, row, size, chart.words)
    chart.key = _key(chart.words)
    chart.alt = _alt(rows, chart.subtitle, chart.words)
    _notes(chart, rows, steps, repeated)


def _names(rows: pd.DataFrame, named_by: str, size: float, words: Words) -> tuple[list[str], bool]:
    font, width = FontProperties(family=style.FAMILY, size=size), _NAMES_CM * style.CM
    unknown = say("unknown_group", words)
    names = [unknown if pd.isna(post) else str(post) for post in rows[named_by]]
    short = [shortened(name, font, width) for name in names]
    told_apart = numbered(short)
    of_each = [
        say("post_of_people", words, post=name, n=words.number(n)) if n > 1 else name
        for name, n in zip(told_apart, rows["n"], strict=True)
    ]
    return of_each, told_apart != short


def _bar(ax: Axes, position: int, row: dict[str, Any], size: float, words: Words) -> None:
    if pd.isna(row["high"]) or pd.isna(row["confident"]) or pd.isna(row["low"]):
        remark(ax, say("no_figures", words), 0.5, position, size=size)
        return
    left = 0
    for level in ("confident", "high"):
        votes = int(row[level])
        ax.barh(position, votes, left=left, height=0.76, color=VOTE_COLOURS[level])
        if votes > _DIGIT_SHARE * (ax.get_xlim()[1] - ax.get_xlim()[0]) * len(str(votes)):
            label(
                ax, words.number(votes), left + votes / 2, position, size=size,
                va="center_baseline", color=_VOTE_INK[level],
            )  # fmt: skip
        left += votes
    low = int(row["low"])
    ax.barh(position, -low, height=0.76, color=VOTE_COLOURS["low"])
    label(
        ax, words.number(low), -low, position, right=-2.5, va="center_baseline",
        size=size, fontweight="bold" if reached(row) else "normal", zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )  # fmt: skip
    beside(ax, position, words.percent(row["share_low"]), points=26, size=size,
           ha="right")  # fmt: skip


def _axes(
    ax: Axes,
    rows: pd.DataFrame,
    names: list[str],
    steps: list[Step],
    size: float,
    words: Words,
) -> None:
    begun = [votes for _, begins in steps for votes in begins if votes is not None]
    lows = [int(low) for low in rows["low"].dropna()]
    highs = [int(votes) for votes in (rows["high"] + rows["confident"]).dropna()]
    width = max([*highs, 1]) + max([*lows, *begun, 1])
    # Room for the number beside the longest bar of low votes.
    digits = len(words.number(max([*lows, 1])))
    left = max([*lows, *begun, 1]) + (0.024 + 0.02 * digits) * width
    ax.set_xlim(-left, max([*highs, 1]) + 0.01 * width)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.axvline(0, color=style.INK, linewidth=0.7)
    ax.set_yticks(range(len(rows)), names, fontsize=size)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=8 if width < 10_000 else 3, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda at, _: words.number(abs(at))))
    ax.annotate(
        say("head_low", words), (1, 1), xycoords="axes fraction", xytext=(26, 3),
        textcoords="offset points", ha="right", va="bottom", fontsize=7, color=style.MUTED,
        linespacing=1.1, annotation_clip=False,
    )  # fmt: skip


def _key(words: Words) -> Key:
    levels = list(reversed(vocabulary.codes("vote_levels")))
    return Key(
        [Patch(color=VOTE_COLOURS[level]) for level in levels],
        [words.label("vote_levels", level) for level in levels],
    )


def _subtitle(rows: pd.DataFrame, words: Words) -> str:
    if rows.empty:
        return say("confidence_nothing", words)
    ((date, _),) = ballots_in(rows, words)
    bases = sorted({int(base) for base in rows["base"].dropna()})
    if not bases:
        return say("confidence_no_base", words, date=date)
    n = "–".join(words.number(base) for base in dict.fromkeys([bases[0], bases[-1]]))
    base = words.label("vote_bases", rows["base_of"].iloc[0])
    return say("confidence_votes", words, date=date, base=base, n=n)


def _notes(chart: Page, rows: pd.DataFrame, steps: list[Step], repeated: bool) -> None:
    decided = rows.loc[rows["base_decides"].fillna(False).astype(bool), "n"].sum()
    if steps:
        chart.notes.append(rule_note(rows, steps, chart.words))
    chart.note("note_reached", any(map(reached, rows.to_dict("records"))))
    chart.note("note_base_decides", decided, n=chart.words.number(decided))
    chart.note("note_no_vote_rule", not steps)
    chart.note("note_invalid_ballot", rows["valid_ballot"].eq(False).any())
    chart.note("note_numbered", repeated)


def _alt(rows: pd.DataFrame, what: str, words: Words) -> str:
    counted = rows.dropna(subset=["high", "low"])
    if counted.empty:
        return f"{what}: {say('no_data', words)}."
    ends = {
        f"{level}_{end}": words.number(votes)
        for level in ("high", "low")
        for end, votes in (("from", counted[level].min()), ("to", counted[level].max()))
    }
    at_one = sum(row["n"] for row in counted.to_dict("records") if reached(row))
    n = {"n": words.number(rows["n"].sum())}
    n["reached"] = words.number(at_one)
    return say("alt_votes", words, what=what, **n, **ends)
