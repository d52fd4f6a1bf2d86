"""What is said of a unit of few people in place of a report: one page, in numbers of people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.documents.briefing.report import Report, Table
from analysis.documents.briefing.sections import Parts, Source
from analysis.documents.briefing.summary import Summary
from analysis.documents.cards import card
from analysis.documents.layout import laid_out
from analysis.documents.rendering import page_text
from analysis.documents.result_tables import sexes_known, table_name
from analysis.documents.story import story
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord, read_bundle
from analysis.words import Words

Bundles = Sequence[tuple[Source, BundleRecord]]
_LISTED = ["total", "not_rated", "withheld"]
_MOST_CHARTS = 2
# Columns that are no news where all of them are zero.
_ONLY_IF_ANY = ("not_rated", "withheld", "unknown")


def as_sheet(told: Report, sources: Sequence[Source], words: Words) -> Report | None:
    """Return the report on a unit of few people cut down to one page; None where none are counted.

    Its tables are those of `years_of` and the events; its claims are the lines below them: that
    shares and comparisons are not told, and what ``briefing.yml`` names under `sheet`. Which units
    have few people their lists tell, before any run (`Request.small`).

    Parameters
    ----------
    told
        The report on the unit.
    sources
        The finished runs that it is made from.
    """
    bundles = [(source, read_bundle(source.folder)) for source in sources]
    years = years_of(bundles, words)
    if years is None:
        return None
    return replace(
        told,
        summary=Summary(lines_of(bundles, words), [], []),
        leadership=[],
        parts=Parts([], [], [], [], []),
        tables=[years, *_events(bundles, words)],
    )


def years_of(bundles: Bundles, words: Words) -> Table | None:
    """Return the years of a unit of few people: a row each, in numbers of people.

    That is how many are rated, how many at each level, women and men; how many are not rated,
    withheld for an error, or of unknown sex, where anybody is. None where no run tells how
    many there are.
    """
    rated = _kept("ratings_by_year", bundles)
    if rated is None or rated[_LISTED].isin(["", "0"]).all(axis=None):
        return None
    sexes = _kept("women_by_year", bundles)
    if sexes is not None:
        sexes = sexes_known(sexes)
        rated = rated.merge(sexes[["year", "women", "men", "unknown"]], how="left", on="year")
    rated = rated.rename(columns={"total": "rated"})
    asked = story().sheet.years
    there = [name for name in asked.then if name in rated and _told(name, rated)]
    heads, rows = laid_out(rated.fillna(""), asked.model_copy(update={"then": there}), words)
    return Table(1, page_text("years", words), "", heads, rows, len(rows))


def lines_of(bundles: Bundles, words: Words, few: str | None = None) -> list[str]:
    """Return what stands below the tables: what is not told of so few, and who is not in them.

    `few` is how the former is said; by default that there are no shares, as on the sheet.
    Where there is no table of events the findings on them say that there were none, or no list.
    """
    told = {f["id"]: f for _, bundle in reversed(bundles) for f in bundle["findings"]}
    asked = story().sheet
    events = [told[id]["title"] for id in asked.none if id in told and not _events(bundles, words)]
    # In one paragraph: a line each would take the signature to a second page.
    notes = " ".join(sentence(told[id]["text"]) for id in asked.findings if id in told)
    return [*map(sentence, events), few or words.of(asked.few), *filter(None, [notes])]


def of_shares(finding: Mapping[str, Any]) -> bool:
    """Return whether a finding claims a share, which of few people is not shown open."""
    return finding["unit"] in ("share", "points") or "%" in finding["title"]


def few_of(charts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the charts that a page of such a unit shows: two at most, in numbers of people."""
    asked = story().sheet.charts
    return [chart for chart in charts if chart["id"] in asked][:_MOST_CHARTS]


def _told(name: str, rated: pd.DataFrame) -> bool:
    return name not in _ONLY_IF_ANY or not rated[name].isin(["", "0"]).all()


def _events(bundles: Bundles, words: Words) -> list[Table]:
    events, layout = _kept("outcomes_by_kind", bundles), card("outcomes_by_kind").word
    if events is None or layout is None:
        return []
    kinds = events["kind"].map(lambda kind: vocabulary.parent_of(kind) or kind)
    own = events[kinds.isin(story().sheet.events)].reset_index(drop=True)
    if own["people"].isin(["", "0"]).all():
        return []
    heads, rows = laid_out(own, layout, words)
    unit = words.of(layout.unit) if layout.unit else ""
    name = table_name("outcomes_by_kind", None, words)
    return [Table(2, name, unit, heads, rows, len(rows))]


def _kept(id: str, bundles: Bundles) -> pd.DataFrame | None:
    for source, bundle in bundles:
        for each in bundle["tables"]:
            if each["id"] == id:
                return read_table(source.folder / each["csv"])
    return None
