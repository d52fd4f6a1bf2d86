"""Does a history bear out a percentage that was published?"""

from fractions import Fraction

from analysis.claims.claims import Claim, fits, named_whole, one_year, usable, whole_of
from analysis.measures.reconcile.borne_out import share_borne_out
from analysis.measures.reconcile.said import Fields, Percent, Sentence, Share
from analysis.measures.reconcile.tally import people_counted
from analysis.measures.reconcile.testable import Held, Untestable, lists_missing, whose, year_tested
from analysis.measures.reconcile.verdicts import (
    Row,
    as_stated,
    assumption,
    column_word,
    people,
    placed,
    quantity,
    setting,
    stated_text,
    verdict,
)

# What a percentage is of what: its numerator and its base, as measures that count people.
SHARES = {"rating_share": ("rating", "rated"), "women_share": ("women", "cadres")}


def judge_percentage(claim: Claim, held: Held, origin: str | None) -> Row:
    """Return the verdict on a percentage: on the history's base, else on the totals published.

    It agrees where the history's share rounds half up to what was stated, is undetermined where
    it does so only cut off, and contradicts else.

    Raises
    ------
    Untestable
        It is of other people, of another period or counted otherwise, another figure of the same
        thing differs, or lists are missing.
    """
    whose(claim, held)
    year = year_tested(claim, held)
    if origin == "published":
        return _without_base(claim, held, origin, "only_source")
    try:
        part, base = (people_counted(held.people, claim, year, m) for m in SHARES[claim["measure"]])
    except Untestable:
        return _without_base(claim, held, origin, "no_records")
    if base.known == 0:
        return _without_base(claim, held, origin, "no_records")
    if missing := lists_missing(held, claim, year):
        raise Untestable("lists_missing", lists=missing)
    unknown = part if part.unknown else base
    fields = {**setting(claim, origin), **_share_fields(claim, part.known, base.known)}
    if unknown.unknown:
        open_fields = {"unknown": unknown.unknown, "column": column_word(unknown.column)}
        decided = "undetermined"
        sentences: list[Sentence] = [Sentence("share.incomplete", {**fields, **open_fields})]
    else:
        decided = share_borne_out(part.known, base.known, claim)
        form = "share" if claim["kind"] == "percent" else "share_bound"
        sentences = [Sentence(f"{form}.{decided}", fields)]
    if whole_of(claim, held.by_id) is None:
        sentences.append(Sentence("share.own_base"))
    sentences += assumption(claim)
    computed = f"{part.known}/{base.known}"
    return placed(claim, decided, sentences, computed, held, origin, year)


def _share_fields(claim: Claim, count: int, total: int) -> Fields:
    measure, base = SHARES[claim["measure"]]
    # Two places more than stated, so that the rounding can be followed.
    places = int(claim["decimals"]) + 2
    share = float(Fraction(count, total))
    return {
        "what": quantity(claim, measure),
        "base": quantity(claim, base),
        "count": count,
        "total": total,
        "share": Share(share, places),
        "stated": as_stated(claim),
    }


def _without_base(claim: Claim, held: Held, origin: str | None, reason: str) -> Row:
    """Return what a percentage can stand for, where no record tells how many there were."""
    if claim["kind"] != "percent":
        raise Untestable("only_source" if reason == "only_source" else "no_year")
    stated, named = Percent(claim["value"]), named_whole(claim, held.by_id)
    whole = whole_of(claim, held.by_id)
    if whole is not None:
        sentences: list[Sentence] = [Sentence("base.stated", _on(claim, whole))]
    else:
        claims = usable(held.by_id.values())
        totals = [total for total in claims if fits(claim, total, assumed=True)]
        other = named is not None and named["id"] not in {total["id"] for total in totals}
        sentences = [Sentence("base.other" if other else "base.missing", {"stated": stated})]
        sentences += [Sentence("base.candidate", _on(claim, total)) for total in totals]
        sentences += [] if totals else [Sentence("base.no_candidate")]
    return verdict(
        claim["id"],
        stated_text(claim),
        "undetermined",
        sentences,
        origin=origin,
        not_compared=reason,
    )


def _on(claim: Claim, total: Claim) -> Fields:
    number = int(total["value"])
    return {
        "stated": Percent(claim["value"]),
        "total": number,
        "year": str(one_year(total) or total["first_year"]),
        "half_up": people(claim, number, "half_up"),
        "truncated": people(claim, number, "truncate"),
    }
