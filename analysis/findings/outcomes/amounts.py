"""The amounts of a sentence on outcomes: events, people, and what was published."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import phrase_of, say
from analysis.words import Words

Row = dict[str, Any]
_MOST_IN_A_CLAIM = 4


def is_sum(kind: str) -> bool:
    """Return whether a kind has kinds below it, whose events are its own."""
    return any(vocabulary.parent_of(code) == kind for code in vocabulary.codes("outcome_kinds"))


def told(
    kinds: Sequence[str],
    heading: str,
    counted: pd.DataFrame,
    stated: pd.DataFrame,
    period: str,
    words: Words,
) -> tuple[str, str]:
    """Return the claim on some kinds with their parts; their people and what was published.

    The claim is the sum that heads the kinds; where they have none, the first few of them.
    """
    rows = [row for kind in kinds for row in counted[counted["kind"] == kind].to_dict("records")]
    if not rows:
        return _published(kinds, heading, stated, period, words) if len(stated) else "", ""
    published = [
        (kind, _stated(row, period, words))
        for kind in kinds
        for row in stated[stated["kind"] == kind].to_dict("records")
    ]
    claim, form, parts, none = _claim(rows, len(kinds) == 1, heading, words)
    rest = _rest(rows[0], parts) if form == "parts" else 0
    items = _items([_number(row, words) for row in parts], words)
    if rest:
        items += say("outcome_list.rest", words, n=words.number(rest))
    form = "some" if rest is None else form
    own = say(f"outcome_list.{form}", words, items=items) if parts else ""
    told_none = say("outcome_list.none", words, items=_names(none, words)) if none else ""
    beside = [row for row in rows if row["events"]] if form == "more" else parts
    claimed = form != "more" and rows[0]["events"] == rows[0]["people"]
    people = _of_people(beside, claimed, words, every=rest == 0)
    stated_beside = _items(published, words)
    if published:
        stated_beside = say("outcome_list.published", words, items=stated_beside)
    return claim + own + told_none, people + stated_beside


def _rest(whole: Row, parts: Sequence[Row]) -> int | None:
    """Return how many events of a sum are of none of its parts; None where that is not known."""
    if any(not pd.isna(row["years"]) for row in (whole, *parts)):
        return None
    rest = int(whole["events"]) - sum(int(row["events"]) for row in parts)
    return rest if rest >= 0 else None


def _of_people(rows: Sequence[Row], claimed: bool, words: Words, *, every: bool) -> str:
    """Return of how many people the events of kinds are, no number of them twice.

    `claimed` is whether the claim says already that each is of another person, `every` whether
    the kinds are all that there are.
    """
    known = [row for row in rows if not pd.isna(row["people"]) and row["people"]]
    once = len(known) == len(rows) and all(row["people"] == row["events"] for row in rows)
    if once and (every or claimed):
        return say("outcome_list.each_once", words) if rows and not claimed else ""
    told = [(row["kind"], words.number(row["people"])) for row in known]
    return say("outcome_list.people", words, items=_items(told, words)) if told else ""


def _claim(
    rows: list[Row], alone: bool, heading: str, words: Words
) -> tuple[str, str, list[Row], list[Row]]:
    """Return the claim; how the other kinds are told, those that there were, those that not."""
    had = [row for row in rows if row["events"]]
    none = [row for row in rows if not row["events"]]
    whole = rows[0]
    if is_sum(whole["kind"]) or alone:
        # Parts that nobody had add nothing to the sum.
        parts = [row for row in had if row is not whole]
        return _sum(whole, heading, words), "parts", parts if whole["events"] else [], []
    if not had:
        items = _names(none, words)
        return say("outcome_told.nothing", words, heading=heading, items=items), "more", [], []
    items = _items([_number(row, words) for row in had[:_MOST_IN_A_CLAIM]], words)
    claim = say("outcome_told.list", words, items=items[:1].upper() + items[1:])
    return claim, "more", had[_MOST_IN_A_CLAIM:], none


def _names(rows: Sequence[Row], words: Words) -> str:
    return ", ".join(_within(kind_name(row["kind"], words), row["years"], words) for row in rows)


def _sum(row: dict[str, Any], heading: str, words: Words) -> str:
    """Return the claim on a sum of kinds, or on a kind alone: how many people, or how often."""
    kind, years = row["kind"], row["years"]
    if is_sum(kind) and row["events"] and row["events"] == row["people"]:
        n = _within(_amount(row, words), years, words)
        told_as = phrase_of("kind_phrase", kind, words)
        form = "person" if row["events"] == 1 else "people"
        claim = say(f"outcome_told.{form}", words, n=n, kind=told_as)
        return claim[:1].upper() + claim[1:]
    amount = _within(_amount(row, words), years, words)
    return say("outcome_told.sum", words, heading=heading, amount=amount)


def _published(
    kinds: Sequence[str], heading: str, stated: pd.DataFrame, period: str, words: Words
) -> str:
    """Return what was published: the sum that heads the kinds or the largest as the claim."""
    whole = kinds[0] if is_sum(kinds[0]) or len(kinds) == 1 else None
    rows = stated.to_dict("records")
    rows.sort(key=lambda row: (row["kind"] != whole, -row["events"]))
    first, *others = [(str(row["kind"]), _stated(row, period, words)) for row in rows]
    told_as = first[1] if first[0] == whole else _items([first], words)
    claim = say("outcome_told.published", words, heading=heading, amount=told_as)
    return claim + (say("outcome_list.more", words, items=_items(others, words)) if others else "")


def _items(counts: Sequence[tuple[str, str]], words: Words) -> str:
    return ", ".join(
        say("outcome_list.item", words, kind=kind_name(kind, words), n=n) for kind, n in counts
    )


def _number(row: dict[str, Any], words: Words) -> tuple[str, str]:
    """Return a kind and how often it happened, with its years where they are not the sentence's."""
    events = row["events"]
    n = words.number(events) if events else say("outcome_amount.none", words)
    return row["kind"], _within(n, row["years"], words)


def _within(amount: str, years: Any, words: Words) -> str:
    """Return an amount with the years that it is of, where they are not those of the sentence."""
    if pd.isna(years):
        return amount
    return say("outcome_amount.within", words, amount=amount, years=years)


def _amount(row: dict[str, Any], words: Words) -> str:
    events = row["events"]
    if not events:
        return say("outcome_amount.none", words)
    if pd.isna(row["people"]):
        return say("outcome_amount.events", words, events=times(events, words))
    people = _people(int(row["people"]), "people", words)
    form = "events_and_people"
    if events == row["people"]:
        form = "once" if events == 1 else "each_once"
    n = words.number(events)
    return say(f"outcome_amount.{form}", words, events=times(events, words), people=people, n=n)


def times(events: float, words: Words) -> str:
    """Return how often something happened, in words: *3 lượt*, *3 times*, *once*."""
    number = "one" if events == 1 else "many"
    return say(f"times.{number}", words, n=words.number(events))


def _people(n: int, unit: str, words: Words) -> str:
    number = "one" if n == 1 else "many"
    return say(f"counted_in.{unit}.{number}", words, n=words.number(n))


def _stated(row: dict[str, Any], period: str, words: Words) -> str:
    """Return a published number in the source's unit, with its period where that is another."""
    counted_in, own = row.get("counted_in"), (row["first_year"], row["last_year"])
    n = _people(int(row["events"]), "untold" if pd.isna(counted_in) else str(counted_in), words)
    bound = row.get("stated_as", "count")
    if bound != "count":
        n = f"{words.label('stated_as', bound)} {n}"
    if wording.years(range(own[0], own[1] + 1)) == period:
        return n
    return say("outcome_amount.stated_for", words, n=n, period=period_name(*own, words))


def kind_name(kind: str, words: Words) -> str:
    """Return the label of an outcome kind as it stands inside a sentence."""
    label = words.label("outcome_kinds", kind)
    return label[:1].lower() + label[1:]


def years_name(years: str, words: Words) -> str:
    """Return years that are covered as they stand in a sentence: *giai đoạn 2011–2013*."""
    form = "list" if "," in years else "run" if "–" in years else "one"
    return say(f"years_named.{form}", words, years=years)


def period_name(first_year: int, last_year: int, words: Words) -> str:
    """Return the name of a period: *giai đoạn 2011–2015*, or *năm 2011* for one year."""
    variant = "year" if first_year == last_year else "years"
    return say(f"period.{variant}", words, first=first_year, last=last_year)
