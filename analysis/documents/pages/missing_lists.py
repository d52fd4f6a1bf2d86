"""The lists that are missing, in a line."""

import pandas as pd

from analysis import wording
from analysis.documents.result_tables import TEMPLATES
from analysis.words import Words

_MOST = 5


def missing_told(missing: pd.DataFrame | None, words: Words) -> str:
    """Return the missing lists as a text: *Xã An (2014, 2015); Xã Bình (2015)*; none is empty.

    Parameters
    ----------
    missing : DataFrame, optional
        ``unit``, ``year``. Units that miss the fewest years come first, at most five are named.
    """
    if missing is None or missing.empty:
        return ""
    units = sorted(missing.groupby("unit")["year"], key=lambda each: len(each[1]))
    named = [f"{unit} ({wording.years(years)})" for unit, years in units[:_MOST]]
    if more := len(units) - _MOST if len(units) > _MOST else 0:
        named.append(words.say(TEMPLATES / "texts.yml", "missing_more", n=more))
    return "; ".join(named)
