"""What a published figure is called: what it counts, when, of whom; never its id in the ledger."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from analysis import vocabulary
from analysis.claims.claims import Claim, counted_in, is_ours, is_share
from analysis.measures.reconcile.said import Fields, Sentence
from analysis.measures.reconcile.verdicts import Row, as_stated, quantity, when

# What tells figures apart that would be called alike, the first that does so.
_APART = ("population", "paragraph", "value")


def with_figures(rows: Sequence[Row], checks: Sequence[Row], claims: list[Claim]) -> list[Row]:
    """Return the rows of `reconcile` with what their figure is called, under ``figure``.

    Parameters
    ----------
    rows, checks : sequence of dict
        On each claim, and of `ledger_checks`: ``claim`` is a kind of check and an id there, and
        ``place`` the ids of the figures compared, which become what these are called.
    claims : list of dict
        The whole ledger.
    """
    called = figures(claims)
    named = [{**row, "figure": (called[row["claim"]],)} for row in rows]
    for row in checks:
        kind, _, id = row["claim"].partition(":")
        said = (Sentence(f"checks.{kind}", {"figure": called[id]}),)
        named.append({**row, "figure": said, "place": tuple(called[part] for part in row["place"])})
    return named


def figures(claims: list[Claim]) -> dict[str, Sentence]:
    """Return what each figure of a ledger is called, by its id.

    Of other people than those under review it names whom, in the ledger's words. What would be
    called alike is told apart by its people, its paragraph in the source, or what it states.
    """
    by_id = {claim["id"]: claim for claim in claims}
    added = {id: () if is_ours(claim, by_id) else ("population",) for id, claim in by_id.items()}
    for mark in _APART:
        met: dict[Any, set[Any]] = defaultdict(set)
        for id, claim in by_id.items():
            met[_known(claim, added[id])].add(_value(claim, mark))
        for id, claim in by_id.items():
            if len(met[_known(claim, added[id])]) > 1 and claim[mark] is not None:
                added[id] = (*added[id], mark)
    return {id: _called(claim, added[id]) for id, claim in by_id.items()}


def _known(claim: Claim, added: Sequence[str]) -> tuple[Any, ...]:
    """Return what a figure is called by: two that share it would be called alike."""
    period = (claim["first_year"], claim["last_year"])
    of = (claim["measure"], claim["level"], counted_in(claim), claim["tier"], claim["unit"])
    return (*of, *period, *((mark, _value(claim, mark)) for mark in added))


def _value(claim: Claim, mark: str) -> Any:
    told = claim[mark]
    if mark == "population":
        return vocabulary.population_of(told) or vocabulary.fold(told)
    return (claim["kind"], told) if mark == "value" else told


def _called(claim: Claim, added: Sequence[str]) -> Sentence:
    told: Fields = {
        "population": claim["population"].replace("_", " "),
        "paragraph": claim["paragraph"],
        "value": as_stated(claim),
    }
    fields: Fields = {
        "what": quantity(claim, _counted(claim)),
        "when": when(claim["first_year"], claim["last_year"]),
        "marks": tuple(Sentence(f"figure.{mark}", {"told": told[mark]}) for mark in added),
    }
    return Sentence("figure.share" if is_share(claim) else "figure.count", fields)


def _counted(claim: Claim) -> str:
    """Return which quantity a figure counts: of outcomes people, events or something else."""
    if claim["measure"] != "outcome":
        return str(claim["measure"]).removesuffix("_share")
    return {"people": "people_with", "events": "outcome"}.get(counted_in(claim), "counted")
