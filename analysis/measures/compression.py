"""Has the scale of ratings still anything to say, or is nearly everybody at one or two levels?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import entropy

from analysis import vocabulary
from analysis.counts import By, Population, as_population
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import FEWEST_JUDGED, columns_of, with_wilson

# How many of the best levels are taken together.
BEST = 2


def compression(people: Population | pd.DataFrame, by: By) -> pd.DataFrame:
    """Return how far the ratings crowd on few levels.

    Parameters
    ----------
    people, by
        As for `rating_distribution`: whom, and the columns that make the groups.

    Returns
    -------
    DataFrame
        One row per group: by…, ``n`` (people at the two best levels), ``total`` (people rated),
        ``not_rated``, ``withheld``, ``share`` of total with Wilson's 95% interval ``low``,
        ``high`` (0-1), ``effective_levels`` (as many levels, each with as many people, would
        spread the ratings as widely: from 1 to ``levels``), ``levels`` (of the scale),
        ``largest_share`` (0-1) and ``largest_rating`` (the level with most people, the better one
        of two alike), ``judged`` (whether enough are rated to compare), ``of``, ``origin``.
        Missing where nobody is rated.

    Raises
    ------
    ValueError
        The rows are of several origins, or no column makes the groups.

    Notes
    -----
    The effective number is the exponential of Shannon's entropy: Hill (1973), Diversity and
    evenness: a unifying notation and its consequences, Ecology 54, 427-432. How ratings crowd at
    the top, and what then tells nobody apart: GAO-15-189 (2015); Golman and Bhatia (2012),
    Performance evaluation inflation and compression, Accounting, Organizations and Society 37.

    Examples
    --------
    >>> from analysis import records
    >>> cells = [dict(year=2011, rating="excellent", count=50, origin="recorded"),
    ...          dict(year=2011, rating="good", count=50, origin="recorded")]
    >>> row = compression(records.frame(records.EVALUATIONS, cells), by="year").iloc[0]
    >>> float(row["share"]), float(row["effective_levels"])
    (1.0, 2.0)
    """
    people, by = as_population(people), columns_of(by)
    levels = vocabulary.codes("ratings")
    spread = rating_distribution(people, by)
    sizes = spread[spread["rating"] == levels[0]].reset_index(drop=True)
    # Each group has a row for each level, from the worst to the best.
    counts = spread["n"].to_numpy(dtype=int).reshape(-1, len(levels))[:, ::-1]
    best = pd.array(counts[:, :BEST].sum(axis=1), dtype="Int64")
    table = with_wilson(sizes.assign(n=best), "n", "total")
    table = table.assign(levels=len(levels), **_crowding(counts, levels))
    judged = table["total"] >= FEWEST_JUDGED
    return table[[*by, *_COLUMNS]].assign(judged=judged, of=people.of_whom, origin=people.origin)


_COLUMNS = [
    *("n", "total", "not_rated", "withheld", "share", "low", "high"),
    *("effective_levels", "levels", "largest_share", "largest_rating"),
]


def _crowding(counts: np.ndarray, levels: Sequence[str]) -> dict[str, pd.Series]:
    rated = counts.sum(axis=1)
    known = rated > 0
    shares = counts / np.where(known, rated, 1)[:, None]
    largest = pd.Series([levels[place] for place in counts.argmax(axis=1)], dtype="str")
    # The entropy of nobody would divide by zero.
    effective = pd.Series(np.exp(entropy(shares + ~known[:, None], axis=1)), dtype=float)
    return {
        "effective_levels": effective.where(known),
        "largest_share": pd.Series(counts.max(axis=1) / np.where(known, rated, np.nan)),
        "largest_rating": largest.where(known),
    }
