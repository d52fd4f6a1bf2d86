"""Which units stand further from the others than chance explains?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from analysis import vocabulary
from analysis.counts import Population, as_population
from analysis.counts.engine import RATED
from analysis.counts.states.states import WITHHELD
from analysis.measures.comparison import Counts
from analysis.measures.shares import FEWEST_JUDGED
from analysis.refused import refuse_unknown

FALSE_DISCOVERY_RATE = 0.05
WOMEN = "female"


def units_apart(
    people: Population | pd.DataFrame, questions: Sequence[str] = ("excellent",)
) -> pd.DataFrame:
    """Return which units stand apart from the other units, told once for all of them.

    Parameters
    ----------
    people : Population or DataFrame
        Of one year and origin; a plain table of evaluations will do.
    questions : sequence of str
        What is compared: a rating (its share of those rated) or ``female`` (women's share of those
        of known sex). All are corrected for together.

    Returns
    -------
    DataFrame
        One row per question and unit with somebody to count: ``question``, ``unit``, ``n``,
        ``total``, ``share``, ``others_n``, ``others_total``, ``others_share`` (of the other units
        together), ``difference``, ``p_value`` (Fisher's exact test, two-sided), ``q_value``
        (Benjamini-Hochberg over all units and questions tested), ``apart`` (q below 0.05),
        ``unknown`` (people of no known unit, and those of the unit whose sex or rating is not
        known), ``judged``, ``of``, ``origin``. Tested is a unit of at least 20 people beside 20
        others; judged, if those unknown could not turn the ending. Else ``apart`` is missing.

    Raises
    ------
    ValueError
        There is no such question; or the people are of several origins.

    Notes
    -----
    Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57, 289-300.
    """
    people = as_population(people)
    known = [*vocabulary.codes("ratings"), WOMEN]
    for question in questions:
        refuse_unknown("question", question, known)
    parts = [_beside_others(_sides(people, each)).assign(question=each) for each in questions]
    table = pd.concat(parts, ignore_index=True)
    q_value, surely, possibly = (
        _benjamini_hochberg(table[name].to_numpy(dtype=float))
        for name in ("p_value", "p_surely", "p_possibly")
    )
    same = (surely < FALSE_DISCOVERY_RATE) == (possibly < FALSE_DISCOVERY_RATE)
    judged = table["p_value"].notna().to_numpy() & same
    apart = pd.Series(q_value < FALSE_DISCOVERY_RATE, dtype="boolean").where(judged)
    told = table.assign(q_value=q_value, apart=apart, judged=judged)
    return told.assign(of=people.of_whom, origin=people.origin)[_APART]


_APART = [
    *("question", "unit", "n", "total", "share", "others_n", "others_total", "others_share"),
    *("difference", "p_value", "q_value", "apart", "unknown", "judged", "of", "origin"),
]


def _sides(people: Population, question: str) -> pd.DataFrame:
    """Return of each unit, the missing one too, how many are so, how many count, and are open."""
    if question == WOMEN:
        told = people.count(["unit", "sex"])
        counts = told["sex"].notna()
        inside, undecided = told["sex"].eq("female").fillna(False), ~counts
    else:
        told = people.count(["unit", "rating"])
        counts, undecided = told["state"] == RATED, told["state"] == WITHHELD
        inside = counts & told["rating"].eq(question).fillna(False)
    parts = {"n": inside, "total": counts, "undecided": undecided}
    sizes = told[["unit"]].assign(
        **{name: told["n"].where(part, 0) for name, part in parts.items()}
    )
    return sizes.groupby("unit", dropna=False, as_index=False).sum()


def _beside_others(sizes: pd.DataFrame) -> pd.DataFrame:
    astray = sizes[sizes["unit"].isna()][["n", "total", "undecided"]].sum()
    units = sizes[sizes["unit"].notna() & (sizes["total"] > 0)].reset_index(drop=True)
    every = units[["n", "total", "undecided"]].sum()
    rows = []
    for row in units.to_dict("records"):
        others = {name: int(every[name] - row[name]) for name in ("n", "total", "undecided")}
        rows.append(_tested(row, others, astray.astype(int).to_dict()))
    table = pd.concat([units, pd.DataFrame(rows, columns=_TESTED, dtype="object")], axis=1)
    table = table.astype(
        {**dict.fromkeys(_TESTED[:3], "int64"), **dict.fromkeys(_TESTED[3:], float)}
    )
    others_share = table["others_n"] / table["others_total"].replace(0, np.nan)
    share = table["n"] / table["total"]
    return table.assign(share=share, others_share=others_share, difference=share - others_share)


_TESTED = [
    *("others_n", "others_total", "unknown", "p_value", "p_surely", "p_possibly"),
]


def _tested(row: dict, others: dict, astray: dict) -> dict[str, float]:
    told = {
        **{"others_n": others["n"], "others_total": others["total"]},
        "unknown": row["undecided"] + astray["total"] + astray["undecided"],
    }
    if min(row["total"], others["total"]) < FEWEST_JUDGED:
        return {**told, **dict.fromkeys(["p_value", "p_surely", "p_possibly"], np.nan)}
    observed = _fisher((row["n"], row["total"], others["n"], others["total"]))
    unsure = told["unknown"] or others["undecided"]
    extremes = _extremes(row, others, astray) if unsure else ()
    ends = [_fisher(counts) for counts in extremes] or [observed] * 2
    # Ends that lie on both sides of the others decide nothing.
    one_side = ends[0][1] == ends[1][1]
    return {
        **told,
        "p_value": observed[0],
        "p_surely": max(end[0] for end in ends) if one_side else 1.0,
        "p_possibly": min(observed[0], *(end[0] for end in ends)),
    }


def _fisher(counts: Counts) -> tuple[float, bool]:
    """Return the p value, and whether the first share is the greater."""
    count, total, other_count, other_total = counts
    table = [[count, total - count], [other_count, other_total - other_count]]
    return float(fisher_exact(table).pvalue), count * other_total > other_count * total


def _extremes(row: dict, others: dict, astray: dict) -> tuple[Counts, Counts]:
    """Return the counts with all that is not known taken for the unit, and for the others."""
    n, total, own, away = row["n"], row["total"], row["undecided"], others["undecided"]
    so, not_so = astray["n"], astray["total"] - astray["n"]
    more = own + so + astray["undecided"]
    fewer = own + not_so + astray["undecided"]
    return (
        (n + more, total + more, others["n"], others["total"] + away + not_so),
        (n, total + fewer, others["n"] + away + so, others["total"] + away + so),
    )


def _benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    tested = ~np.isnan(p_values)
    q_values = np.full(len(p_values), np.nan)
    if tested.any():
        q_values[tested] = multipletests(p_values[tested], method="fdr_bh")[1]
    return q_values
