"""Sentences on who left the lists and who came on to them, from each year to the next."""

from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, say
from analysis.words import OF_REVIEW, Words

# Runs of years beside which a title has room for the numbers.
_MOST_IN_A_TITLE = 2


def flows(
    table: pd.DataFrame, *, first_year: int, last_year: int, words: Words = OF_REVIEW
) -> Finding:
    """Say how many left the lists and how many came on to them, in the years that lists tell of.

    Parameters
    ----------
    table : DataFrame
        `measures.flows`.
    """
    told: dict[str, Any] = {"first": first_year, "last": last_year}
    if table.empty:
        return finding("flows", "no_list", words, [], **told)
    told |= {name: _between(table[name], words) for name in ("left_list", "entered")}
    elsewhere = int(table.filter(like="otherwise").to_numpy().sum())
    told["otherwise"] = say("flows_otherwise", words, n=words.number(elsewhere)) * bool(elsewhere)
    if len(table) == 1:
        told |= {"first": table["year"].iloc[0], "last": table["next_year"].iloc[0]}
        return finding("flows", "one_pair", words, table["origin"], **told)
    runs = _runs(table)
    told["years"] = ", ".join(runs)
    some = "some" if len(runs) <= _MOST_IN_A_TITLE else "many_runs"
    variant = "each" if len(table) == last_year - first_year else some
    return finding("flows", variant, words, table["origin"], **told)


def _runs(table: pd.DataFrame) -> list[str]:
    """Return the years that follow one another with lists, each run by its first and its last."""
    breaks = table["year"] != table["next_year"].shift()
    runs = table.groupby(breaks.cumsum())
    return [f"{run['year'].iloc[0]}–{run['next_year'].iloc[-1]}" for _, run in runs]


def _between(numbers: pd.Series, words: Words) -> str:
    least, most = (words.number(n) for n in (numbers.min(), numbers.max()))
    return least if least == most else f"{least}–{most}"
