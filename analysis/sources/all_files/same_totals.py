"""Tables of one year whose people by rating are as many, under other units: one may sum the other.

A sheet by blocks beside one by units, or a summary that calls units otherwise (*Đảng bộ xã An*), is
found by nothing that its rows say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.problems import place_of, problem, where
from analysis.sources.reading import Record
from analysis.vocabulary import fold

# Two tables of one unit each are often as large; so are those of one or two people.
_FEWEST_UNITS, _FEWEST_PEOPLE, _FEWEST_LEVELS = 2, 3, 2


def same_totals(evaluations: list[Record]) -> Iterator[Record]:
    """Yield a warning of each table of counts that may only sum another table of its year."""
    if all(map(_is_of_somebody, evaluations)):
        return
    years: dict[tuple[object, object], dict[tuple[object, object], list[Record]]] = {}
    for row in evaluations:
        if row.get("unit") and not row.get("withheld") and isinstance(row["count"], int):
            tables = years.setdefault((row["year"], row["origin"]), defaultdict(list))
            tables[row["file"], row.get("sheet")].append(row)
    for (year, _), tables in years.items():
        wide = [rows for rows in tables.values() if len(_units(rows)) >= _FEWEST_UNITS]
        for one, other in combinations(wide, 2):
            counted, beside = (one, other) if _is_counted(one) else (other, one)
            if _is_counted(counted) and _may_be_of(counted, beside):
                place = place_of(counted[0])
                found = problem("warning", "same_totals", *place, year=year, place=where(beside[0]))
                yield asking(found, of_sheet(found, "skip"))


def _may_be_of(one: list[Record], other: list[Record]) -> bool:
    levels = _levels(one)
    large = sum(levels.values()) >= _FEWEST_PEOPLE and len(levels) >= _FEWEST_LEVELS
    if not large or levels != _levels(other) or _units(one) & _units(other):
        return False
    tiers, its = ({row["tier"] for row in rows if row.get("tier")} for rows in (one, other))
    return not (tiers and its) or bool(tiers & its)


def _is_counted(rows: list[Record]) -> bool:
    return not any(map(_is_of_somebody, rows))


def _is_of_somebody(row: Record) -> bool:
    return "name" in row or bool(row.get("person"))


def _units(rows: list[Record]) -> set[str]:
    return {fold(row["unit"]) for row in rows}


def _levels(rows: list[Record]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[str(row.get("rating"))] += int(str(row["count"]))
    return +counts
