"""What a population is seen through: which lists there are, who is outside, what is recorded."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.counts.history import History
from analysis.counts.question import Question
from analysis.counts.states.coverage import lists_of
from analysis.counts.states.membership import belonging, inside, meets
from analysis.counts.states.recorded import Recorded, in_full, years_by_unit
from analysis.counts.states.sexes import rows_asked
from analysis.counts.states.states import listed_states


def lists(question: Question, history: History) -> pd.DataFrame:
    """Answer which lists there are, and are missing, of the units and tiers of a population.

    Returns
    -------
    DataFrame
        As `coverage`, of the years in question.
    """
    every = lists_of(history, question.years)
    told = {name: values for name, values in question.of.items() if name in ("unit", "tier")}
    # Of which tier a list would be that nobody ever sent is not known: it is missed in each.
    never = ~every["unit"].isin(history.evaluations["unit"])
    of_units = {name: values for name, values in told.items() if name == "unit"}
    kept = inside(every, told) | (never & inside(every, of_units))
    return every[kept].reset_index(drop=True)


def outside(question: Question, history: History) -> pd.DataFrame:
    """Answer who stands on a list of the years in question and is not of the population, and why.

    Returns
    -------
    DataFrame
        ``column``, the first condition that is not met, the unit's before the others; ``value``,
        what stands there (missing where nothing does); ``year``; ``state`` (as in a list); ``n``.
    """
    rows = history.evaluations
    rows = rows[rows["year"].isin(question.years)]
    everybody = pd.Series(True, index=rows.index)
    parts = [_none().assign(state=listed_states(rows[:0], everybody[:0]))]
    for name, values in sorted(question.of.items(), key=lambda of: of[0] != "unit"):
        if name == "tier" and history.evaluations[name].isna().all():
            continue
        left = rows[~meets(rows[name], values)]
        state = listed_states(left, everybody[left.index])
        value = left[name].astype("str")
        told = left[["year"]].assign(column=name, value=value, state=state, n=left["count"])
        parts.append(told)
        rows = rows.drop(left.index)
    return pd.concat(parts)[["column", "value", "year", "state", "n"]]


def doubts(question: Question, history: History) -> pd.DataFrame:
    """Answer how many people of each two of the years are doubtful, on a list of the population.

    Returns
    -------
    DataFrame
        ``year``, ``next_year``, ``reason`` (namesake: left and new may be one person; merged: who
        is on both may be two), ``n``; of the tiers and units asked for in either year.
    """
    rows = history.doubts
    rows = rows[rows[["year", "next_year"]].isin(question.years).all(axis=1)]
    before, after = (pd.Series(True, index=rows.index) for _ in range(2))
    for name, values in question.of.items():
        # Where no list tells a tier, all are of the population.
        if name in ("unit", "tier") and history.evaluations[name].notna().any():
            before &= meets(rows[name], values)
            after &= meets(rows[f"next_{name}"], values)
    return rows.loc[before | after, ["year", "next_year", "reason", "n"]]


def _none() -> pd.DataFrame:
    types = {"column": "str", "value": "str", "year": "Int64", "n": "Int64"}
    return pd.DataFrame(columns=list(types)).astype(types)


def values(question: Question, history: History) -> pd.DataFrame:
    """Answer which values the columns of `by` have on any list of the population.

    Of ``unit`` alone also the units of events and votes. With ``like``, of one column, those
    alone that are that value in whatever spelling, where there are any: who asks whether a unit
    is known does not depend on all the others.
    """
    by = list(question.by)
    told = belonging(rows_asked(question, history.evaluations), question.of)[by]
    if question.by == ("unit",):
        others = pd.concat([history.outcomes["unit"], history.votes["unit"]])
        told = pd.concat([told, others.to_frame()])
    told = told.drop_duplicates().sort_values(by)
    like = question.more.get("like")
    near = told[[_same(value, like) for value in told[by[0]]]]
    return told if like is None or near.empty else near


def _same(value: Any, like: Any) -> bool:
    if isinstance(value, str) and isinstance(like, str):
        return vocabulary.fold(value) == vocabulary.fold(like)
    return bool(pd.notna(value) and value == like)


def origins(question: Question, history: History) -> pd.DataFrame:
    """Answer of which origins the evaluations of a population are: ``origin``, ``n``."""
    rows = belonging(rows_asked(question, history.evaluations), question.of)
    return rows[["origin"]].assign(n=rows["count"])


def recorded(question: Question, history: History) -> pd.DataFrame:
    """Answer in which years, asked about or not, each kind of outcome is recorded.

    A wide kind is recorded in the years in which all of those below it that are on record are.
    Years outside the question are told too: who had a course before them had one.

    Returns
    -------
    DataFrame
        ``kind``, ``year``, ``units`` (of which a list covers it), ``of_units`` (of the population,
        on any list of evaluations), ``stated`` (each of those lists says so itself); of the tier
        asked for, where the records tell tiers.
    """
    told = in_full(history.recorded_outcomes)
    tiers = question.of.get("tier")
    if tiers and any(each.tier for each in told):
        told = [each for each in told if each.tier in tiers]
    asked = {name: values for name, values in question.of.items() if name in ("tier", "unit")}
    units = set(belonging(history.evaluations, asked)["unit"].dropna())
    units |= {each for each in question.of.get("unit", ()) if each is not None}
    rows: list[tuple[str, int, int, int, bool]] = []
    for kind in _kinds_met(told):
        rows += _covered(kind, told, units or {None})
    columns = {"kind": "str", "year": "int64", "units": "int64", "of_units": "int64"}
    return pd.DataFrame(rows, columns=[*columns, "stated"]).astype({**columns, "stated": "bool"})


def _kinds_met(told: list[Recorded]) -> list[str]:
    met = {each.kind for each in told}
    kinds = vocabulary.codes("outcome_kinds")
    return [kind for kind in kinds if met & set(vocabulary.kinds_within(kind))]


def _covered(
    kind: str, told: list[Recorded], units: Collection[str | None]
) -> list[tuple[str, int, int, int, bool]]:
    every, stated = (years_by_unit(told, kind, stated=only) for only in (False, True))
    by_unit = [(every.get(unit, every[None]), stated.get(unit, stated[None])) for unit in units]
    years = sorted({year for of, _ in by_unit for year in of})
    return [
        (
            *(kind, year, sum(year in of for of, _ in by_unit), len(units)),
            all(year in said for of, said in by_unit if year in of),
        )
        for year in years
    ]
