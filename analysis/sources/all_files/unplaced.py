"""People whose list says no unit or no tier: told once a list, with what it leaves them out of."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.problems import place_of, problem
from analysis.sources.reading import Record
from analysis.vocabulary import fold


def unplaced(evaluations: list[Record]) -> Iterator[Record]:
    """Yield the problem of each list whose people stand in no result by unit, or by tier.

    Only where other lists of the source say it: there a choice of unit or tier leaves these people
    out, and nobody sees it. A source that never says it has no results by it.
    """
    perhaps = _perhaps(evaluations)
    for column in ("unit", "tier"):
        several = column == "unit" and len({fold(each) for each in chain(*perhaps.values())}) > 1
        if not several and not any(row.get(column) for row in evaluations):
            continue
        lacking: dict[tuple[object, object], list[Record]] = defaultdict(list)
        for row in evaluations:
            # What a cell said and could not be read is told by itself.
            if row.get(column) or (column == "unit" and row.get("unit_cell")):
                continue
            if row.get("sheet") and not row.get("withheld"):
                lacking[row["file"], row["sheet"]].append(row)
        for place, rows in lacking.items():
            count = sum(int(str(row["count"])) for row in rows)
            likely = perhaps.get(place, set()) if column == "unit" else set()
            near = next(iter(likely)) if len(likely) == 1 else None
            told = {"count": count, "near": near} if near else {"count": count}
            key = "unit_perhaps" if near else f"no_{column}"
            found = problem("warning", key, *place_of(rows[0]), **told)
            yield asking(found, of_sheet(found, column, near, count))


def _perhaps(evaluations: list[Record]) -> dict[tuple[object, object], set[str]]:
    """Return of which units each sheet that names none may be, as other lists spell them."""
    named = {(row["file"], row.get("sheet")) for row in evaluations if row.get("unit")}
    near: dict[tuple[object, object], set[str]] = defaultdict(set)
    for row in evaluations:
        if row.get("unit_perhaps") and (row["file"], row["sheet"]) not in named:
            near[row["file"], row["sheet"]].add(str(row["unit_perhaps"]))
    # The tables of one sheet may be of several.
    spelled = {fold(row["unit"]): str(row["unit"]) for row in evaluations if row.get("unit")}
    return {
        place: {spelled.get(fold(each), each) for each in units} for place, units in near.items()
    }
