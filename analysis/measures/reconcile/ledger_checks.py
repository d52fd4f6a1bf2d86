"""Do the published figures agree with each other? Sums, parts of wholes, percentages."""

from collections import defaultdict
from fractions import Fraction

from analysis import vocabulary
from analysis.claims.claims import (
    Claim,
    amount,
    differing,
    fits,
    identity,
    in_conflict,
    is_exact,
    is_share,
    told_once,
    whole_of,
)
from analysis.claims.distributions import rated_of
from analysis.measures.compatible import compatible_counts
from analysis.measures.reconcile.said import Fields, Percent, Sentence
from analysis.measures.reconcile.verdicts import (
    Row,
    as_stated,
    difference,
    people,
    verdict,
    when,
)

# Ratings exclude each other and leave nobody out. Groups of posts exclude each other only where
# nobody holds two posts, and leave out whoever holds another; a committee membership is held
# beside a post.
_FAMILY = {"rating": "sum", "post_group": "parts", "committee_members": "parts"}


def ledger_checks(claims: list[Claim]) -> list[Row]:
    """Return one verdict per whole with its parts, percentage with a base, and figures that differ.

    Parameters
    ----------
    claims : list of dict
        The ledger's rows. Only exact counts of the same people and period are added up and
        compared; figures that another of the same thing contradicts are in no sum.

    Returns
    -------
    list of dict
        Rows of `reconcile`; ``claim`` is ``sum:``, ``parts:``, ``part:``, ``percent:`` or
        ``shares:`` with the id of the whole (of the part or percentage for the last three), or
        ``same:`` with the id of the first of two figures that differ.
    """
    by_id = {claim["id"]: claim for claim in claims}
    disputed = in_conflict(claims)
    families: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    rows = []
    for claim in told_once(claims):
        whole = _whole(claim, by_id)
        if whole is None or {claim["id"], whole["id"]} & disputed:
            continue
        if claim["kind"] == "percent":
            rows.append(_percent(claim, int(whole["value"])))
        elif is_exact(claim):
            family = _FAMILY.get(claim["measure"], f"part:{claim['id']}")
            families[family, whole["id"]].append(claim)
    rows += [_family(kind, by_id[whole], parts) for (kind, whole), parts in families.items()]
    return [*rows, *_sums_of_shares(claims, disputed), *map(_same, differing(claims))]


def _whole(claim: Claim, by_id: dict[str, Claim]) -> Claim | None:
    """Return the whole that a claim names, or the number rated of the people of a rating."""
    if claim["measure"] in ("rated", "cadres"):
        return None
    if claim["base"] or claim["part_of"] or claim["measure"] != "rating":
        return whole_of(claim, by_id, assumed=is_share(claim))
    stated = [rated for rated in rated_of(claim, by_id) if fits(claim, rated)]
    return stated[0] if len(stated) == 1 else None


def _same(pair: tuple[Claim, Claim]) -> Row:
    claim, other = pair
    fields: Fields = {
        "stated": as_stated(claim),
        "other": as_stated(other),
        "population": claim["population"],
        "when": when(claim["first_year"], claim["last_year"]),
    }
    return verdict(
        f"same:{claim['id']}",
        claim["value"],
        "contradicts",
        [Sentence("same.shares" if is_share(other) else "same.counts", fields)],
        computed=other["value"],
        origin="published",
        places=[claim["id"], other["id"]],
    )


def _sums_of_shares(claims: list[Claim], disputed: set[str]) -> list[Row]:
    """Return the percentages of several levels of the same people that cannot stand together."""
    families: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in told_once(claims):
        exact = (claim["measure"], claim["kind"]) == ("rating_share", "percent")
        if exact and claim["id"] not in disputed:
            families[(*identity(claim)[2:], claim["base"])].append(claim)
    return [_shares(parts) for parts in families.values() if _above_all(parts)]


def _above_all(parts: list[Claim]) -> bool:
    # Each may have been rounded up by half a step of its last digit.
    least = sum(amount(each) - Fraction(1, 2 * 10 ** int(each["decimals"])) for each in parts)
    return len({each["level"] for each in parts}) > 1 and least > 100


def _shares(parts: list[Claim]) -> Row:
    terms = " + ".join(f"{part['value']}%" for part in parts)
    said = [Sentence("shares.contradicts", {"parts": terms})]
    places = [part["id"] for part in parts]
    name = f"shares:{parts[0]['id']}"
    return verdict(name, "100%", "contradicts", said, origin="published", places=places)


def _family(kind: str, whole: Claim, parts: list[Claim]) -> Row:
    if kind == "sum":
        return _sum(whole, parts)
    if kind == "parts":
        return _parts(whole, parts)
    return _part(parts[0], whole)


def _sum(whole: Claim, parts: list[Claim]) -> Row:
    total, added = int(whole["value"]), _added(parts)
    every_level = {part["level"] for part in parts} == set(vocabulary.codes("ratings"))
    fields: Fields = {
        "sum": added,
        "total": total,
        "parts": _terms(parts),
        "rest": total - added,
        "difference": difference(added, total),
    }
    if added == total:
        decided, key = "agrees", "sum.whole" if len(parts) == 1 else "sum.agrees"
    elif added < total and not every_level:
        decided, key = "undetermined", "sum.undetermined"
    else:
        decided, key = "contradicts", "sum.contradicts"
    return _row("sum", whole, parts, decided, [Sentence(key, fields)])


def _parts(whole: Claim, parts: list[Claim]) -> Row:
    posts = [part for part in parts if part["measure"] == "post_group"]
    members = [part for part in parts if part["measure"] == "committee_members"]
    if not posts:
        return _part(members[0], whole)
    total, held = int(whole["value"]), _added(posts)
    largest = max(int(part["value"]) for part in parts)
    decided = "undetermined" if held < total else "agrees"
    if held > total or largest > total:
        decided = "contradicts"
    fields: Fields = {
        "posts": _terms(posts, added=True),
        "total": total,
        "rest": total - held,
    }
    sentences = [Sentence(f"parts.{decided}", fields)]
    if members:
        counted: Fields = {
            "members": _added(members),
            "parts": _terms(parts),
            "sum": _added(parts),
        }
        sentences.append(Sentence("parts.members", {**counted, "total": total}))
    return _row("parts", whole, parts, decided, sentences)


def _part(part: Claim, whole: Claim) -> Row:
    count, total = int(part["value"]), int(whole["value"])
    decided = "agrees" if count <= total else "contradicts"
    sentences = [Sentence(f"part.{decided}", {"part": count, "total": total})]
    return {**_row("part", whole, [part], decided, sentences), "claim": f"part:{part['id']}"}


def _percent(claim: Claim, total: int) -> Row:
    ways = {"half_up": "agrees", "truncate": "undetermined"}
    decimals = int(claim["decimals"])
    possible = (
        decided
        for rounding, decided in ways.items()
        if compatible_counts(claim["value"], total, decimals, rounding)
    )
    decided = next(possible, "contradicts")
    fields: Fields = {
        "stated": Percent(claim["value"]),
        "total": total,
        "half_up": people(claim, total, "half_up"),
        "truncated": people(claim, total, "truncate"),
    }
    name, stated = f"percent:{claim['id']}", f"{claim['value']}%"
    return verdict(
        name, stated, decided, [Sentence(f"percent.{decided}", fields)], origin="published"
    )


def _row(
    check: str, whole: Claim, parts: list[Claim], decided: str, sentences: list[Sentence]
) -> Row:
    return verdict(
        f"{check}:{whole['id']}",
        whole["value"],
        decided,
        sentences,
        computed=str(_added(parts)),
        origin="published",
        places=[part["id"] for part in parts],
    )


def _added(parts: list[Claim]) -> int:
    return sum(int(part["value"]) for part in parts)


def _terms(parts: list[Claim], added: bool = False) -> str:
    terms = " + ".join(part["value"] for part in parts)
    return f"{terms} = {_added(parts)}" if added and len(parts) > 1 else terms
