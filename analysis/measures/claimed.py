"""The shares and outcomes that published claims state, to be drawn over a history."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

_MEASURES = {
    "rating": "rating",
    "rating_share": "rating",
    "women": "women",
    "women_share": "women",
}
_TYPES = {
    "id": "str",
    "year": "Int64",
    "tier": "str",
    "measure": "str",
    "level": "str",
    "n": "Int64",
    "total": "Int64",
    "share": "float64",
    "stated": "str",
    "decimals": "Int64",
    "base_known": "bool",
    "origin": "str",
}
_OUTCOME_TYPES = {
    "first_year": "Int64",
    "last_year": "Int64",
    "kind": "str",
    "events": "Int64",
    "counted_in": "str",
    "tier": "str",
    "origin": "str",
}

Claim = dict[str, Any]


def claim_records(claims: pd.DataFrame) -> list[Claim]:
    """Return the claims as plain records, in their order; what is missing is None."""
    return [
        {str(column): None if pd.isna(value) else value for column, value in row.items()}
        for row in claims.to_dict("records")
    ]


def whole_of(claim: Claim, by_id: dict[str, Claim]) -> Claim | None:
    """Return the claim that is the stated base of a claim, or the whole it is a part of."""
    return by_id.get(claim["base"] or claim["part_of"] or "")


def published_shares(claims: pd.DataFrame) -> pd.DataFrame:
    """Return every share of ratings or of women that the claims publish, one row each.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).

    Returns
    -------
    DataFrame
        ``id``, ``year`` (the claim's own), ``tier``, ``measure`` (rating or women), ``level`` (a
        rating code or ``female``), ``n`` and ``total`` in cadres (missing where not published),
        ``share`` (0-1), ``stated`` (text), ``decimals``, ``base_known``, ``origin``. A count whose
        base is not published makes no share.
    """
    records = claim_records(claims)
    by_id = {claim["id"]: claim for claim in records}
    rows = [
        _share(claim, whole_of(claim, by_id)) for claim in records if claim["measure"] in _MEASURES
    ]
    shares = pd.DataFrame([row for row in rows if row], columns=list(_TYPES))
    return shares.astype(_TYPES)


def published_outcomes(
    claims: pd.DataFrame, years: Iterable[int] | None = None, tier: str | None = None
) -> pd.DataFrame:
    """Return every outcome that the claims count, in the unit that the source counts it in.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).
    years : iterable of int, optional
        Only periods that lie wholly inside these years.
    tier : str, optional
        Only figures of this managing tier, and those whose tier the source does not state.

    Returns
    -------
    DataFrame
        One row per claim: ``first_year``, ``last_year``, ``kind``, ``events`` (what the source
        counts over the period, never a share of anything), ``counted_in`` (its unit: ``cadres``
        or ``people``), ``tier`` (missing where the source does not state it), ``origin``.
    """
    wanted = None if years is None else set(years)
    rows = [
        {**claim, "kind": claim["level"], "events": int(claim["value"]), "origin": "published"}
        for claim in claim_records(claims)
        if claim["measure"] == "outcome" and claim["kind"] == "count"
        if wanted is None or {claim["first_year"], claim["last_year"]} <= wanted
        if tier is None or claim["tier"] in (tier, None)
    ]
    table = pd.DataFrame(rows, columns=["measured_in", *_OUTCOME_TYPES])
    table = table.assign(counted_in=table["measured_in"])[list(_OUTCOME_TYPES)]
    return table.astype(_OUTCOME_TYPES)


def _share(claim: Claim, whole: Claim | None) -> Claim | None:
    base = int(whole["value"]) if whole and whole["kind"] == "count" else None
    if claim["kind"] == "percent":
        count, share = None, float(Decimal(claim["value"].replace(",", ".")) / 100)
    elif claim["kind"] == "count" and base:
        count, share = int(claim["value"]), int(claim["value"]) / base
    else:
        return None
    measure = _MEASURES[claim["measure"]]
    return {
        **{column: claim[column] for column in ("id", "tier", "decimals")},
        "year": claim["first_year"],
        "measure": measure,
        "level": "female" if measure == "women" else claim["level"],
        "n": count,
        "total": base,
        "share": share,
        "stated": claim["value"],
        "base_known": base is not None,
        "origin": "published",
    }
