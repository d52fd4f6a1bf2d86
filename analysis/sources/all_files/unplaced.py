"""People whose list says no unit or no tier: told once a list, with what it leaves them out of."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Record


def unplaced(evaluations: list[Record]) -> Iterator[Record]:
    """Yield the problem of each list whose people stand in no result by unit, or by tier.

    Only where other lists of the source say it: there a choice of unit or tier leaves these people
    out, and nobody sees it. A source that never says it has no results by it.
    """
    for column in ("unit", "tier"):
        if not any(row.get(column) for row in evaluations):
            continue
        lacking: dict[tuple[object, object], list[Record]] = defaultdict(list)
        for row in evaluations:
            # What a cell said and could not be read is told by itself.
            if row.get(column) or (column == "unit" and row.get("unit_cell")):
                continue
            if row.get("sheet") and not row.get("withheld"):
                lacking[row["file"], row["sheet"]].append(row)
        for rows in lacking.values():
            count = sum(int(str(row["count"])) for row in rows)
            found = problem("warning", f"no_{column}", *place_of(rows[0]), count=count)
            yield asking(found, of_sheet(found, column, None, count))
