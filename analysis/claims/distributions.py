"""Which published counts are a distribution: every level of the same people."""

from collections import defaultdict
from collections.abc import Iterable

from analysis import vocabulary
from analysis.claims.claims import (
    Claim,
    amount,
    fits,
    identity,
    is_exact,
    is_ours,
    named_whole,
    one_year,
    same_people,
    usable,
)


def distributions(claims: Iterable[Claim]) -> tuple[list[Claim], list[list[Claim]]]:
    """Return the counts of ratings that are of everybody rated, and the groups that are not.

    The counts of one year and people are of everybody where they add to their stated whole, or
    where none is named and every level is counted.
    """
    records = list(claims)
    by_id, usable_ids = {c["id"]: c for c in records}, {c["id"] for c in usable(records)}
    groups = defaultdict(list)
    for claim in records:
        if claim["measure"] == "rating" and is_exact(claim) and one_year(claim) is not None:
            _, _, *place, counted = identity(claim)
            if counted == "people" and is_ours(claim, by_id):
                groups[tuple(place)].append(claim)
    whole, parts = [], []
    for group in groups.values():
        once = [claim for claim in group if claim["id"] in usable_ids]
        disputed = {c["level"] for c in group} != {c["level"] for c in once}
        if not disputed and is_everybody(once, by_id):
            whole += once
        else:
            parts.append(group)
    return whole, parts


def is_everybody(counts: list[Claim], by_id: dict[str, Claim]) -> bool:
    """Say whether counts of ratings, one a level, are all people of their stated whole."""
    named = [whole for claim in counts if (whole := named_whole(claim, by_id)) is not None]
    stated = [*named, *rated_of(counts[0], by_id)] if counts else []
    wholes = [whole for whole in stated if fits(counts[0], whole)]
    if stated:
        totals = {amount(whole) for whole in wholes}
        return bool(wholes) and totals == {sum(map(amount, counts))}
    return {claim["level"] for claim in counts} == set(vocabulary.codes("ratings"))


def rated_of(claim: Claim, by_id: dict[str, Claim]) -> list[Claim]:
    """Return the claims that state, named or not, how many were rated of a claim's people."""
    period = [claim["first_year"], claim["last_year"]]
    return [
        other
        for other in by_id.values()
        if other["measure"] == "rated"
        and same_people(claim, other)
        and [other["first_year"], other["last_year"]] == period
    ]
