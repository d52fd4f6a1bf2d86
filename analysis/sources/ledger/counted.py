"""Published figures that can be counted, as cells of the record tables."""

from typing import Any

from analysis import vocabulary
from analysis.claims.claims import Claim, usable

Row = dict[str, str | None]

Named = dict[str, Any]


def with_tier(row: Row) -> Named:
    """Return a row with the tier that its words name, where its column does not."""
    told = vocabulary.population_of(row["population"])
    return {**row, "tier": row["tier"] or (told if told in vocabulary.codes("tiers") else None)}


def countable(claims: list[Claim]) -> list[Claim]:
    """Return the usable claims that count events."""
    outcomes = (claim for claim in usable(claims) if claim["measure"] == "outcome")
    return [claim for claim in outcomes if claim["kind"] == "count"]


def ratings_cell(claim: Claim) -> Named:
    """Return a claim on a rating as a cell of the evaluations."""
    return {**_cell(claim), "year": claim["first_year"], "rating": claim["level"]}


def outcomes_cell(claim: Claim) -> Named:
    """Return a claim on events as a cell of the outcomes."""
    period = {column: claim[column] for column in ("first_year", "last_year")}
    return {**_cell(claim), **period, "kind": claim["level"]}


def _cell(claim: Claim) -> Named:
    return {"tier": claim["tier"], "count": int(claim["value"]), "origin": "published"}
