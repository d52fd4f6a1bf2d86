"""How many events there were, of how many people; and what the ballots showed."""

from dataclasses import replace

import pandas as pd

from analysis import vocabulary
from analysis.counts.history import History
from analysis.counts.question import Question
from analysis.counts.states.membership import belonging, inside, meets

# What a record of an event tells itself; other conditions are met by its person's evaluations.
OWN = ("unit", "tier", "sex")
PERIOD = ("first_year", "last_year")
BALLOT = ("date", "body", "round", "rule")
FIGURES = ("summoned", "issued", "returned", "high", "confident", "low")


def events(question: Question, history: History) -> pd.DataFrame:
    """Answer how many events there were, and of how many people.

    An event belongs by its own unit, tier and sex; where a population has other conditions, by
    its person, who has to belong in one of the years in question: then its own unit and tier
    do not count. An event of a longer period belongs where the whole period does.

    Returns
    -------
    DataFrame
        by… (``year`` is missing for a period; a kind stands for those below it too, other than in
        published figures, which may count somebody twice), ``events``, ``people`` (distinct;
        missing where an event of the group is of nobody named), ``origin``.
    """
    rows = history.outcomes
    # Whether any event tells a tier is asked of the whole record, not of the years in question.
    own = _own(rows, question, history)
    rows = rows[own & rows[list(PERIOD)].isin(question.years).all(axis=1)]
    one_year = rows["first_year"] == rows["last_year"]
    rows = rows.assign(year=rows["first_year"].where(one_year))
    keys = [*question.by, "origin"]
    told = rows[[*keys, "person", "count"]]
    told = _with_wide_kinds(told) if "kind" in keys else told
    groups = told.assign(unnamed=told["person"].isna()).groupby(keys, dropna=False, observed=True)
    sums = groups.agg(
        events=("count", "sum"), people=("person", "nunique"), unnamed=("unnamed", "any")
    ).reset_index()
    people = sums["people"].astype("Int64").mask(sums["unnamed"].astype(bool))
    return sums.assign(people=people)[[*question.by, "events", "people", "origin"]]


def joined(question: Question, history: History) -> pd.DataFrame:
    """Answer how many events of the years in question are of people on a list of evaluations.

    Of which tier an event without one is, is not known: it counts for each. What an event does
    not tell itself is no condition here: of people on no list it is not known.

    Returns
    -------
    DataFrame
        ``kind`` (for those below it too), ``events``, ``on_lists``; ``withdrawn``, events that the
        lists take back, which are in neither; ``elsewhere``, events besides, of another tier or
        unit, of people who belong in one of the years.
    """
    of = {name: values for name, values in question.of.items() if name in ("unit", "tier")}
    of |= {name: (*of[name], None) for name in of}
    rows, gone = (
        each[each[list(PERIOD)].isin(question.years).all(axis=1)]
        for each in (history.outcomes, history.outcome_accounts)
    )
    gone = gone[gone["account"].eq("withdrawn") & gone["kind"].notna() & inside(gone, of)]
    own = inside(rows, of)
    there = rows["person"].isin(history.evaluations["person"].dropna())
    parts = {
        "events": own,
        "on_lists": own & there,
        "elsewhere": ~own & _by_person(rows, question, history),
    }
    counted = rows[["kind", "origin"]].assign(
        **{name: rows["count"] * of for name, of in parts.items()}, withdrawn=0
    )
    aside = gone[["kind"]].assign(origin="", **dict.fromkeys(parts, 0), withdrawn=gone["n"])
    told = _with_wide_kinds(pd.concat([counted, aside.astype(counted.dtypes)]))
    columns = [*parts, "withdrawn"]
    sums = told.groupby("kind", observed=True)[columns].sum()
    return sums[sums.any(axis=1)].reset_index()


def accounts(question: Question, history: History) -> pd.DataFrame:
    """Answer what became of every event of each list, seen from a population.

    Returns
    -------
    DataFrame
        ``file``, ``sheet``, ``kind`` (missing where a row's could not be read), ``account``
        (of `outcome_accounts`), ``n``: their sum is every row of the list.
    """
    rows = history.outcome_accounts
    of = {name: values for name, values in question.of.items() if name in ("unit", "tier")}
    counted = rows["account"].isin(["on_lists", "no_list", "doubtful"])
    within = rows[list(PERIOD)].isin(question.years).all(axis=1)
    untold = rows["tier"].isna() & rows["tier"].notna().any() & ("tier" in of)
    told = [
        (counted & untold, "tier_untold"),
        (counted & ~inside(rows, of), "elsewhere"),
        (counted & ~within, "outside_years"),
        (rows["account"] == "on_lists", "used"),
    ]
    account = rows["account"].case_when([*told, (~counted, rows["account"])])
    return rows[["file", "sheet", "kind"]].assign(account=account, n=rows["n"])


def ballots(question: Question, history: History) -> pd.DataFrame:
    """Answer how the votes of the years in question came out.

    A vote tells its unit and no tier: a tier leaves no vote out, and the answer does not name it.
    Other conditions are met by its person, as in `events`.

    Returns
    -------
    DataFrame
        by…, what tells the ballot from others (`BALLOT`), the figures of a vote (`FIGURES`),
        ``origin``, ``n`` (people with these figures).
    """
    rows, told = history.votes, of_votes(question)
    chosen = inside(rows, told.of) if set(told.of) <= {"unit"} else _by_person(rows, told, history)
    rows = rows[rows["date"].dt.year.isin(question.years) & chosen]
    columns = dict.fromkeys([*question.by, *BALLOT, *FIGURES, "origin"])
    return rows[list(columns)].assign(n=1)


def of_votes(question: Question) -> Question:
    """Return the question without the conditions that votes do not tell."""
    untold = {"tier"} if set(question.of) <= {"unit", "tier"} else set()
    of = {name: values for name, values in question.of.items() if name not in untold}
    return replace(question, of=of)


def _own(rows: pd.DataFrame, question: Question, history: History) -> pd.Series:
    if set(question.of) <= set(OWN):
        return inside(rows, question.of)
    return _by_person(rows, question, history)


def _by_person(rows: pd.DataFrame, question: Question, history: History) -> pd.Series:
    own = belonging(history.evaluations, question.of, rating=False)
    return meets(rows["person"], set(own.loc[own["year"].isin(question.years), "person"].dropna()))


def _with_wide_kinds(rows: pd.DataFrame) -> pd.DataFrame:
    kinds = [
        (kind, over)
        for kind in vocabulary.codes("outcome_kinds")
        for over in vocabulary.lineage(kind)
    ]
    pairs = pd.DataFrame(kinds, columns=["kind", "wide"]).astype("str")
    joined = rows.merge(pairs, on="kind", how="left", validate="many_to_many")
    # A source that counts people over years may have one of them under two kinds: it adds nothing.
    stated = joined["origin"].ne("published") | joined["wide"].eq(joined["kind"])
    joined = joined[stated]
    return joined.drop(columns="kind").rename(columns={"wide": "kind"})
