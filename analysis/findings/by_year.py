"""Sentences on how often an outcome happened from year to year."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis import vocabulary, wording
from analysis.findings.finding import Finding, finding, say
from analysis.findings.outcomes import times


def outcomes_by_year(
    table: pd.DataFrame,
    *,
    kind: str,
    years: Sequence[int],
    language: str,
    covered: Sequence[int] | None = None,
    id: str = "outcomes_by_year",
) -> Finding:
    """Say how many events of a kind the first, the last and the highest year had.

    Parameters
    ----------
    table : DataFrame
        `measures.outcome_counts` by ``year`` and ``kind``.
    kind : str
    years : sequence of int
        The period under review.
    covered : sequence of int, optional
        The years that the lists of outcomes cover (`History.outcome_years`): there a kind without
        a row has no events, another year has no data. Not given: the years of the table.
    id : str
        Of the finding, where one notebook says this of several kinds.
    """
    recorded = table[table["origin"] != "published"]
    dated = recorded[recorded["year"].isin(list(years))]
    known = set(dated["year"] if covered is None else covered)
    told = [year for year in years if year in known]
    own = recorded[recorded["kind"] == kind]
    events = dated[dated["kind"] == kind].set_index("year")["events"]
    events = events.reindex(told, fill_value=0).astype(int)
    variant = _variant(own, events, covered)
    missing = [str(year) for year in years if year not in known] if told else []
    span = told or list(years)
    said = finding(
        "outcomes_by_year",
        variant,
        language,
        recorded["origin"],
        (_last(events, variant), None, None, "events"),
        kind=vocabulary.label("outcome_kinds", kind, language),
        first=span[0] if span else "",
        last=span[-1] if span else "",
        missing=_missing(missing, language),
        **_amounts(events, language),
    )
    return replace(said, id=id)


def _variant(own: pd.DataFrame, events: pd.Series, covered: Sequence[int] | None) -> str:
    undated = own["year"].isna() & (own["events"] > 0)
    if undated.any():
        return "cannot_be_said"
    if not events.any():
        # A row of zero says that the kind is recorded and nobody had it.
        return "none" if len(own) else "cannot_be_said" if events.empty else "never"
    if len(events) == 1:
        return "one_year"
    return "equal" if events.min() == events.max() else "some"


def _last(events: pd.Series, variant: str) -> float | None:
    if variant == "none":
        return 0
    return None if events.empty or variant == "cannot_be_said" else events.iloc[-1]


def _amounts(events: pd.Series, language: str) -> dict[str, str]:
    if events.empty:
        return {}
    highest = [str(year) for year in events[events == events.max()].index]
    return {
        "first_n": times(events.iloc[0], language),
        "last_n": times(events.iloc[-1], language),
        "highest_n": times(events.max(), language),
        "highest": wording.listing(highest, language),
    }


def _missing(years: list[str], language: str) -> str:
    named = wording.listing(years, language)
    return say("outcomes_missing", language, years=named) if years else ""
