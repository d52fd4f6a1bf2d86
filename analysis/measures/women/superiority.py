"""Are women rated as men are, over the whole scale? For the workbook, not for a briefing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.stats.nonparametric import rank_compare_2ordinal

from analysis import vocabulary
from analysis.counts import By, Population, as_population
from analysis.counts.engine import RATED
from analysis.measures.comparison import one_unit
from analysis.measures.shares import FEWEST_JUDGED, LEVEL, columns_of


@dataclass(frozen=True)
class Superiority:
    """The chance that a woman's rating is higher than a man's.

    Attributes
    ----------
    probability : float
        0-1, ties halved; 0.5 where neither tends to be rated higher.
    low, high : float
        95% interval; missing where the ratings do not vary enough to tell one.
    """

    probability: float
    low: float
    high: float


def superiority(people: Population | pd.DataFrame, by: By) -> pd.DataFrame:
    """Return the chance that a woman drawn at random is rated higher than a man, ties halved.

    Parameters
    ----------
    people, by
        As for `rating_distribution`: whom, and the columns that make the groups.

    Returns
    -------
    DataFrame
        One row per group with somebody rated and of known sex: by…, ``total_women``,
        ``total_men``, ``probability`` (0-1) with its 95% interval ``probability_low``,
        ``probability_high`` (see `chance_higher`; missing where it is not judged), ``judged``
        (at least 20 women and 20 men, of more than one unit), ``of``, ``origin``.
    """
    people, by = as_population(people), columns_of(by)
    told = people.count([*by, "sex", "rating"])
    told = told[(told["state"] == RATED) & told["sex"].notna()]
    scale = pd.CategoricalDtype(list(vocabulary.rating_order()), ordered=True)
    groups = told.groupby(by, dropna=False, observed=True, as_index=False)
    table = groups[["n"]].sum()[by]
    pairs = [_by_sex(rows, scale) for _, rows in told.groupby(by, dropna=False, observed=True)]
    compared = pd.DataFrame([_row(women, men) for women, men in pairs], columns=_COLUMNS)
    judged = compared[["total_women", "total_men"]].min(axis=1) >= FEWEST_JUDGED
    judged &= not one_unit(people)
    ends = {name: compared[name].where(judged) for name in _ENDS}
    told_of = {"judged": judged.astype(bool), "of": people.of_whom, "origin": people.origin}
    return pd.concat([table, compared.assign(**ends, **told_of)], axis=1)


_ENDS = ["probability_low", "probability_high"]
_COLUMNS = ["total_women", "total_men", "probability", *_ENDS]


def _by_sex(rows: pd.DataFrame, scale: pd.CategoricalDtype) -> tuple[list[int], list[int]]:
    numbers = rows.assign(rating=rows["rating"].astype(scale))
    cells = numbers.pivot_table(
        index="rating", columns="sex", values="n", aggfunc="sum", observed=False, fill_value=0
    ).reindex(columns=["female", "male"], fill_value=0)
    return cells["female"].tolist(), cells["male"].tolist()


def _row(women: list[int], men: list[int]) -> dict[str, float]:
    told = chance_higher(women, men)
    return {
        **{"total_women": sum(women), "total_men": sum(men), "probability": told.probability},
        **{"probability_low": told.low, "probability_high": told.high},
    }


def chance_higher(women_counts: Sequence[int], men_counts: Sequence[int]) -> Superiority:
    """Return the chance that a woman drawn at random is rated higher than a man, ties halved.

    Parameters
    ----------
    women_counts, men_counts : sequence of int
        People at each level, the worst level first; no levels at all are nobody.

    Returns
    -------
    Superiority
        Missing throughout where there is no woman or no man. The interval is missing where one of
        them is a single person, or where all pairs but for ties come out alike.

    Raises
    ------
    ValueError
        The two have different numbers of levels, or a count is negative.

    Notes
    -----
    Brunner and Munzel (2000), Biometrical Journal 42, 17-25, as in statsmodels
    ``rank_compare_2ordinal``.

    Examples
    --------
    >>> chance_higher([0, 1, 1], [1, 1, 0]).probability
    0.875
    """
    women, men = [int(n) for n in women_counts], [int(n) for n in men_counts]
    scales = {len(counts) for counts in (women, men) if counts}
    if len(scales) > 1 or min([*women, *men], default=0) < 0:
        raise ValueError(
            f"women {women} and men {men} are not counts on one scale; give both for the same "
            "levels, worst first, none negative"
        )
    if not (sum(women) and sum(men)):
        return Superiority(np.nan, np.nan, np.nan)
    if min(sum(women), sum(men)) < 2 or not (_places(women, men) or _places(men, women)):
        won = sum(w * rank for w, rank in zip(women, _doubled_ranks(men), strict=True))
        return Superiority(won / (2 * sum(women) * sum(men)), np.nan, np.nan)
    result = rank_compare_2ordinal(np.array(women, float), np.array(men, float))
    low, high = result.conf_int(alpha=1 - LEVEL)
    return Superiority(float(result.prob1), max(float(low), 0.0), min(float(high), 1.0))


def _doubled_ranks(counts: list[int]) -> list[int]:
    """Return for each level twice the people below it plus those at it: whole, so exact."""
    below = np.cumsum([0, *counts[:-1]], dtype=object)
    return [2 * int(b) + n for b, n in zip(below, counts, strict=True)]


def _places(counts: list[int], others: list[int]) -> bool:
    """Say whether the people counted stand at more than one place among the others."""
    ranks = zip(counts, _doubled_ranks(others), strict=True)
    return len({rank for n, rank in ranks if n}) > 1
