"""Which group is lowest and which highest, and could people of no known group turn that?"""

import pandas as pd

from analysis.measures.shares import FEWEST_JUDGED


def order_could_turn(rows: pd.DataFrame, by: str) -> bool:
    """Return whether the unknown could make another group the lowest or the highest.

    All of unknown sex or rating in a group, and all of no known group, are taken for the one side,
    then for the other.

    Parameters
    ----------
    rows : DataFrame
        `rating_distribution` at one level, or `women_share`, of one year by a column.
    by : str
        That column; its missing value is the people of no known group.

    Returns
    -------
    bool
        False where fewer than two groups of 20 people or more are compared.
    """
    numerator, unknown = ("n", "withheld") if "n" in rows else ("women", "unknown")
    astray = rows[rows[by].isna()]
    at_level, others = astray[numerator].sum(), (astray["total"] - astray[numerator]).sum()
    large = rows[rows[by].notna() & (rows["total"] >= FEWEST_JUDGED)].sort_values(["share", by])
    if len(large) < 2:
        return False
    count, total = large[numerator].astype(float), large["total"].astype(float)
    either = large[unknown].astype(float) + float(astray[unknown].sum())
    most = ((count + either + at_level) / (total + either + at_level)).to_numpy()
    least = (count / (total + either + others)).to_numpy()
    return bool(least[1:].min() < most[0] or most[:-1].max() > least[-1])
