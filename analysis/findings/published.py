"""Sentences on what the published figures can and cannot mean."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import wording
from analysis.findings.finding import Finding, finding, say
from analysis.measures import PercentMeaning


def percent_meaning(meaning: PercentMeaning | None, *, language: str) -> Finding:
    """Say which whole counts a percentage published without its total can stand for."""
    if meaning is None:
        return finding("percent_meaning", "none", language, [])
    counts = meaning.half_up or meaning.truncate
    variant = "no_total" if meaning.total is None else "known_base" if counts else "no_count"
    return finding(
        "percent_meaning",
        variant,
        language,
        [],
        (meaning.share, None, None, "share"),
        stated=_stated(meaning, language),
        year=meaning.year,
        total=wording.number(meaning.total, language),
        total_year=meaning.total_year,
        half_up=_span(meaning.half_up, language),
        truncate=_span(meaning.truncate, language),
    )


def _stated(meaning: PercentMeaning, language: str) -> str:
    return wording.percent(meaning.share, language, meaning.decimals)


def composition(meaning: PercentMeaning | None, *, language: str) -> Finding:
    """Say what those who left could explain of the change, if nobody's rating had changed."""
    if meaning is None or meaning.before_share is None:
        return finding("composition", "cannot_be_said", language, [])
    shares: dict[str, Any] = {
        "before": wording.percent(meaning.before_share, language),
        "after": _stated(meaning, language),
    }
    if meaning.bounds.empty:
        return finding("composition", "grew", language, [], **shares)
    feasible = meaning.bounds[meaning.bounds["feasible"]]
    if feasible.empty:
        return finding("composition", "impossible", language, [], **shares)
    fewest, most = int(feasible["leavers_low"].min()), int(feasible["leavers_high"].max())
    return finding(
        "composition",
        "feasible",
        language,
        [],
        (float(fewest), float(fewest), float(most), "people"),
        **shares,
        level=say(f"level_phrase.{meaning.level}", language),
        leavers=wording.number(int(feasible["leavers"].max()), language),
        leavers_k=_span(range(fewest, most + 1), language),
    )


def _span(counts: Sequence[int], language: str) -> str:
    if not counts:
        return wording.number(0, language)
    ends = [wording.number(count, language) for count in (counts[0], counts[-1])]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def years_missing(
    distribution: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    language: str,
    published: pd.DataFrame | None = None,
) -> Finding:
    """Say which years of the period have no data.

    Parameters
    ----------
    distribution : DataFrame
        `measures.rating_distribution` by ``year``.
    published : DataFrame, optional
        `measures.published_shares`; where the data are the published figures themselves, a year
        of which at least a share is published is not missing.
    """
    origins = set(distribution["origin"])
    somebody = distribution["total"] + distribution["not_rated"] > 0
    present = set(distribution.loc[somebody, "year"])
    if published is not None and origins <= {"published"}:
        present |= set(published["year"])
    missing = [year for year in range(first_year, last_year + 1) if year not in present]
    kind = "unpublished" if origins == {"published"} else "some"
    return finding(
        "years_missing",
        kind if missing else "none",
        language,
        origins,
        years=say("year_missing", language, years=wording.listing(missing, language)),
        first=first_year,
        last=last_year,
    )
