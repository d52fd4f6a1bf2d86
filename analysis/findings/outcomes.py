"""Sentences on how often training, appointment and movement happened, as counted and published."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import TITLE_END, Finding, finding, say

TRAINING = ("training", "masters", "advanced_theory", "intermediate_theory")
APPOINTMENTS = (
    *("appointed_or_reappointed", "appointed", "reappointed"),
    "nominated",
)
MOVEMENTS = ("planned", "transferred", "rotated", "dismissed")


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
    """Say the same of appointments, nominations and posts filled; see `training_counts`."""
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
    """Say the same of planning, transfer, rotation and dismissal; see `training_counts`."""
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
    items = [_item(kind, counted, stated, period, language) for kind in kinds]
    variant = ("both" if len(stated) else "counted") if len(counted) else "published"
    top = counted.loc[counted["kind"] == kinds[0], "events"]
    return finding(
        id,
        variant if any(items) else "none",
        language,
        [*counted["origin"], *stated["origin"]],
        (top.iloc[0], None, None, "events") if len(top) else None,
        period=period_name(*period, language),
        kinds=_joined(
            items, headed=variant != "published" and bool(items[0]) and _is_sum(kinds[0])
        ),
    )


def _is_sum(kind: str) -> bool:
    return any(vocabulary.parent_of(code) == kind for code in vocabulary.codes("outcome_kinds"))


def _joined(items: Sequence[str], *, headed: bool) -> str:
    """Return the items in a row; the sum that heads them is title enough."""
    first, *others = filter(None, items) if any(items) else [""]
    end = TITLE_END if headed else ""
    return "; ".join([first + end, *others])


def _as_published(published: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    # A parent beside its children is their sum, which the source never states.
    parents = {vocabulary.parent_of(kind) for kind in published["kind"]}
    return published[published["kind"].isin([kind for kind in kinds if kind not in parents])]


def _item(
    kind: str,
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: tuple[int, int],
    language: str,
) -> str:
    clauses = [
        _published(row, period, language)
        for row in stated[stated["kind"] == kind].to_dict("records")
    ]
    for row in counted[counted["kind"] == kind].to_dict("records"):
        known = "events" if pd.isna(row["people"]) else "events_and_people"
        amounts = {part: wording.number(row[part], language) for part in ("events", "people")}
        clauses.insert(0, say(f"outcome_amount.{known}", language, **amounts))
    # The sentence has said "training" already; its parts follow the sum.
    every = kind == TRAINING[0]
    amount, name = ", ".join(clauses), kind_name(kind, language)
    form = "outcome_amount.in_all" if every else "outcome_amount.item"
    return say(form, language, kind=name, amount=amount) if clauses else ""


def _published(row: dict[str, Any], period: tuple[int, int], language: str) -> str:
    counted_in = row.get("counted_in")
    unit = "untold" if pd.isna(counted_in) else counted_in
    n = say(f"counted_in.{unit}", language, n=wording.number(row["events"], language))
    own = (row["first_year"], row["last_year"])
    if own == period:
        return say("outcome_amount.published", language, n=n)
    named = period_name(*own, language)
    return say("outcome_amount.published_for", language, n=n, period=named)


def kind_name(kind: str, language: str) -> str:
    """Return the label of an outcome kind as it stands inside a sentence."""
    label = vocabulary.label("outcome_kinds", kind, language)
    return label[:1].lower() + label[1:]


def period_name(first_year: int, last_year: int, language: str) -> str:
    """Return the name of a period: *giai đoạn 2011–2015*, or *năm 2011* for one year."""
    variant = "year" if first_year == last_year else "years"
    return say(f"period.{variant}", language, first=first_year, last=last_year)


def training_by_year(
    table: pd.DataFrame,
    *,
    kind: str,
    years: Sequence[int],
    language: str,
    covered: Sequence[int] | None = None,
    id: str = "training_by_year",
) -> Finding:
    """Say how many events of a kind of training the first, the last and the highest year had.

    Parameters
    ----------
    table : DataFrame
        `measures.outcome_counts` by ``year`` and ``kind``.
    kind : str
    years : sequence of int
        The period under review.
    covered : sequence of int, optional
        The years that the lists of outcomes cover (`History.outcome_years`): there a kind without
        a row has no events, another year has no data. Not given: the years of the table.
    id : str
        Of the finding, where one notebook says this of several kinds.
    """
    return replace(_by_year(table, kind, years, covered, language), id=id)


def appointments_by_year(
    table: pd.DataFrame,
    *,
    kind: str,
    years: Sequence[int],
    language: str,
    covered: Sequence[int] | None = None,
    id: str = "appointments_by_year",
) -> Finding:
    """Say the same of a kind of appointment or movement; see `training_by_year`."""
    return replace(_by_year(table, kind, years, covered, language), id=id)


def _by_year(
    table: pd.DataFrame,
    kind: str,
    years: Sequence[int],
    covered: Sequence[int] | None,
    language: str,
) -> Finding:
    recorded = table[table["year"].isin(list(years)) & (table["origin"] != "published")]
    known = set(recorded["year"] if covered is None else covered)
    covered = [year for year in years if year in known]
    own = recorded[recorded["kind"] == kind].set_index("year")["events"]
    events = own.reindex(covered, fill_value=0).astype(int)
    missing = [str(year) for year in years if year not in covered]
    ends = {"first": events.iloc[:1], "last": events.iloc[-1:]} if covered else {}
    highest = events[events == events.max()]
    return finding(
        "outcomes_by_year",
        _spread(events),
        language,
        recorded["origin"],
        (events.iloc[-1] if covered else None, None, None, "events"),
        kind=vocabulary.label("outcome_kinds", kind, language),
        missing=_missing(missing, language) if covered else "",
        first_n=wording.number(events.iloc[0] if covered else None, language),
        last_n=wording.number(events.iloc[-1] if covered else None, language),
        highest_n=wording.number(events.max() if covered else None, language),
        highest=wording.listing([str(year) for year in highest.index], language),
        **{end: year.index[0] for end, year in ends.items()},
    )


def _spread(events: pd.Series) -> str:
    if events.empty:
        return "cannot_be_said"
    if not events.any():
        return "never"
    if len(events) == 1:
        return "one_year"
    return "equal" if events.min() == events.max() else "some"


def _missing(years: list[str], language: str) -> str:
    named = wording.listing(years, language)
    return say("outcomes_missing", language, years=named) if years else ""
