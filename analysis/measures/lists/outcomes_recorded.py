"""Which kinds of event do the lists cover, in which years and for how many units?"""

import pandas as pd

from analysis.counts import Population


def outcomes_recorded(people: Population) -> pd.DataFrame:
    """Return of how many units each kind of event is covered in each year, and who had any.

    Parameters
    ----------
    people : Population
        Its years, tiers and units count.

    Returns
    -------
    DataFrame
        One row per kind on record and year asked about: ``kind``, ``year``, ``units_sent`` (of
        which a list covers the kind then; 0 where none does), ``of_units`` (on any list of
        evaluations), ``period_stated`` (the lists or the office say so; missing where none
        covers it), ``units_with_events`` (that had one of the kind then), ``units_silent`` (on a
        list of evaluations and without any event of any kind in these years: none, or not sent),
        ``of``, ``origin``.
    """
    told = people.recorded(partly=True).drop(columns="of")
    told = told.rename(columns={"units": "units_sent", "stated": "period_stated"})
    grid = told[["kind"]].drop_duplicates().merge(pd.DataFrame({"year": people.years}), how="cross")
    table = grid.merge(told, how="left", on=["kind", "year"])
    events = people.events(["kind", "year", "unit"]).dropna(subset=["year", "unit"])
    had = events.groupby(["kind", "year"])["unit"].nunique().rename("units_with_events")
    table = table.merge(had.reset_index(), how="left", on=["kind", "year"])
    listed = set(people.lists()["unit"].dropna())
    silent = len(listed - set(people.events(["unit"])["unit"].dropna()))
    numbers = {"units_sent": table["units_sent"], "units_with_events": table["units_with_events"]}
    return table.assign(
        **{name: column.fillna(0).astype("Int64") for name, column in numbers.items()},
        of_units=told["of_units"].max() if len(told) else 0,
        period_stated=table["period_stated"].astype("boolean"),
        units_silent=silent,
        of=people.of_whom,
        origin=people.origin,
    )[[*_COLUMNS]]


_COLUMNS = (
    *("kind", "year", "units_sent", "of_units", "period_stated", "units_with_events"),
    *("units_silent", "of", "origin"),
)
