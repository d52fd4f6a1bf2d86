"""Sentences on what became of the events on the lists, and on events of another tier or unit."""

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.outcomes.amounts import kind_name
from analysis.findings.parts import who

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


def outcomes_elsewhere(table: pd.DataFrame, *, language: str) -> list[Finding]:
    """Say which events people on these lists had under another tier or in another unit.

    Parameters
    ----------
    table : DataFrame
        `measures.outcomes_elsewhere`.

    Returns
    -------
    list of Finding
        One; none where nobody had any.
    """
    kinds = set(table["kind"])
    widest = table[[vocabulary.parent_of(kind) not in kinds for kind in table["kind"]]]
    if widest.empty:
        return []
    told = [
        say("outcome_list.item", language, kind=kind_name(row["kind"], language),
            n=wording.number(row["events"], language))
        for row in widest.to_dict("records")
    ]  # fmt: skip
    figure = (float(widest["events"].sum()), None, None, "events")
    values = {"kinds": "; ".join(told), "who": who(table["of"], language)}
    return [finding("outcomes_elsewhere", "some", language, table["origin"], figure, **values)]


def _inside(account: str, language: str) -> str:
    label = vocabulary.label("outcome_accounts", account, language)
    return label[:1].lower() + label[1:]
