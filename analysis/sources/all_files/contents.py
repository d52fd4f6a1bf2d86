"""What each sheet holds: how many people, events, votes or figures of which year, unit and tier."""

from collections.abc import Iterable

from analysis.sources.reading import Record
from analysis.sources.workbook.context import Context

_Part = tuple[object, ...]
_COLUMNS = ("file", "sheet", "table", "year", "unit", "tier")


def contents(table: str, records: Iterable[Record]) -> list[Record]:
    """Return how much each sheet holds of a record table (see `tables.CONTENTS`).

    Parameters
    ----------
    table : str
        The record table, a code of `record_tables`.
    records : iterable of dict
        Those kept of it, the withheld ones too.
    """
    counted: dict[_Part, list[int]] = {}
    for row in records:
        place = (row["file"], row.get("sheet"), table)
        met = counted.setdefault((*place, _year(row), row.get("unit"), row.get("tier")), [0, 0])
        n = _whole(row.get("count") or 0) if "count" in row else 1
        met[0] += n
        met[1] += n if row.get("withheld") else 0
    return [
        {**dict(zip(_COLUMNS, part, strict=True)), "n": n, "withheld": withheld}
        for part, (n, withheld) in counted.items()
    ]


def stated(context: Context, kind: str) -> list[Record]:
    """Return of which year and tier a list or return says that it is, whatever is read of it."""
    if kind not in ("people", "return") or context.header.has("year") or len(context.years) != 1:
        return []
    place = {"file": context.sheet.file, "sheet": context.sheet.name, "table": "evaluations"}
    scope = {"year": context.years[0], "unit": None, "tier": context.tier}
    return [{**place, **scope, "n": 0, "withheld": 0}]


def _year(row: Record) -> int | None:
    year = row.get("year") or row.get("last_year") or str(row.get("date"))[:4]
    return _whole(year) if type(year) is int or str(year).isdigit() else None


def _whole(value: object) -> int:
    return value if type(value) is int else int(str(value))
