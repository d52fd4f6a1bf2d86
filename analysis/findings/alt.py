"""Alt texts: what a chart shows, its lowest and its highest value, for those who do not see it."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis import wording
from analysis.findings.finding import say


def of_shares(
    shares: Iterable[float],
    names: Sequence[str],
    *,
    what: str,
    language: str,
    simulated: bool,
    series: bool = False,
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
    """
    named = pd.DataFrame({"share": list(shares), "name": list(names)}).dropna(subset=["share"])
    if named.empty:
        return marked(say("alt.empty", language, what=what), simulated=simulated, language=language)
    text = say(
        "alt.shares" if len(named) > 1 else "alt.one",
        language,
        what=what,
        **_value("lowest", named.loc[named["share"].idxmin()], language),
        **_value("highest", named.loc[named["share"].idxmax()], language),
    )
    if series and len(named) > 1:
        ends = _value("first", named.iloc[0], language) | _value("last", named.iloc[-1], language)
        text += say("alt.series", language, **ends)
    return marked(text, simulated=simulated, language=language)


def published(names: Iterable[object], language: str) -> list[str]:
    """Return names of shares with the remark that they were published, not recorded."""
    return [say("alt.published", language, name=name) for name in names]


def _value(end: str, row: pd.Series, language: str) -> dict[str, str]:
    return {end: wording.percent(row["share"], language), f"{end}_name": row["name"]}


def marked(text: str, *, simulated: bool, language: str) -> str:
    """Return the text, saying so where the data are simulated."""
    return say("simulated", language, text=text) if simulated else text
