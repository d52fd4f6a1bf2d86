"""What is to be known of the sound figures of a ledger before they are used."""

from collections.abc import Iterator
from typing import Any

from analysis.claims.claims import (
    Claim,
    differing,
    fits,
    in_conflict,
    is_ours,
    named_whole,
    told_once,
)
from analysis.claims.distributions import distributions
from analysis.sources.problems import problem
from analysis.sources.reading import Record

_OF_A_WHOLE = (
    *("rating", "rating_share", "women", "women_share"),
    *("post_group", "committee_members"),
)
_Told = tuple[Claim, str, str, dict[str, Any]]


def what_to_know(claims: dict[int, Claim], file: str) -> list[Record]:
    """Return the warnings and notes on claims, in the order of their lines.

    Percentages without their base; figures of people who are not under review; wholes that are of
    other people or another period; figures stated twice, alike or not; ratings that are not those
    of everybody.
    """
    records = list(claims.values())
    lines = {claim["id"]: line for line, claim in claims.items()}
    met = [*_one_by_one(records, lines), *_of_several(records, lines)]
    met.sort(key=lambda told: lines[told[0]["id"]])
    return [
        problem(severity, key, file=file, cell=str(lines[claim["id"]]), **more)
        for claim, severity, key, more in met
    ]


def _one_by_one(records: list[Claim], lines: dict[str, int]) -> Iterator[_Told]:
    by_id = {claim["id"]: claim for claim in records}
    for claim in records:
        if claim["kind"] == "percent" and claim["base"] is None:
            yield claim, "note", "claim_without_base", {"value": claim["value"]}
        if not is_ours(claim, by_id):
            yield claim, "warning", "claim_of_others", {"population": claim["population"]}
        whole = named_whole(claim, by_id)
        if claim["measure"] in _OF_A_WHOLE and whole and not fits(claim, whole, assumed=True):
            yield claim, "warning", "claim_whole", {"whole": lines[whole["id"]]}


def _of_several(records: list[Claim], lines: dict[str, int]) -> Iterator[_Told]:
    for claim, other in differing(records):
        values = {"value": claim["value"], "other": other["value"]}
        yield claim, "warning", "claims_differ", {**values, "line": lines[other["id"]]}
    once, disputed = {claim["id"] for claim in told_once(records)}, in_conflict(records)
    for claim in records:
        if claim["id"] not in once:
            yield claim, "note", "claim_twice", {}
    for group in distributions(records)[1]:
        if not disputed & {claim["id"] for claim in group}:
            counts = " + ".join(str(claim["value"]) for claim in group)
            named = ", ".join(str(lines[claim["id"]]) for claim in group)
            yield group[0], "note", "claims_not_everybody", {"counts": counts, "lines": named}
