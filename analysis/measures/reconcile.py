"""Does a history bear out what was published about it?"""

from typing import Any

import pandas as pd

from analysis import vocabulary, wording
from analysis.counts import Population
from analysis.measures.claimed import Claim, claim_records, published_shares
from analysis.measures.compatible import compatible_counts
from analysis.measures.ledger_checks import ledger_checks
from analysis.measures.percentages import SHARES, judge_percentage
from analysis.measures.tally import (
    PEOPLE_MEASURES,
    Held,
    Tally,
    Untestable,
    events_counted,
    people_counted,
)
from analysis.measures.verdicts import (
    Row,
    Sentence,
    assumption,
    column_word,
    difference,
    placed,
    quantity,
    scope,
    setting,
    stated_text,
    tested_year,
    verdict,
)
from analysis.tables import single_origin

__all__ = ["compatible_counts", "published_shares", "reconcile"]

COLUMNS = (
    *("claim", "stated", "computed", "verdict", "explanation", "explanation_vi"),
    *("place", "place_vi", "origin"),
)
_NEVER_COUNTED = ("organisations", "party_members", "staff", "directives")


def reconcile(
    claims: pd.DataFrame, people: Population, sheets: pd.DataFrame, problems: pd.DataFrame
) -> pd.DataFrame:
    """Return a verdict on every published figure, against a population and against each other.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).
    people : Population
        What to compare with, of every tier and of one origin. Where that is the ledger itself
        (origin ``published``) no figure confirms itself; the checks inside the ledger run all the
        same.
    sheets, problems : DataFrame
        Of the history: where its figures stand, and what was wrong there.

    Returns
    -------
    DataFrame
        One row per claim, then one per check inside the ledger (ids ``sum:``, ``parts:``,
        ``part:``, ``percent:``): ``claim``, ``stated``, ``computed`` (missing where nothing could
        be), ``verdict`` {agrees, contradicts, undetermined, not_testable}, ``explanation`` and
        ``place`` in English and (``_vi``) Vietnamese, ``origin`` of the rows compared with.

    Raises
    ------
    ValueError
        People and events are of several origins.
    """
    events = people.events(["kind", "first_year", "last_year", "tier", "unit"])
    origin = single_origin(pd.DataFrame({"origin": [people.origin, *events["origin"]]}))
    held, records = Held(people, events, sheets, problems), claim_records(claims)
    rows = [_judge(claim, records, held, origin) for claim in records]
    return pd.DataFrame([*rows, *ledger_checks(records)], columns=list(COLUMNS)).astype("str")


def _judge(claim: Claim, claims: list[Claim], held: Held, origin: str | None) -> Row:
    try:
        if claim["measure"] in SHARES and claim["kind"] == "percent":
            return judge_percentage(claim, claims, held, origin)
        _refuse_uncounted(claim, origin)
        return _count(claim, held, origin)
    except Untestable as reason:
        named = {**setting(claim, origin), **_reason_fields(reason, claim)}
        key = f"not_testable.{reason.key}"
        return verdict(
            claim["id"], stated_text(claim), "not_testable", [(key, named)], origin=origin
        )


def _refuse_uncounted(claim: Claim, origin: str | None) -> None:
    measure = claim["measure"]
    if measure not in (*PEOPLE_MEASURES, "outcome") or claim["kind"] == "percent":
        raise Untestable(measure if measure in _NEVER_COUNTED else "other")
    if origin == "published":
        raise Untestable("only_source")


def _reason_fields(reason: Untestable, claim: Claim) -> dict[str, Any]:
    fields: dict[str, Any] = {"scope": lambda language: scope(claim, language)}
    fields["level"] = lambda lang: vocabulary.label("outcome_kinds", claim["level"], lang)
    if "column" in reason.named:
        fields["column"] = column_word(reason.named["column"])
    if "covered" in reason.named:
        fields["covered"] = lambda lang: wording.listing(reason.named["covered"], lang)
    return fields


def _count(claim: Claim, held: Held, origin: str | None) -> Row:
    if claim["measure"] == "outcome":
        tally, year = events_counted(held, claim), None
        extra: list[Sentence] = [("events", {})]
    else:
        year = tested_year(claim)
        tally = people_counted(held.people, claim, year, claim["measure"])
        extra = assumption(claim)
    stated = int(claim["value"])
    bound = claim["kind"] == "lower_bound"
    decided = _compare_bound(tally, stated) if bound else _compare_count(tally, stated)
    fields = {
        **setting(claim, origin),
        "what": quantity(claim, claim["measure"]),
        "computed": tally.known,
        "stated": stated,
        "difference": difference(tally.known, stated),
        "unknown": tally.unknown,
        "column": column_word(tally.column),
    }
    sentences = [(f"{'bound' if bound else 'count'}.{decided}", fields), *extra]
    return placed(claim, decided, sentences, str(tally.known), held, origin, year)


def _compare_count(tally: Tally, stated: int) -> str:
    if not tally.known <= stated <= tally.known + tally.unknown:
        return "contradicts"
    return "undetermined" if tally.unknown else "agrees"


def _compare_bound(tally: Tally, stated: int) -> str:
    if tally.known > stated:
        return "agrees"
    return "undetermined" if tally.known + tally.unknown > stated else "contradicts"
