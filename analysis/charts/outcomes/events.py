"""The figures of a kind of event: by year, of no known year, published for a period."""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from analysis.charts.draw.frame import say
from analysis.words import Words


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


def known_kinds(
    table: pd.DataFrame,
    kinds: Sequence[str],
    counts: dict[str, pd.Series],
    stated: dict[str, pd.DataFrame],
) -> list[str]:
    """Return the kinds to draw; one of which nothing is known is told in the foot instead."""
    known = [kind for kind in kinds if len(counts[kind]) or len(stated[kind])]
    known += [kind for kind in kinds if kind not in known and undated_events(table, kind)]
    return [kind for kind in kinds if kind in known]


def published_periods(published: pd.DataFrame | None, kind: str) -> pd.DataFrame:
    """Return the published figures of a kind, a row a period; none where nothing was published."""
    if published is None:
        return pd.DataFrame(columns=["first_year", "last_year", "kind", "events", "origin"])
    return published[published["kind"].eq(kind)].sort_values("first_year")


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
