"""Questions answered from records in memory; other engines answer the same from elsewhere."""

from collections.abc import Callable, Iterable

import pandas as pd

from analysis import vocabulary
from analysis.counts import events, reading
from analysis.counts.history import History
from analysis.counts.question import Question
from analysis.counts.states.coverage import lists_of
from analysis.counts.states.following import earlier, ends, that_year
from analysis.counts.states.membership import belonging, inside
from analysis.counts.states.recorded import (
    covered_years,
    from_evaluations,
    in_full,
    years_by_unit,
)
from analysis.counts.states.sexes import rows_asked
from analysis.counts.states.states import NOT_RATED, WITHHELD, by_year, naming, states_by_year

RATED = "rated"
_COUNTED = pd.CategoricalDtype([RATED, NOT_RATED, WITHHELD], ordered=True)


def answer(question: Question, history: History) -> pd.DataFrame:
    """Return the answer: plain columns, no person, in the order of its columns.

    Only what occurs has a row; a missing value is a group of its own, after the others. The last
    column ``of`` says of whom it is (see `words.of_whom`).
    """
    told = _RELATIONS[question.relation](question, history)
    answered = _summed(told) if "n" in told else told.reset_index(drop=True)
    told_of = events.of_votes(question) if question.relation == "ballots" else question
    return answered.assign(of=told_of.of_whom())


def _count(question: Question, history: History) -> pd.DataFrame:
    rows = belonging(rows_asked(question, history.evaluations), question.of)
    rows = rows[rows["year"].isin(question.years)]
    state = rows["rating"].notna().map({True: RATED, False: NOT_RATED})
    state = state.mask(rows["withheld"].astype(bool), WITHHELD)
    state = state.where(rows["state_known"]).astype(_COUNTED)
    return rows[list(question.by)].assign(state=state, n=rows["count"])


def _moves(question: Question, history: History) -> pd.DataFrame:
    year, next_year = question.years
    table = _states(question, history, question.years)
    ways = {"from": table[year], "to": table[next_year]}
    return _first_values(question, history, table.index).assign(**ways, n=1)


def _paths(question: Question, history: History) -> pd.DataFrame:
    table = _states(question, history, question.years)
    own = _person_years(question, history)
    values = _first_values(question, history, table.index)
    for year in question.years:
        values[f"state_{year}"] = table[year]
        there = own[own["year"] == year].set_index("person")
        for column in question.more["each_year"]:
            values[f"{column}_{year}"] = there[column].reindex(table.index)
    return values.assign(n=1)


def _followed(question: Question, history: History) -> pd.DataFrame:
    starts, day = _starts(question, history), question.more["evaluated_on"]
    told = starts[list(question.by)].copy()
    # What comes after the last list is not used: nobody knows who was still there.
    listed = set(history.evaluations["year"].astype("int64"))
    last = max((year for year in listed if year <= question.years[-1]), default=0)
    known = [year for year in sorted(listed) if year <= last]
    units = _units_by_year(starts, history, last)
    if before := question.more["before"]:
        had, on_lists = _events(before, history, day)
        covered = covered_years(units, units.columns, from_evaluations(on_lists, day))
        told[f"had_{before}"] = earlier(starts, had, covered)
    happened, on_lists = _events(question.more["kind"], history, day)
    by_unit = from_evaluations(on_lists, day)
    covered_in, of_year = (covered_years(units, units.columns, of) for of in (by_unit, on_lists))
    states, sent = _states(question, history, known), set[int]().union(*by_unit.values())
    ended = ends(starts, states, happened, covered_in, sent, of_year)
    year = that_year(starts, happened, history.evaluations[["person", "year"]], covered_in)
    return told.assign(start_year=starts["year"], that_year=year, **ended, n=1)


def _units_by_year(starts: pd.DataFrame, history: History, last: int) -> pd.DataFrame:
    """Return the unit of each person in each year: that of the list, else of the one before."""
    years = range(int(starts["year"].min()) if len(starts) else last, last + 1)
    rows = history.evaluations
    rows = rows[rows["person"].isin(starts["person"]) & rows["year"].isin(years)]
    people = pd.Index(starts["person"].unique(), name="person")
    table = by_year(rows.astype({"year": "int64"}), "person", "unit")
    return table.reindex(index=people, columns=list(years)).astype("object").ffill(axis=1)


_RELATIONS: dict[str, Callable[[Question, History], pd.DataFrame]] = {
    "count": _count,
    "moves": _moves,
    "paths": _paths,
    "followed": _followed,
    **{"events": events.events, "ballots": events.ballots},
    **{"joined": events.joined, "outcome_accounts": events.accounts},
    **{"lists": reading.lists, "outside": reading.outside, "values": reading.values},
    **{"origins": reading.origins, "recorded": reading.recorded, "doubts": reading.doubts},
}


def _states(question: Question, history: History, years: Iterable[int]) -> pd.DataFrame:
    rows, wanted = history.evaluations, list(years)
    chosen = inside(rows, question.of, rating=False)
    asked = {*wanted, *question.years}
    named = history.remembered(
        ("named", *sorted(asked)), lambda: naming(rows, lists_of(history, asked))
    )
    return states_by_year(rows, chosen, wanted, named, belongs_in=question.years)


def _person_years(question: Question, history: History) -> pd.DataFrame:
    """Return the rows of persons that belong in a year in question, in order of the years."""
    rows = belonging(history.evaluations, question.of, rating=False)
    rows = rows[rows["person"].notna() & rows["year"].isin(question.years)]
    return rows.astype({"year": "int64"}).sort_values("year", kind="stable", ignore_index=True)


def _first_values(question: Question, history: History, people: pd.Index) -> pd.DataFrame:
    own = _person_years(question, history).drop_duplicates("person").set_index("person")
    return own[list(question.by)].reindex(people)


def _starts(question: Question, history: History) -> pd.DataFrame:
    own, start = _person_years(question, history), question.more["start"]
    rated = own[own["rating"].notna() & ~own["withheld"].astype(bool)]
    if start == "every":
        return rated
    return rated.drop_duplicates("person") if start == "first" else rated[rated["year"] == start]


def _events(
    kind: str, history: History, day: str
) -> tuple[pd.DataFrame, dict[str | None, set[int]]]:
    """Return person and year of each event of a kind, and the years of which lists tell it.

    A year ends with its evaluation: an event after that day is of the next. Those of the lists
    begin on 1 January.
    """
    rows = history.outcomes[history.outcomes["kind"].isin(vocabulary.kinds_within(kind))]
    if rows["person"].isna().any() or (rows["first_year"] != rows["last_year"]).any():
        # Of events whose people or years are not told, nobody can be said not to have had one.
        return rows[["person"]][:0].assign(year=pd.Series(dtype="int64")), {}
    later = rows["date"].dt.strftime("%m-%d") > day
    year = rows["first_year"].astype("int64") + later.astype("int64")
    on_lists = years_by_unit(in_full(history.recorded_outcomes), kind)
    return rows[["person"]].assign(year=year), on_lists


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    keys = [column for column in rows if column != "n"]
    if keys:
        told = rows.groupby(keys, dropna=False, observed=True)["n"].sum().reset_index()
    else:
        told = pd.DataFrame({"n": [rows["n"].sum()]})
    return told[told["n"] > 0].astype({"n": "int64"}).reset_index(drop=True)
