"""Who stayed on the lists from each year to the next, who left them, and who came."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.draw import style
from analysis.charts.draw.frame import empty, finish, say, start, styled
from analysis.charts.draw.groups import whom
from analysis.findings import alt
from analysis.words import Words

_LEFT = "#d9d9d9"
# Room for a label at either end, as a part of the longest bars together.
_LABEL_ROOM = 0.36


@styled
def flows(
    table: pd.DataFrame,
    *,
    words: Words | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw for each pair of years who stayed, who left and who came, as bars that share a line.

    Parameters
    ----------
    table : DataFrame
        `measures.flows`; without a pair of years that lists are known of it says so.
    """
    words = words or Words.of_review()
    own, ax = ax is None, start(ax, 0.9 + 0.8 * max(len(table), 1))
    for place, row in enumerate(table.to_dict("records")):
        _pair(ax, place, row, words)
    if table.empty:
        empty(ax, words, "no_second_year")
    else:
        _axes(ax, table)
    subtitle = say("flows", words, whom=whom(table, words))
    finish(
        ax,
        own=own,
        words=words,
        title=title,
        subtitle=subtitle,
        alt=_alt(table, subtitle, words),
        origins=list(table["origin"]),
        notes=[say("note_flows", words)] * bool(table.filter(like="otherwise").to_numpy().any()),
    )
    return ax


def _pair(ax: Axes, place: int, row: dict, words: Words) -> None:
    """Draw who left to the left of the line, who stayed and who came to the right of it."""
    gone, stayed, came = row["left_list"], row["stayed"], row["entered"]
    ax.barh(place, -gone, height=0.62, color=_LEFT, edgecolor=style.MUTED, linewidth=0.6)
    ax.barh(place, stayed, height=0.62, color=style.MUTED)
    ax.barh(place, came, left=stayed, height=0.62, color=style.LATER)
    told = {
        "left_list": (-gone, "right", -3, style.INK),
        "entered": (stayed + came, "left", 3, style.INK),
    }
    for name, (x, side, points, colour) in told.items():
        text = say(f"flow.{name}", words, n=words.number(row[name]))
        ax.annotate(
            text, (x, place), xytext=(points, 0), textcoords="offset points", ha=side,
            va="center", fontsize=7.5, color=colour,
        )  # fmt: skip
    if not stayed:
        return
    text = say("flow.stayed", words, n=words.number(stayed))
    ax.text(stayed / 2, place, text, ha="center", va="center", fontsize=7.5, color="white")


def _axes(ax: Axes, table: pd.DataFrame) -> None:
    names = [f"{row['year']}–{row['next_year']}" for row in table.to_dict("records")]
    ax.set_yticks(range(len(table)), names)
    ax.set_ylim(len(table) - 0.4, -0.6)
    left, right = table["left_list"].max(), (table["stayed"] + table["entered"]).max()
    # Of the whole width: a label is as long beside a short bar as beside a long one.
    room = _LABEL_ROOM * max(left + right, 1)
    ax.set_xlim(-left - room, right + room)
    ax.set_xticks([])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=style.INK, linewidth=0.8)


def _alt(table: pd.DataFrame, what: str, words: Words) -> str:
    parts = [
        f"{row['year']}–{row['next_year']}: "
        + ", ".join(
            say(f"flow.{name}", words, n=words.number(row[name]))
            for name in ("stayed", "left_list", "entered")
        )
        for row in table.to_dict("records")
    ]
    text = f"{what}. {'; '.join(parts) or say('no_data', words)}"
    return alt.marked(text, simulated="simulated" in set(table["origin"]), words=words)
