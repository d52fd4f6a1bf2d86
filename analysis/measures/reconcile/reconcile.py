"""Does a history bear out what was published about it?"""

import pandas as pd

from analysis.claims.claims import Claim, claim_records, in_conflict
from analysis.counts import Population
from analysis.measures.compatible import compatible_counts
from analysis.measures.reconcile.borne_out import borne_out
from analysis.measures.reconcile.claimed import published_shares
from analysis.measures.reconcile.ledger_checks import ledger_checks
from analysis.measures.reconcile.named import with_figures
from analysis.measures.reconcile.percentages import SHARES, judge_percentage
from analysis.measures.reconcile.said import Fields, Label, Sentence, Years
from analysis.measures.reconcile.tally import PEOPLE_MEASURES, Tally, events_counted, people_counted
from analysis.measures.reconcile.testable import (
    Held,
    Untestable,
    lists_missing,
    units_silent,
    whose,
    year_tested,
)
from analysis.measures.reconcile.verdicts import (
    Row,
    as_stated,
    assumption,
    column_word,
    difference,
    placed,
    quantity,
    scope,
    setting,
    stated_text,
    verdict,
    when,
)
from analysis.records import single_origin

__all__ = ["compatible_counts", "published_shares", "reconcile"]

COLUMNS = (
    *("claim", "figure", "stated", "computed", "verdict", "not_compared", "explanation", "place"),
    *("origin",),
)
_SAID = ("figure", "explanation", "place")
_NEVER_COUNTED = ("organisations", "party_members", "staff", "directives")
# Which of the reasons of the vocabulary each sentence is.
_REASONS = {
    **dict.fromkeys(("several_years", "outside_years"), "other_period"),
    **dict.fromkeys(("no_year", "no_scope", "no_column", "no_outcomes", "no_kind"), "no_records"),
    **dict.fromkeys(("gap", "lists_missing"), "coverage"),
    **dict.fromkeys((*_NEVER_COUNTED, "other"), "not_recorded"),
}


def reconcile(
    claims: pd.DataFrame, people: Population, sheets: pd.DataFrame, problems: pd.DataFrame
) -> pd.DataFrame:
    """Return a verdict on every published figure, against a population and against each other.

    A figure is held against the same people, in the same years, counted in the same unit; where
    the records cannot tell that, it is not compared, and ``not_compared`` says why.

    Parameters
    ----------
    claims : DataFrame
        The ledger (``tables.CLAIMS``).
    people : Population
        What to compare with, of every tier and of one origin, in the years under review: a figure
        of a longer period is not held against those alone. Where that is the ledger itself
        (origin ``published``) no figure confirms itself; the checks inside the ledger run all the
        same.
    sheets, problems : DataFrame
        Of the history: where its figures stand, and what was wrong there.

    Returns
    -------
    DataFrame
        One row per claim, then one per check inside the ledger (ids ``same:``, ``sum:``,
        ``parts:``, ``part:``, ``percent:``): ``claim``, ``figure`` (what it is called), ``stated``,
        ``computed`` (missing where nothing could be), ``verdict`` {agrees, contradicts,
        undetermined, not_testable}, ``not_compared`` (a code of ``claim_reasons`` where it was not
        compared with records), ``explanation`` and ``place``, ``origin`` of the rows compared with.
        What is called and said is keys and values: `findings.in_language` words it.

    Raises
    ------
    ValueError
        People and events are of several origins.
    """
    events = people.events(["kind"])
    origin = single_origin(pd.DataFrame({"origin": [people.origin, *events["origin"]]}))
    records = claim_records(claims)
    by_id = {claim["id"]: claim for claim in records}
    held = Held(people, by_id, in_conflict(records), sheets, problems)
    rows = [_judge(claim, held, origin) for claim in records]
    named = with_figures(rows, ledger_checks(records), records)
    table = pd.DataFrame(named, columns=list(COLUMNS))
    return table.astype({name: "str" for name in COLUMNS if name not in _SAID})


def _judge(claim: Claim, held: Held, origin: str | None) -> Row:
    try:
        if claim["measure"] in SHARES:
            return judge_percentage(claim, held, origin)
        _refuse_uncounted(claim, held, origin)
        return _count(claim, held, origin)
    except Untestable as reason:
        named = {**setting(claim, origin), **_reason_fields(reason, claim)}
        return verdict(
            claim["id"],
            stated_text(claim),
            "not_testable",
            [Sentence(f"not_testable.{reason.key}", named)],
            origin=origin,
            not_compared=_REASONS.get(reason.key, reason.key),
        )


def _refuse_uncounted(claim: Claim, held: Held, origin: str | None) -> None:
    measure = claim["measure"]
    if measure not in (*PEOPLE_MEASURES, "outcome"):
        raise Untestable(measure if measure in _NEVER_COUNTED else "other")
    whose(claim, held)
    if origin == "published":
        raise Untestable("only_source")


def _reason_fields(reason: Untestable, claim: Claim) -> Fields:
    told = reason.named
    years: Fields = {
        name: Years(tuple(told[name])) for name in ("covered", "years") if name in told
    }
    return {
        "scope": scope(claim),
        "level": Label("outcome_kinds", claim["level"]),
        "own": when(claim["first_year"], claim["last_year"]),
        "unit": Label("counted_units", claim["measured_in"]),
        "population": claim["population"],
        "column": column_word(told.get("column")),
        "lists": told.get("lists"),
        **years,
    }


def _count(claim: Claim, held: Held, origin: str | None) -> Row:
    if claim["measure"] == "outcome":
        tally, year, missing = events_counted(held, claim), None, 0
        extra: list[Sentence] = []
    else:
        year = year_tested(claim, held)
        tally = people_counted(held.people, claim, year, claim["measure"])
        missing, extra = lists_missing(held, claim, year), assumption(claim)
    decided = borne_out(tally, claim, incomplete=bool(missing))
    if year is None and decided == "contradicts" and tally.known < int(claim["value"]):
        extra = _silent(held, claim)
    if missing and decided == "undetermined":
        raise Untestable("lists_missing", lists=missing)
    computed = tally.events if tally.unnamed else tally.known
    fields = {
        **setting(claim, origin),
        "what": quantity(claim, _what(claim, tally)),
        "computed": computed,
        "events": tally.events,
        "stated": as_stated(claim),
        "difference": difference(computed or 0, int(claim["value"])),
        "unknown": tally.unknown,
        "column": column_word(tally.column),
    }
    sentences = [Sentence(_sentence(decided, tally, claim), fields), *extra]
    return placed(claim, decided, sentences, str(computed), held, origin, year)


def _silent(held: Held, claim: Claim) -> list[Sentence]:
    """Return the sentence on units without an event, where fewer are counted than were stated."""
    silent, units = units_silent(held, claim)
    return [Sentence("silent", {"silent": silent, "units": units})] if silent else []


def _what(claim: Claim, tally: Tally) -> str:
    people = tally.events is not None and not tally.unnamed
    return "people_with" if people else str(claim["measure"])


def _sentence(decided: str, tally: Tally, claim: Claim) -> str:
    """Return which sentence tells a verdict: a count, a bound, people or events unnamed."""
    form = "count" if claim["kind"] == "count" else "bound"
    if claim["kind"] == "about":
        return "bound.about"
    if tally.unnamed and not tally.unknown:
        return f"unnamed.{decided}"
    twice = decided == "undetermined" and not tally.unknown
    return f"{form}.{'twice' if twice else decided}"
