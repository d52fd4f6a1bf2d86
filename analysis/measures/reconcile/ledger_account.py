"""What became of every published figure: compared with the records, or why not."""

import pandas as pd

_COLUMNS = ("verdict", "not_compared")


def ledger_account(reconciliation: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures were compared, with which verdict, and how many were not, and why.

    Parameters
    ----------
    reconciliation : DataFrame
        `reconcile`, in whatever language.
    claims : DataFrame
        The ledger (``tables.CLAIMS``), each figure of which has one row there.

    Returns
    -------
    DataFrame
        ``verdict`` (missing where nothing was compared), ``not_compared`` (why: a code of
        ``claim_reasons``; missing where it was), ``figures`` (how many; they add up to all
        claims), ``claims`` (their ids).
    """
    own = reconciliation[reconciliation["claim"].isin(claims["id"])]
    verdicts = own["verdict"].where(own["not_compared"].isna())
    rows = own.assign(verdict=verdicts)[["claim", *_COLUMNS]]
    groups = rows.groupby(list(_COLUMNS), dropna=False, sort=False)["claim"]
    counted = groups.agg(figures="size", claims=", ".join).reset_index()
    order = counted["not_compared"].notna().to_numpy()
    table = counted.assign(order=order).sort_values(["order", "figures"], ascending=[True, False])
    return table[[*_COLUMNS, "figures", "claims"]].reset_index(drop=True)
