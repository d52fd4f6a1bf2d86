"""Who is followed from a rating on, until when, and which event of a kind comes next?"""

import pandas as pd

from analysis import vocabulary
from analysis.tables import single_origin


def common_origin(evaluations: pd.DataFrame, outcomes: pd.DataFrame) -> str | None:
    """Return the one origin of both tables, or None where both are empty.

    Raises
    ------
    ValueError
        The rows of one table, or of the two together, are of several origins.
    """
    return single_origin(pd.concat([evaluations[["origin"]], outcomes[["origin"]]]))


def rated_years(evaluations: pd.DataFrame) -> pd.DataFrame:
    """Return each person's rated years, with the last year the person is on the list.

    Parameters
    ----------
    evaluations : DataFrame
        The record table, of persons.

    Returns
    -------
    DataFrame
        The rated rows of `evaluations`, oldest year first, ``year`` a plain integer, and
        ``last_listed``: the last year in which the person is on the list, rated or not.

    Raises
    ------
    ValueError
        A row is a counted cell: nobody in it can be followed.
    """
    require_persons(evaluations, "evaluations")
    listed = evaluations.assign(year=evaluations["year"].astype("int64"))
    last = listed.groupby("person")["year"].max().rename("last_listed")
    rated = listed[listed["rating"].notna()].sort_values("year", kind="stable")
    return rated.merge(last.reset_index(), on="person", how="left", validate="many_to_one")


def with_next_event(people: pd.DataFrame, outcomes: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the people with ``event_year``: their first event of a kind in a later year.

    Parameters
    ----------
    people : DataFrame
        Rows of ``person`` and ``year``, oldest year first.
    outcomes : DataFrame
        The record table; its rows of the kind, and of the kinds below it, are of persons.
    kind : str
        A code of the outcome kinds.

    Returns
    -------
    DataFrame
        `people` and ``event_year``, missing where no event of the kind follows ``year``.

    Raises
    ------
    ValueError
        The kind is unknown, or an event of it is a counted cell or spans several years.
    """
    events = events_of(outcomes, kind)
    return pd.merge_asof(
        people.reset_index(drop=True),
        events.sort_values("year"),
        on="year",
        by="person",
        direction="forward",
        allow_exact_matches=False,
    )


def events_of(outcomes: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return ``person``, ``year`` and ``event_year`` (the same) of each event of a kind.

    Raises
    ------
    ValueError
        The kind is unknown, or an event of it is a counted cell or spans several years.
    """
    known = vocabulary.codes("outcome_kinds")
    if kind not in known:
        raise ValueError(f"no outcome kind is called {kind!r}; known: {', '.join(known)}")
    events = outcomes[outcomes["kind"].isin(vocabulary.kinds_within(kind))]
    require_persons(events, f"outcomes of the kind {kind!r}")
    if (events["first_year"] != events["last_year"]).any():
        raise ValueError(
            f"an outcome of the kind {kind!r} is of a period of years; following people needs the "
            "year of each event: give its date, or count the events with outcome_counts"
        )
    year = events["first_year"].astype("int64")
    return events[["person"]].assign(year=year, event_year=year).drop_duplicates()


def require_persons(table: pd.DataFrame, what: str) -> None:
    """Refuse a table in which somebody cannot be followed.

    Raises
    ------
    ValueError
        A row is a counted cell; the message calls the table `what`.
    """
    if table["person"].isna().any() or (table["count"] > 1).any():
        raise ValueError(
            f"following people needs persons, and some of the {what} are counted cells: nobody in "
            "them can be followed; give one row per person"
        )
