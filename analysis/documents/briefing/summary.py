"""The first page of every document: what the period shows in a few lines, and its indicators."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.documents.briefing.sections import Source
from analysis.documents.rendering import page_text
from analysis.documents.result_tables import cell, kind_of
from analysis.documents.story import Indicator, story
from analysis.documents.told import sentence
from analysis.formats.csv_tables import read_table
from analysis.results import BundleRecord
from analysis.rules import FEWEST_JUDGED
from analysis.words import Words

_ABSENT = "–"
# Of how many of all units the shares of women are, in their table.
_OF_WOMEN = ("units", "units_in_all")
_Bundles = Sequence[tuple[Source, BundleRecord]]
_Rows = list[dict[str, str]]
# A change with the ends of its interval.
_Change = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Shown:
    """An indicator as a reader sees it: what it is, the first year, the last, the change."""

    name: str
    first: str
    last: str
    change: str

    @property
    def cells(self) -> list[str]:
        """Its row in the table."""
        return [self.name, self.first, self.last, self.change]


@dataclass(frozen=True)
class Summary:
    """What the period shows: claims, each as a sentence, and indicators under `heads`."""

    claims: list[str]
    heads: list[str]
    indicators: list[Shown]


def summary_of(bundles: _Bundles, years: tuple[int, int], words: Words) -> Summary:
    """Return the summary of a unit's runs, as ``briefing.yml`` orders it.

    An indicator of which neither year is known is left out; a year that is not known is a dash.

    Parameters
    ----------
    bundles
        The finished runs of one unit in one language.
    years
        The first and the last year of the review.
    """
    asked = story().summary
    told = {f["id"]: f for _, bundle in reversed(bundles) for f in bundle["findings"]}
    claims = [_claim(told[id]) for id in asked.findings if id in told and told[id]["answered"]]
    heads = [words.of(head).format(first=years[0], last=years[1]) for head in asked.heads]
    shown = (_shown(each, bundles, told, years, words) for each in asked.indicators)
    return Summary(
        claims=[sentence(claim) for claim in dict.fromkeys(claims)][: asked.most],
        heads=heads,
        indicators=[each for each in shown if {each.first, each.last} != {_ABSENT}],
    )


def _claim(finding: Mapping[str, Any]) -> str:
    # A claim that is only of a kind needs its figures beside it here.
    return str(finding["title" if any(map(str.isdigit, finding["title"])) else "text"])


def _shown(
    asked: Indicator,
    bundles: _Bundles,
    told: Mapping[str, Mapping[str, Any]],
    years: tuple[int, int],
    words: Words,
) -> Shown:
    rows = _rows(asked, bundles)
    own = _own_years(rows, years)
    first = _of_year(rows, own[0])
    last = _of_year(rows, own[1]) or _of_year(rows, own[1], "next_year")
    ends = ((asked.first, first), (asked.last, last))
    before, shown = (
        _in_year(_filled(template, row, asked.of, words), *pair, words)
        for (template, row), pair in zip(ends, zip(own, years, strict=True), strict=True)
    )
    return Shown(
        name=_named(words.of(asked.name), first or last, words),
        first=before,
        last=_stated(told.get(asked.stated or ""), words) if shown == _ABSENT else shown,
        change=_change(asked, (first, last), told.get(asked.finding or ""), words),
    )


def _named(name: str, row: Mapping[str, str], words: Words) -> str:
    """Return the name of an indicator, with the units or posts that it is of if not of all."""
    asked, like = story().summary.alike, row.get("basis") == "like_for_like"
    if not like and row.get("like_for_like") != "True":
        return name
    n, of = (row.get(key) for key in (("units_both", "units") if like else _OF_WOMEN))
    if n and of and n != of:
        name = words.of(asked.units).format(name=name, n=n, of=of)
    return words.of(asked.posts).format(name=name) if row.get("set_aside") else name


def _rows(asked: Indicator, bundles: _Bundles) -> _Rows:
    for source, bundle in bundles:
        for kept in bundle["tables"]:
            if kept["id"] == asked.table:
                table = read_table(source.folder / kept["csv"])
                records = table.to_dict("records")
                return [r for r in records if all(r.get(k) == v for k, v in asked.where.items())]
    return []


def _own_years(rows: _Rows, years: tuple[int, int]) -> tuple[int, int]:
    """Return the years that a table compares: those of the review, where it has others its own."""
    told = {int(row[name]) for row in rows for name in ("year", "next_year") if row.get(name)}
    return (min(told), max(told)) if len(told) > 1 else years


def _in_year(told: str, year: int, asked: int, words: Words) -> str:
    """Return a cell with its year, where that is not the one under which it stands."""
    if told == _ABSENT or year == asked:
        return told
    return page_text("of_another_year", words, value=told, year=year)


def _of_year(rows: _Rows, year: int, column: str = "year") -> dict[str, str]:
    return next((row for row in rows if row.get(column) == str(year)), {})


def _filled(template: str, row: Mapping[str, str], of: str, words: Words) -> str:
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    if not all(row.get(name) for name in names) or row[of] == "0":
        return _ABSENT
    return template.format(
        **{name: cell(row[name], kind_of(name, row.keys()), words) for name in names}
    )


def _stated(finding: Mapping[str, Any] | None, words: Words) -> str:
    """Return the share that was published, with as many decimals as it was."""
    if finding is None or finding["value"] is None:
        return _ABSENT
    decimals = 0 if float(100 * finding["value"]).is_integer() else 1
    value = words.percent(finding["value"], decimals)
    return words.of(story().summary.changes.stated).format(value=value)


def _change(
    asked: Indicator,
    ends: Sequence[Mapping[str, str]],
    finding: Mapping[str, Any] | None,
    words: Words,
) -> str:
    last = ends[-1]
    value, low, high = _told_by(finding) if asked.finding else _columns(asked, last)
    if value is None:
        return _ABSENT
    changes = story().summary.changes
    if asked.interval or asked.finding:
        # What is told without a judgement has no interval.
        if low is None or high is None or last.get("judged") == "False":
            people = [float(row[asked.of]) for row in ends if row.get(asked.of)]
            few = min(people, default=0) < FEWEST_JUDGED
            return words.of(changes.few if few else changes.described)
        if low <= 0 <= high:
            return words.of(changes.not_clear)
    told: str = words.of(getattr(changes, asked.unit))
    return told.format(value=_written(value, asked.unit, words))


def _told_by(finding: Mapping[str, Any] | None) -> _Change:
    return (finding["value"], finding["low"], finding["high"]) if finding else (None, None, None)


def _columns(asked: Indicator, last: Mapping[str, str]) -> _Change:
    names = [asked.change, *(asked.interval or (None, None))]
    value, low, high = (float(last[n]) if n and last.get(n) else None for n in names)
    return value, low, high


def _written(value: float, unit: str, words: Words) -> str:
    if unit == "people":
        return ("+" if value > 0 else "") + words.number(value)
    if unit == "percent":
        return ("+" if value > 0 else "") + words.percent(value)
    return words.points(value / 100)
