"""The amounts of a sentence on outcomes: events, people, and what was published."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import say


def is_sum(kind: str) -> bool:
    """Return whether a kind has kinds below it, whose events are its own."""
    return any(vocabulary.parent_of(code) == kind for code in vocabulary.codes("outcome_kinds"))


def told(
    kinds: Sequence[str],
    heading: str,
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: str,
    language: str,
) -> tuple[str, str]:
    """Return the claim on some kinds with their parts; their people and what was published.

    The claim is the sum that heads the kinds; where they have none, the first few of them.
    """
    rows = [row for kind in kinds for row in counted[counted["kind"] == kind].to_dict("records")]
    published = [
        (kind, _stated(row, period, language))
        for kind in kinds
        for row in stated[stated["kind"] == kind].to_dict("records")
    ]
    if not rows:
        return _published(kinds, heading, published, language) if published else "", ""
    if is_sum(rows[0]["kind"]) or len(kinds) == 1:
        amount = _within(_amount(rows[0], language), rows[0]["years"], language)
        claim = say("outcome_told.sum", language, heading=heading, amount=amount)
        parts, form = rows[1:], "parts"
    else:
        items = _items([_number(row, language) for row in rows[:_MOST_IN_A_CLAIM]], language)
        claim = say("outcome_told.list", language, items=items[:1].upper() + items[1:])
        parts, form = rows[_MOST_IN_A_CLAIM:], "more"
    people = [
        (row["kind"], wording.number(row["people"], language))
        for row in rows
        if not pd.isna(row["people"]) and row["people"] and (row in parts or form == "more")
    ]
    lists = {form: [_number(row, language) for row in parts], "people": people}
    own, *others = (
        say(f"outcome_list.{part}", language, items=_items(items, language)) if items else ""
        for part, items in (lists | {"published": published}).items()
    )
    return claim + own, "".join(others)


_MOST_IN_A_CLAIM = 4


def _published(
    kinds: Sequence[str], heading: str, published: Sequence[tuple[str, str]], language: str
) -> str:
    if len(published) == 1 and published[0][0] == kinds[0]:
        amount = published[0][1]
        return say("outcome_told.published_one", language, heading=heading, amount=amount)
    items = _items(published, language)
    return say("outcome_told.published", language, heading=heading, items=items)


def _items(counts: Sequence[tuple[str, str]], language: str) -> str:
    return ", ".join(
        say("outcome_list.item", language, kind=kind_name(kind, language), n=n)
        for kind, n in counts
    )


def _number(row: dict[str, Any], language: str) -> tuple[str, str]:
    """Return a kind and how often it happened, with its years where they are not the sentence's."""
    events = row["events"]
    n = wording.number(events, language) if events else say("outcome_amount.none", language)
    return row["kind"], _within(n, row["years"], language)


def _within(amount: str, years: Any, language: str) -> str:
    """Return an amount with the years that it is of, where they are not those of the sentence."""
    if pd.isna(years):
        return amount
    return say("outcome_amount.within", language, amount=amount, years=years)


def _amount(row: dict[str, Any], language: str) -> str:
    events = row["events"]
    if not events:
        return say("outcome_amount.none", language)
    if pd.isna(row["people"]):
        return say("outcome_amount.events", language, events=times(events, language))
    people = _people(int(row["people"]), "people", language)
    form = "events_and_people"
    if events == row["people"]:
        form = "once" if events == 1 else "each_once"
    n = wording.number(events, language)
    return say(
        f"outcome_amount.{form}", language, events=times(events, language), people=people, n=n
    )


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
