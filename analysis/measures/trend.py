"""Does a share rise or fall over ordered years?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm


@dataclass(frozen=True)
class CochranArmitage:
    """The test for a linear trend in shares.

    Attributes
    ----------
    z : float
        Above zero where the share rises with the score; missing where there is nothing to test.
    p_value : float
        Two-sided, without continuity correction.
    """

    z: float
    p_value: float


def cochran_armitage(
    successes: Sequence[int], totals: Sequence[int], scores: Sequence[float]
) -> CochranArmitage:
    """Return the Cochran-Armitage test of whether a share rises or falls with a score.

    Content with cells. The groups must be independent: people rated year after year are not.

    Parameters
    ----------
    successes, totals : sequence of int
        People at the level and people rated, per group; a group of nobody, or with an unknown
        number, carries nothing.
    scores : sequence of float
        The place of each group; the years themselves, so that a missing year counts.

    Returns
    -------
    CochranArmitage
        Missing values with fewer than two groups, or where everybody or nobody is at the level.

    Raises
    ------
    ValueError
        The sequences are of different lengths, or more people are at the level than were rated.

    Notes
    -----
    The variance is that of the binomial, with N and not N - 1. Armitage, P. (1955). Tests for
    linear trends in proportions and frequencies. Biometrics 11, 375-386.

    Examples
    --------
    >>> result = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    >>> round(result.z**2, 3), round(result.p_value, 6)
    (8.225, 0.004132)
    """
    count, total, score = _known(successes, totals, scores)
    people = total.sum()
    if people == 0:
        return CochranArmitage(np.nan, np.nan)
    share = count.sum() / people
    # Years are large and close together: centred, the sums below lose no digits.
    centred = score - (total * score).sum() / people
    variance = share * (1 - share) * (total * centred**2).sum()
    if len(np.unique(score)) < 2 or variance <= 0:
        return CochranArmitage(np.nan, np.nan)
    z = (centred * (count - total * share)).sum() / np.sqrt(variance)
    return CochranArmitage(float(z), float(2 * norm.sf(abs(z))))


def _known(*columns: Sequence[float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if len({len(column) for column in columns}) > 1:
        raise ValueError("successes, totals and scores must be of one length, one entry per group")
    count, total, score = (_floats(column) for column in columns)
    known = np.isfinite(count) & np.isfinite(total) & (total > 0)
    if ((count < 0) | (count > total))[known].any():
        raise ValueError("a count at the level lies outside 0 and its number of people")
    return count[known], total[known], score[known]


def _floats(column: Sequence[float]) -> np.ndarray:
    return pd.array(list(column), dtype="Float64").to_numpy(dtype=float, na_value=np.nan)
