"""The shares and outcomes that published claims state, to be drawn over a history."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.claims.claims import (
    Claim,
    amount,
    claim_records,
    is_exact,
    is_share,
    one_year,
    usable,
    whole_of,
)

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
    "total_of": "str",
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
    "stated_as": "str",
    "counted_in": "str",
    "tier": "str",
    "origin": "str",
}


def published_shares(claims: pd.DataFrame) -> pd.DataFrame:
    """Return every share of ratings or of women that the claims publish, one row each.

    Only shares of one year, of the whole of a tier (or of the one unit that all claims are of), and
    that no other claim of the same thing contradicts: what else was published can be drawn over
    nothing.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).

    Returns
    -------
    DataFrame
        ``id``, ``year``, ``tier``, ``measure`` (rating or women), ``level`` (a rating code or
        ``female``), ``n`` and ``total`` in cadres (missing where not published), ``total_of``
        (what the total counts: ``rated`` or ``cadres``), ``share`` (0-1), ``stated`` (text),
        ``decimals`` (as published; of a share that we divided 1), ``base_known``, ``origin``. A
        count whose base is not published makes no share, nor does one whose base is of another
        year, of other people or no exact count.
    """
    records = claim_records(claims)
    by_id = {claim["id"]: claim for claim in records}
    rows = [
        _share(claim, whole_of(claim, by_id))
        for claim in _of_one_body(usable(records))
        if claim["measure"] in _MEASURES and one_year(claim) is not None
    ]
    shares = pd.DataFrame([row for row in rows if row], columns=list(_TYPES))
    return shares.astype(_TYPES)


def _of_one_body(claims: list[Claim]) -> list[Claim]:
    """Return the claims of the whole, without those of single units; of one unit if all are."""
    units = {claim["unit"] for claim in claims}
    own = claims if len(units) == 1 else [claim for claim in claims if claim["unit"] is None]
    return [claim for claim in own if claim["tier"] or claim["unit"]]


def published_outcomes(
    claims: pd.DataFrame, years: Iterable[int] | None = None, tier: str | None = None
) -> pd.DataFrame:
    """Return every outcome that the claims state, in the unit that the source counts it in.

    Of people under review, and without figures that another of the same thing contradicts.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).
    years : iterable of int, optional
        Only periods that share a year with these; one that reaches out of them keeps its own
        years, and is the figure of no other period.
    tier : str, optional
        Only figures of this managing tier, and those whose tier the source does not state.

    Returns
    -------
    DataFrame
        One row per claim: ``first_year``, ``last_year``, ``kind``, ``events`` (what the source
        counts over the period, never a share of anything), ``stated_as`` (an exact ``count``, or
        the bound that it is: see the vocabulary), ``counted_in`` (its unit: ``cadres``,
        ``people`` or ``events``), ``tier`` (missing where the source does not state it),
        ``origin``.
    """
    wanted = None if years is None else set(years)
    rows = [
        {**claim, "kind": claim["level"], "events": int(claim["value"]), "origin": "published"}
        | {"stated_as": claim["kind"], "counted_in": claim["measured_in"]}
        for claim in usable(claim_records(claims))
        if claim["measure"] == "outcome"
        if wanted is None or wanted & set(range(claim["first_year"], claim["last_year"] + 1))
        if tier is None or claim["tier"] in (tier, None)
    ]
    return pd.DataFrame(rows, columns=list(_OUTCOME_TYPES)).astype(_OUTCOME_TYPES)


def published_directives(claims: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return how many documents on the evaluation of cadres the claims say were issued.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).
    years : iterable of int
        Only exact counts of periods within these.

    Returns
    -------
    DataFrame
        One row per claim: ``first_year``, ``last_year``, ``n`` (documents), ``origin``.
    """
    asked = set(years)
    rows = [
        {**claim, "n": int(claim["value"]), "origin": "published"}
        for claim in usable(claim_records(claims))
        if claim["measure"] == "directives" and is_exact(claim) and claim["unit"] is None
        if asked.issuperset(range(claim["first_year"], claim["last_year"] + 1))
    ]
    return pd.DataFrame(rows, columns=["first_year", "last_year", "n", "origin"])


def _share(claim: Claim, whole: Claim | None) -> dict[str, Any] | None:
    base = int(whole["value"]) if whole else None
    count, decimals = None, claim["decimals"]
    if claim["kind"] == "percent":
        share = amount(claim) / 100
    elif is_exact(claim) and not is_share(claim) and base:
        count, share, decimals = int(claim["value"]), amount(claim) / base, 1
    else:
        return None
    if share > 1:
        return None
    measure = _MEASURES[claim["measure"]]
    return {
        **{column: claim[column] for column in ("id", "tier")},
        "year": claim["first_year"],
        "measure": measure,
        "level": "female" if measure == "women" else claim["level"],
        "n": count,
        "total": base,
        "total_of": whole["measure"] if whole else None,
        "share": float(share),
        "stated": claim["value"],
        "decimals": decimals,
        "base_known": base is not None,
        "origin": "published",
    }
