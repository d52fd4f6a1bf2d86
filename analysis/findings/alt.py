"""Alt texts: what a chart shows, its lowest and its highest value, for those who do not see it."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.findings.finding import say
from analysis.measures import SMALLEST_TESTED_UNIT
from analysis.words import Words


def of_shares(
    shares: Iterable[float],
    names: Sequence[str],
    *,
    what: str,
    words: Words,
    simulated: bool = False,
    series: bool = False,
    people: Iterable[float] | None = None,
    decimals: Iterable[int] | None = None,
) -> str:
    """Return the alt text of a chart of shares.

    Parameters
    ----------
    shares : iterable of float
        The shares drawn, 0-1; missing ones are passed over.
    names : sequence
        What each share is of, as it is written on the chart.
    what : str
        What is measured, as in the chart's subtitle.
    simulated : bool
    series : bool
        The shares are one series in time: its first and last value are told as well.
    people : iterable of float, optional
        How many people each share is of, missing where that is not known: a share of fewer than
        20 is no extreme, and where all are, none is told.
    decimals : iterable of int, optional
        How exactly each share is known: a published 62% is not told as 62.0%. By default 1.
    """
    drawn = pd.DataFrame({"share": list(shares), "name": list(names)})
    drawn = drawn.assign(
        people=float("inf") if people is None else list(people),
        decimals=1 if decimals is None else list(decimals),
    )
    named = drawn.dropna(subset=["share"])
    # A published share may come without its total: it is not known to be of few.
    large = named[~(pd.to_numeric(named["people"]) < SMALLEST_TESTED_UNIT).fillna(False)]
    variant, told = _shape(named, large)
    text = say(f"alt.{variant}", words, what=what, **_extremes(told, words))
    if series and variant in ("shares", "equal"):
        ends = _value("first", told.iloc[0], words) | _value("last", told.iloc[-1], words)
        text += say("alt.series", words, **ends)
    if variant in ("one", "shares") and len(large) < len(named):
        text += say("alt.few_aside", words)
    return marked(text, simulated=simulated, words=words)


def _shape(named: pd.DataFrame, large: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    if named.empty or large.empty:
        return ("empty" if named.empty else "few"), large
    if len(large) == 1:
        return "one", large
    if (large["share"] == large["share"].iloc[0]).all():
        return ("equal" if len(large) == len(named) else "equal_of_many"), large
    return "shares", large


def _extremes(told: pd.DataFrame, words: Words) -> dict[str, str]:
    if told.empty:
        return {}
    lowest, highest = (told.loc[told["share"].agg(end)] for end in ("idxmin", "idxmax"))
    return _value("lowest", lowest, words) | _value("highest", highest, words)


def published(names: Iterable[object], words: Words) -> list[str]:
    """Return names of shares with the remark that they were published, not recorded."""
    return [say("alt.published", words, name=name) for name in names]


def _value(end: str, row: pd.Series, words: Words) -> dict[str, str]:
    share = words.percent(row["share"], int(row["decimals"]))
    return {end: share, f"{end}_name": row["name"]}


def marked(text: str, *, simulated: bool, words: Words) -> str:
    """Return the text, saying so where the data are simulated."""
    return say("simulated", words, text=text) if simulated else text
