"""Sentences on how often training, appointment and movement happened, as counted and published."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import TITLE_END, Finding, finding, say

TRAINING = ("training", "masters", "advanced_theory", "intermediate_theory")
APPOINTMENTS = ("appointed_or_reappointed", "appointed", "reappointed")
MOVEMENTS = ("planned", "transferred", "rotated", "nominated", "dismissed")


def training_counts(
    counts: pd.DataFrame,
    published: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
) -> Finding:
    """Say how often and of how many people training is on record, and what was published of it.

    Parameters
    ----------
    counts : DataFrame
        `measures.outcome_counts` of the period by ``kind``.
    published : DataFrame
        `measures.published_outcomes`; empty where nothing was published. Its figures are given
        as the source counts them, each alone: neither added up nor divided by a year's list.
    """
    period = (first_year, last_year)
    return _counts("training_counts", TRAINING, counts, published, period, language)


def appointment_counts(
    counts: pd.DataFrame,
    published: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
) -> Finding:
    """Say the same of appointments and reappointments; see `training_counts`."""
    period = (first_year, last_year)
    return _counts("appointment_counts", APPOINTMENTS, counts, published, period, language)


def movement_counts(
    counts: pd.DataFrame,
    published: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
) -> Finding:
    """Say the same of planning, moves, nomination and dismissal; see `training_counts`."""
    period = (first_year, last_year)
    return _counts("movement_counts", MOVEMENTS, counts, published, period, language)


def city_post_counts(
    counts: pd.DataFrame,
    published: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
) -> Finding:
    """Say the same of the posts managed by the city that were filled; see `training_counts`."""
    period = (first_year, last_year)
    return _counts("city_post_counts", ("replenished",), counts, published, period, language)


def _counts(
    id: str,
    kinds: Sequence[str],
    counts: pd.DataFrame,
    published: pd.DataFrame,
    period: tuple[int, int],
    language: str,
) -> Finding:
    # A ledger read as the source is what was published: its figures are not events on record.
    if set(counts["origin"].dropna()) == {"published"}:
        stated = counts.assign(first_year=period[0], last_year=period[1])
        counts, published = counts.iloc[:0], stated if published.empty else published
    counted = counts[counts["kind"].isin(kinds)]
    stated = _as_published(published, kinds)
    # What was published is not simulated: where both stand in one sentence each amount is marked.
    mixed = len(stated) > 0 and "simulated" in set(counted["origin"])
    items = [_item(kind, kinds, counted, stated, period, mixed, language) for kind in kinds]
    told = any(items)
    listed = len(counted) > 0 and len(kinds) > 1 and not _is_sum(kinds[0])
    variant = ("both" if len(stated) else "counted") if len(counted) else "published"
    top = counted.loc[counted["kind"] == kinds[0], "events"]
    said = finding(
        "outcome_counts",
        variant if told else "none",
        language,
        [] if mixed else [*counted["origin"], *stated["origin"]],
        (top.iloc[0], None, None, "events") if len(top) else None,
        heading=say(f"outcome_heading.{id}.{'heading' if told else 'inside'}", language),
        period=period_name(*period, language),
        kinds=_listed(kinds, counted, stated, period, mixed, language)
        if listed
        else _joined(items, headed=len(top) > 0 and _is_sum(kinds[0])),
    )
    return replace(said, id=id)


def _is_sum(kind: str) -> bool:
    return any(vocabulary.parent_of(code) == kind for code in vocabulary.codes("outcome_kinds"))


def _joined(items: Sequence[str], *, headed: bool) -> str:
    """Return the items in a row; the sum that heads them is title enough."""
    first, *others = filter(None, items) if any(items) else [""]
    end = TITLE_END if headed else ""
    return "; ".join([first + end, *others])


def _listed(
    kinds: Sequence[str],
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: tuple[int, int],
    mixed: bool,
    language: str,
) -> str:
    """Return the events of kinds that have no sum, then their people and the published."""
    rows = [row for kind in kinds for row in counted[counted["kind"] == kind].to_dict("records")]
    events = ", ".join(
        say("outcome_list.events", language, kind=kind_name(row["kind"], language),
            times=_times_or_none(row["events"], language))
        for row in rows
    )  # fmt: skip
    people = [
        (row["kind"], wording.number(row["people"], language))
        for row in rows
        if row["events"] and not pd.isna(row["people"])
    ]
    published = [
        (kind, _stated(row, period, language))
        for kind in kinds
        for row in stated[stated["kind"] == kind].to_dict("records")
    ]
    parts = {"people": people, "published": published}
    told = [
        say(
            f"outcome_list.{part}",
            language,
            kinds=", ".join(
                say("outcome_list.count", language, kind=kind_name(kind, language), n=n)
                for kind, n in counts
            ),
        )
        for part, counts in parts.items()
        if counts
    ]
    title = say("simulated", language, text=events) if mixed else events
    return title + TITLE_END + "".join(told)


def _as_published(published: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    # A parent beside its children is their sum, which the source never states.
    parents = {vocabulary.parent_of(kind) for kind in published["kind"]}
    return published[published["kind"].isin([kind for kind in kinds if kind not in parents])]


def _item(
    kind: str,
    kinds: Sequence[str],
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: tuple[int, int],
    mixed: bool,
    language: str,
) -> str:
    published = [
        say("outcome_amount.published", language, n=_stated(row, period, language))
        for row in stated[stated["kind"] == kind].to_dict("records")
    ]
    recorded = [
        say("simulated", language, text=_amount(row, language))
        if mixed and row["origin"] == "simulated"
        else _amount(row, language)
        for row in counted[counted["kind"] == kind].to_dict("records")
    ]
    # The heading has named it already: the only kind, or the sum that its parts follow.
    named_above = kind == kinds[0] and (len(kinds) == 1 or _is_sum(kind))
    amount, name = ", ".join([*recorded, *published]), kind_name(kind, language)
    form = ("in_all" if recorded and len(kinds) > 1 else "alone") if named_above else "item"
    return say(f"outcome_amount.{form}", language, kind=name, amount=amount) if amount else ""


def _amount(row: dict[str, Any], language: str) -> str:
    if not row["events"]:
        return _times_or_none(0, language)
    known = "events" if pd.isna(row["people"]) else "events_and_people"
    people = "" if pd.isna(row["people"]) else _people(int(row["people"]), "people", language)
    events = _times(row["events"], language)
    return say(f"outcome_amount.{known}", language, events=events, people=people)


def _times_or_none(events: float, language: str) -> str:
    return _times(events, language) if events else say("outcome_amount.none", language)


def _times(events: float, language: str) -> str:
    """Return how often something happened, in words: *3 lượt*, *3 times*, *once*."""
    number = "one" if events == 1 else "many"
    return say(f"times.{number}", language, n=wording.number(events, language))


def _people(n: int, unit: str, language: str) -> str:
    number = "one" if n == 1 else "many"
    return say(f"counted_in.{unit}.{number}", language, n=wording.number(n, language))


def _stated(row: dict[str, Any], period: tuple[int, int], language: str) -> str:
    """Return a published number in the source's unit, with its period where that is another."""
    counted_in, own = row.get("counted_in"), (row["first_year"], row["last_year"])
    n = _people(int(row["events"]), "untold" if pd.isna(counted_in) else str(counted_in), language)
    if own == period:
        return n
    return say("outcome_amount.stated_for", language, n=n, period=period_name(*own, language))


def kind_name(kind: str, language: str) -> str:
    """Return the label of an outcome kind as it stands inside a sentence."""
    label = vocabulary.label("outcome_kinds", kind, language)
    return label[:1].lower() + label[1:]


def period_name(first_year: int, last_year: int, language: str) -> str:
    """Return the name of a period: *giai đoạn 2011–2015*, or *năm 2011* for one year."""
    variant = "year" if first_year == last_year else "years"
    return say(f"period.{variant}", language, first=first_year, last=last_year)
