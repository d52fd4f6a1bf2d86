"""Sentences on what became of the events on the lists, and on events of another tier or unit."""

import pandas as pd

from analysis import vocabulary
from analysis.findings.finding import Finding, finding, say
from analysis.findings.outcomes.amounts import kind_name
from analysis.findings.parts import who
from analysis.words import OF_REVIEW, Words

_USED = "used"


def outcomes_accounted(accounts: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say of how many events on the lists how many are used, and why the others are not.

    Parameters
    ----------
    accounts : DataFrame
        `measures.outcome_accounts`.
    """
    counts = accounts.groupby("event_account", observed=True)["events"].sum()
    counts = counts[counts > 0]
    if counts.empty:
        return finding("outcomes_accounted", "none", words, [])
    used = int(counts.get(_USED, 0))
    others = [
        say(
            "outcomes_accounted_part",
            words,
            account=_inside(str(account), words),
            n=words.number(int(n)),
        )
        for account, n in counts.drop(_USED, errors="ignore").items()
    ]
    return finding(
        "outcomes_accounted",
        "some" if others else "all",
        words,
        accounts["origin"],
        (float(used), None, None, "events"),
        events=words.number(int(counts.sum())),
        used=words.number(used),
        others="; ".join(others),
    )


def outcomes_elsewhere(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
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
        say("outcome_list.item", words, kind=kind_name(row["kind"], words),
            n=words.number(row["events"]))
        for row in widest.to_dict("records")
    ]  # fmt: skip
    figure = (float(widest["events"].sum()), None, None, "events")
    values = {"kinds": "; ".join(told), "who": who(table["of"], words)}
    return [finding("outcomes_elsewhere", "some", words, table["origin"], figure, **values)]


def _inside(account: str, words: Words) -> str:
    label = words.label("outcome_accounts", account)
    return label[:1].lower() + label[1:]
