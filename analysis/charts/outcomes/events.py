"""The figures of a kind of event: by year, of no known year, published for a period."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.charts.draw.frame import say
from analysis.words import Words


@dataclass(frozen=True)
class Figures:
    """What is known of a kind of event.

    Attributes
    ----------
    kind : str
    events : Series
        Events by year; a year of which nothing is known is not in it.
    undated : int
        Events of no known year.
    stated : DataFrame
        The published figures, a row a period.
    """

    kind: str
    events: pd.Series
    undated: int
    stated: pd.DataFrame

    @property
    def known(self) -> bool:
        """Whether there is any figure."""
        return bool(len(self.events) or len(self.stated) or self.undated)


def figures_of(
    kind: str, table: pd.DataFrame, published: pd.DataFrame | None, years: Collection[int]
) -> Figures:
    """Return what `measures.outcome_counts` and `measures.published_outcomes` know of a kind."""
    stated = pd.DataFrame(columns=["first_year", "last_year", "kind", "events", "origin"])
    if published is not None:
        stated = published[published["kind"].eq(kind)].sort_values("first_year")
    counted = events_by_year(table, kind, years)
    return Figures(kind, counted, undated_events(table, kind), stated)


def events_by_year(table: pd.DataFrame, kind: str, years: Collection[int]) -> pd.Series:
    """Return the events of a kind by year: zeros where the table has them, no year it has not."""
    own = table[table["kind"].eq(kind) & table["year"].isin(years)]
    return own.groupby("year")["events"].sum().astype("int64")


def undated_events(table: pd.DataFrame, kind: str) -> int:
    """Return the events of a kind that are counted for no single year.

    A ledger read as the source gives none: what it states is the published figure.
    """
    own = table["kind"].eq(kind) & table["year"].isna() & table["origin"].ne("published")
    return int(table.loc[own, "events"].sum())


def period_name(first: object, last: object) -> str:
    """Return a period as it is written: *2011–2015*, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def stated_texts(stated: pd.DataFrame, words: Words) -> list[str]:
    """Return each published figure with its period, in the unit that the source counts in."""
    return [
        say(
            f"published_{_unit(row)}",
            words,
            period=period_name(row["first_year"], row["last_year"]),
            n=_as_stated(row, words),
        )
        for row in stated.to_dict("records")
    ]


def _as_stated(row: dict[str, Any], words: Words) -> str:
    """Return the number as published: *33*, *more than 33*."""
    n, bound = words.number(row["events"]), row.get("stated_as", "count")
    return n if bound == "count" else f"{words.label('stated_as', bound)} {n}"


def _unit(row: dict[str, Any]) -> str:
    counted_in = row.get("counted_in")
    return "untold" if pd.isna(counted_in) else str(counted_in)


def absent_note(kinds: Sequence[str], words: Words) -> list[str]:
    """Return the note that names the kinds of which nothing is known, if there are any."""
    names = [words.label("outcome_kinds", kind) for kind in kinds]
    listed = ", ".join(name[0].lower() + name[1:] for name in names)
    return [say("note_kinds_absent", words, kinds=listed)] if kinds else []
