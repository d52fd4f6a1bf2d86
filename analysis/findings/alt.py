"""Alt texts: what a chart shows, its lowest and its highest value, for those who do not see it."""

from collections.abc import Sequence

import pandas as pd

from analysis import wording
from analysis.findings.finding import say


def of_shares(
    shares: pd.Series, names: Sequence[object], *, what: str, language: str, simulated: bool
) -> str:
    """Return the alt text of a chart of shares.

    Parameters
    ----------
    shares : Series
        The shares drawn, 0-1; missing ones are passed over.
    names : sequence
        What each share is of, as it is written on the chart.
    what : str
        What is measured, as in the chart's subtitle.
    """
    named = pd.DataFrame({"share": list(shares), "name": list(names)}).dropna(subset=["share"])
    if named.empty:
        text = say("alt.empty", language, what=what)
    else:
        low, high = named.loc[named["share"].idxmin()], named.loc[named["share"].idxmax()]
        text = say(
            "alt.shares",
            language,
            what=what,
            lowest=wording.percent(low["share"], language),
            lowest_name=low["name"],
            highest=wording.percent(high["share"], language),
            highest_name=high["name"],
        )
    return marked(text, simulated=simulated, language=language)


def marked(text: str, *, simulated: bool, language: str) -> str:
    """Return the text, saying so where the data are simulated."""
    return say("simulated", language, text=text) if simulated else text
