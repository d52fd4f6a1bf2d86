"""What can those who left and entered explain of a change?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def composition_bounds(
    before_n: int,
    before_k: int,
    after_n: int,
    after_k: int,
    stayers: int | Sequence[int] | None = None,
) -> pd.DataFrame:
    """Return what must hold of those who left and came if no stayer's rating had changed.

    Content with four published numbers: people and people at the level, before and after.

    Parameters
    ----------
    before_n, before_k, after_n, after_k : int
        People, and people at the level, in the earlier and the later year.
    stayers : int or sequence of int, optional
        Number of people in both years where it is known, or the numbers to look at; else every
        possible number.

    Returns
    -------
    DataFrame
        One row per number of stayers: ``stayers``, ``entrants``, ``leavers``; the people
        at the level among the stayers ``k_low``-``k_high``, the leavers ``leavers_low``-
        ``leavers_high`` and the entrants ``entrants_low``-``entrants_high``; ``feasible``. The
        ranges are missing where no number fits.

    Raises
    ------
    ValueError
        A count at the level exceeds its people, or there are more stayers than people.

    Examples
    --------
    >>> row = composition_bounds(610, 318, 417, 258, stayers=417).iloc[0]
    >>> int(row.leavers), int(row.leavers_low), int(row.leavers_high)
    (193, 60, 60)
    """
    most = min(before_n, after_n)
    if not (0 <= before_k <= before_n and 0 <= after_k <= after_n):
        raise ValueError("a count at the level lies outside 0 and its number of people")
    stayed = np.arange(most + 1) if stayers is None else np.atleast_1d(stayers).astype("int64")
    if len(stayed) and not 0 <= stayed.min() <= stayed.max() <= most:
        raise ValueError(f"{stayers} stayers do not fit {before_n} people before, {after_n} after")
    left, entered = before_n - stayed, after_n - stayed
    low = np.maximum.reduce([np.zeros_like(stayed), before_k - left, after_k - entered])
    high = np.minimum(stayed, min(before_k, after_k))
    feasible = low <= high
    ranges = {
        "k_low": low,
        "k_high": high,
        "leavers_low": before_k - high,
        "leavers_high": before_k - low,
        "entrants_low": after_k - high,
        "entrants_high": after_k - low,
    }
    # The arrays are made with their mask: of millions of rows every copy is felt.
    bounded = {name: pd.arrays.IntegerArray(n, ~feasible) for name, n in ranges.items()}
    return pd.DataFrame(
        {"stayers": stayed, "entrants": entered, "leavers": left, **bounded, "feasible": feasible},
        copy=False,
    )
