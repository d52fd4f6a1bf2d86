"""Does a history bear out a percentage that was published?"""

from fractions import Fraction
from typing import Any

from analysis import wording
from analysis.measures.claimed import Claim, whole_of
from analysis.measures.compatible import compatible_counts
from analysis.measures.tally import Held, Untestable, people_counted
from analysis.measures.verdicts import (
    Row,
    Sentence,
    assumption,
    column_word,
    people,
    percentage,
    placed,
    quantity,
    setting,
    stated_text,
    tested_year,
    verdict,
)

# What a percentage is of what: its numerator and its base, as measures that count people.
SHARES = {"rating_share": ("rating", "rated"), "women_share": ("women", "cadres")}


def judge_percentage(claim: Claim, claims: list[Claim], held: Held, origin: str | None) -> Row:
    """Return the verdict on a percentage: on the history's base, else on the totals published.

    It agrees where the history's share rounds half up to what was stated, is undetermined where
    it does so only cut off, and contradicts else.
    """
    try:
        if origin == "published":
            raise Untestable("only_source")
        part, base = (
            people_counted(held.people, claim, tested_year(claim), m)
            for m in SHARES[claim["measure"]]
        )
    except Untestable:
        return _without_base(claim, claims, origin)
    if base.known == 0:
        return _without_base(claim, claims, origin)
    unknown = part if part.unknown else base
    fields = {**setting(claim, origin), **_share_fields(claim, part.known, base.known)}
    if unknown.unknown:
        open_fields = {"unknown": unknown.unknown, "column": column_word(unknown.column)}
        decided = "undetermined"
        sentences: list[Sentence] = [("share.incomplete", {**fields, **open_fields})]
    else:
        decided = _compare_share(claim, part.known, base.known)
        sentences = [(f"share.{decided}", fields)]
    if whole_of(claim, {other["id"]: other for other in claims}) is None:
        sentences.append(("share.own_base", {}))
    sentences += assumption(claim)
    computed = f"{part.known}/{base.known}"
    return placed(claim, decided, sentences, computed, held, origin, tested_year(claim))


def _compare_share(claim: Claim, count: int, total: int) -> str:
    for rounding, decided in (("half_up", "agrees"), ("truncate", "undetermined")):
        if count in compatible_counts(claim["value"], total, int(claim["decimals"]), rounding):
            return decided
    return "contradicts"


def _share_fields(claim: Claim, count: int, total: int) -> dict[str, Any]:
    measure, base = SHARES[claim["measure"]]
    # Two places more than stated, so that the rounding can be followed.
    places = int(claim["decimals"]) + 2
    share = float(Fraction(count, total))
    return {
        "what": quantity(claim, measure),
        "base": quantity(claim, base),
        "count": count,
        "total": total,
        "share": lambda language: wording.percent(share, language, places),
        "stated": percentage(claim),
    }


def _without_base(claim: Claim, claims: list[Claim], origin: str | None) -> Row:
    whole = whole_of(claim, {other["id"]: other for other in claims})
    stated = percentage(claim)
    if whole is not None and whole["kind"] == "count":
        sentences: list[Sentence] = [("base.stated", _on(claim, whole))]
    else:
        totals = [other for other in claims if _may_be_base(other, claim)]
        sentences = [("base.missing", {"stated": stated})]
        sentences += [("base.candidate", _on(claim, total)) for total in totals]
        sentences += [] if totals else [("base.no_candidate", {})]
    return verdict(claim["id"], stated_text(claim), "undetermined", sentences, origin=origin)


def _may_be_base(total: Claim, claim: Claim) -> bool:
    of_year = claim["first_year"] in (total["first_year"], total["tested_on"])
    alike = (total["tier"], total["unit"]) == (claim["tier"], claim["unit"])
    return (
        of_year
        and alike
        and (total["kind"], total["measure"] in ("cadres", "rated"))
        == (
            "count",
            True,
        )
    )


def _on(claim: Claim, total: Claim) -> dict[str, Any]:
    number = int(total["value"])
    return {
        "stated": percentage(claim),
        "total": number,
        "year": str(total["first_year"]),
        "half_up": people(claim, number, "half_up"),
        "truncated": people(claim, number, "truncate"),
    }
