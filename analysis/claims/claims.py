"""What a published figure is of, and which figures are of the same thing."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import vocabulary

Claim = dict[str, Any]

# Figures that are of people: only these can be a share of others, or all of them.
PEOPLE = ("cadres", "people")
WHOLES = ("rated", "cadres")
# Their words name the part of the people that they count, not whose part it is.
_PARTS = ("post_group", "committee_members")
_NEVER_COUNTED = ("organisations", "party_members", "staff", "directives")


def claim_records(claims: pd.DataFrame) -> list[Claim]:
    """Return the claims as plain records, in their order; what is missing is None."""
    return [
        {str(column): None if pd.isna(value) else value for column, value in row.items()}
        for row in claims.to_dict("records")
    ]


def amount(claim: Claim) -> Fraction:
    """Return the number that a claim states, a percentage as it stands (62 for 62%)."""
    return Fraction(str(claim["value"]).replace(",", "."))


def is_share(claim: Claim) -> bool:
    """Say whether a claim is a percentage, exact or a bound."""
    return str(claim["measure"]).endswith("_share")


def is_exact(claim: Claim) -> bool:
    """Say whether a claim states a count itself, and not what it is above, below or about."""
    return bool(claim["kind"] == "count")


def one_year(claim: Claim) -> int | None:
    """Return the year that a claim is of; None where it is of several."""
    first, last = claim["first_year"], claim["last_year"]
    return int(first) if first == last else None


def counted_in(claim: Claim) -> str:
    """Return what a claim is counted in; cadres and people are the same: people."""
    return "people" if claim["measured_in"] in PEOPLE else str(claim["measured_in"])


def is_ours(claim: Claim, by_id: dict[str, Claim]) -> bool:
    """Say whether a claim is of people under review: a tier's whole, a stated part of one, a unit.

    Parameters
    ----------
    claim : dict
        A row of the ledger; its words in ``population`` decide (see `vocabulary.population_of`).
    by_id : dict
        Every claim by its id: a group of posts, or a committee, is a part of its stated whole.
    """
    if claim["unit"] or claim["measure"] in _NEVER_COUNTED:
        return True
    if _says_whose(claim):
        return True
    whole = by_id.get(claim["part_of"] or claim["base"] or "")
    is_part = claim["measure"] in _PARTS and whole is not None
    return bool(is_part and whole and whole["tier"] == claim["tier"] and _says_whose(whole))


def _says_whose(claim: Claim) -> bool:
    return vocabulary.population_of(claim["population"]) == (claim["tier"] or "untold")


def same_people(claim: Claim, other: Claim) -> bool:
    """Say whether two claims are of the same people, whatever their period."""
    places = all(claim[column] == other[column] for column in ("tier", "unit"))
    words = vocabulary.fold(claim["population"]) == vocabulary.fold(other["population"])
    return places and (words or claim["measure"] in _PARTS)


def named_whole(claim: Claim, by_id: dict[str, Claim]) -> Claim | None:
    """Return the claim that the ledger names as the base of a claim, or as its whole."""
    return by_id.get(claim["base"] or claim["part_of"] or "")


def whole_of(claim: Claim, by_id: dict[str, Claim], *, assumed: bool = False) -> Claim | None:
    """Return the claim that is the whole of a claim: of the same people and the same period.

    Parameters
    ----------
    assumed : bool
        Take one of another year too that the ledger itself holds against this year
        (``tested_on``): a reading, not a stated base.
    """
    whole = named_whole(claim, by_id)
    return whole if whole is not None and fits(claim, whole, assumed=assumed) else None


def fits(claim: Claim, whole: Claim, *, assumed: bool = False) -> bool:
    """Say whether a claim can be a part of another: exact, of the same people and period."""
    period = [(each["first_year"], each["last_year"]) for each in (claim, whole)]
    then = period[0] == period[1]
    if assumed and not then:
        then = one_year(claim) is not None and whole["tested_on"] == one_year(claim)
    people = same_people(claim, whole) and counted_in(whole) == "people"
    return bool(then and people and is_exact(whole) and whole["measure"] in WHOLES)


def identity(claim: Claim) -> tuple[Any, ...]:
    """Return what a claim is of: two claims of one identity state the same figure."""
    people = vocabulary.fold(claim["population"])
    place = (people, claim["tier"], claim["unit"], claim["first_year"], claim["last_year"])
    return (claim["measure"], claim["level"], *place, counted_in(claim))


def bounds(claim: Claim) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the most that a claim can mean; None where it sets no bound.

    A percentage may have been rounded or cut off: 62% is anything from 61.5 to below 63.
    """
    stated = amount(claim)
    place = Fraction(1, 10 ** int(claim["decimals"]))
    step = 0 if is_share(claim) else 1
    ends: dict[str, tuple[Fraction | None, Fraction | None]] = {
        "count": (stated, stated),
        "percent": (stated - place / 2, stated + place),
        "lower_bound": (stated + step, None),
        "at_least": (stated, None),
        "upper_bound": (None, stated - step),
        "at_most": (None, stated),
    }
    return ends.get(str(claim["kind"]), (None, None))


def differing(claims: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Return the pairs of claims that are of the same thing and cannot both be right.

    A percentage is also held against the count of the same people, where that has its whole.
    Percentages of two stated bases are of two things.
    """
    records = list(claims)
    by_id = {claim["id"]: claim for claim in records}
    groups = defaultdict(list)
    for claim in records:
        groups[identity(claim)].append(claim)
    alike = [pair for group in groups.values() for pair in combinations(group, 2)]
    return [pair for pair in alike if _one_base(*pair) and _apart(*pair)] + [
        pair for pair in _counts_beside_shares(records) if _is_another_share(*pair, by_id)
    ]


def _one_base(claim: Claim, other: Claim) -> bool:
    bases = {each["base"] for each in (claim, other)} - {None}
    return not is_share(claim) or len(bases) < 2


def _apart(claim: Claim, other: Claim) -> bool:
    if claim["kind"] == other["kind"] == "percent" and claim["decimals"] == other["decimals"]:
        return amount(claim) != amount(other)
    (low, high), (other_low, other_high) = bounds(claim), bounds(other)
    above = low is not None and other_high is not None and low > other_high
    return above or (high is not None and other_low is not None and high < other_low)


def _counts_beside_shares(records: list[Claim]) -> list[tuple[Claim, Claim]]:
    counts, shares = defaultdict(list), defaultdict(list)
    for claim in records:
        _, level, *place, _ = identity(claim)
        measure = str(claim["measure"]).removesuffix("_share")
        if claim["measure"] in ("rating", "women") and is_exact(claim):
            counts[measure, level, *place].append(claim)
        elif is_share(claim):
            shares[measure, level, *place].append(claim)
    return [(c, s) for key, counted in counts.items() for c in counted for s in shares[key]]


def _is_another_share(count: Claim, share: Claim, by_id: dict[str, Claim]) -> bool:
    whole, base = whole_of(count, by_id), named_whole(share, by_id)
    if whole is None or not amount(whole) or (base is not None and base["id"] != whole["id"]):
        return False
    low, high = bounds(share)
    found = 100 * amount(count) / amount(whole)
    return (low is not None and found < low) or (high is not None and found > high)


def in_conflict(claims: Iterable[Claim]) -> set[str]:
    """Return the ids of the claims that differ from another one of the same thing."""
    return {str(claim["id"]) for pair in differing(claims) for claim in pair}


def told_once(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims without those that state again, as exactly, what another has stated."""
    found = {(identity(claim), claim["kind"], amount(claim), claim["base"]): claim
             for claim in reversed(list(claims))}  # fmt: skip
    return list(reversed(found.values()))


def usable(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that may stand beside records: of our people, once, undisputed."""
    records = list(claims)
    by_id, disputed = {claim["id"]: claim for claim in records}, in_conflict(records)
    kept = [claim for claim in records if claim["id"] not in disputed and is_ours(claim, by_id)]
    return told_once(kept)
