"""The amounts of a sentence on outcomes: events, people, and what was published."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import TITLE_END, say


def is_sum(kind: str) -> bool:
    """Return whether a kind has kinds below it, whose events are its own."""
    return any(vocabulary.parent_of(code) == kind for code in vocabulary.codes("outcome_kinds"))


def joined(
    kinds: Sequence[str],
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: str,
    mixed: bool,
    language: str,
) -> str:
    """Return the amounts of each kind in a row; the sum that heads them is title enough."""
    items = [_item(kind, kinds, counted, stated, period, mixed, language) for kind in kinds]
    first, *others = filter(None, items) if any(items) else [""]
    headed = counted["kind"].eq(kinds[0]).any() and is_sum(kinds[0])
    return "; ".join([first + (TITLE_END if headed else ""), *others])


def listed(
    kinds: Sequence[str],
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: str,
    mixed: bool,
    language: str,
) -> str:
    """Return the events of kinds that have no sum, then their people and the published."""
    rows = [row for kind in kinds for row in counted[counted["kind"] == kind].to_dict("records")]
    events = ", ".join(
        say("outcome_list.events", language, kind=kind_name(row["kind"], language),
            times=_within(_times_or_none(row["events"], language), row["years"], language))
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


def _item(
    kind: str,
    kinds: Sequence[str],
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: str,
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
    named_above = kind == kinds[0] and (len(kinds) == 1 or is_sum(kind))
    amount, name = ", ".join([*recorded, *published]), kind_name(kind, language)
    form = ("in_all" if recorded and len(kinds) > 1 else "alone") if named_above else "item"
    return say(f"outcome_amount.{form}", language, kind=name, amount=amount) if amount else ""


def _amount(row: dict[str, Any], language: str) -> str:
    return _within(_events(row, language), row["years"], language)


def _within(amount: str, years: Any, language: str) -> str:
    """Return an amount with the years that it is of, where they are not those of the sentence."""
    if pd.isna(years):
        return amount
    return say("outcome_amount.within", language, amount=amount, years=years)


def _events(row: dict[str, Any], language: str) -> str:
    if not row["events"]:
        return _times_or_none(0, language)
    known = "events" if pd.isna(row["people"]) else "events_and_people"
    people = "" if pd.isna(row["people"]) else _people(int(row["people"]), "people", language)
    events = times(row["events"], language)
    return say(f"outcome_amount.{known}", language, events=events, people=people)


def _times_or_none(events: float, language: str) -> str:
    return times(events, language) if events else say("outcome_amount.none", language)


def times(events: float, language: str) -> str:
    """Return how often something happened, in words: *3 lượt*, *3 times*, *once*."""
    number = "one" if events == 1 else "many"
    return say(f"times.{number}", language, n=wording.number(events, language))


def _people(n: int, unit: str, language: str) -> str:
    number = "one" if n == 1 else "many"
    return say(f"counted_in.{unit}.{number}", language, n=wording.number(n, language))


def _stated(row: dict[str, Any], period: str, language: str) -> str:
    """Return a published number in the source's unit, with its period where that is another."""
    counted_in, own = row.get("counted_in"), (row["first_year"], row["last_year"])
    n = _people(int(row["events"]), "untold" if pd.isna(counted_in) else str(counted_in), language)
    bound = row.get("stated_as", "count")
    if bound != "count":
        n = f"{vocabulary.label('stated_as', bound, language)} {n}"
    if wording.years(range(own[0], own[1] + 1)) == period:
        return n
    return say("outcome_amount.stated_for", language, n=n, period=period_name(*own, language))


def kind_name(kind: str, language: str) -> str:
    """Return the label of an outcome kind as it stands inside a sentence."""
    label = vocabulary.label("outcome_kinds", kind, language)
    return label[:1].lower() + label[1:]


def years_name(years: str, language: str) -> str:
    """Return years that are covered as they stand in a sentence: *giai đoạn 2011–2013*."""
    form = "list" if "," in years else "run" if "–" in years else "one"
    return say(f"years_named.{form}", language, years=years)


def period_name(first_year: int, last_year: int, language: str) -> str:
    """Return the name of a period: *giai đoạn 2011–2015*, or *năm 2011* for one year."""
    variant = "year" if first_year == last_year else "years"
    return say(f"period.{variant}", language, first=first_year, last=last_year)
