"""One verdict on a published figure: what was decided, and what is said of it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.claims.claims import Claim, is_share, one_year
from analysis.measures.compatible import compatible_counts
from analysis.measures.reconcile.said import Fields, Label, Met, Percent, Sentence, Stated, Value
from analysis.measures.reconcile.tally import problems_at, sources
from analysis.measures.reconcile.testable import Held

_SIGNS = {
    **{"lower_bound": "> ", "at_least": "≥ ", "upper_bound": "< ", "at_most": "≤ "},
    "about": "≈ ",
}
_SECTIONS = {"rating": "ratings", "post_group": "post_groups"}

Row = dict[str, Any]


def verdict(
    claim: str,
    stated: str,
    decided: str,
    sentences: Sequence[Sentence],
    computed: str | None = None,
    origin: str | None = None,
    places: Sequence[str | Sentence] = (),
    not_compared: str | None = None,
) -> Row:
    """Return one row of `reconcile`: the verdict and why.

    `not_compared` is the code of why nothing was compared (``claim_reasons`` of the vocabulary).
    """
    row = {"claim": claim, "stated": stated, "computed": computed, "verdict": decided}
    said = {"explanation": tuple(sentences), "place": tuple(places)}
    return {**row, "not_compared": not_compared, **said, "origin": origin}


def stated_text(claim: Claim) -> str:
    """Return what was stated, with its sign: *62%*, *> 7200*, *≈ 60%*, *610*."""
    return _SIGNS.get(claim["kind"], "") + str(claim["value"]) + ("%" if is_share(claim) else "")


def as_stated(claim: Claim) -> Value:
    """Return what was stated: *more than 400*, *at least 60%*, *610*."""
    figure = Percent(claim["value"]) if is_share(claim) else int(claim["value"])
    return Stated(claim["kind"], figure) if claim["kind"] in _SIGNS else figure


def when(first: int, last: int) -> Sentence:
    """Return a year or a period."""
    if first == last:
        return Sentence("when.year", {"year": str(first)})
    return Sentence("when.period", {"first": str(first), "last": str(last)})


def quantity(claim: Claim, measure: str) -> Sentence:
    """Return what is counted: *district-managed cadres rated “Excellent”*."""
    level = Label(_SECTIONS.get(measure, "outcome_kinds"), claim["level"], inside=True)
    unit = Label("counted_units", claim["measured_in"])
    return Sentence(f"quantities.{measure}", {"scope": scope(claim), "level": level, "unit": unit})


def scope(claim: Claim) -> tuple[Sentence, ...]:
    """Return the tier and unit that a claim is about; nothing where it names neither."""
    told = []
    if claim["tier"]:
        told.append(Sentence("scope.tier", {"tier": Label("tiers", claim["tier"], inside=True)}))
    if claim["unit"]:
        told.append(Sentence("scope.unit", {"unit": claim["unit"]}))
    return tuple(told)


def people(claim: Claim, total: int, rounding: str) -> Sentence:
    """Return the whole numbers of a total that a percentage can stand for."""
    counts = compatible_counts(claim["value"], total, int(claim["decimals"]), rounding)
    if not counts:
        return Sentence("base.none")
    low, high = counts[0], counts[-1]
    return Sentence("base.one" if low == high else "base.range", {"low": low, "high": high})


def difference(found: int, stated: int) -> str:
    """Return a difference of counts with its sign."""
    return f"{found - stated:+d}".replace("-", "−")


def assumption(claim: Claim) -> list[Sentence]:
    """Return the sentence that owns up to comparing a claim with another year, if it is."""
    if claim["tested_on"] in (None, claim["first_year"]):
        return []
    years = {"own": str(claim["first_year"]), "tested": str(claim["tested_on"])}
    return [Sentence("assumption", years)]


def setting(claim: Claim, origin: str | None) -> Fields:
    """Return what every sentence may name: the year or period, and whose data these are."""
    first, last = claim["first_year"], claim["last_year"]
    if claim["measure"] != "outcome" and one_year(claim) is not None:
        first = last = int(claim["tested_on"] or first)
    return {"when": when(first, last), "origin": Label("origins", origin)}


def column_word(column: str | None) -> Value:
    """Return what a column of the record tables holds."""
    return Sentence(f"columns.{column}") if column else ""


def placed(
    claim: Claim,
    decided: str,
    sentences: list[Sentence],
    computed: str,
    held: Held,
    origin: str | None,
    year: int | None,
) -> Row:
    """Return a verdict with the sheets compared with, and their problems where it is not agreed.

    `year` is None where the claim was compared with events of a period.
    """
    found = sources(held.sheets, claim, year)
    places: list[str | Sentence] = [" › ".join(filter(None, place)) for place in found]
    if decided != "agrees":
        places += _troubles(held, found)
    return verdict(claim["id"], stated_text(claim), decided, sentences, computed, origin, places)


def _troubles(held: Held, found: list[tuple[str, str | None]]) -> list[Sentence]:
    problems, more = problems_at(held.problems, found)
    said: list[Sentence] = []
    for problem in problems:
        key = "place.sheet" if pd.isna(problem["cell"]) else "place.cell"
        met = Met(str(problem["cause"]), str(problem["named"]))
        said.append(Sentence(key, {"cell": problem["cell"], "reason": met}))
    return said + ([Sentence("place.more", {"count": more})] if more else [])
