"""The sentence on what became of the events on the lists."""

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say

_USED = "used"


def outcomes_accounted(accounts: pd.DataFrame, *, language: str) -> Finding:
    """Say of how many events on the lists how many are used, and why the others are not.

    Parameters
    ----------
    accounts : DataFrame
        `measures.outcome_accounts`.
    """
    counts = accounts.groupby("event_account", observed=True)["events"].sum()
    counts = counts[counts > 0]
    if counts.empty:
        return finding("outcomes_accounted", "none", language, [])
    used = int(counts.get(_USED, 0))
    others = [
        say(
            "outcomes_accounted_part",
            language,
            account=_inside(str(account), language),
            n=wording.number(int(n), language),
        )
        for account, n in counts.drop(_USED, errors="ignore").items()
    ]
    return finding(
        "outcomes_accounted",
        "some" if others else "all",
        language,
        accounts["origin"],
        (float(used), None, None, "events"),
        events=wording.number(int(counts.sum()), language),
        used=wording.number(used, language),
        others="; ".join(others),
    )


def _inside(account: str, language: str) -> str:
    label = vocabulary.label("outcome_accounts", account, language)
    return label[:1].lower() + label[1:]
