"""Does a share rise or fall over ordered years?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis import vocabulary
from analysis.counts import Population
from analysis.counts.engine import RATED
from analysis.measures.ratings import rating_distribution
from analysis.measures.shares import FEWEST_JUDGED, check_level, not_judged


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


@dataclass(frozen=True)
class Trend:
    """Whether a share trends over the years, and whether that can be asked of these people.

    Attributes
    ----------
    level : str
    years : tuple of int
        The years of which somebody is rated.
    missing : tuple of int
        The years without anybody rated between them.
    fewest : int
        People rated in the smallest of the years.
    rated, again : int
        People rated in any of the years who can be followed, and of them in more than one.
    perhaps_again : int
        People who may be the same in two of the years (`measures.doubts`), the most of any two:
        where one year's list has no staff numbers, all who stayed.
    units, units_in_all : int
        Units expected in any of the years, and of them those whose lists of all are there: the
        test is of these.
    z, p_value : float
        As `CochranArmitage`; missing where the test is withheld.
    withheld : str or None
        Why: ``one_year``, ``same_people`` (somebody is rated in several years, so they are not
        independent), ``perhaps_same`` (somebody may be), ``gap`` (a year between has no data),
        ``few`` (a year of under 20 people), ``one_unit``, ``all_alike`` (everybody or nobody is at
        the level).
    of : str
    origin : str or None
    """

    level: str
    years: tuple[int, ...]
    missing: tuple[int, ...]
    fewest: int
    rated: int
    again: int
    perhaps_again: int
    units: int
    units_in_all: int
    z: float
    p_value: float
    withheld: str | None
    of: str
    origin: str | None


def share_trend(people: Population, level: str = "excellent") -> Trend:
    """Return whether the share at a level trends over the years.

    The test takes years as independent: it is made only where nobody is known to be rated in
    several of them, on the units whose lists of all years are there.

    Parameters
    ----------
    people : Population
    level : str
    """
    check_level(level)
    years, rows = _shares(people, level)
    within = people.of_years(years)
    rated, again = _rated_again(within)
    units, units_in_all = _units(within)
    asked = Trend(
        level=level,
        years=tuple(years),
        missing=tuple(sorted({*range(min(years, default=0), max(years, default=0))} - {*years})),
        fewest=int(rows["total"].min()) if len(rows) else 0,
        rated=rated,
        again=again,
        perhaps_again=_perhaps_again(within),
        units=units,
        units_in_all=units_in_all,
        **vars(cochran_armitage(rows["n"], rows["total"], rows["year"])),
        withheld=None,
        of=people.of_whom,
        origin=people.origin,
    )
    why = _why_withheld(asked)
    return replace(asked, z=np.nan, p_value=np.nan, withheld=why) if why else asked


def _why_withheld(asked: Trend) -> str | None:
    reasons = {
        "one_year": len(asked.years) < 2,
        "few": asked.fewest < FEWEST_JUDGED,
        "same_people": asked.again,
        "perhaps_same": asked.perhaps_again,
        "gap": asked.missing,
        "one_unit": not_judged(asked.of, asked.fewest) == "one_unit",
        "all_alike": np.isnan(asked.p_value),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _shares(people: Population, level: str) -> tuple[list[int], pd.DataFrame]:
    """Return the years of which somebody is rated, and the share of each on the same units."""
    told = people.count("year")
    years = sorted(int(y) for y in told.loc[told["state"] == RATED, "year"].unique())
    within = people.reporting(*years) if years else people
    rows = rating_distribution(within.of_years(years), by="year")
    return years, rows[(rows["rating"] == level) & (rows["total"] > 0)]


def _units(people: Population) -> tuple[int, int]:
    """Return how many units are expected in any of the years, and with lists of all of them."""
    lists = people.lists()
    expected = lists[(lists["listed"] > 0) | ~lists["reported"]]["unit"].nunique(dropna=False)
    return expected, expected - lists.loc[~lists["reported"], "unit"].nunique(dropna=False)


def _rated_again(people: Population) -> tuple[int, int]:
    """Return how many people are rated in any of the years, and in more than one of them."""
    paths = people.paths()
    states = paths[[column for column in paths if column.startswith("state_")]]
    times = states.isin(vocabulary.codes("ratings")).sum(axis=1)
    return int(paths.loc[times > 0, "n"].sum()), int(paths.loc[times > 1, "n"].sum())


def _perhaps_again(people: Population) -> int:
    told = people.doubts()
    names = told[told["reason"] == "namesake"].groupby(["year", "next_year"])["n"].sum()
    return int(names.max()) if len(names) else 0


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
