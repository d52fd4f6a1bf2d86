"""What became of every published figure: compared with the records, or why not."""

from itertools import chain

import pandas as pd

from analysis.measures.reconcile.said import Sentence

_COLUMNS = ("verdict", "not_compared")


def ledger_account(reconciliation: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures were compared, with which verdict, and how many were not, and why.

    Parameters
    ----------
    reconciliation : DataFrame
        `reconcile`.
    claims : DataFrame
        The ledger (``tables.CLAIMS``), each figure of which has one row there.

    Returns
    -------
    DataFrame
        ``verdict`` (missing where nothing was compared), ``not_compared`` (why: a code of
        ``claim_reasons``; missing where it was), ``figures`` (how many; they add up to all
        claims), ``claims`` (what they are called, which `findings.in_language` words).
    """
    own = reconciliation[reconciliation["claim"].isin(claims["id"])]
    verdicts = own["verdict"].where(own["not_compared"].isna())
    rows = own.assign(verdict=verdicts)[["figure", *_COLUMNS]]
    groups = rows.groupby(list(_COLUMNS), dropna=False, sort=False)["figure"]
    counted = groups.agg(figures="size", claims=_together).reset_index()
    order = counted["not_compared"].notna().to_numpy()
    table = counted.assign(order=order).sort_values(["order", "figures"], ascending=[True, False])
    return table[[*_COLUMNS, "figures", "claims"]].reset_index(drop=True)


def _together(called: pd.Series) -> tuple[Sentence, ...]:
    return tuple(chain(*called))
