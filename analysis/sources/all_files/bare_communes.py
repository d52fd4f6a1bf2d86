"""Communes that a list calls by their bare name (*An Hưng*) and another by the whole one."""

from collections import defaultdict
from collections.abc import Iterable

from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Reading, Record
from analysis.sources.words.persons import commune_of
from analysis.vocabulary import fold

_TABLES = ("evaluations", "outcomes", "votes", "claims")


def name_communes(reading: Reading) -> None:
    """Give rows with a commune's bare name the whole one, where one commune alone bears it.

    Not those of a sheet of schools: *An Hưng* is one of them there. Nor where the sheet has both
    names: it means two units. A note tells it once a sheet.
    """
    rows = [row for table in _TABLES for row in getattr(reading, table) if row.get("unit")]
    communes = _communes(str(row["unit"]) for row in rows)
    if communes.keys().isdisjoint(map(fold, {row["unit"] for row in rows})):
        return
    named = {(*_sheet(row), fold(row["unit"])) for row in rows}
    told: dict[tuple[object, object], list[Record]] = defaultdict(list)
    for row in rows:
        whole = communes.get(fold(row["unit"]))
        if whole and not row.get("of_schools") and (*_sheet(row), fold(whole)) not in named:
            row["unit"] = whole
            told[_sheet(row)].append(row)
    for found in told.values():
        reading.problems.append(problem("note", "bare_commune", *place_of(found[0])))


def _sheet(row: Record) -> tuple[object, object]:
    return row["file"], row.get("sheet")


def _communes(units: Iterable[str]) -> dict[str, str]:
    """Return the whole name of each commune whose bare name, folded, is that of no other."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for unit in dict.fromkeys(units):
        if bare := commune_of(unit):
            found[bare].setdefault(fold(unit), unit)
    return {bare: next(iter(of.values())) for bare, of in found.items() if len(of) == 1}
