"""How much of a change is who was there, and how much how each group was rated?"""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.shares import FEWEST_JUDGED
from analysis.records import single_origin
from analysis.spoken import Message


def kitagawa(
    before: pd.DataFrame,
    after: pd.DataFrame,
    by: Sequence[str],
    count: str = "total",
    rate: str = "share",
) -> pd.DataFrame:
    """Return the change of a share split into mix and rate, stratum by stratum.

    Content with cells: takes two tables with a count and a share per stratum, such as one level
    of `rating_distribution` in two years.

    Parameters
    ----------
    before, after : DataFrame
        One row per stratum: `by`, `count` (people) and `rate` (a share of them, 0-1).
    by : sequence of str
        Columns that make the strata; a missing value is a stratum of its own.
    count, rate : str
        Names of the columns of people and of their share.

    Returns
    -------
    DataFrame
        One row per stratum of either table: by…, ``mix`` (what the changed weight of the stratum
        does, centred on the mean share of the whole), ``rate`` (what its changed share does),
        ``total`` = mix + rate, as fractions, after minus before; ``n_before``, ``n_after``
        (people); ``judged`` (20 people or more on each side, and those of an unknown stratum, who
        belong to some other, could not turn mix or rate); ``of`` and ``origin`` if the inputs have
        them.
        The sums over rows are the whole's. A stratum with nobody in it on one side takes the
        other side's share, so that all its effect is mix. Missing where the whole of a side is
        nobody.

    Raises
    ------
    ValueError
        No column makes the strata, a stratum has several rows in one table, or the two tables are
        of different origins.

    Notes
    -----
    Kitagawa (1955), Components of a difference between two rates. Journal of the American
    Statistical Association 50, 1168-1194.

    Examples
    --------
    >>> before = pd.DataFrame({"post": ["a", "b"], "total": [50, 50], "share": [0.2, 0.6]})
    >>> after = pd.DataFrame({"post": ["a", "b"], "total": [25, 75], "share": [0.2, 0.8]})
    >>> kitagawa(before, after, by=["post"])[["mix", "rate"]].sum().round(3).tolist()
    [0.125, 0.125]
    """
    by = list(by)
    if not by:
        raise ValueError(Message("refused.no_by", example="post_group"))
    sides = _side(before, by, count, rate).merge(
        _side(after, by, count, rate),
        on=by,
        how="outer",
        suffixes=("_before", "_after"),
        validate="one_to_one",
    )
    weight, share = _of_both(sides, "weight"), _of_both(sides, "share")
    # A stratum that one side lacks weighs nothing there, but in a side of nobody nothing is known.
    weight = weight.fillna(0) if weight.notna().any().all() else weight
    # Nobody on either side contributes nothing, whatever share one might think of.
    share = share.bfill(axis=1).ffill(axis=1).mask(weight.eq(0).all(axis=1), 0)
    whole = sum((weight[side] * share[side]).sum(skipna=False) for side in _SIDES) / 2
    mix = (weight["after"] - weight["before"]) * (share.mean(axis=1) - whole)
    effect = (share["after"] - share["before"]) * weight.mean(axis=1, skipna=False)
    table = sides[by].assign(mix=mix, rate=effect, total=mix + effect)
    people = {f"n_{side}": sides[f"n_{side}"].fillna(0).astype("int64") for side in _SIDES}
    table = table.assign(**people)
    return table.assign(judged=_judged(table, by), **_told(before, after))


_SIDES = ("before", "after")


def _judged(table: pd.DataFrame, by: list[str]) -> bool:
    # Where they belong can move each part by no more than their share of the two years' people.
    sizes = [f"n_{side}" for side in _SIDES]
    people, unknown = table[sizes].sum(), table.loc[table[by].isna().any(axis=1), sizes].sum()
    if people.min() < FEWEST_JUDGED:
        return False
    could_move = (unknown / people).sum()
    return bool(could_move == 0 or could_move < table[["mix", "rate"]].sum().abs().max())


def _side(table: pd.DataFrame, by: list[str], count: str, rate: str) -> pd.DataFrame:
    """Return the weights and shares of one side; a stratum of nobody has no share."""
    if table.duplicated(by).any():
        raise ValueError(Message("refused.strata_twice", by=", ".join(by)))
    people, share = table[count].astype("float64"), table[rate].astype("float64")
    weight = people / people.sum() if people.sum() else people.where(people > 0)
    return table[by].assign(weight=weight, share=share.where(people > 0), n=people)


def _of_both(sides: pd.DataFrame, name: str) -> pd.DataFrame:
    return sides[[f"{name}_{side}" for side in _SIDES]].set_axis(list(_SIDES), axis=1)


def _told(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str | None]:
    same = [name for name in ("of", "origin") if name in before and name in after]
    both = pd.concat([before[same], after[same]])
    told = {"of": both["of"].iloc[0] if len(both) else ""} if "of" in same else {}
    return told | ({"origin": single_origin(both)} if "origin" in same else {})
